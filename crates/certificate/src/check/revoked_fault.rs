//! What can be wrong with lists of revoked certificates.

use thiserror::Error;

use crate::revocation::RevocationFault;
use crate::shc::CrlFault;
use crate::trust::DocumentFault;

/// Why bytes were not taken as a list of revoked certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RevokedFault {
    /// Neither a batch, nor an index, nor a list of an issuer of cards.
    #[error(
        "neither a revocation batch, nor an index or a slice, nor a list of an issuer of cards"
    )]
    Form,
    /// The batch, the index or the slice cannot be used.
    #[error(transparent)]
    Revocation(#[from] RevocationFault),
    /// The list of an issuer of cards cannot be used.
    #[error(transparent)]
    Cards(#[from] CrlFault),
    /// The signed document cannot be used.
    #[error(transparent)]
    Document(#[from] DocumentFault),
}

impl RevokedFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form => "revoked-form",
            Self::Revocation(fault) => fault.code(),
            Self::Cards(fault) => fault.code(),
            Self::Document(fault) => fault.code(),
        }
    }
}
