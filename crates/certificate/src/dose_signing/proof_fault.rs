//! What can be wrong with the proof of a dose.

use thiserror::Error;

use crate::cose::CoseFault;
use crate::trust::ChainFault;
use crate::x509::X509Fault;

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProofFault {
    /// The file is no proof of a dose.
    #[error("the file is not the proof of a dose")]
    Form,
    /// The facts of the dose are not in the form in which they are signed.
    #[error("the facts are not in the form in which they are signed")]
    Facts,
    /// The statement is not in the form in which it is signed.
    #[error("the statement is not in the form in which it is signed")]
    Statement,
    /// The path does not lead from the dose to the root of the statement.
    #[error("the path does not lead from the dose to what was signed")]
    Path,
    /// The dose is of another facility than the statement.
    #[error("the dose is of another facility than the statement")]
    Facility,
    /// The statement was made with another certificate.
    #[error("the statement was made with another certificate")]
    OtherCertificate,
    /// The certificate does not allow its key to sign content (RFC 5280 section 4.2.1.3).
    #[error("the certificate does not allow its key to sign doses")]
    Purpose,
    /// The certificate cannot be read.
    #[error(transparent)]
    Certificate(#[from] X509Fault),
    /// The signature does not fit, or the key is of no kind that signs here.
    #[error(transparent)]
    Signature(#[from] CoseFault),
    /// No trusted authority vouches for the certificate.
    #[error(transparent)]
    Chain(#[from] ChainFault),
}

impl ProofFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form => "proof-form",
            Self::Facts => "proof-facts",
            Self::Statement => "proof-statement",
            Self::Path => "proof-path",
            Self::Facility => "proof-facility",
            Self::OtherCertificate => "proof-other-certificate",
            Self::Purpose => "proof-key-purpose",
            Self::Certificate(fault) => fault.code(),
            Self::Signature(fault) => fault.code(),
            Self::Chain(fault) => fault.code(),
        }
    }
}
