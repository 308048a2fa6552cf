//! What is wrong with a certificate.

use thiserror::Error;

/// Why bytes are no certificate that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum X509Fault {
    /// Longer than any certificate of a signer.
    #[error("the certificate is too long")]
    TooLong,
    /// The structure is not that of a certificate (RFC 5280 section 4.1).
    #[error("the certificate is malformed")]
    Malformed,
    /// A time of the validity that is none.
    #[error("the validity of the certificate is malformed")]
    Time,
    /// The public key is malformed.
    #[error("the public key is malformed")]
    Key,
}

impl X509Fault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "x509-too-long",
            Self::Malformed => "x509-malformed",
            Self::Time => "x509-time",
            Self::Key => "x509-key",
        }
    }
}
