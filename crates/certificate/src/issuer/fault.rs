//! What can go wrong with the keys of an issuing country.

use thiserror::Error;

use crate::keys::{KeyFault, NoRandomBytes};
use crate::trust::TrustFault;
use crate::x509::X509Fault;

/// Why a key, a certificate or a plan could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IssuerFault {
    /// A name is missing, too long, or the country is not two capital letters.
    #[error("country, organisation and common name have to be given and fit into a certificate")]
    Names,
    /// The validity ends before it begins, or is not within that of the authority.
    #[error("the validity is not within that of the authority")]
    Validity,
    /// Key and certificate do not belong together.
    #[error("the key is not that of the certificate")]
    OtherKey,
    /// The public key is neither P-256 nor RSA of at least 2048 bits.
    #[error("the public key is neither P-256 nor RSA of at least 2048 bits")]
    KeyKind,
    /// The certificate is not an authority's.
    #[error("the certificate is not that of an authority")]
    NotAnAuthority,
    /// A signer that the plan has already.
    #[error("the signer is in the plan already")]
    SignerKnown,
    /// A signer that the plan does not have.
    #[error("the signer is not in the plan")]
    SignerUnknown,
    /// The signer's certificate ends before a health certificate that it signs.
    #[error("the signer's certificate ends before the health certificate")]
    Outlived,
    /// What was made could not be read again.
    #[error("a certificate that was made cannot be read: {0}")]
    Certificate(#[from] X509Fault),
    /// The public list could not be written.
    #[error("the public list could not be written: {0}")]
    List(#[from] TrustFault),
    /// The key or its file.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// The caller's source of random bytes failed.
    #[error(transparent)]
    NoRandomBytes(#[from] NoRandomBytes),
    /// The token that holds the key did not sign.
    #[error("the token that holds the key did not sign")]
    NotSigned,
    /// The cryptographic library failed at something that cannot fail with sound memory.
    #[error("the cryptographic library refused to work")]
    Library,
}

impl IssuerFault {
    /// A stable code, one for each kind.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Names => "issuer-names",
            Self::Validity => "issuer-validity",
            Self::OtherKey => "issuer-other-key",
            Self::KeyKind => "issuer-key-kind",
            Self::NotAnAuthority => "issuer-not-an-authority",
            Self::SignerKnown => "issuer-signer-known",
            Self::SignerUnknown => "issuer-signer-unknown",
            Self::Outlived => "issuer-outlived",
            Self::Certificate(_) => "issuer-certificate",
            Self::List(_) => "issuer-list",
            Self::Key(_) => "issuer-key",
            Self::NoRandomBytes(_) => "issuer-no-random-bytes",
            Self::NotSigned => "issuer-not-signed",
            Self::Library => "issuer-library",
        }
    }
}
