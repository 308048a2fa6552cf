//! How many requests each caller may make: a bucket of tokens that fills evenly.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use uuid::Uuid;

use super::holders::Holders;

/// Requests a minute of somebody of the staff, whose pages and scripts share them.
pub(super) const STAFF_PER_MINUTE: u32 = 1_200;
/// Callers that are remembered; beyond that, those whose bucket is full are forgotten.
const REMEMBERED: usize = 20_000;
/// A minute in microseconds.
const MINUTE: u64 = 60_000_000;

/// How much a caller may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Allowance {
    /// Requests a minute; as many may come at once.
    pub(super) per_minute: u32,
}

/// What a request left of the allowance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spent {
    /// Requests that may come at once from now.
    pub(super) left: u32,
    /// Seconds until the bucket is full.
    pub(super) full_in: u32,
    /// Seconds to wait, if this request came too early.
    pub(super) wait: Option<u32>,
}

/// What was taken out of a bucket, in microseconds of filling.
struct Bucket {
    taken: u64,
    at: Timestamp,
}

/// What the API remembers from one request to the next. It is kept in memory: after a start every
/// bucket is full.
#[derive(Default)]
pub(crate) struct Memory {
    buckets: Mutex<HashMap<Uuid, Bucket>>,
    /// Tokens that were looked up a moment ago.
    pub(super) holders: Holders,
}

impl Memory {
    /// Counts one request of a caller.
    pub(super) fn spend(&self, whose: Uuid, allowance: Allowance, now: Timestamp) -> Spent {
        let one = MINUTE / u64::from(allowance.per_minute.max(1));
        let mut known = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.retain(|_, bucket| bucket.taken_at(now) > 0);
        }
        let bucket = known.entry(whose).or_insert(Bucket { taken: 0, at: now });
        let taken = bucket.taken_at(now);
        let is_over = taken.saturating_add(one) > MINUTE;
        bucket.taken = if is_over { taken } else { taken + one };
        bucket.at = now;
        Spent {
            left: whole((MINUTE - bucket.taken.min(MINUTE)) / one),
            full_in: seconds(bucket.taken),
            wait: is_over.then(|| seconds((taken + one).saturating_sub(MINUTE)).max(1)),
        }
    }
}

impl Bucket {
    /// What is still taken out of it. A clock that steps back fills nothing.
    fn taken_at(&self, now: Timestamp) -> u64 {
        let passed = now
            .as_microsecond()
            .saturating_sub(self.at.as_microsecond());
        self.taken
            .saturating_sub(u64::try_from(passed).unwrap_or_default())
    }
}

fn seconds(microseconds: u64) -> u32 {
    whole(microseconds.div_ceil(1_000_000))
}

fn whole(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;
    use proptest::prelude::*;

    const TEN: Allowance = Allowance { per_minute: 10 };

    #[test]
    fn an_empty_bucket_makes_its_owner_wait_and_nobody_else() {
        let memory = Memory::default();
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let now = Timestamp::UNIX_EPOCH;
        for left in (0..10).rev() {
            let spent = memory.spend(one, TEN, now);
            assert_eq!((spent.left, spent.wait), (left, None));
        }
        let over = memory.spend(one, TEN, now);
        assert_eq!((over.left, over.full_in, over.wait), (0, 60, Some(6)));
        assert_eq!(memory.spend(two, TEN, now).wait, None);
        let later = now + SignedDuration::from_secs(6);
        assert_eq!(memory.spend(one, TEN, later).wait, None);
        assert_eq!(memory.spend(one, TEN, later).wait, Some(6));
    }

    #[test]
    fn a_clock_that_steps_back_neither_fills_nor_breaks_a_bucket() {
        let memory = Memory::default();
        let one = Uuid::from_u128(1);
        let now = Timestamp::UNIX_EPOCH;
        for _ in 0..10 {
            memory.spend(one, TEN, now);
        }
        let before = now - SignedDuration::from_hours(1);
        assert_eq!(memory.spend(one, TEN, before).wait, Some(6));
        let after = before + SignedDuration::from_secs(60);
        assert_eq!(memory.spend(one, TEN, after).left, 9);
    }

    proptest! {
        #[test]
        fn no_caller_gets_more_than_the_allowance(
            per_minute in 1_u32..5_000, gaps in proptest::collection::vec(0_i64..3_000, 1..200)
        ) {
            let memory = Memory::default();
            let mut now = Timestamp::UNIX_EPOCH;
            let mut let_through = 0_u64;
            for gap in &gaps {
                now += SignedDuration::from_millis(*gap);
                let spent = memory.spend(Uuid::nil(), Allowance { per_minute }, now);
                prop_assert!(spent.left <= per_minute + 1);
                let_through += u64::from(spent.wait.is_none());
            }
            let passed = u64::try_from(now.as_microsecond()).unwrap();
            let one = MINUTE / u64::from(per_minute);
            prop_assert!(let_through <= (MINUTE + passed) / one + 1);
        }
    }
}
