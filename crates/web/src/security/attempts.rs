//! How often one address may try to get in, whoever it says it is.
//!
//! The registry locks an account after a few failures; this stops somebody who tries one password
//! on thousands of accounts. Many people may sit behind one address, so it is generous.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Attempts within one window.
const MOST: u32 = 120;
/// Length of a window.
const WINDOW: SignedDuration = SignedDuration::from_mins(5);
/// Addresses that are remembered; beyond that, those whose window is over are forgotten.
const REMEMBERED: usize = 10_000;

/// Attempts of each address in its present window.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<HashMap<IpAddr, (Timestamp, u32)>>);

impl Attempts {
    /// The seconds that an address still waits; nothing if it may try. Nothing is counted: for what
    /// counts only when it was wrong.
    pub(crate) fn waits(&self, address: IpAddr, now: Timestamp) -> Option<u32> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (begun, count) = known.get(&address)?;
        let left = WINDOW - now.duration_since(*begun);
        let waits = *count >= MOST && left.is_positive() && left <= WINDOW;
        waits.then(|| u32::try_from(left.as_secs().max(1)).unwrap_or(u32::MAX))
    }

    /// Counts one attempt; the seconds to wait if there were too many.
    pub(crate) fn count(&self, address: IpAddr, now: Timestamp) -> Result<(), u32> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.retain(|_, (begun, _)| now.duration_since(*begun) < WINDOW);
        }
        let entry = known.entry(address).or_insert((now, 0));
        let passed = now.duration_since(entry.0);
        if passed >= WINDOW || passed.is_negative() {
            *entry = (now, 0);
        }
        entry.1 += 1;
        if entry.1 <= MOST {
            return Ok(());
        }
        let left = WINDOW - now.duration_since(entry.0);
        Err(u32::try_from(left.as_secs().max(1)).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    #[test]
    fn an_address_waits_after_many_attempts_and_no_other_does() {
        let attempts = Attempts::default();
        let now = Timestamp::UNIX_EPOCH;
        for _ in 0..MOST {
            assert_eq!(attempts.count(HERE, now), Ok(()));
        }
        assert_eq!(attempts.count(HERE, now), Err(300));
        assert_eq!(attempts.waits(HERE, now), Some(300));
        let other = IpAddr::V6(std::net::Ipv6Addr::LOCALHOST);
        assert_eq!(attempts.count(other, now), Ok(()));
        let later = now + WINDOW;
        assert_eq!(
            (attempts.waits(other, now), attempts.waits(HERE, later)),
            (None, None)
        );
        assert_eq!(attempts.count(HERE, later), Ok(()));
    }
}
