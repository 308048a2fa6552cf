//! What is asked about a code.

use jiff::Timestamp;

use super::refusal::Refusal;
use super::revoked::Revoked;
use super::trusted::Trusted;
use crate::clock;
use crate::rules::{RuleSet, Verdict};

/// What the code is shown for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be read: whoever signed it, and at any time.
    Read,
    /// To be accepted: everything has to be right.
    Accept,
}

/// What is asked about a code.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Whose keys are trusted.
    pub trusted: &'a Trusted,
    /// Lists of what is revoked.
    pub revoked: Option<&'a Revoked>,
    /// Rules, and the country of arrival whose they are to be (ISO 3166-1 alpha-2).
    pub rules: Option<(&'a RuleSet, &'a str)>,
    /// The time that is asked about.
    pub at: Timestamp,
    /// What the clock says, where it may be doubted: not where a time was asked for by hand.
    pub clock: Option<Timestamp>,
    /// What the code is shown for.
    pub purpose: Purpose,
}

impl<'a> Question<'a> {
    /// Whether a code is to be accepted at a time, by these keys alone.
    pub const fn new(trusted: &'a Trusted, at: Timestamp) -> Self {
        Self {
            trusted,
            revoked: None,
            rules: None,
            at,
            clock: None,
            purpose: Purpose::Accept,
        }
    }

    /// Whether something that was signed then, or the newest list, shows that the clock is wrong.
    pub(super) fn check_clock(&self, signed: Option<Timestamp>) -> Result<(), Refusal> {
        let newest = self.revoked.and_then(Revoked::newest);
        let mut signed = signed.into_iter().chain(newest);
        match self.clock {
            Some(now) if signed.any(|signed| clock::is_behind(now, signed)) => {
                Err(Refusal::ClockWrong)
            }
            _ => Ok(()),
        }
    }

    /// Refuses where rules were asked for and are written for no certificate of such a form: nobody can tell
    /// what the country of arrival asks of it.
    pub(super) fn check_ruled(&self) -> Result<(), &'static str> {
        self.rules.map_or(Ok(()), |_| Err(Verdict::NoRules.code()))
    }

    pub(super) fn is_to_accept(&self) -> bool {
        self.purpose == Purpose::Accept
    }
}
