//! Batches: the parcels in which countries exchange revocation hashes (EU gateway).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::fault::RevocationFault;
use super::hash::{HashType, RevocationHash};

/// Entries that one batch has at most.
pub const LARGEST_BATCH: usize = 1000;
/// What stands in place of the kid where the country does not say which key signed.
const UNKNOWN_KID: &str = "UNKNOWN_KID";
/// Bytes of a batch in JSON: a thousand entries have some 40 kB.
const LONGEST: usize = 256 * 1024;

/// The name of a batch, by which it is deleted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BatchId(String);

impl BatchId {
    /// The id of that text.
    ///
    /// # Errors
    /// [`RevocationFault::BatchId`] unless it has 1 to 64 letters, digits, dots, hyphens or underscores.
    pub fn new(text: &str) -> Result<Self, RevocationFault> {
        let plain = |c: u8| c.is_ascii_alphanumeric() || b".-_".contains(&c);
        if text.is_empty() || text.len() > 64 || !text.bytes().all(plain) {
            return Err(RevocationFault::BatchId);
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BatchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Up to a thousand hashes of one type that a country revokes until a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its name.
    pub id: BatchId,
    /// The revoking country, ISO 3166-1 alpha-2: it revokes only its own certificates.
    pub country: String,
    /// From this moment on the batch revokes nothing.
    pub expires: Timestamp,
    /// The key of the certificates, if the country says it.
    pub kid: Option<[u8; 8]>,
    /// What was hashed.
    pub hash_type: HashType,
    /// The hashes.
    pub entries: Vec<RevocationHash>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    country: String,
    expires: Timestamp,
    kid: String,
    hash_type: HashType,
    entries: Vec<WrittenEntry>,
}

#[derive(Serialize, Deserialize)]
struct WrittenEntry {
    hash: String,
}

impl Batch {
    /// Checks what the gateway asks of a batch.
    ///
    /// # Errors
    /// [`RevocationFault`] names what is wrong: the number of entries or the country.
    pub fn check(&self) -> Result<(), RevocationFault> {
        if self.entries.is_empty() {
            return Err(RevocationFault::BatchEmpty);
        }
        if self.entries.len() > LARGEST_BATCH {
            return Err(RevocationFault::BatchTooLarge);
        }
        if self.country.len() != 2 || !self.country.bytes().all(|c| c.is_ascii_uppercase()) {
            return Err(RevocationFault::Country);
        }
        Ok(())
    }

    /// Writes the JSON of the gateway, which names no id: that is given by whoever distributes.
    pub fn to_json(&self) -> String {
        let written = Written {
            country: self.country.clone(),
            expires: self.expires,
            kid: write_kid(self.kid.as_ref()),
            hash_type: self.hash_type,
            entries: self.entries.iter().map(WrittenEntry::of).collect(),
        };
        // Strings, numbers and lists always have a JSON form.
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// Reads the JSON of the gateway.
    ///
    /// # Errors
    /// [`RevocationFault`] names what is wrong with it.
    pub fn from_json(id: BatchId, json: &[u8]) -> Result<Self, RevocationFault> {
        if json.len() > LONGEST {
            return Err(RevocationFault::BatchTooLarge);
        }
        let written: Written =
            serde_json::from_slice(json).map_err(|_| RevocationFault::NotABatch)?;
        let hashes = written.entries.iter();
        let batch = Self {
            id,
            country: written.country,
            expires: written.expires,
            kid: read_kid(&written.kid)?,
            hash_type: written.hash_type,
            entries: hashes
                .map(|entry| RevocationHash::from_base64(&entry.hash))
                .collect::<Result<_, _>>()?,
        };
        batch.check()?;
        Ok(batch)
    }
}

impl WrittenEntry {
    fn of(hash: &RevocationHash) -> Self {
        Self {
            hash: hash.to_base64(),
        }
    }
}

pub(super) fn write_kid(kid: Option<&[u8; 8]>) -> String {
    kid.map_or_else(|| UNKNOWN_KID.to_owned(), |kid| STANDARD.encode(kid))
}

pub(super) fn read_kid(text: &str) -> Result<Option<[u8; 8]>, RevocationFault> {
    if text == UNKNOWN_KID {
        return Ok(None);
    }
    let bytes = STANDARD.decode(text).map_err(|_| RevocationFault::Kid)?;
    bytes.try_into().map(Some).map_err(|_| RevocationFault::Kid)
}
