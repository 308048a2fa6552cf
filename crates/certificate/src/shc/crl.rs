//! Revocation lists of issuers, one for each key (`/.well-known/crl/<kid>.json`).

use std::collections::HashMap;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::{Value, json};
use thiserror::Error;

use super::card::is_rid;

/// Why a revocation list cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CrlFault {
    /// Not a JSON object with `kid`, `method`, `ctr` and `rids`.
    #[error("this is no revocation list")]
    NotAList,
    /// The list is that of another key.
    #[error("the list is that of another key")]
    OtherKey,
    /// `method` is not `rid`.
    #[error("the list revokes by an unknown method")]
    Method,
    /// An entry is not one to twenty-four characters of base64url with an optional time.
    #[error("an entry of the list has not its form")]
    Entry,
    /// One id stands there more than once, with different times perhaps.
    #[error("the list has one id more than once")]
    Duplicate,
    /// The number of the list is not the one that the key announces.
    #[error("the list is not the one that the key announces")]
    Version,
}

impl CrlFault {
    /// The stable reason code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAList => "crl-not-a-list",
            Self::OtherKey => "crl-other-key",
            Self::Method => "crl-method",
            Self::Entry => "crl-entry",
            Self::Duplicate => "crl-duplicate",
            Self::Version => "crl-version",
        }
    }
}

/// The cards that were revoked of one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crl {
    kid: String,
    version: u64,
    /// With a time, only cards that became valid before it.
    rids: HashMap<String, Option<i64>>,
}

impl Crl {
    /// A list without entries.
    pub fn new(kid: &str, version: u64) -> Self {
        Self {
            kid: kid.to_owned(),
            version,
            rids: HashMap::new(),
        }
    }

    /// Revokes the cards of this id: those that became valid before the time, or all.
    ///
    /// # Errors
    /// [`CrlFault::Entry`] where the id has not its form, [`CrlFault::Duplicate`] where it is listed.
    pub fn revoke(&mut self, rid: &str, before: Option<Timestamp>) -> Result<(), CrlFault> {
        self.add(rid, before.map(Timestamp::as_second))
    }

    fn add(&mut self, rid: &str, before: Option<i64>) -> Result<(), CrlFault> {
        if !is_rid(rid) {
            return Err(CrlFault::Entry);
        }
        match self.rids.insert(rid.to_owned(), before) {
            None => Ok(()),
            Some(_) => Err(CrlFault::Duplicate),
        }
    }

    /// Reads the list of the key with this id.
    ///
    /// # Errors
    /// [`CrlFault`] for the first thing wrong with it: a list that is wrong in one entry is not
    /// trusted in any.
    pub fn read(json: &[u8], kid: &str) -> Result<Self, CrlFault> {
        let list: Value = serde_json::from_slice(json).map_err(|_| CrlFault::NotAList)?;
        let of = list
            .get("kid")
            .and_then(Value::as_str)
            .ok_or(CrlFault::NotAList)?;
        let method = list
            .get("method")
            .and_then(Value::as_str)
            .ok_or(CrlFault::NotAList)?;
        let version = list
            .get("ctr")
            .and_then(Value::as_u64)
            .ok_or(CrlFault::NotAList)?;
        let rids = list
            .get("rids")
            .and_then(Value::as_array)
            .ok_or(CrlFault::NotAList)?;
        if of != kid {
            return Err(CrlFault::OtherKey);
        }
        if method != "rid" {
            return Err(CrlFault::Method);
        }
        let mut read = Self::new(kid, version);
        for entry in rids {
            let entry = entry.as_str().ok_or(CrlFault::Entry)?;
            let (rid, before) = match entry.split_once('.') {
                Some((rid, text)) => (rid, Some(seconds(text).ok_or(CrlFault::Entry)?)),
                None => (entry, None),
            };
            read.add(rid, before)?;
        }
        Ok(read)
    }

    /// The list as it is published, its entries sorted.
    pub fn to_json(&self) -> Value {
        let entry = |(rid, before): (&String, &Option<i64>)| match before {
            Some(seconds) => format!("{rid}.{seconds}"),
            None => rid.clone(),
        };
        let mut rids: Vec<String> = self.rids.iter().map(entry).collect();
        rids.sort_unstable();
        json!({"kid": self.kid, "method": "rid", "ctr": self.version, "rids": rids})
    }

    /// The id of the key.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The number of the list, which rises with every change.
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// Whether a card of this id that became valid then is revoked.
    pub fn revokes(&self, rid: &str, not_before: Timestamp) -> bool {
        self.rids.get(rid).is_some_and(|before| {
            before.is_none_or(|before| not_before.as_millisecond() < before.saturating_mul(1000))
        })
    }
}

/// Seconds since 1970, digits alone.
fn seconds(text: &str) -> Option<i64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// The id by which a card that has an identifier of its own is revoked: the hash under which lists of
/// revoked certificates name that identifier, in 22 characters.
pub fn rid_of_hash(hash: &[u8; 16]) -> String {
    URL_SAFE_NO_PAD.encode(hash)
}

/// An id by which all cards of one person and key can be revoked, and from which nobody can tell
/// the person: eight bytes of an HMAC with a secret of the issuer over the key's id and the
/// person's.
pub fn rid_of(secret: &[u8], kid: &str, person: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, &[secret, kid.as_bytes()].concat());
    let tag = hmac::sign(&key, person.as_bytes());
    URL_SAFE_NO_PAD.encode(tag.as_ref().get(..8).unwrap_or_default())
}
