//! A key that is trusted to sign, with what its certificate says of it.

use crate::cose::{CoseFault, VerifyingKey};
use crate::x509::{Certificate, Kid, Usages, Validity};

/// A signer's key. Somebody has checked before that its certificate is to be trusted.
#[derive(Clone, Debug)]
pub struct TrustedKey {
    /// The name by which codes refer to it.
    pub kid: Kid,
    /// The key.
    pub key: VerifyingKey,
    /// For which certificates it may sign.
    pub usages: Usages,
    /// When its certificate is valid.
    pub validity: Validity,
}

impl TrustedKey {
    /// The key of a certificate.
    ///
    /// # Errors
    /// [`CoseFault`] where the key is malformed or of a kind that is not allowed.
    pub fn from_certificate(certificate: &Certificate) -> Result<Self, CoseFault> {
        Ok(Self {
            kid: certificate.kid(),
            key: VerifyingKey::from_certificate(certificate)?,
            usages: certificate.usages(),
            validity: certificate.validity(),
        })
    }
}
