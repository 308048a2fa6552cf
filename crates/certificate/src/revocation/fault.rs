//! What can be wrong with a batch, a slice or an index.

use thiserror::Error;

/// Why something about revocation could not be read or taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RevocationFault {
    /// The text is no batch in JSON.
    #[error("this is no revocation batch")]
    NotABatch,
    /// A batch without entries.
    #[error("a revocation batch has at least one entry")]
    BatchEmpty,
    /// A batch with more entries than the gateway takes.
    #[error("a revocation batch has at most {} entries", super::LARGEST_BATCH)]
    BatchTooLarge,
    /// The id of a batch is empty, too long or has odd characters.
    #[error(
        "the id of a revocation batch has 1 to 64 letters, digits, dots, hyphens or underscores"
    )]
    BatchId,
    /// There is a batch of this id already.
    #[error("a revocation batch of this id is already there")]
    BatchKnown,
    /// The country is no ISO 3166-1 alpha-2 code.
    #[error("the country of a revocation batch is two capital letters")]
    Country,
    /// The kid is neither eight bytes nor `UNKNOWN_KID`.
    #[error("the kid of a revocation batch is eight bytes in Base64, or UNKNOWN_KID")]
    Kid,
    /// A hash is not sixteen bytes in Base64.
    #[error("a revocation hash is sixteen bytes in Base64")]
    Hash,
    /// A slice of a form that this program does not know.
    #[error("the slice has a version or a hash function that this program does not read")]
    SliceVersion,
    /// A slice that is too short, too long, or whose lengths do not agree.
    #[error("the slice is damaged or too long")]
    SliceForm,
    /// The slice is not one that the index names.
    #[error("the slice is not one that the index of revocation names")]
    SliceUnknown,
    /// The text is no index.
    #[error("this is no index of revocation")]
    NotAnIndex,
    /// An index of a form that this program does not know.
    #[error("the index of revocation has another version")]
    IndexVersion,
    /// An index that is older than the one in use.
    #[error("the index of revocation is older than the one in use")]
    IndexRolledBack,
}

impl RevocationFault {
    /// A stable code, one for each kind.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotABatch => "revocation-not-a-batch",
            Self::BatchEmpty => "revocation-batch-empty",
            Self::BatchTooLarge => "revocation-batch-too-large",
            Self::BatchId => "revocation-batch-id",
            Self::BatchKnown => "revocation-batch-known",
            Self::Country => "revocation-country",
            Self::Kid => "revocation-kid",
            Self::Hash => "revocation-hash",
            Self::SliceVersion => "revocation-slice-version",
            Self::SliceForm => "revocation-slice-form",
            Self::SliceUnknown => "revocation-slice-unknown",
            Self::NotAnIndex => "revocation-not-an-index",
            Self::IndexVersion => "revocation-index-version",
            Self::IndexRolledBack => "revocation-index-rolled-back",
        }
    }
}
