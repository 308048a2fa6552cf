//! Issuers that are trusted, with their keys and revocation lists, fetched before.

use std::collections::HashMap;

use super::crl::{Crl, CrlFault};
use super::jwk::KeySet;

/// Keys by issuer, and revocation lists by key. An issuer that is not in it is not trusted.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    issuers: HashMap<String, Issuer>,
}

#[derive(Clone, Debug, Default)]
struct Issuer {
    keys: KeySet,
    /// What was read of the list of each key; a list that could not be used is kept as its fault, so
    /// that nobody takes its absence for "not revoked".
    lists: HashMap<String, Result<Crl, CrlFault>>,
}

impl Directory {
    /// Trusts an issuer, or replaces its keys; its revocation lists stay.
    pub fn trust(&mut self, issuer: &str, keys: KeySet) {
        self.issuers.entry(issuer.to_owned()).or_default().keys = keys;
    }

    /// Trusts keys of an issuer beside those that it has already.
    pub fn trust_too(&mut self, issuer: &str, keys: KeySet) {
        let known = self.issuers.entry(issuer.to_owned()).or_default();
        known.keys.extend(keys);
    }

    /// Keeps the revocation list of one key of an issuer, as it was fetched.
    pub fn keep_list(&mut self, issuer: &str, kid: &str, json: &[u8]) {
        let list = Crl::read(json, kid);
        let issuer = self.issuers.entry(issuer.to_owned()).or_default();
        issuer.lists.insert(kid.to_owned(), list);
    }

    /// The keys of an issuer.
    pub fn keys_of(&self, issuer: &str) -> Option<&KeySet> {
        self.issuers.get(issuer).map(|issuer| &issuer.keys)
    }

    /// Every issuer and its keys, sorted by address.
    pub fn issuers(&self) -> impl Iterator<Item = (&str, &KeySet)> {
        let mut issuers: Vec<_> = self.issuers.iter().collect();
        issuers.sort_unstable_by_key(|(address, _)| *address);
        let issuers = issuers.into_iter();
        issuers.map(|(address, issuer)| (address.as_str(), &issuer.keys))
    }

    pub(super) fn list_of(&self, issuer: &str, kid: &str) -> Option<&Result<Crl, CrlFault>> {
        self.issuers.get(issuer)?.lists.get(kid)
    }
}
