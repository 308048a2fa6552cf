//! What is revoked, from the bytes in which countries and issuers publish it.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::Value;

use super::refusal::Refusal;
use super::revoked_fault::RevokedFault;
use crate::keys::{PublicKey, to_hex};
use crate::revocation::{
    Batch, BatchId, CertificateHashes, Filter, Index, OfflineAnswer, OfflineRevocation,
    RevocationFault, RevocationSet, SliceKind,
};
use crate::shc::{Checked, Crl, CrlFault, ShcFault};
use crate::trust::{DocumentFault, SignedDocument, sha256};

/// The kinds of signed documents that hold lists.
const KINDS: [&str; 4] = [
    "revocation-index",
    "revocation-batch",
    "revocation-slice",
    "revocation-cards",
];
const SEALED: &[u8] = b"khien-document ";

/// What a file of lists is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// A batch of hashes.
    Batch,
    /// The index of slices.
    Index,
    /// A slice of an index.
    Slice,
    /// The list of one key of an issuer of cards.
    Cards,
}

/// What is known of a list that was added, for the verifier to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevocationList {
    /// What it is.
    pub kind: ListKind,
    /// Whether a known key has signed it.
    pub is_signed: bool,
    /// When it was made or fetched, where it says so.
    pub made: Option<Timestamp>,
    /// From when on it revokes nothing, where it ends as a whole.
    pub expires: Option<Timestamp>,
}

/// A slice, which may come before its index.
#[derive(Debug)]
struct Slice {
    bytes: Vec<u8>,
    /// Whether an index names it, be it one that another has replaced since.
    is_named: bool,
}

/// Lists of revoked certificates of any number of countries and issuers.
///
/// An entry that has expired refuses nobody, and so does one that the newest index or batch no longer
/// names: lists are given whole, never added to what an older file said.
#[derive(Debug, Default)]
pub struct Revoked {
    batches: RevocationSet,
    indices: Vec<OfflineRevocation>,
    slices: Vec<Slice>,
    cards: HashMap<String, Crl>,
    lists: Vec<RevocationList>,
}

impl Revoked {
    /// Adds a batch in the JSON of the EU's gateway or a list of them, an index, a slice, or the list
    /// of a key of an issuer of cards; as it is, or as a [`SignedDocument`] of one of these keys.
    ///
    /// # Errors
    /// [`RevokedFault`]. Of indices that name one country only the newest counts, and one that names none
    /// any more replaces the only other one.
    pub fn add(&mut self, bytes: &[u8], keys: &[PublicKey]) -> Result<(), RevokedFault> {
        if !bytes.starts_with(SEALED) {
            return self.add_body(bytes, None);
        }
        let document = open(bytes, keys)?;
        self.add_body(document.body(), Some(document.stamp().fetched))
    }

    /// Adds a batch that the caller vouches for: one of its own.
    ///
    /// # Errors
    /// [`RevocationFault`], as [`RevocationSet::insert`].
    pub fn insert(&mut self, batch: Batch) -> Result<(), RevocationFault> {
        self.batches.insert(batch)
    }

    /// Every batch, for whoever cuts slices of them.
    pub const fn batches(&self) -> &RevocationSet {
        &self.batches
    }

    fn add_body(&mut self, bytes: &[u8], sealed: Option<Timestamp>) -> Result<(), RevokedFault> {
        let list = match serde_json::from_slice::<Value>(bytes) {
            Ok(Value::Array(items)) => {
                for item in items {
                    self.add_body(item.to_string().as_bytes(), sealed)?;
                }
                return Ok(());
            }
            Ok(json) if json.get("format").is_some() => self.add_index(bytes)?,
            Ok(json) if json.get("rids").is_some() => self.add_cards(&json, bytes)?,
            Ok(json) if json.get("entries").is_some() => self.add_batch(bytes)?,
            Ok(_) => return Err(RevokedFault::Form),
            Err(_) => self.add_slice(bytes)?,
        };
        self.lists.push(RevocationList {
            is_signed: sealed.is_some(),
            made: list.made.or(sealed),
            ..list
        });
        Ok(())
    }

    fn add_index(&mut self, bytes: &[u8]) -> Result<RevocationList, RevokedFault> {
        let index = Index::from_json(bytes)?;
        let list = RevocationList {
            made: Some(index.made),
            expires: index.lists.iter().map(|list| list.expires).max(),
            ..RevocationList::of(ListKind::Index)
        };
        let mut fresh = OfflineRevocation::new(index);
        for slice in &mut self.slices {
            // Those of other indices are not for this one.
            slice.is_named |= fresh.add(&slice.bytes).is_ok();
        }
        // An index names no publisher: without any list it can only be told apart where there is one other.
        let alone = self.indices.len() == 1;
        let is_same = |it: &OfflineRevocation| {
            it.shares_country(&fresh) || alone && (it.is_empty() || fresh.is_empty())
        };
        let newer = |it: &OfflineRevocation| is_same(it) && it.revision() > fresh.revision();
        if !self.indices.iter().any(newer) {
            self.indices.retain(|it| !is_same(it));
            self.indices.push(fresh);
        }
        Ok(list)
    }

    /// Bytes that are no JSON: a slice, or a damaged list, which must not pass for one.
    fn add_slice(&mut self, bytes: &[u8]) -> Result<RevocationList, RevokedFault> {
        let kinds = [SliceKind::VarHashList, SliceKind::BloomFilter];
        if !kinds.iter().any(|kind| Filter::read(*kind, bytes).is_ok()) {
            return Err(RevokedFault::Form);
        }
        let mut is_named = false;
        for index in &mut self.indices {
            match index.add(bytes) {
                Ok(()) => is_named = true,
                Err(RevocationFault::SliceUnknown) => {}
                Err(fault) => return Err(fault.into()),
            }
        }
        self.slices.push(Slice {
            bytes: bytes.to_vec(),
            is_named,
        });
        Ok(RevocationList::of(ListKind::Slice))
    }

    /// Whether what was added belongs together: a slice that no index names revokes nobody, so the index is
    /// not there. To be asked when all is added.
    ///
    /// # Errors
    /// [`RevocationFault::SliceUnknown`].
    pub fn check_whole(&self) -> Result<(), RevokedFault> {
        if self.slices.iter().all(|slice| slice.is_named) {
            return Ok(());
        }
        Err(RevocationFault::SliceUnknown.into())
    }

    fn add_cards(&mut self, json: &Value, bytes: &[u8]) -> Result<RevocationList, RevokedFault> {
        let kid = json.get("kid").and_then(Value::as_str).unwrap_or_default();
        let list = Crl::read(bytes, kid)?;
        let newest = self.cards.get(kid).map_or(0, Crl::version);
        if list.version() >= newest {
            self.cards.insert(kid.to_owned(), list);
        }
        Ok(RevocationList::of(ListKind::Cards))
    }

    fn add_batch(&mut self, bytes: &[u8]) -> Result<RevocationList, RevokedFault> {
        // The gateway's JSON names no id.
        let id = BatchId::new(&to_hex(&sha256(bytes)))?;
        let batch = Batch::from_json(id, bytes)?;
        let list = RevocationList {
            expires: Some(batch.expires),
            ..RevocationList::of(ListKind::Batch)
        };
        match self.batches.insert(batch) {
            Ok(()) | Err(RevocationFault::BatchKnown) => Ok(list),
            Err(fault) => Err(fault.into()),
        }
    }

    /// The lists of keys of issuers of cards, as they are published; sorted by key.
    pub fn card_lists(&self) -> Vec<Value> {
        let mut lists: Vec<&Crl> = self.cards.values().collect();
        lists.sort_unstable_by(|a, b| a.kid().cmp(b.kid()));
        lists.into_iter().map(Crl::to_json).collect()
    }

    /// What was added, in this order.
    pub fn lists(&self) -> &[RevocationList] {
        &self.lists
    }

    /// How many slices the indices name that are not there.
    pub fn missing(&self) -> usize {
        self.indices.iter().map(|index| index.missing().len()).sum()
    }

    /// When the newest list was made.
    pub fn newest(&self) -> Option<Timestamp> {
        self.lists.iter().filter_map(|list| list.made).max()
    }

    pub(super) fn check(&self, hashes: &CertificateHashes, at: Timestamp) -> Result<(), Refusal> {
        if self.batches.check(hashes, at).is_some() {
            return Err(Refusal::Revoked);
        }
        let mut answer = Ok(());
        for index in &self.indices {
            match index.check(hashes, at) {
                OfflineAnswer::NotRevoked => {}
                OfflineAnswer::SliceMissing => answer = Err(Refusal::RevocationUnknown),
                OfflineAnswer::Revoked { .. } => return Err(Refusal::Revoked),
            }
        }
        answer
    }

    /// Whether a list names a card whose key announces its newest list by a number. One that is announced
    /// and not here might name it.
    pub(super) fn check_card(
        &self,
        checked: &Checked,
        announced: Option<u64>,
    ) -> Result<(), &'static str> {
        let Some(rid) = checked.card.rid() else {
            return Ok(());
        };
        let Some(list) = self.cards.get(&checked.kid) else {
            let unknown = Refusal::RevocationUnknown.code();
            return announced.map_or(Ok(()), |_| Err(unknown));
        };
        if list.revokes(rid, checked.card.not_before()) {
            return Err(ShcFault::Revoked.code());
        }
        if announced.is_some_and(|announced| list.version() < announced) {
            return Err(CrlFault::Version.code());
        }
        Ok(())
    }
}

impl RevocationList {
    const fn of(kind: ListKind) -> Self {
        Self {
            kind,
            is_signed: false,
            made: None,
            expires: None,
        }
    }
}

/// A document of any of the kinds.
fn open(bytes: &[u8], keys: &[PublicKey]) -> Result<SignedDocument, DocumentFault> {
    let mut kinds = KINDS.iter();
    let opened = kinds.find_map(|kind| match SignedDocument::open(bytes, kind, keys) {
        Err(DocumentFault::OtherKind) => None,
        other => Some(other),
    });
    opened.unwrap_or(Err(DocumentFault::OtherKind))
}
