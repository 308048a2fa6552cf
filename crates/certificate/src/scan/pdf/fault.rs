//! Why no code was read out of a PDF.

use thiserror::Error;

/// Why no code was read out of a PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PdfFault {
    /// No PDF, or one without a page.
    #[error("the PDF is damaged: it has no page that can be drawn")]
    Malformed,
    /// It is encrypted, be it without a password.
    #[error("the PDF is encrypted")]
    Encrypted,
    /// It is larger, or holds more, than is looked at.
    #[error("the PDF is too large")]
    TooLarge,
    /// More pages than are looked at.
    #[error("the PDF has too many pages")]
    TooManyPages,
    /// No page holds a code that can be read.
    #[error("no page of the PDF holds a QR code that can be read")]
    NoCode,
}

impl PdfFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "pdf-malformed",
            Self::Encrypted => "pdf-encrypted",
            Self::TooLarge => "pdf-too-large",
            Self::TooManyPages => "pdf-too-many-pages",
            Self::NoCode => "pdf-no-code",
        }
    }
}
