//! The secrets that signing in needs, for the pages.

use crate::serve::outside::SystemRandom;
use anyhow::Result;
use aws_lc_rs::hmac;
use khien_registry::account::Secrets;
use khien_registry::credentials::ApplicationKey;
use khien_web::Vault;

/// Random bytes of the system, and the key that seals secrets in the database.
pub struct InstallationVault(ApplicationKey);

impl InstallationVault {
    /// From the installation's key; knowing the derived key tells nothing about it.
    ///
    /// # Errors
    /// If the cryptographic library takes no key of 32 bytes, which it always does.
    pub fn new(installation: &[u8; 32]) -> Result<Self> {
        Ok(Self(ApplicationKey::from_bytes(&derive(
            installation,
            b"khien sealed columns 1",
        ))?))
    }
}

impl Vault for InstallationVault {
    fn secrets(&self) -> Secrets<'_> {
        Secrets {
            random: &SystemRandom,
            key: &self.0,
        }
    }
}

/// A key for one purpose, from the installation's.
pub(crate) fn derive(installation: &[u8; 32], purpose: &[u8]) -> [u8; 32] {
    let key = hmac::Key::new(hmac::HMAC_SHA256, installation);
    let mut derived = [0; 32];
    derived.copy_from_slice(hmac::sign(&key, purpose).as_ref());
    derived
}
