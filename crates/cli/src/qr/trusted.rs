//! Whom a check trusts: files of the forms in which countries and issuers publish their keys.

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use khien_certificate::hc1::TrustedKey;
use khien_certificate::shc::{Directory, KeySet};
use khien_certificate::trust::{Role, gateway, gdhcn};
use khien_certificate::x509::Certificate;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A signer of health certificates.
pub struct Signer {
    /// Its country, where the list or the certificate names it.
    pub country: Option<String>,
    /// Its certificate.
    pub der: Vec<u8>,
    /// Its key.
    pub key: TrustedKey,
}

/// Keys of all the files.
#[derive(Default)]
pub struct Trusted {
    /// Of health certificates.
    pub signers: Vec<Signer>,
    /// Of SMART Health Cards, trusted for whichever issuer they are asked about.
    cards: Vec<Vec<u8>>,
    /// Whether any file was given.
    pub any: bool,
}

impl Trusted {
    /// Reads trust lists: of the EU's gateway, of GDHCN (`did.json`), a JWKS, a JSON object of key
    /// names and certificates, or one certificate (PEM or DER).
    ///
    /// # Errors
    /// A file that cannot be read, or is of none of these forms.
    pub fn read(files: &[PathBuf]) -> Result<Self> {
        let mut trusted = Self::default();
        for file in files {
            let bytes = fs::read(file).with_context(|| file.display().to_string())?;
            trusted
                .add(&bytes)
                .with_context(|| file.display().to_string())?;
            trusted.any = true;
        }
        Ok(trusted)
    }

    fn add(&mut self, bytes: &[u8]) -> Result<()> {
        match serde_json::from_slice::<Value>(bytes) {
            Ok(Value::Array(_)) => self.add_listed(gateway::read(bytes)?.listed),
            Ok(Value::Object(map)) if map.contains_key("verificationMethod") => {
                self.add_listed(gdhcn::read(bytes)?.list.listed);
            }
            Ok(Value::Object(map)) if map.contains_key("keys") => {
                KeySet::read(bytes)?;
                self.cards.push(bytes.to_vec());
            }
            Ok(Value::Object(map)) => {
                for certificate in map.values() {
                    let Some(text) = certificate.as_str() else {
                        bail!("neither a trust list nor certificates by the names of their keys");
                    };
                    self.add_certificate(&STANDARD.decode(text)?)?;
                }
            }
            _ => self.add_certificate(&der(bytes)?)?,
        }
        Ok(())
    }

    fn add_listed(&mut self, listed: Vec<khien_certificate::trust::Listed>) {
        for one in listed.into_iter().filter(|it| it.role == Role::Signer) {
            // What cannot verify anything is passed over, as everywhere in these lists.
            if let Ok(key) = TrustedKey::from_certificate(&one.certificate) {
                self.signers.push(Signer {
                    country: Some(one.country),
                    der: one.certificate.as_der().to_vec(),
                    key,
                });
            }
        }
    }

    fn add_certificate(&mut self, der: &[u8]) -> Result<()> {
        let certificate = Certificate::from_der(der)?;
        self.signers.push(Signer {
            country: certificate.subject_country().map(str::to_owned),
            der: der.to_vec(),
            key: TrustedKey::from_certificate(&certificate)?,
        });
        Ok(())
    }

    /// The keys of an issuer of cards.
    ///
    /// # Errors
    /// None that reading the files did not have.
    pub fn directory(&self, issuer: &str) -> Result<Directory> {
        let mut directory = Directory::default();
        for keys in &self.cards {
            directory.trust(issuer, KeySet::read(keys)?);
        }
        Ok(directory)
    }
}

/// The bytes of a certificate in PEM or DER.
fn der(bytes: &[u8]) -> Result<Vec<u8>> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    const END: &str = "-----END CERTIFICATE-----";
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Ok(bytes.to_vec());
    };
    let body = text
        .split_once(BEGIN)
        .and_then(|(_, rest)| rest.split_once(END));
    let Some((body, _)) = body else {
        bail!("neither a trust list nor a certificate");
    };
    let body: String = body.split_whitespace().collect();
    Ok(STANDARD.decode(body)?)
}

/// The rules of a file.
///
/// # Errors
/// A file that cannot be read, or holds no rules.
pub fn rules(file: Option<&Path>) -> Result<Option<khien_certificate::rules::RuleSet>> {
    let Some(file) = file else {
        return Ok(None);
    };
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    let rules = khien_certificate::rules::RuleSet::read(&bytes);
    Ok(Some(rules.with_context(|| file.display().to_string())?))
}
