//! The verifier's side: an index, the slices that are there, and the answer for one certificate.

use std::collections::{HashMap, HashSet};

use aws_lc_rs::digest::{SHA256, digest};
use jiff::Timestamp;

use super::bloom::BloomFilter;
use super::fault::RevocationFault;
use super::hash::{CertificateHashes, HashType, RevocationHash};
use super::index::{Index, IndexedSlice, Mode, SliceKind};
use super::variable::VariableHashList;

type Digest = [u8; 32];
type ListKey = ([u8; 2], Option<[u8; 8]>);

/// A slice that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// A Bloom filter.
    Bloom(BloomFilter),
    /// A list of shortened hashes.
    Variable(VariableHashList),
}

impl Filter {
    /// Reads the bytes of a slice.
    ///
    /// # Errors
    /// [`RevocationFault::SliceVersion`] or [`RevocationFault::SliceForm`].
    pub fn read(kind: SliceKind, bytes: &[u8]) -> Result<Self, RevocationFault> {
        match kind {
            SliceKind::BloomFilter => BloomFilter::from_bytes(bytes).map(Self::Bloom),
            SliceKind::VarHashList => VariableHashList::from_bytes(bytes).map(Self::Variable),
        }
    }

    /// Whether the hash is among those of the slice, but for the share of false positives.
    pub fn contains(&self, hash: &RevocationHash) -> bool {
        match self {
            Self::Bloom(filter) => filter.contains(hash),
            Self::Variable(list) => list.contains(hash),
        }
    }
}

/// What the slices say about a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfflineAnswer {
    /// No slice names it.
    NotRevoked,
    /// A slice names it by this hash, until this time.
    Revoked {
        /// What the entry names the certificate by.
        hash_type: HashType,
        /// When the slice expires.
        expires: Timestamp,
    },
    /// A slice that would have to be asked is not there: the answer is open.
    SliceMissing,
}

struct List {
    mode: Mode,
    hash_types: Vec<HashType>,
    slices: HashMap<u16, Vec<IndexedSlice>>,
}

/// An index with its slices in memory.
pub struct OfflineRevocation {
    revision: u64,
    made: Timestamp,
    kinds: HashMap<Digest, SliceKind>,
    lists: HashMap<ListKey, List>,
    filters: HashMap<Digest, Filter>,
}

impl OfflineRevocation {
    /// Begins with an index, no slice there yet.
    pub fn new(index: Index) -> Self {
        let mut fresh = Self {
            revision: index.revision,
            made: index.made,
            kinds: HashMap::new(),
            lists: HashMap::new(),
            filters: HashMap::new(),
        };
        fresh.take_over(index);
        fresh
    }

    /// Goes on to a newer index. Slices that both name stay, the others are dropped: with them goes
    /// whatever was withdrawn.
    ///
    /// # Errors
    /// [`RevocationFault::IndexRolledBack`] for an older one; nothing is changed then.
    pub fn replace(&mut self, index: Index) -> Result<(), RevocationFault> {
        if index.revision < self.revision {
            return Err(RevocationFault::IndexRolledBack);
        }
        self.take_over(index);
        Ok(())
    }

    fn take_over(&mut self, index: Index) {
        self.revision = index.revision;
        self.made = index.made;
        self.kinds.clear();
        self.lists.clear();
        for list in index.lists {
            for slice in &list.slices {
                self.kinds.insert(slice.sha256, slice.kind);
            }
            let Ok(country) = <[u8; 2]>::try_from(list.country.as_bytes()) else {
                continue;
            };
            let mut slices: HashMap<u16, Vec<IndexedSlice>> = HashMap::new();
            for slice in list.slices {
                slices.entry(slice.path).or_default().push(slice);
            }
            let list_of_key = List {
                mode: list.mode,
                hash_types: list.hash_types,
                slices,
            };
            self.lists.insert((country, list.kid), list_of_key);
        }
        let kinds = &self.kinds;
        self.filters.retain(|sha256, _| kinds.contains_key(sha256));
    }

    /// Whether both have lists of one country: then they are two editions of one index.
    pub(crate) fn shares_country(&self, other: &Self) -> bool {
        let mut countries = self.lists.keys().map(|(country, _)| country);
        countries.any(|country| other.lists.keys().any(|(own, _)| own == country))
    }

    /// Whether it has no lists at all: whatever was revoked is withdrawn.
    pub(crate) fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// When the index was made, for the verifier to show its age.
    pub const fn made(&self) -> Timestamp {
        self.made
    }

    /// The number of the index.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// The SHA-256 of the slices that the index names and that are not there.
    pub fn missing(&self) -> HashSet<Digest> {
        let named = self.kinds.keys();
        named
            .filter(|sha256| !self.filters.contains_key(*sha256))
            .copied()
            .collect()
    }

    /// Adds the bytes of a slice.
    ///
    /// # Errors
    /// [`RevocationFault::SliceUnknown`] where the index does not name their SHA-256, so that a changed
    /// slice is refused; else as [`Filter::read`].
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), RevocationFault> {
        let sha256 = digest(&SHA256, bytes);
        let sha256: Digest = sha256
            .as_ref()
            .try_into()
            .map_err(|_| RevocationFault::SliceUnknown)?;
        let kind = self
            .kinds
            .get(&sha256)
            .ok_or(RevocationFault::SliceUnknown)?;
        let filter = Filter::read(*kind, bytes)?;
        self.filters.insert(sha256, filter);
        Ok(())
    }

    /// What the slices say about a certificate at a time.
    pub fn check(&self, hashes: &CertificateHashes, at: Timestamp) -> OfflineAnswer {
        let mut answer = OfflineAnswer::NotRevoked;
        let countries = hashes.countries.iter();
        let countries = countries.filter_map(|it| <[u8; 2]>::try_from(it.as_bytes()).ok());
        let kids = || hashes.kids.iter().copied().map(Some).chain([None]);
        let keys = countries.flat_map(|country| kids().map(move |kid| (country, kid)));
        for list in keys.filter_map(|key| self.lists.get(&key)) {
            match self.check_list(list, hashes, at) {
                OfflineAnswer::NotRevoked => {}
                OfflineAnswer::SliceMissing => answer = OfflineAnswer::SliceMissing,
                revoked @ OfflineAnswer::Revoked { .. } => return revoked,
            }
        }
        answer
    }

    fn check_list(&self, list: &List, hashes: &CertificateHashes, at: Timestamp) -> OfflineAnswer {
        let mut answer = OfflineAnswer::NotRevoked;
        let types = list.hash_types.iter();
        let hashes = types.flat_map(|kind| hashes.each(*kind).map(move |hash| (kind, hash)));
        for (hash_type, hash) in hashes {
            let slices = list.slices.get(&list.mode.path(&hash));
            for slice in slices.into_iter().flatten() {
                if slice.expires <= at {
                    continue;
                }
                match self.filters.get(&slice.sha256) {
                    None => answer = OfflineAnswer::SliceMissing,
                    Some(filter) if filter.contains(&hash) => {
                        return OfflineAnswer::Revoked {
                            hash_type: *hash_type,
                            expires: slice.expires,
                        };
                    }
                    Some(_) => {}
                }
            }
        }
        answer
    }
}

impl std::fmt::Debug for OfflineRevocation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OfflineRevocation")
            .field("revision", &self.revision)
            .field("made", &self.made)
            .field("slices", &self.filters.len())
            .finish_non_exhaustive()
    }
}
