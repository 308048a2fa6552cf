//! Why a card is no card, or is not to be trusted.

use thiserror::Error;

use super::bundle::BundleFault;
use super::crl::CrlFault;

/// Why a card cannot be read, issued or accepted. Holds no value of the card.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ShcFault {
    /// The text does not begin with `shc:/`.
    #[error("this is no QR code of a health card")]
    Prefix,
    /// The digits are no pairs from 00 to 77.
    #[error("the QR code holds something that is no pair of digits from 00 to 77")]
    Digits,
    /// Several codes that are not the pieces of one card, each once.
    #[error("the QR codes are not all pieces of one card, each once")]
    Chunks,
    /// One piece of several is longer than a QR code of version 22 takes.
    #[error("a piece of the card is longer than its QR code may be")]
    ChunkTooLong,
    /// Something stands before or after the card.
    #[error("something stands before or after the card")]
    TrailingCharacters,
    /// Not three parts of base64url with dots between them.
    #[error("this is no JWS in its compact form")]
    NotJws,
    /// More bytes than any card.
    #[error("the card is longer than any card")]
    TooLong,
    /// The header is no JSON object with `zip`, `alg` and `kid`.
    #[error("the header of the card is not complete")]
    Header,
    /// `alg` is not ES256.
    #[error("the card is not signed with ES256")]
    Algorithm,
    /// `zip` is not DEF.
    #[error("the card does not say that it is compressed with DEFLATE")]
    NotDeflated,
    /// The header names something that must be understood (`crit`), and is not.
    #[error("the card asks for something that is not known here")]
    Critical,
    /// The signature is not r and s of 32 bytes each, but DER or something else.
    #[error("the signature has not the form of r and s, 64 bytes")]
    SignatureForm,
    /// The payload cannot be inflated.
    #[error("the payload cannot be decompressed")]
    Inflate,
    /// The payload inflates to more than any card holds.
    #[error("the payload is longer than that of any card")]
    InflatedTooLong,
    /// The payload is no JSON.
    #[error("the payload is no JSON")]
    NotJson,
    /// A claim is missing or of the wrong kind.
    #[error("the claim {0} is missing or of the wrong kind")]
    Claim(&'static str),
    /// The issuer is no plain https address, or ends in a slash.
    #[error("the issuer is not named by an https address without a slash at its end")]
    Issuer,
    /// The card is not a health card by its types.
    #[error("the card is not of the type of health cards")]
    NotHealthCard,
    /// The FHIR bundle is not well-formed.
    #[error("the health record of the card: {0}")]
    Bundle(#[from] BundleFault),
    /// The card ends before it begins.
    #[error("the card ends before it begins")]
    NeverValid,
    /// The card is not valid yet.
    #[error("the card is not valid yet")]
    NotYetValid,
    /// The card is no longer valid.
    #[error("the card is no longer valid")]
    Expired,
    /// The directory has no keys of this issuer.
    #[error("the issuer of the card is not in the directory")]
    UnknownIssuer,
    /// The issuer has no usable key of this id.
    #[error("the issuer has no key of the id that the card names")]
    UnknownKey,
    /// The signature is not that of the key.
    #[error("the signature does not fit the card and the key")]
    Signature,
    /// The card is on the issuer's revocation list.
    #[error("the issuer has revoked the card")]
    Revoked,
    /// The issuer's revocation list cannot be used.
    #[error("the issuer's revocation list: {0}")]
    RevocationList(#[from] CrlFault),
    /// The card to be issued does not fit into one QR code.
    #[error("the card has {characters} characters, one QR code takes {limit}")]
    TooLongForOneCode {
        /// Characters of the card.
        characters: usize,
        /// Characters that fit.
        limit: usize,
    },
    /// The cryptographic library failed.
    #[error("the card could not be signed")]
    NotSigned,
}

impl ShcFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Prefix => "shc-prefix",
            Self::Digits => "shc-digits",
            Self::Chunks => "shc-chunks",
            Self::ChunkTooLong => "shc-chunk-too-long",
            Self::TrailingCharacters => "shc-trailing-characters",
            Self::NotJws => "shc-not-jws",
            Self::TooLong => "shc-too-long",
            Self::Header => "shc-header",
            Self::Algorithm => "shc-algorithm",
            Self::NotDeflated => "shc-not-deflated",
            Self::Critical => "shc-critical",
            Self::SignatureForm => "shc-signature-form",
            Self::Inflate => "shc-inflate",
            Self::InflatedTooLong => "shc-inflated-too-long",
            Self::NotJson => "shc-not-json",
            Self::Claim(_) => "shc-claim",
            Self::Issuer => "shc-issuer",
            Self::NotHealthCard => "shc-not-health-card",
            Self::Bundle(fault) => fault.code(),
            Self::NeverValid => "shc-never-valid",
            Self::NotYetValid => "shc-not-yet-valid",
            Self::Expired => "shc-expired",
            Self::UnknownIssuer => "shc-unknown-issuer",
            Self::UnknownKey => "shc-unknown-key",
            Self::Signature => "shc-signature",
            Self::Revoked => "shc-revoked",
            Self::RevocationList(fault) => fault.code(),
            Self::TooLongForOneCode { .. } => "shc-too-long-for-one-code",
            Self::NotSigned => "shc-not-signed",
        }
    }
}
