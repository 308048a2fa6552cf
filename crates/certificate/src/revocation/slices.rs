//! Cutting a set into slices for verifiers without a network.
//!
//! Certificates are looked up by country, key and leading bytes of a hash, so that a phone asks
//! for little and reveals little. Entries that expire on different days lie in different
//! slices, and a verifier leaves expired slices out of itself. Expiries are rounded up to the end of
//! their day (UTC): otherwise each batch would make slices of its own.

use std::collections::{BTreeMap, BTreeSet};

use aws_lc_rs::digest::{SHA256, digest};
use jiff::{SignedDuration, Timestamp};
use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use super::bloom::BloomFilter;
use super::hash::{HashType, RevocationHash};
use super::index::{Index, IndexedList, IndexedSlice, Mode, SliceKind};
use super::set::RevocationSet;
use super::variable::VariableHashList;

const DAY: i64 = 24 * 60 * 60;

/// How slices are made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// Their form.
    pub kind: SliceKind,
    /// The share of foreign hashes that a slice may seem to hold.
    pub false_positives: f32,
    /// Entries that a slice has at most, on average; more of them are spread over more slices.
    pub largest: usize,
}

impl Default for Terms {
    /// Lists of shortened hashes at 10⁻¹²: as long as the Bloom filters that the EU's distribution
    /// prefers (ten thousand entries have some 70 kB), made several times as fast, and looked up
    /// without hashing again.
    fn default() -> Self {
        Self {
            kind: SliceKind::VarHashList,
            false_positives: 1e-12,
            largest: 10_000,
        }
    }
}

/// The bytes of a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The name under which the index knows it.
    pub sha256: [u8; 32],
    /// What is read with [`super::OfflineRevocation::add`].
    pub bytes: Vec<u8>,
}

/// One country's key, with its hashes by the day on which they expire.
#[derive(Default)]
struct List {
    hash_types: BTreeSet<HashType>,
    by_expiry: BTreeMap<Timestamp, Vec<RevocationHash>>,
}

/// Cuts what is in force at a time into slices. The same set gives the same bytes.
pub fn cut(
    set: &RevocationSet,
    terms: &Terms,
    revision: u64,
    at: Timestamp,
) -> (Index, Vec<Slice>) {
    let mut lists: BTreeMap<(&str, Option<[u8; 8]>), List> = BTreeMap::new();
    for batch in set.batches().filter(|batch| at < batch.expires) {
        let list = lists.entry((&batch.country, batch.kid)).or_default();
        list.hash_types.insert(batch.hash_type);
        let hashes = list.by_expiry.entry(end_of_day(batch.expires)).or_default();
        hashes.extend(&batch.entries);
    }
    let mut all = Vec::new();
    let lists = lists
        .into_iter()
        .map(|((country, kid), list)| {
            let mode = list.mode(terms.largest);
            IndexedList {
                country: country.to_owned(),
                kid,
                mode,
                hash_types: list.hash_types.iter().copied().collect(),
                expires: list.by_expiry.keys().next_back().copied().unwrap_or(at),
                slices: list.cut(mode, terms, &mut all),
            }
        })
        .collect();
    let index = Index {
        revision,
        made: at,
        lists,
    };
    (index, all)
}

impl List {
    /// The coarsest one in which the slices are small enough.
    fn mode(&self, largest: usize) -> Mode {
        let entries = self.by_expiry.values().map(Vec::len).max().unwrap_or(0);
        if entries <= largest {
            Mode::Point
        } else if entries <= largest.saturating_mul(256) {
            Mode::Vector
        } else {
            Mode::Coordinate
        }
    }

    fn cut(mut self, mode: Mode, terms: &Terms, all: &mut Vec<Slice>) -> Vec<IndexedSlice> {
        let mut parts = Vec::new();
        for (expires, hashes) in &mut self.by_expiry {
            hashes.sort_unstable();
            hashes.dedup();
            let same_path = |a: &RevocationHash, b: &RevocationHash| mode.path(a) == mode.path(b);
            parts.extend(hashes.chunk_by(same_path).map(|part| (*expires, part)));
        }
        // Bloom filters of a million take seconds of one core: on all cores, in the same order.
        let pairs: Vec<(IndexedSlice, Slice)> = parts
            .into_par_iter()
            .map(|(expires, part)| slice(part, expires, mode, terms))
            .collect();
        let (indexed, slices): (Vec<IndexedSlice>, Vec<Slice>) = pairs.into_iter().unzip();
        all.extend(slices);
        indexed
    }
}

fn slice(
    hashes: &[RevocationHash],
    expires: Timestamp,
    mode: Mode,
    terms: &Terms,
) -> (IndexedSlice, Slice) {
    let bytes = filter(hashes, mode, terms);
    let mut sha256 = [0; 32];
    for (to, from) in sha256.iter_mut().zip(digest(&SHA256, &bytes).as_ref()) {
        *to = *from;
    }
    let indexed = IndexedSlice {
        path: hashes.first().map_or(0, |hash| mode.path(hash)),
        expires,
        kind: terms.kind,
        entries: u32::try_from(hashes.len()).unwrap_or(u32::MAX),
        sha256,
    };
    (indexed, Slice { sha256, bytes })
}

fn filter(hashes: &[RevocationHash], mode: Mode, terms: &Terms) -> Vec<u8> {
    match terms.kind {
        SliceKind::BloomFilter => BloomFilter::of(hashes, terms.false_positives).to_bytes(),
        SliceKind::VarHashList => {
            let shared = u8::try_from(mode.depth()).unwrap_or(0);
            VariableHashList::of(hashes, shared, terms.false_positives).to_bytes()
        }
    }
}

/// Midnight (UTC) at or after that moment.
fn end_of_day(expires: Timestamp) -> Timestamp {
    let day = expires.as_second().div_euclid(DAY);
    let midnight = Timestamp::from_second(day * DAY).unwrap_or(expires);
    if midnight == expires {
        return midnight;
    }
    midnight
        .checked_add(SignedDuration::from_secs(DAY))
        .unwrap_or(expires)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expiries_are_rounded_up_to_midnight() {
        for (expires, rounded) in [
            ("2026-11-22T00:00:00Z", "2026-11-22T00:00:00Z"),
            ("2026-11-22T00:00:00.001Z", "2026-11-23T00:00:00Z"),
            ("2026-11-22T23:59:59Z", "2026-11-23T00:00:00Z"),
            ("1969-12-31T12:00:00Z", "1970-01-01T00:00:00Z"),
        ] {
            assert_eq!(
                end_of_day(expires.parse().unwrap()),
                rounded.parse().unwrap()
            );
        }
    }
}
