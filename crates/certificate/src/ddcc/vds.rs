//! VDS-NC of ICAO (Doc 9303 part 13 and the technical report "VDS-NC"), the form of Australia, Japan
//! and others: JSON with a seal over the canonical form of its data (RFC 8785).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::fault::DdccFault;
use crate::cose::{Algorithm, VerifyingKey};
use crate::x509::Certificate;

/// The largest QR code holds less.
const LONGEST: usize = 16 * 1024;
/// Bytes of r and s.
const SIGNATURE: usize = 64;

/// A sealed certificate of vaccination or test.
#[derive(Clone, PartialEq)]
pub struct Vds {
    json: Value,
}

/// One vaccination. What it has not stays empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct VdsVaccination {
    /// The vaccine by its code (ICD-11).
    pub code: String,
    /// The vaccine by name.
    pub name: String,
    /// The disease by its code (ICD-11).
    pub disease: String,
    /// The day.
    pub date: String,
    /// Which dose.
    pub dose: Option<u64>,
    /// The country, ISO 3166-1 alpha-3.
    pub country: String,
    /// Who gave it.
    pub administered_by: String,
    /// The lot.
    pub lot: String,
}

impl Vds {
    /// Reads a code. Nothing is verified.
    ///
    /// # Errors
    /// [`DdccFault::TooLong`], [`DdccFault::NotJson`] or [`DdccFault::NotThisForm`].
    pub fn read(text: &[u8]) -> Result<Self, DdccFault> {
        if text.len() > LONGEST {
            return Err(DdccFault::TooLong);
        }
        let json: Value = serde_json::from_slice(text).map_err(|_| DdccFault::NotJson)?;
        let parts = [
            "/data/hdr/t",
            "/data/hdr/is",
            "/data/msg",
            "/sig/alg",
            "/sig/sigvl",
        ];
        let whole = parts.iter().all(|part| json.pointer(part).is_some());
        whole.then_some(Self { json }).ok_or(DdccFault::NotThisForm)
    }

    /// The whole code as JSON.
    pub const fn json(&self) -> &Value {
        &self.json
    }

    /// The country that issued it, ISO 3166-1 alpha-3.
    pub fn issuer(&self) -> &str {
        self.text("/data/hdr/is")
    }

    /// What it is: `icao.vacc` or `icao.test`.
    pub fn kind(&self) -> &str {
        self.text("/data/hdr/t")
    }

    /// The name of the person.
    pub fn name(&self) -> &str {
        self.text("/data/msg/pid/n")
    }

    /// The birth date of the person.
    pub fn birth_date(&self) -> &str {
        self.text("/data/msg/pid/dob")
    }

    fn text(&self, place: &str) -> &str {
        let value = self.json.pointer(place).and_then(Value::as_str);
        value.unwrap_or_default()
    }

    /// The vaccinations.
    pub fn vaccinations(&self) -> Vec<VdsVaccination> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let events = self.json["data"]["msg"]["ve"].as_array();
        let mut vaccinations = Vec::new();
        for event in events.into_iter().flatten() {
            for dose in event["vd"].as_array().into_iter().flatten() {
                vaccinations.push(VdsVaccination {
                    code: text(&event["des"]),
                    name: text(&event["nam"]),
                    disease: text(&event["dis"]),
                    date: text(&dose["dvc"]),
                    dose: dose["seq"].as_u64(),
                    country: text(&dose["ctr"]),
                    administered_by: text(&dose["adm"]),
                    lot: text(&dose["lot"]),
                });
            }
        }
        vaccinations
    }

    /// The certificate of the signer that the seal brings along.
    ///
    /// # Errors
    /// [`DdccFault::Signer`] where it brings none or one that cannot be read.
    pub fn signer(&self) -> Result<Certificate, DdccFault> {
        let der = decode(self.text("/sig/cer")).ok_or(DdccFault::Signer)?;
        Certificate::from_der(&der).map_err(|_| DdccFault::Signer)
    }

    /// Checks the seal with the certificate that it brings along, and gives that certificate.
    /// Whether its country vouches for it, the caller still has to find out.
    ///
    /// # Errors
    /// [`DdccFault::Algorithm`], [`DdccFault::Signer`], [`DdccFault::SignatureForm`] or
    /// [`DdccFault::Signature`].
    pub fn verify(&self) -> Result<Certificate, DdccFault> {
        if self.text("/sig/alg") != "ES256" {
            return Err(DdccFault::Algorithm);
        }
        let signer = self.signer()?;
        let key = VerifyingKey::from_certificate(&signer).map_err(|_| DdccFault::Signer)?;
        let signature = decode(self.text("/sig/sigvl")).filter(|bytes| bytes.len() == SIGNATURE);
        let signature = signature.ok_or(DdccFault::SignatureForm)?;
        let mut sealed = String::new();
        canonical(&self.json["data"], &mut sealed)?;
        key.verify(Algorithm::Es256, sealed.as_bytes(), &signature)
            .map_err(|_| DdccFault::Signature)?;
        Ok(signer)
    }
}

/// base64url, with or without its padding.
fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
}

/// The canonical form: no blanks, names in the order of their UTF-16 code units. Numbers are whole
/// in this form; others would need the rules of ECMAScript and are refused.
fn canonical(value: &Value, out: &mut String) -> Result<(), DdccFault> {
    match value {
        Value::Number(number) if number.as_i64().is_none() => {
            return Err(DdccFault::Malformed("data"));
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                out.push(if at == 0 { '[' } else { ',' });
                canonical(item, out)?;
            }
            out.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        Value::Object(fields) => {
            let mut fields: Vec<(&String, &Value)> = fields.iter().collect();
            fields.sort_by(|(left, _), (right, _)| left.encode_utf16().cmp(right.encode_utf16()));
            for (at, (name, value)) in fields.iter().enumerate() {
                out.push(if at == 0 { '{' } else { ',' });
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push(':');
                canonical(value, out)?;
            }
            out.push_str(if fields.is_empty() { "{}" } else { "}" });
        }
        // Texts are escaped as the canonical form asks: only what must be.
        plain => out.push_str(&plain.to_string()),
    }
    Ok(())
}

impl fmt::Debug for Vds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vds({} of {})", self.kind(), self.issuer())
    }
}

impl fmt::Debug for VdsVaccination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VdsVaccination({}, dose {:?})", self.code, self.dose)
    }
}
