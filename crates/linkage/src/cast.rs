//! Conversions that keep a part of a number on purpose, named for what they keep.

/// The lower 32 bits.
#[expect(
    clippy::cast_possible_truncation,
    reason = "keeping the lower half is the purpose"
)]
pub(crate) fn low32(number: u64) -> u32 {
    number as u32
}

/// The lower 16 bits.
#[expect(
    clippy::cast_possible_truncation,
    reason = "keeping the lower quarter is the purpose"
)]
pub(crate) fn low16(number: u64) -> u16 {
    number as u16
}

/// The bits of a hash that a position in memory can hold.
#[expect(
    clippy::cast_possible_truncation,
    reason = "only the lower bits of a hash are used"
)]
pub(crate) fn position(hash: u64) -> usize {
    hash as usize
}

/// A count of people as a real number: at most 2^32, so exact.
#[expect(
    clippy::cast_precision_loss,
    reason = "an index holds at most 2^32 people"
)]
pub(crate) fn real(count: usize) -> f64 {
    count as f64
}

/// A real number in hundredths, rounded; far beyond any weight it stays at the limit.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a conversion of reals saturates"
)]
pub(crate) fn hundredths(number: f64) -> i64 {
    (number * 100.0).round() as i64
}
