//! What can go wrong with a symbol.

use thiserror::Error;

/// Why there is no symbol or no picture of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum QrFault {
    /// There is nothing to show.
    #[error("an empty text has no QR symbol")]
    Empty,
    /// The text does not fit into the largest symbol.
    #[error("the text is too long for a QR symbol of that level")]
    TooLong,
    /// The picture would have less than a pixel for a module.
    #[error("the picture is too small for the QR symbol")]
    TooSmall,
    /// The picture would be larger than any printer needs.
    #[error("the picture is too large")]
    TooLarge,
    /// The picture could not be written.
    #[error("the picture could not be written")]
    Picture,
}

impl QrFault {
    /// A stable code, one for each kind.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "qr-empty",
            Self::TooLong => "qr-too-long",
            Self::TooSmall => "qr-too-small",
            Self::TooLarge => "qr-too-large",
            Self::Picture => "qr-picture",
        }
    }
}
