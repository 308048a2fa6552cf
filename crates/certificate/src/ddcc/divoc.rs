//! DIVOC, the form of India, Sri Lanka, the Philippines and others: a verifiable credential of the
//! W3C as JSON in a ZIP archive in the code.
//!
//! Its signature is over the graph that JSON-LD makes of it (URDNA2015), which this program does not
//! compute: such a code is shown, and never called verified.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::fault::DdccFault;
use super::zip::unpack;

/// The name of the one file of the archive.
const FILE: &str = "certificate.json";
/// Readers that cannot hand on bytes write them in Base64 after this.
const BASE64: &str = "B64:";
/// Twice what the largest QR code holds in bytes.
const LONGEST: usize = 8 * 1024;

/// The credential, read and not verified.
#[derive(Clone, PartialEq)]
pub struct Divoc {
    credential: Value,
}

/// One vaccination of a credential. What it has not stays empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The vaccine by name.
    pub vaccine: String,
    /// The manufacturer by name.
    pub manufacturer: String,
    /// The lot.
    pub batch: String,
    /// The day, perhaps with a time.
    pub date: String,
    /// Which dose.
    pub dose: Option<u64>,
    /// Of how many.
    pub total_doses: Option<u64>,
}

/// An archive as a text, which [`Divoc::read`] reads like the archive itself.
pub fn divoc_text(archive: &[u8]) -> String {
    BASE64.to_owned() + &STANDARD.encode(archive)
}

impl Divoc {
    /// Reads the bytes of a code: the archive, or its Base64 after `B64:`.
    ///
    /// # Errors
    /// [`DdccFault::Archive`], [`DdccFault::TooLong`], [`DdccFault::NotJson`], or
    /// [`DdccFault::NotThisForm`] for JSON that is no credential.
    pub fn read(bytes: &[u8]) -> Result<Self, DdccFault> {
        if bytes.len() > LONGEST {
            return Err(DdccFault::TooLong);
        }
        let archive = match bytes.trim_ascii().strip_prefix(BASE64.as_bytes()) {
            Some(text) => STANDARD.decode(text).map_err(|_| DdccFault::Archive)?,
            None => bytes.to_vec(),
        };
        let json = unpack(&archive, FILE)?;
        let credential: Value = serde_json::from_slice(&json).map_err(|_| DdccFault::NotJson)?;
        let parts = ["type", "credentialSubject", "issuer", "proof"];
        let whole = parts.iter().all(|part| credential.get(part).is_some());
        whole
            .then_some(Self { credential })
            .ok_or(DdccFault::NotThisForm)
    }

    /// The credential as JSON.
    pub const fn credential(&self) -> &Value {
        &self.credential
    }

    /// Who issued it.
    pub fn issuer(&self) -> &str {
        self.credential["issuer"].as_str().unwrap_or_default()
    }

    /// The name of the person.
    pub fn name(&self) -> &str {
        let name = self.credential["credentialSubject"]["name"].as_str();
        name.unwrap_or_default()
    }

    /// The vaccinations.
    pub fn evidence(&self) -> Vec<Evidence> {
        let list = self.credential["evidence"].as_array();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let evidence = list.into_iter().flatten().map(|one| Evidence {
            vaccine: text(&one["vaccine"]),
            manufacturer: text(&one["manufacturer"]),
            batch: text(&one["batch"]),
            date: text(&one["date"]),
            dose: one["dose"].as_u64(),
            total_doses: one["totalDoses"].as_u64(),
        });
        evidence.collect()
    }
}

impl fmt::Debug for Divoc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Divoc({})", self.issuer())
    }
}

impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Evidence({}, dose {:?})", self.vaccine, self.dose)
    }
}
