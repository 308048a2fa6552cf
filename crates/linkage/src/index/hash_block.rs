//! A block of rows found by the hash of a key: one bucket read, then a few neighbours in memory.
//!
//! Entries are sorted by bucket (upper bits of the hash), tag (lower 32 bits) and row, which
//! makes the file the same for the same people. A tag may lie; the caller compares the key.

use rayon::slice::ParallelSliceMut;

use crate::cast::{low32, position};

/// Mixes a number so that all its bits count (`SplitMix64`, Steele, Lea and Flood, 2014).
pub(crate) fn mix(key: u64) -> u64 {
    let mut x = key.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// Bits of the bucket number for this many entries: about four entries a bucket.
fn bucket_bits(entries: usize) -> u32 {
    (entries / 4)
        .next_power_of_two()
        .trailing_zeros()
        .clamp(1, 30)
}

fn bucket_of(hash: u64, bits: u32) -> usize {
    position(hash >> (64 - bits))
}

/// Bucket starts and entries of a block, ready to be written.
pub(crate) struct BuiltBlock {
    pub(crate) starts: Vec<u32>,
    pub(crate) entries: Vec<u64>,
}

/// Builds a block from keys and rows.
pub(crate) fn build(keys: impl Iterator<Item = (u64, u32)>) -> BuiltBlock {
    let mut hashed: Vec<(u64, u32)> = keys.map(|(key, row)| (mix(key), row)).collect();
    let bits = bucket_bits(hashed.len());
    hashed.par_sort_unstable_by_key(|(hash, row)| (bucket_of(*hash, bits), low32(*hash), *row));
    let mut starts = vec![0_u32; (1 << bits) + 1];
    for (hash, _) in &hashed {
        starts[bucket_of(*hash, bits) + 1] += 1;
    }
    for bucket in 1..starts.len() {
        starts[bucket] += starts[bucket - 1];
    }
    let entries = hashed
        .into_iter()
        .map(|(hash, row)| hash << 32 | u64::from(row))
        .collect();
    BuiltBlock { starts, entries }
}

/// A block read from the file.
#[derive(Clone, Copy, Default)]
pub(crate) struct HashBlock<'a> {
    starts: &'a [u32],
    entries: &'a [u64],
    bits: u32,
}

impl<'a> HashBlock<'a> {
    pub(crate) fn new(starts: &'a [u32], entries: &'a [u64]) -> Self {
        let bits = starts.len().saturating_sub(1).checked_ilog2().unwrap_or(0);
        Self {
            starts,
            entries,
            bits,
        }
    }

    /// Rows that may have this key.
    pub(crate) fn rows(self, key: u64) -> impl Iterator<Item = u32> + 'a {
        let hash = mix(key);
        let bucket = if self.bits == 0 {
            0
        } else {
            bucket_of(hash, self.bits)
        };
        let start = self.starts.get(bucket).map_or(0, |start| *start as usize);
        let end = self.starts.get(bucket + 1).map_or(0, |end| *end as usize);
        let entries = self.entries.get(start..end).unwrap_or(&[]);
        entries
            .iter()
            .filter(move |entry| low32(**entry >> 32) == low32(hash))
            .map(|entry| low32(*entry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_with_all_its_rows() {
        let pairs: Vec<(u64, u32)> = (0..1000_u32).map(|row| (u64::from(row / 3), row)).collect();
        let built = build(pairs.iter().copied());
        let block = HashBlock::new(&built.starts, &built.entries);
        for (key, row) in pairs {
            assert!(block.rows(key).any(|found| found == row));
        }
        assert_eq!(block.rows(5000).count(), 0);
    }

    #[test]
    fn an_empty_block_finds_nothing() {
        let built = build(std::iter::empty());
        assert_eq!(
            HashBlock::new(&built.starts, &built.entries)
                .rows(1)
                .count(),
            0
        );
        assert_eq!(HashBlock::default().rows(1).count(), 0);
    }
}
