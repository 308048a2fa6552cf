//! What is wrong with bytes that are no CBOR of ours.

use thiserror::Error;

/// Why bytes were refused (RFC 8949 where not said otherwise).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CborFault {
    /// The bytes end before the value does.
    #[error("the CBOR is cut off")]
    Truncated,
    /// Bytes follow after the value.
    #[error("bytes follow the CBOR")]
    Trailing,
    /// Arrays, maps and tags are nested deeper than any certificate needs.
    #[error("the CBOR is nested too deeply")]
    TooDeep,
    /// A map holds one key twice, so that two readers could see two certificates.
    #[error("a map of the CBOR holds one key twice")]
    DuplicateKey,
    /// A form that the standard keeps free or forbids (section 3).
    #[error("the CBOR uses a reserved form")]
    Reserved,
    /// A text that is not UTF-8.
    #[error("a text of the CBOR is not UTF-8")]
    NotUtf8,
    /// A piece of another kind within a text or byte string of open length (section 3.2.3).
    #[error("a piece of a CBOR string is of another kind")]
    WrongPiece,
}

impl CborFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Truncated => "cbor-truncated",
            Self::Trailing => "cbor-trailing",
            Self::TooDeep => "cbor-depth",
            Self::DuplicateKey => "cbor-duplicate-key",
            Self::Reserved => "cbor-reserved",
            Self::NotUtf8 => "cbor-text",
            Self::WrongPiece => "cbor-piece",
        }
    }
}
