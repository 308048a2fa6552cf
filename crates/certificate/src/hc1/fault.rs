//! What is wrong with a code, or with issuing one.

use thiserror::Error;

use crate::base45::Base45Fault;
use crate::cose::{CoseFault, SignerFault};
use crate::cwt::CwtFault;
use crate::dcc::DccFault;
use crate::zlib::ZlibFault;

/// Why a code was refused or not issued, step by step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Hc1Fault {
    /// The text does not begin with `HC1:`.
    #[error("the text does not begin with HC1:")]
    Prefix,
    /// The text is longer than a QR code can hold.
    #[error("the text is longer than a QR code")]
    TooLong,
    /// The text is no base45.
    #[error(transparent)]
    Base45(#[from] Base45Fault),
    /// The bytes are no zlib stream, or too much comes out.
    #[error(transparent)]
    Zlib(#[from] ZlibFault),
    /// The signed message, its key or its signature.
    #[error(transparent)]
    Cose(#[from] CoseFault),
    /// The claims, or the moment.
    #[error(transparent)]
    Cwt(#[from] CwtFault),
    /// The content, or what the key may sign.
    #[error(transparent)]
    Dcc(#[from] DccFault),
    /// The certificate was issued when the certificate of its key was not valid.
    #[error("the key was not valid when the certificate was issued")]
    KeyPeriod,
    /// The issuer to be written is not two capitals.
    #[error("the issuing country is not two capitals")]
    TermsCountry,
    /// The end to be written is not after the beginning.
    #[error("the certificate would end before it begins")]
    TermsOrder,
    /// The key did not sign.
    #[error(transparent)]
    Signer(#[from] SignerFault),
}

impl Hc1Fault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Prefix => "hc1-prefix",
            Self::TooLong => "hc1-too-long",
            Self::Base45(fault) => fault.code(),
            Self::Zlib(fault) => fault.code(),
            Self::Cose(fault) => fault.code(),
            Self::Cwt(fault) => fault.code(),
            Self::Dcc(fault) => fault.code(),
            Self::KeyPeriod => "key-period",
            Self::TermsCountry => "terms-country",
            Self::TermsOrder => "terms-order",
            Self::Signer(fault) => fault.code(),
        }
    }
}
