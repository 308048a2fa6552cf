//! How often something secret may be tried: to get in by one address, to open a key by one account.
//!
//! The registry locks an account after a few failures; counting by address stops somebody who tries
//! one password on thousands of accounts. Many people may sit behind one address, so it is generous.
//! A PIN has one holder, and five tries.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Attempts of an address within one window, and its length.
const OF_ADDRESS: (u32, SignedDuration) = (120, SignedDuration::from_mins(5));
/// PINs of an account within one window, and its length.
const OF_PIN: (u32, SignedDuration) = (5, SignedDuration::from_mins(15));
/// Addresses that are remembered; beyond that, those whose window is over are forgotten.
const REMEMBERED: usize = 10_000;

/// Attempts of each address or account in its present window.
pub(crate) struct Attempts<K> {
    most: u32,
    window: SignedDuration,
    known: Mutex<HashMap<K, (Timestamp, u32)>>,
}

impl Attempts<IpAddr> {
    /// Attempts to get in.
    pub(crate) fn of_addresses() -> Self {
        Self::within(OF_ADDRESS)
    }
}

impl Attempts<Uuid> {
    /// Attempts to open a key.
    pub(crate) fn of_pins() -> Self {
        Self::within(OF_PIN)
    }
}

impl<K: Copy + Eq + Hash> Attempts<K> {
    fn within((most, window): (u32, SignedDuration)) -> Self {
        Self {
            most,
            window,
            known: Mutex::default(),
        }
    }

    /// Forgets what was tried: the last attempt was right.
    pub(crate) fn forget(&self, who: K) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&who);
    }

    /// Takes the last attempt back: it was none.
    pub(crate) fn give_back(&self, who: K) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, count)) = known.get_mut(&who) {
            *count = count.saturating_sub(1);
        }
    }

    /// How many attempts are left in the present window of whoever has just tried.
    pub(crate) fn left(&self, who: K) -> u32 {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let tried = known.get(&who).map_or(0, |(_, count)| *count);
        self.most.saturating_sub(tried)
    }

    /// The seconds that an address still waits; nothing if it may try. Nothing is counted: for what
    /// counts only when it was wrong.
    pub(crate) fn waits(&self, address: K, now: Timestamp) -> Option<u32> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (begun, count) = known.get(&address)?;
        let left = self.window - now.duration_since(*begun);
        let waits = *count >= self.most && left.is_positive() && left <= self.window;
        waits.then(|| u32::try_from(left.as_secs().max(1)).unwrap_or(u32::MAX))
    }

    /// Counts one attempt; the seconds to wait if there were too many.
    pub(crate) fn count(&self, address: K, now: Timestamp) -> Result<(), u32> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.retain(|_, (begun, _)| now.duration_since(*begun) < self.window);
        }
        let entry = known.entry(address).or_insert((now, 0));
        let passed = now.duration_since(entry.0);
        if passed >= self.window || passed.is_negative() {
            *entry = (now, 0);
        }
        entry.1 += 1;
        if entry.1 <= self.most {
            return Ok(());
        }
        let left = self.window - now.duration_since(entry.0);
        Err(u32::try_from(left.as_secs().max(1)).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    #[test]
    fn an_address_waits_after_many_attempts_and_no_other_does() {
        let attempts = Attempts::of_addresses();
        let now = Timestamp::UNIX_EPOCH;
        for _ in 0..OF_ADDRESS.0 {
            assert_eq!(attempts.count(HERE, now), Ok(()));
        }
        assert_eq!(attempts.count(HERE, now), Err(300));
        assert_eq!(attempts.waits(HERE, now), Some(300));
        let other = IpAddr::V6(std::net::Ipv6Addr::LOCALHOST);
        assert_eq!(attempts.count(other, now), Ok(()));
        let later = now + OF_ADDRESS.1;
        assert_eq!(
            (attempts.waits(other, now), attempts.waits(HERE, later)),
            (None, None)
        );
        assert_eq!(attempts.count(HERE, later), Ok(()));
    }

    #[test]
    fn an_account_has_five_pins_and_a_right_one_forgets_the_wrong_ones() {
        let attempts = Attempts::of_pins();
        let (now, account) = (Timestamp::UNIX_EPOCH, Uuid::nil());
        for _ in 0..4 {
            assert_eq!(attempts.count(account, now), Ok(()));
        }
        attempts.forget(account);
        for _ in 0..5 {
            assert_eq!(attempts.count(account, now), Ok(()));
        }
        assert_eq!(attempts.count(account, now), Err(900));
        assert_eq!(attempts.count(Uuid::max(), now), Ok(()));
    }

    #[test]
    fn what_was_no_attempt_is_given_back() {
        let attempts = Attempts::of_pins();
        let (now, account) = (Timestamp::UNIX_EPOCH, Uuid::nil());
        attempts.give_back(account);
        for _ in 0..9 {
            assert_eq!(attempts.count(account, now), Ok(()));
            attempts.give_back(account);
        }
        assert_eq!(attempts.left(account), 5);
        assert_eq!(attempts.count(account, now), Ok(()));
        assert_eq!(attempts.left(account), 4);
    }
}
