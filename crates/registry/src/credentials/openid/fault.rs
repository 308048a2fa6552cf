//! What can go wrong between three parties.

use thiserror::Error;

/// Why a log-in by the other provider failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum OpenIdFault {
    /// The discovery document is not what the standard asks for.
    #[error("the provider's discovery document cannot be read")]
    DiscoveryUnreadable,
    /// The discovery document speaks for somebody else.
    #[error("the provider's discovery document names another issuer")]
    OtherIssuer,
    /// An address of the provider is not HTTPS (plain HTTP is allowed to this machine only).
    #[error("an address of the provider is not protected by HTTPS")]
    InsecureAddress,
    /// The key document is not what the standard asks for.
    #[error("the provider's keys cannot be read")]
    KeysUnreadable,
    /// The browser came back with an attempt that is not its own.
    #[error("the log-in was not begun in this browser")]
    OtherAttempt,
    /// The person, or the provider for them, said no.
    #[error("the provider did not confirm who this is")]
    Denied,
    /// The browser came back without a code.
    #[error("the provider sent no code")]
    NoCode,
    /// The provider did not exchange the code.
    #[error("the provider did not accept the code")]
    CodeRefused,
    /// The answer to the exchange has no identity token.
    #[error("the provider's answer cannot be read")]
    AnswerUnreadable,
    /// The identity token has not the form of one.
    #[error("the identity token cannot be read")]
    TokenUnreadable,
    /// Signed in a way that is not accepted here.
    #[error("the identity token is signed with an algorithm that is not accepted")]
    AlgorithmRefused,
    /// Signed by a key that is not in the directory (any more, or yet).
    #[error("the identity token is signed by a key that the provider does not publish")]
    UnknownKey,
    /// The signature does not fit.
    #[error("the signature of the identity token is wrong")]
    WrongSignature,
    /// Made by another issuer.
    #[error("the identity token is of another issuer")]
    WrongIssuer,
    /// Made for another application.
    #[error("the identity token is for another application")]
    WrongAudience,
    /// Too old.
    #[error("the identity token has expired")]
    Expired,
    /// From the future: a clock is wrong.
    #[error("the identity token is not valid yet")]
    NotYetValid,
    /// Made for another attempt.
    #[error("the identity token belongs to another attempt")]
    WrongNonce,
}
