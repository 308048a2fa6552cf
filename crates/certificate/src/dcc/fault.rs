//! What is wrong with a content.

use thiserror::Error;

use super::schema::SchemaFault;

/// Why a content was not read or not issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DccFault {
    /// The sub-claim holds no EU certificate, or it is no map.
    #[error("there is no EU certificate")]
    Missing,
    /// No name, or one that is no map.
    #[error("the certificate names nobody")]
    Name,
    /// No vaccination, test or recovery.
    #[error("the certificate holds no vaccination, test or recovery")]
    NoEvent,
    /// More than one of vaccination, test and recovery.
    #[error("the certificate holds a vaccination, a test and a recovery side by side")]
    SeveralGroups,
    /// The entry of the vaccination, test or recovery is no map.
    #[error("the entry of the certificate is malformed")]
    Entry,
    /// Something does not hold to the schema.
    #[error(transparent)]
    Schema(#[from] SchemaFault),
    /// A text to be issued is not composed (NFC).
    #[error("a text is not in Unicode normal form C")]
    NotComposed,
    /// Test certificates are read, not issued.
    #[error("test certificates are not issued")]
    TestIssued,
    /// The period of a recovery has not begun.
    #[error("the recovery is not valid yet")]
    RecoveryNotYetValid,
    /// The period of a recovery is over.
    #[error("the recovery is not valid any more")]
    RecoveryOver,
    /// The key may not sign certificates of this kind.
    #[error("the key may not sign certificates of this kind")]
    Usage,
}

impl DccFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "dcc-missing",
            Self::Name => "dcc-name",
            Self::NoEvent => "dcc-no-event",
            Self::SeveralGroups => "dcc-several-groups",
            Self::Entry => "dcc-entry",
            Self::Schema(fault) => fault.code(),
            Self::NotComposed => "dcc-not-composed",
            Self::TestIssued => "dcc-test-issued",
            Self::RecoveryNotYetValid => "recovery-not-yet-valid",
            Self::RecoveryOver => "recovery-over",
            Self::Usage => "key-usage",
        }
    }
}
