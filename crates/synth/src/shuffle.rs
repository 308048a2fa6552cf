//! A keyed permutation of `0..n`: which slot holds what, without a table in memory.
//!
//! Serial numbers and the order of the records come from it: every value exactly once, in an
//! order that looks random, computed from the position alone.

/// A permutation of `0..n` chosen by a key (four Feistel rounds, walked until inside the range).
#[derive(Clone, Copy)]
pub(crate) struct Shuffle {
    size: u64,
    half_bits: u32,
    round_keys: [u64; 4],
}

impl Shuffle {
    pub(crate) fn new(size: u64, key: u64) -> Self {
        let bits = 64 - size.saturating_sub(1).leading_zeros();
        Self {
            size,
            half_bits: bits.div_ceil(2).max(1),
            round_keys: [1_u64, 2, 3, 4].map(|round| mix(key ^ round.wrapping_mul(GOLDEN))),
        }
    }

    /// The value at a position below the size.
    pub(crate) fn at(&self, position: u64) -> u64 {
        debug_assert!(position < self.size);
        let mut value = position;
        loop {
            value = self.rounds(value);
            if value < self.size {
                return value;
            }
        }
    }

    fn rounds(&self, value: u64) -> u64 {
        let mask = (1 << self.half_bits) - 1;
        let (mut left, mut right) = (value >> self.half_bits, value & mask);
        for key in self.round_keys {
            (left, right) = (right, left ^ (mix(right ^ key) & mask));
        }
        (left << self.half_bits) | right
    }
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Scatters the bits of a word (the finaliser of `SplitMix64`).
pub(crate) fn mix(word: u64) -> u64 {
    let word = word.wrapping_add(GOLDEN);
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_comes_exactly_once() {
        for size in [1, 2, 3, 10, 1_000, 65_537] {
            let shuffle = Shuffle::new(size, 42);
            let mut seen: Vec<u64> = (0..size).map(|position| shuffle.at(position)).collect();
            seen.sort_unstable();
            assert_eq!(seen, (0..size).collect::<Vec<_>>());
        }
    }

    #[test]
    fn another_key_gives_another_order() {
        let order = |key| {
            let shuffle = Shuffle::new(100, key);
            (0..100).map(|at| shuffle.at(at)).collect::<Vec<_>>()
        };
        assert_ne!(order(1), order(2));
    }
}
