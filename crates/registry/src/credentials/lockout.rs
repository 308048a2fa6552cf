//! How long somebody waits after failed attempts.

use jiff::{SignedDuration, Timestamp};

/// Failed attempts in a row, of one account or from one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    /// How many.
    pub count: u32,
    /// When the last one was.
    pub last: Timestamp,
}

/// After `free` failures each further one doubles the wait, from `first` to at most `longest`.
///
/// ```
/// use jiff::{SignedDuration, Timestamp};
/// use khien_registry::credentials::LockoutRule;
/// let rule = LockoutRule::ACCOUNT;
/// let now = Timestamp::UNIX_EPOCH;
/// let failures = (0..5).fold(None, |before, _| Some(rule.after_failure(before, now)));
/// assert_eq!(rule.locked_until(failures, now), Some(now + SignedDuration::from_secs(30)));
/// assert_eq!(rule.locked_until(failures, now + SignedDuration::from_secs(30)), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockoutRule {
    /// The failure that is followed by the first wait.
    pub free: u32,
    /// The first wait.
    pub first: SignedDuration,
    /// No wait is longer, so that nobody can keep a colleague out for a day.
    pub longest: SignedDuration,
    /// A failure this long ago is forgotten.
    pub forgotten_after: SignedDuration,
}

impl LockoutRule {
    /// For one account, whoever tries: about 100 guesses a day.
    pub const ACCOUNT: Self = Self {
        free: 5,
        first: SignedDuration::from_secs(30),
        longest: SignedDuration::from_mins(15),
        forgotten_after: SignedDuration::from_hours(24),
    };
    /// For one address, whatever account: many clerks may share the address of their station.
    pub const ADDRESS: Self = Self {
        free: 30,
        first: SignedDuration::from_secs(10),
        longest: SignedDuration::from_mins(15),
        forgotten_after: SignedDuration::from_hours(1),
    };

    /// The count after one more failure. A success clears the account's count (never the
    /// address's, or an own account would buy more guesses at others).
    #[must_use]
    pub fn after_failure(&self, before: Option<Failures>, now: Timestamp) -> Failures {
        let count = before
            .filter(|failures| self.remembers(*failures, now))
            .map_or(0, |failures| failures.count);
        Failures {
            count: count.saturating_add(1),
            last: now,
        }
    }

    /// Until when attempts are refused without looking at them; `None` if one may be made now.
    ///
    /// Where a clock was set back, a failure that lies further ahead than the longest wait is not
    /// believed: nobody is locked out until that time comes again.
    pub fn locked_until(&self, failures: Option<Failures>, now: Timestamp) -> Option<Timestamp> {
        let failures = failures.filter(|failures| self.remembers(*failures, now))?;
        let doublings = failures.count.checked_sub(self.free)?;
        let until = failures.last.checked_add(self.wait(doublings)).ok()?;
        (now < until).then_some(until)
    }

    fn remembers(&self, failures: Failures, now: Timestamp) -> bool {
        let age = now.duration_since(failures.last);
        -self.longest <= age && age < self.forgotten_after
    }

    fn wait(&self, doublings: u32) -> SignedDuration {
        2_i32
            .checked_pow(doublings)
            .and_then(|times| self.first.checked_mul(times))
            .map_or(self.longest, |wait| wait.min(self.longest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULE: LockoutRule = LockoutRule::ACCOUNT;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_630_000_000 + second).unwrap()
    }

    fn failures(count: u32, second: i64) -> Failures {
        Failures {
            count,
            last: at(second),
        }
    }

    fn wait(count: u32) -> Option<i64> {
        let until = RULE.locked_until(Some(failures(count, 0)), at(0))?;
        Some(until.duration_since(at(0)).as_secs())
    }

    #[test]
    fn waits_double_up_to_the_longest() {
        let waits: Vec<_> = (3..=11).map(wait).collect();
        let expected = [
            None,
            None,
            Some(30),
            Some(60),
            Some(120),
            Some(240),
            Some(480),
            Some(900),
            Some(900),
        ];
        assert_eq!(waits, expected);
        assert_eq!(wait(u32::MAX), Some(900));
        assert_eq!(RULE.locked_until(None, at(0)), None);
    }

    #[test]
    fn the_wait_ends_to_the_second() {
        assert_eq!(
            RULE.locked_until(Some(failures(5, 0)), at(29)),
            Some(at(30))
        );
        assert_eq!(RULE.locked_until(Some(failures(5, 0)), at(30)), None);
    }

    #[test]
    fn failures_count_on_until_they_are_forgotten() {
        let day = 24 * 3600;
        assert_eq!(RULE.after_failure(None, at(0)), failures(1, 0));
        assert_eq!(
            RULE.after_failure(Some(failures(7, 0)), at(day - 1)),
            failures(8, day - 1)
        );
        assert_eq!(
            RULE.after_failure(Some(failures(7, 0)), at(day)),
            failures(1, day)
        );
        assert_eq!(
            RULE.after_failure(Some(failures(u32::MAX, 0)), at(1)).count,
            u32::MAX
        );
    }

    #[test]
    fn a_clock_that_was_set_back_locks_nobody_out() {
        assert_eq!(
            RULE.locked_until(Some(failures(9, 900)), at(0)),
            Some(at(900 + 480))
        );
        assert_eq!(RULE.locked_until(Some(failures(9, 901)), at(0)), None);
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_twice_the_longest(count: u32, last in -1_000_000_i64..1_000_000, now in -1_000_000_i64..1_000_000) {
            if let Some(until) = RULE.locked_until(Some(failures(count, last)), at(now)) {
                let wait = until.duration_since(at(now));
                prop_assert!(wait > SignedDuration::ZERO && wait <= RULE.longest * 2);
            }
        }

        #[test]
        fn one_more_failure_never_shortens_the_wait(count in 0_u32..40) {
            prop_assert!(wait(count) <= wait(count + 1));
        }

        #[test]
        fn any_times_get_an_answer(count: u32, last in -377_705_023_201_i64..=253_402_207_200, now in -377_705_023_201_i64..=253_402_207_200) {
            let second = |second| Timestamp::from_second(second).unwrap();
            let failures = Failures { count, last: second(last) };
            let _ = RULE.locked_until(Some(failures), second(now));
            let _ = RULE.after_failure(Some(failures), second(now));
        }
    }
}
