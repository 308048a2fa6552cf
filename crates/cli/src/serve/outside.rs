//! Clock, dice and ids of a running server: what the crates below are given by their caller.

use crate::config;
use aws_lc_rs::rand;
use jiff::{SignedDuration, Timestamp};
use khien_certificate::keys::{NoRandomBytes, RandomBytes};
use khien_registry::NewIds;
use uuid::Uuid;

/// The clock that a server goes by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    shift: SignedDuration,
}

impl Clock {
    /// A clock that shows `start` now and goes on from there: a demonstration plays in the year of
    /// its data.
    pub fn starting_at(start: Timestamp) -> Self {
        Self {
            shift: start.duration_since(config::now()),
        }
    }

    /// A clock that is behind this one.
    #[must_use]
    pub fn earlier(self, by: SignedDuration) -> Self {
        Self {
            shift: self.shift.saturating_sub(by),
        }
    }

    /// How far it is from the machine's.
    pub fn shift(self) -> SignedDuration {
        self.shift
    }

    /// The moment it shows.
    pub fn now(self) -> Timestamp {
        let now = config::now();
        now.saturating_add(self.shift).unwrap_or(now)
    }
}

/// Ids of version 7 (RFC 9562): the order in which they are made is that of the clock, so new rows
/// lie side by side in an index.
#[derive(Clone, Copy, Debug)]
pub struct TimeIds;

impl NewIds for TimeIds {
    fn new_id(&self, at: Timestamp) -> Uuid {
        let mut tail = [0; 10];
        fill(&mut tail);
        let milliseconds = u64::try_from(at.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &tail).into_uuid()
    }
}

/// Random bytes of the operating system.
#[derive(Clone, Copy, Debug)]
pub struct SystemRandom;

impl RandomBytes for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        rand::fill(bytes).map_err(|_| NoRandomBytes)
    }
}

/// Fills with random bytes of the operating system, for callers that cannot go on without.
///
/// # Panics
/// If the system has none: an id or token of known bytes would be worse than a failed request.
pub fn fill(bytes: &mut [u8]) {
    assert!(
        rand::fill(bytes).is_ok(),
        "the system gives no random bytes"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_of_version_seven_and_follow_the_clock() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let earlier = TimeIds.new_id(at("2021-09-15T08:00:00Z"));
        let later = TimeIds.new_id(at("2021-09-15T08:00:00.001Z"));
        assert_eq!(earlier.get_version_num(), 7);
        assert!(earlier < later);
        assert_ne!(later, TimeIds.new_id(at("2021-09-15T08:00:00.001Z")));
    }

    #[test]
    fn a_demonstration_starts_in_its_own_year() {
        let start: Timestamp = "2022-06-27T00:30:00Z".parse().unwrap();
        let shown = Clock::starting_at(start).now();
        assert!(shown.duration_since(start).abs() < SignedDuration::from_secs(60));
    }
}
