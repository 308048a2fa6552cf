//! What is asked about a code.

use jiff::Timestamp;

use super::trusted::Trusted;
use crate::revocation::RevocationSet;
use crate::rules::RuleSet;

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
    /// Rules, and the country of arrival whose they are to be (ISO 3166-1 alpha-2).
    pub rules: Option<(&'a RuleSet, &'a str)>,
    /// What is revoked, where that is known.
    pub revoked: Option<&'a RevocationSet>,
    /// The time that is asked about.
    pub at: Timestamp,
    /// What the code is shown for.
    pub purpose: Purpose,
}

impl<'a> Question<'a> {
    /// Whether a code is to be accepted at a time, by these keys alone.
    pub const fn new(trusted: &'a Trusted, at: Timestamp) -> Self {
        Self {
            trusted,
            rules: None,
            revoked: None,
            at,
            purpose: Purpose::Accept,
        }
    }

    pub(super) fn is_to_accept(&self) -> bool {
        self.purpose == Purpose::Accept
    }
}
