//! What can be wrong with a list, a chain or a cached document.

use thiserror::Error;

use crate::x509::X509Fault;

/// Why a trust list, or one entry of it, could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TrustFault {
    /// Longer than any list.
    #[error("the trust list is too long")]
    TooLong,
    /// The text is no list of that form.
    #[error("this is no trust list")]
    NotAList,
    /// A certificate that is not in Base64.
    #[error("the certificate of the entry is not in Base64")]
    Encoding,
    /// A certificate that cannot be read.
    #[error("the certificate of the entry cannot be read: {0}")]
    Certificate(#[from] X509Fault),
    /// The thumbprint is not that of the certificate.
    #[error("the thumbprint of the entry is not that of its certificate")]
    Thumbprint,
    /// The kid is not that of the certificate.
    #[error("the kid of the entry is not that of its certificate")]
    Kid,
    /// The country is missing or no ISO 3166-1 code.
    #[error("the entry names no country")]
    Country,
    /// The certificate names another country than the participant's (GDHCN).
    #[error("the certificate of the entry is of another country than its participant")]
    OtherCountry,
    /// The id of a DID entry does not say whose key it is.
    #[error("the id of the entry does not name domain, participant and usage")]
    Id,
    /// The public key beside the certificate is another one.
    #[error("the public key of the entry is not that of its certificate")]
    OtherKey,
    /// The public key is of a kind that no health certificate uses.
    #[error("the public key of the entry is neither P-256 nor RSA of at least 2048 bits")]
    KeyKind,
}

impl TrustFault {
    /// A stable code, one for each kind.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "trust-list-too-long",
            Self::NotAList => "trust-list-form",
            Self::Encoding => "trust-entry-encoding",
            Self::Certificate(_) => "trust-entry-certificate",
            Self::Thumbprint => "trust-entry-thumbprint",
            Self::Kid => "trust-entry-kid",
            Self::Country => "trust-entry-country",
            Self::OtherCountry => "trust-entry-other-country",
            Self::Id => "trust-entry-id",
            Self::OtherKey => "trust-entry-other-key",
            Self::KeyKind => "trust-entry-key-kind",
        }
    }
}

/// Why a signer's certificate does not lead to an authority of its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
pub enum ChainFault {
    /// No authority has the name and the key that the certificate names as its issuer.
    #[error("no authority on the list issued the certificate")]
    NoIssuer,
    /// The issuer's certificate does not allow it to sign certificates.
    #[error("the issuer may not sign certificates")]
    NotAnAuthority,
    /// Signed in a way that is not known here.
    #[error("the certificate is signed with an algorithm that is not known")]
    Algorithm,
    /// The signature is not the issuer's.
    #[error("the signature of the certificate is not its issuer's")]
    Signature,
    /// The certificate is not valid yet, or no longer.
    #[error("the certificate is outside its validity")]
    Validity,
    /// The issuer's certificate is not valid yet, or no longer.
    #[error("the issuer's certificate is outside its validity")]
    IssuerValidity,
}

impl ChainFault {
    /// A stable code, one for each kind.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoIssuer => "chain-no-issuer",
            Self::NotAnAuthority => "chain-not-an-authority",
            Self::Algorithm => "chain-algorithm",
            Self::Signature => "chain-signature",
            Self::Validity => "chain-validity",
            Self::IssuerValidity => "chain-issuer-validity",
        }
    }
}

/// Why a cached document is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DocumentFault {
    /// The bytes do not begin as a cached document does.
    #[error("this is no cached document of Khiên")]
    NotADocument,
    /// A document of a form that this program does not know.
    #[error("the cached document has another version")]
    OtherVersion,
    /// The head is not as its version asks for.
    #[error("the head of the cached document is malformed")]
    Malformed,
    /// The body has not the length that the head says.
    #[error("the cached document is cut off or has bytes too many")]
    Length,
    /// Signed by nobody who is known.
    #[error("the cached document is signed by a key that is not known")]
    UnknownKey,
    /// The signature does not fit.
    #[error("the cached document was changed after it was signed")]
    Signature,
    /// Another kind of document than the one asked for.
    #[error("the cached document is of another kind")]
    OtherKind,
    /// A name of a kind or a source that does not fit into a line.
    #[error("kind and source of a cached document are one short line each")]
    Line,
    /// The key could not sign.
    #[error("the cached document could not be signed")]
    NotSigned,
}

impl DocumentFault {
    /// A stable code, one for each kind.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotADocument => "document-form",
            Self::OtherVersion => "document-version",
            Self::Malformed => "document-malformed",
            Self::Length => "document-length",
            Self::UnknownKey => "document-unknown-key",
            Self::Signature => "document-signature",
            Self::OtherKind => "document-other-kind",
            Self::Line => "document-line",
            Self::NotSigned => "document-not-signed",
        }
    }
}
