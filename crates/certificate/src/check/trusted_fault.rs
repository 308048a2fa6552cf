//! What can be wrong with keys to trust.

use thiserror::Error;

use crate::cose::CoseFault;
use crate::shc::JwkFault;
use crate::trust::TrustFault;
use crate::x509::X509Fault;

/// Why bytes were not taken as keys to trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TrustedFault {
    /// Neither a trust list, nor keys of an issuer, nor a certificate.
    #[error("neither a trust list, nor keys of an issuer, nor a certificate")]
    Form,
    /// The trust list cannot be read.
    #[error(transparent)]
    List(#[from] TrustFault),
    /// The certificate cannot be read.
    #[error(transparent)]
    Certificate(#[from] X509Fault),
    /// The key of the certificate verifies nothing here.
    #[error(transparent)]
    Key(#[from] CoseFault),
    /// The set of keys cannot be read.
    #[error(transparent)]
    Keys(#[from] JwkFault),
    /// Nobody says whose the keys are, and a key vouches only for the cards of its own issuer.
    #[error("the set of keys does not say whose it is: name the issuer beside it")]
    NoIssuer,
    /// The issuer is not named by an https address without a slash at its end.
    #[error("an issuer of cards is an https address without a slash at its end")]
    Issuer,
}

impl TrustedFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form => "trusted-form",
            Self::List(fault) => fault.code(),
            Self::Certificate(fault) => fault.code(),
            Self::Key(fault) => fault.code(),
            Self::Keys(fault) => fault.code(),
            Self::NoIssuer => "trusted-no-issuer",
            Self::Issuer => "trusted-issuer",
        }
    }
}
