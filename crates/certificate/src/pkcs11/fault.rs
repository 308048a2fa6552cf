//! What can go wrong with a token.

use thiserror::Error;

/// Why a token could not be opened or did not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TokenFault {
    /// The library of the module is missing or is no PKCS #11 library.
    #[error("the library of the security module cannot be loaded")]
    Library,
    /// The module could not be set up.
    #[error("the security module cannot be set up")]
    SetUp,
    /// No token has that label.
    #[error("no token has this label")]
    NoToken,
    /// The PIN is wrong.
    #[error("the PIN of the token is wrong")]
    WrongPin,
    /// The token refuses every PIN after too many wrong ones.
    #[error("the PIN of the token is locked after too many wrong ones")]
    PinLocked,
    /// The token gives no session, or no further one.
    #[error("the token gives no session")]
    NoSession,
    /// No key has that label.
    #[error("no key of the token has this label")]
    NoKey,
    /// Several keys have that label.
    #[error("several keys of the token have this label")]
    SeveralKeys,
    /// There is a key of that label already.
    #[error("a key of the token has this label already")]
    KeyKnown,
    /// The key is neither P-256 nor RSA of at least 2048 bits.
    #[error("the key of the token is neither P-256 nor RSA of at least 2048 bits")]
    KeyKind,
    /// The certificate belongs to another key.
    #[error("the certificate is not that of the token's key")]
    OtherKey,
    /// The token did not sign.
    #[error("the token did not sign")]
    NotSigned,
    /// The token did not make or show a key.
    #[error("the token refused to make or to show a key")]
    Refused,
}

impl TokenFault {
    /// A stable code, one for each kind.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Library => "token-library",
            Self::SetUp => "token-set-up",
            Self::NoToken => "token-not-found",
            Self::WrongPin => "token-wrong-pin",
            Self::PinLocked => "token-pin-locked",
            Self::NoSession => "token-no-session",
            Self::NoKey => "token-no-key",
            Self::SeveralKeys => "token-several-keys",
            Self::KeyKnown => "token-key-known",
            Self::KeyKind => "token-key-kind",
            Self::OtherKey => "token-other-key",
            Self::NotSigned => "token-not-signed",
            Self::Refused => "token-refused",
        }
    }
}
