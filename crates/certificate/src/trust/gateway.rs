//! The trust list of the EU gateway (`/trustList`): an array with one object a certificate.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::fault::TrustFault;
use super::listed::{Listed, ReadList, Role, sha256};
use crate::keys::to_hex;
use crate::x509::Certificate;

/// Bytes of the longest list that is read: the gateway's had some 2 MB.
const LONGEST: usize = 32 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    kid: String,
    timestamp: Timestamp,
    country: String,
    certificate_type: String,
    #[serde(default)]
    thumbprint: Option<String>,
    /// CMS of the country's upload certificate; empty where there is none.
    #[serde(default)]
    signature: String,
    raw_data: String,
}

/// Reads a list. Fields that are not known are passed over.
///
/// # Errors
/// [`TrustFault::TooLong`] or [`TrustFault::NotAList`]; what is wrong with single entries is in
/// [`ReadList::passed_over`].
pub fn read(json: &[u8]) -> Result<ReadList, TrustFault> {
    if json.len() > LONGEST {
        return Err(TrustFault::TooLong);
    }
    let entries: Vec<serde_json::Value> =
        serde_json::from_slice(json).map_err(|_| TrustFault::NotAList)?;
    let mut list = ReadList::default();
    for (number, entry) in entries.into_iter().enumerate() {
        let entry = serde_json::from_value(entry).map_err(|_| TrustFault::NotAList);
        list.add(number, entry.and_then(Entry::read));
    }
    Ok(list)
}

/// Writes certificates as the gateway lists them, without the CMS signatures that only the gateway's
/// participants can make.
pub fn write(listed: &[Listed], at: Timestamp) -> String {
    let entries: Vec<Entry> = listed.iter().map(|it| Entry::of(it, at)).collect();
    // Strings always have a JSON form.
    serde_json::to_string_pretty(&entries).unwrap_or_default()
}

impl Entry {
    fn of(listed: &Listed, timestamp: Timestamp) -> Self {
        let certificate_type = match listed.role {
            Role::Authority => "CSCA",
            Role::Signer => "DSC",
            Role::Other => "AUTHENTICATION",
        };
        Self {
            kid: STANDARD.encode(listed.kid().as_bytes()),
            timestamp,
            country: listed.country.clone(),
            certificate_type: certificate_type.to_owned(),
            thumbprint: Some(to_hex(listed.sha256())),
            signature: String::new(),
            raw_data: STANDARD.encode(listed.certificate.as_der()),
        }
    }

    fn read(self) -> Result<Listed, TrustFault> {
        let der = STANDARD
            .decode(self.raw_data.trim())
            .map_err(|_| TrustFault::Encoding)?;
        let thumbprint = self.thumbprint.unwrap_or_default().to_ascii_lowercase();
        if !thumbprint.is_empty() && thumbprint != to_hex(&sha256(&der)) {
            return Err(TrustFault::Thumbprint);
        }
        let certificate = Certificate::from_der(&der)?;
        if STANDARD.encode(certificate.kid().as_bytes()) != self.kid {
            return Err(TrustFault::Kid);
        }
        let role = match self.certificate_type.as_str() {
            "CSCA" => Role::Authority,
            "DSC" => Role::Signer,
            _ => Role::Other,
        };
        Listed::new(&self.country, role, certificate)
    }
}
