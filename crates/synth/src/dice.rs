//! Seeded random draws: the same seed, stream and block give the same draws for ever.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// What a run of draws is for. Each stream of each block has its own generator, so blocks can be
/// made in any order and on any core.
#[derive(Clone, Copy)]
pub(crate) enum Stream {
    /// People of the register.
    People = 1,
    /// People outside the register.
    Outsiders = 2,
    /// Records and their errors.
    Records = 3,
}

/// A seeded generator with the draws this crate needs.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    pub(crate) fn new(seed: u64, stream: Stream, block: u64) -> Self {
        let mut key = [0_u8; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8] = stream as u8;
        key[16..24].copy_from_slice(&block.to_le_bytes());
        key[24..].copy_from_slice(b"khien-1\0");
        Self(ChaCha8Rng::from_seed(key))
    }

    pub(crate) fn bits(&mut self) -> u32 {
        self.0.next_u32()
    }

    /// Uniform in `0..n`; 0 for an empty range. The bias is below n / 2³².
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 32) as usize
    }

    /// Uniform in `0.0..1.0`.
    pub(crate) fn unit(&mut self) -> f64 {
        f64::from(self.bits()) / 4_294_967_296.0
    }

    pub(crate) fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// One of the items; they must not be empty.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    /// A decimal digit.
    pub(crate) fn digit(&mut self) -> u8 {
        b'0' + u8::try_from(self.below(10)).unwrap_or(0)
    }
}

/// Draws from a fixed distribution in constant time (Walker's alias method).
pub(crate) struct Weighted {
    keep: Vec<u32>,
    other: Vec<usize>,
}

impl Weighted {
    /// Weights need not add up to one. At least one must be positive.
    pub(crate) fn new(weights: &[f64]) -> Self {
        let count = weights.len();
        let total: f64 = weights.iter().sum();
        let mean = total / f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let mut level: Vec<f64> = weights.iter().map(|weight| weight / mean).collect();
        let (mut poor, mut rich): (Vec<usize>, Vec<usize>) =
            (0..count).partition(|&item| level[item] < 1.0);
        let mut table = Self {
            keep: vec![u32::MAX; count],
            other: (0..count).collect(),
        };
        while let (Some(low), Some(&high)) = (poor.pop(), rich.last()) {
            table.keep[low] = share_of_32_bits(level[low]);
            table.other[low] = high;
            level[high] -= 1.0 - level[low];
            if level[high] < 1.0 {
                rich.pop();
                poor.push(high);
            }
        }
        table
    }

    pub(crate) fn draw(&self, dice: &mut Dice) -> usize {
        let item = dice.below(self.keep.len());
        if dice.bits() < self.keep[item] {
            item
        } else {
            self.other[item]
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, and levels lie between 0 and 1"
)]
fn share_of_32_bits(level: f64) -> u32 {
    (level * 4_294_967_296.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_and_blocks_draw_differently_and_repeatably() {
        let first = |seed, stream, block| Dice::new(seed, stream, block).bits();
        assert_eq!(first(1, Stream::People, 0), first(1, Stream::People, 0));
        assert_ne!(first(1, Stream::People, 0), first(2, Stream::People, 0));
        assert_ne!(first(1, Stream::People, 0), first(1, Stream::People, 1));
        assert_ne!(first(1, Stream::People, 0), first(1, Stream::Records, 0));
    }

    #[test]
    fn weighted_draws_follow_the_weights() {
        let weights = [5.0, 0.0, 3.0, 2.0];
        let table = Weighted::new(&weights);
        let mut dice = Dice::new(7, Stream::People, 0);
        let mut counts = [0_u32; 4];
        for _ in 0..100_000 {
            counts[table.draw(&mut dice)] += 1;
        }
        for (count, weight) in counts.iter().zip(weights) {
            assert!((f64::from(*count) / 10_000.0 - weight).abs() < 0.1);
        }
        assert_eq!(counts[1], 0);
    }
}
