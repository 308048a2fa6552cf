//! What can be wrong with a key, its file or its signature.

use thiserror::Error;

use super::random::NoRandomBytes;
use super::stretch::SHORTEST_PASSPHRASE;

/// The signature is not this key's over this message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the signature does not fit the message and the key")]
pub struct WrongSignature;

/// Why a key could not be made, kept, opened or used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyFault {
    /// The bytes do not begin as a key file does.
    #[error("this is no key file of Khiên")]
    NotAKeyFile,
    /// A key file of a form that this program does not know.
    #[error("the key file has version {0}, this program reads version 1")]
    OtherVersion(u32),
    /// The end of the file is missing: copied or written incompletely.
    #[error("the key file is cut off before its end")]
    Truncated,
    /// The checksum does not fit: damaged, or edited.
    #[error("the key file was changed after it was written")]
    Changed,
    /// The checksum fits, yet the lines are not those of a key file.
    #[error("the key file has not the lines that its version asks for")]
    Malformed,
    /// The passphrase is stretched with less work than is safe.
    #[error("the key file asks for too little work against guessing of its passphrase")]
    CostTooLow,
    /// The passphrase is stretched with more work than any file of ours asks for.
    #[error("the key file asks for more memory or time than is allowed")]
    CostTooHigh,
    /// The passphrase is not that of the file, or somebody forged the file together with its
    /// checksum; the two cannot be told apart.
    #[error("the passphrase is not that of the key file")]
    WrongPassphrase,
    /// A new passphrase is too short.
    #[error("a passphrase needs at least {SHORTEST_PASSPHRASE} characters")]
    PassphraseTooShort,
    /// The key in the file is of another algorithm than the one asked for.
    #[error("the key file holds a key of another algorithm")]
    OtherAlgorithm,
    /// The text holds no P-256 public key in PEM form.
    #[error("this is no public key of the curve P-256 in PEM form")]
    NotAPublicKey,
    /// The caller's source of random bytes failed.
    #[error(transparent)]
    NoRandomBytes(#[from] NoRandomBytes),
    /// The cryptographic library failed at something that cannot fail with sound memory.
    #[error("the cryptographic library refused to work")]
    Library,
}
