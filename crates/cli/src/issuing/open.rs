//! Signers with their keys open, for a server that issues.

use super::country::Country;
use crate::installation::read_private;
use anyhow::{Context, Result};
use jiff::Timestamp;
use khien_certificate::cose::{MemorySigner, Signer};
use khien_certificate::issuer::IssuerKey;
use khien_certificate::pkcs11::Token;
use khien_certificate::x509::Certificate;
use std::sync::Arc;
use zeroize::Zeroizing;

/// A signer that can sign.
pub struct OpenSigner {
    /// Its certificate.
    pub certificate: Certificate,
    /// Its key.
    pub key: Arc<dyn Signer>,
    /// When it begins to sign.
    pub from: Timestamp,
    /// When it stops.
    pub until: Timestamp,
}

impl Country {
    /// Opens the keys of all signers whose time is not over. The passphrase is asked for once, if a key
    /// is in a file.
    ///
    /// # Errors
    /// A key that is missing, a wrong passphrase, or a token that is not there.
    pub fn signers(
        &self,
        token: Option<&Token>,
        passphrase: &dyn Fn() -> Result<Zeroizing<String>>,
        now: Timestamp,
    ) -> Result<Vec<OpenSigner>> {
        let mut known: Option<Zeroizing<String>> = None;
        let mut open = Vec::new();
        for period in self.plan.signers.iter().filter(|it| it.until > now) {
            let certificate = period.certificate()?;
            let key: Arc<dyn Signer> = if let Some(label) = &period.token_key {
                let missing = || format!("the key of signer {} is in a token", period.kid);
                let token = token.with_context(missing)?;
                Arc::new(token.signer(label, &certificate)?)
            } else {
                if known.is_none() {
                    known = Some(passphrase()?);
                }
                let secret = known.as_deref().map_or("", String::as_str);
                Arc::new(self.of_file(&certificate, &period.kid, secret)?)
            };
            open.push(OpenSigner {
                certificate,
                key,
                from: period.from,
                until: period.until,
            });
        }
        Ok(open)
    }

    fn of_file(&self, certificate: &Certificate, kid: &str, secret: &str) -> Result<MemorySigner> {
        let path = self.signer_key(kid);
        let key = IssuerKey::open(&read_private(&path)?, secret);
        let key = key.with_context(|| format!("cannot open {}", path.display()))?;
        let private = key.to_pkcs8()?;
        Ok(MemorySigner::from_pkcs8(&private, certificate.kid())?)
    }
}
