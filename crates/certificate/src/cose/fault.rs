//! What is wrong with a signed message, or with signing one.

use thiserror::Error;

use crate::cbor::CborFault;
use crate::x509::X509Fault;

/// Why a signed message was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CoseFault {
    /// The message is no CBOR.
    #[error("the signed message is malformed")]
    Cbor(#[from] CborFault),
    /// A tag of something else than a message with one signature.
    #[error("the message is tagged as something else than one with a single signature")]
    Tag,
    /// Not an array of protected headers, headers, payload and signature.
    #[error("the message has not the four parts of a signed one")]
    Structure,
    /// The content is not in the message.
    #[error("the signed message has no content")]
    Detached,
    /// A header is marked as one that must be understood (`crit`), and is not.
    #[error("the message has a critical header")]
    Critical,
    /// No header names the algorithm.
    #[error("the message does not name its algorithm")]
    NoAlgorithm,
    /// The algorithm is neither ES256 nor PS256.
    #[error("the algorithm of the message is not allowed")]
    Algorithm,
    /// No header names the key.
    #[error("the message does not name its key")]
    NoKid,
    /// The name of the key has not eight bytes.
    #[error("the name of the key has not eight bytes")]
    KidLength,
    /// The ECDSA signature is wrapped in DER.
    #[error("the signature is wrapped in DER")]
    SignatureDer,
    /// The signature is longer than those of its algorithm.
    #[error("the signature is too long")]
    SignatureTooLong,
    /// The signature is shorter than those of its algorithm.
    #[error("the signature is too short")]
    SignatureTooShort,
    /// The key that is named is of another algorithm than the message says.
    #[error("the key is of another algorithm than the message")]
    KeyAlgorithm,
    /// No key of this name is trusted.
    #[error("no key of this name is known")]
    KeyUnknown,
    /// The signature is not of this key, or not over this content.
    #[error("the signature is wrong")]
    SignatureWrong,
    /// The public key is malformed.
    #[error("the public key is malformed")]
    Key(#[from] X509Fault),
    /// The public key is of no algorithm that is allowed.
    #[error("the public key is of another kind than P-256 or RSA")]
    KeyKind,
    /// The RSA key has fewer than 2048 bits, or more than 8192.
    #[error("the RSA key is too short or too long")]
    KeySize,
}

impl CoseFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Cbor(fault) => fault.code(),
            Self::Tag => "cose-tag",
            Self::Structure => "cose-structure",
            Self::Detached => "cose-detached",
            Self::Critical => "cose-critical",
            Self::NoAlgorithm => "cose-no-algorithm",
            Self::Algorithm => "cose-algorithm",
            Self::NoKid => "cose-no-kid",
            Self::KidLength => "cose-kid-length",
            Self::SignatureDer => "signature-der",
            Self::SignatureTooLong => "signature-too-long",
            Self::SignatureTooShort => "signature-too-short",
            Self::KeyAlgorithm => "key-algorithm",
            Self::KeyUnknown => "key-unknown",
            Self::SignatureWrong => "signature-wrong",
            Self::Key(fault) => fault.code(),
            Self::KeyKind => "key-kind",
            Self::KeySize => "key-size",
        }
    }
}

/// Why nothing was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SignerFault {
    /// The bytes are no private key of the two algorithms, or one that is too short.
    #[error("the private key is malformed or of another kind than P-256 or RSA")]
    Key,
    /// The cryptographic library failed.
    #[error("the cryptographic library failed")]
    Library,
    /// The token or service that holds the key did not sign.
    #[error("whoever holds the key did not sign")]
    Unavailable,
    /// The signature that came back has not the length of its algorithm.
    #[error("the signature has not the length of its algorithm")]
    Length,
}

impl SignerFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Key => "signer-key",
            Self::Library => "signer-library",
            Self::Unavailable => "signer-unavailable",
            Self::Length => "signer-length",
        }
    }
}
