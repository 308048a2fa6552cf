//! What can be wrong with these forms.

use thiserror::Error;

use crate::hc1::Hc1Fault;

/// Why a code is none of these forms. Holds no value of the certificate.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum DdccFault {
    /// The HC1 chain is broken before its content.
    #[error(transparent)]
    Hc1(#[from] Hc1Fault),
    /// The content is no map.
    #[error("the certificate has no content of this form")]
    NotThisForm,
    /// A field is missing.
    #[error("the certificate has no field {0}")]
    Missing(&'static str),
    /// A field is of another kind than it must be.
    #[error("the field {0} of the certificate is not of its kind")]
    Malformed(&'static str),
    /// Neither who vaccinated nor who issued is named.
    #[error("the certificate names neither its issuer nor a clinician")]
    NobodyNamed,
    /// The archive in the code is damaged or has no certificate.
    #[error("the archive in the code holds no certificate")]
    Archive,
    /// The archive holds more than any certificate.
    #[error("the archive in the code holds more than any certificate")]
    TooLong,
    /// The text is no JSON.
    #[error("the content of the code is no JSON")]
    NotJson,
    /// The seal is of another algorithm than ES256.
    #[error("the seal is not of the algorithm ES256")]
    Algorithm,
    /// The certificate of the signer in the seal cannot be read.
    #[error("the certificate of the signer cannot be read")]
    Signer,
    /// The signature is not 64 bytes in base64url.
    #[error("the signature of the seal has not its form")]
    SignatureForm,
    /// The signature does not fit.
    #[error("the signature of the seal does not fit its content")]
    Signature,
}

impl DdccFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Hc1(fault) => fault.code(),
            Self::NotThisForm => "ddcc-other-form",
            Self::Missing(_) => "ddcc-field-missing",
            Self::Malformed(_) => "ddcc-field-malformed",
            Self::NobodyNamed => "ddcc-nobody-named",
            Self::Archive => "divoc-archive",
            Self::TooLong => "divoc-too-long",
            Self::NotJson => "ddcc-not-json",
            Self::Algorithm => "vds-algorithm",
            Self::Signer => "vds-signer",
            Self::SignatureForm => "vds-signature-form",
            Self::Signature => "vds-signature",
        }
    }
}
