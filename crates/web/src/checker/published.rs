//! What a check is made against, as the checker page keeps it and as the server itself asks it.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::digest::{SHA256, digest};
use jiff::{SignedDuration, Timestamp};
use khien_certificate::check::{Answer, Question, Revoked, Trusted, answer};
use khien_certificate::pasted;
use khien_certificate::revocation::slices;
use khien_certificate::rules::{RuleSet, RuleSetFault, RuleType};
use serde_json::Value;

use super::wire::{self, hexadecimal};

/// By lists that are older nothing is accepted.
const LONGEST_AGE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Signers, revoked certificates and rules of one moment.
pub struct Published {
    made: Timestamp,
    trusted: Trusted,
    revoked: Revoked,
    rules: RuleSet,
    json: Vec<u8>,
    name: String,
    slices: HashMap<String, Vec<u8>>,
    signers_pem: Option<String>,
    /// Of the revoked hashes.
    index: String,
    card_keys: Option<String>,
    /// By the name of the key.
    card_lists: HashMap<String, String>,
}

/// What [`Published`] is made of.
#[derive(Default)]
pub struct Sources {
    /// Whose signatures are believed.
    pub trusted: Trusted,
    /// What is revoked, in batches: the page takes them as slices of short hashes.
    pub revoked: Revoked,
    /// Rules of countries, each file as it was read: a JSON list of rules, or one rule.
    pub rules: Vec<Vec<u8>>,
    /// Certificates of our own keys, PEM; none where nothing was signed.
    pub signers_pem: Option<String>,
    /// Keys of our own cards, as a JSON set of keys; none where no cards are issued.
    pub card_keys: Option<String>,
    /// For each of these keys its name and its list of revoked cards, JSON.
    pub card_lists: Vec<(String, String)>,
}

impl Published {
    /// What is published as of a moment: that of the oldest of the sources, since the page shows how old
    /// its lists are and accepts nothing by lists of more than a week.
    ///
    /// # Errors
    /// [`RuleSetFault`] for the first rules that cannot be read.
    pub fn new(made: Timestamp, sources: Sources) -> Result<Self, RuleSetFault> {
        let mut parsed = Vec::new();
        let mut written = Vec::new();
        for bytes in &sources.rules {
            parsed.extend(RuleSet::read(bytes)?.rules().iter().cloned());
            match serde_json::from_slice(bytes).map_err(|_| RuleSetFault::NotJson)? {
                Value::Array(rules) => written.extend(rules),
                rule => written.push(rule),
            }
        }
        // Rises with time, as a verifier never goes back.
        let revision = u64::try_from(made.as_second()).unwrap_or_default();
        let batches = sources.revoked.batches();
        let (index, cut) = slices::cut(batches, &slices::Terms::default(), revision, made);
        let revoked_cards = sources.revoked.card_lists();
        let json = wire::lists(made, &sources.trusted, (&index, revoked_cards), written);
        let named = |bytes: &[u8]| hexadecimal(digest(&SHA256, bytes).as_ref());
        Ok(Self {
            made,
            trusted: sources.trusted,
            revoked: sources.revoked,
            rules: RuleSet::new(parsed),
            name: named(&json),
            slices: cut
                .into_iter()
                .map(|slice| (hexadecimal(&slice.sha256), slice.bytes))
                .collect(),
            json,
            signers_pem: sources.signers_pem,
            index: index.to_json(),
            card_keys: sources.card_keys,
            card_lists: sources.card_lists.into_iter().collect(),
        })
    }

    /// A server that knows no signer.
    pub(crate) fn nothing() -> Self {
        let sources = Sources::default();
        // Without rules there is none that cannot be read.
        Self::new(Timestamp::UNIX_EPOCH, sources).unwrap_or_else(|_| unreachable!("no rules"))
    }

    /// As of when.
    pub fn made(&self) -> Timestamp {
        self.made
    }

    /// Whether any signer is known.
    pub(crate) fn is_nothing(&self) -> bool {
        self.trusted.is_empty()
    }

    /// The lists as the page reads them.
    pub(crate) fn json(&self) -> &[u8] {
        &self.json
    }

    /// Hash of the lists.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// A slice of revoked hashes by its SHA-256 in hexadecimal.
    pub(crate) fn slice(&self, name: &str) -> Option<&[u8]> {
        self.slices.get(name).map(Vec::as_slice)
    }

    /// Certificates of our own keys, PEM.
    pub(crate) fn signers_pem(&self) -> Option<&str> {
        self.signers_pem.as_deref()
    }

    /// The index of revoked hashes, JSON.
    pub(crate) fn index(&self) -> &str {
        &self.index
    }

    /// Keys of our own cards, for whoever checks them.
    pub(crate) fn card_keys(&self) -> Option<&str> {
        self.card_keys.as_deref()
    }

    /// The list of revoked cards of one of these keys.
    pub(crate) fn card_list(&self, key: &str) -> Option<&str> {
        self.card_lists.get(key).map(String::as_str)
    }

    /// Countries that have rules about those who arrive, sorted.
    pub(crate) fn countries(&self) -> Vec<&str> {
        let rules = self.rules.rules().iter();
        let arriving = rules.filter(|rule| rule.kind == RuleType::Acceptance);
        let mut countries: Vec<&str> = arriving.map(|rule| rule.country.as_str()).collect();
        countries.sort_unstable();
        countries.dedup();
        countries
    }

    /// Checks a code at a time, else now, and accepts nothing by no lists at all, or by lists that are
    /// too old `now`.
    pub(crate) fn told(
        &self,
        text: &str,
        country: Option<&str>,
        at: Option<Timestamp>,
        now: Timestamp,
    ) -> Answer {
        let question = Question {
            rules: country.map(|country| (&self.rules, country)),
            revoked: Some(&self.revoked),
            // A time that was asked for says nothing of the clock.
            clock: at.is_none().then_some(now),
            ..Question::new(&self.trusted, at.unwrap_or(now))
        };
        let answer = answer(&[pasted(text)], &question);
        if self.is_nothing() {
            answer.but("lists-missing")
        } else if answer.accepted() && now.duration_since(self.made) > LONGEST_AGE {
            answer.but("lists-old")
        } else {
            answer
        }
    }
}

/// Where the newest lists lie; they change while requests are answered.
pub(crate) struct Shelf(RwLock<Arc<Published>>);

impl Default for Shelf {
    fn default() -> Self {
        Self(RwLock::new(Arc::new(Published::nothing())))
    }
}

impl Shelf {
    pub(crate) fn get(&self) -> Arc<Published> {
        let guard = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&guard)
    }

    pub(crate) fn put(&self, published: Published) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(published);
    }
}
