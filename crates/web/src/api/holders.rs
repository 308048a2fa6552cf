//! Tokens that were looked up a moment ago, so that a program that sends a thousand doses does not ask
//! the database a thousand times who it is.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use khien_registry::account::TokenHolder;
use khien_registry::credentials::{PartnerToken, SecretHash};
use uuid::Uuid;

/// For how long an answer of the database is believed. A token that is ended, or an account that
/// loses its role, may be used for so long.
const BELIEVED: SignedDuration = SignedDuration::from_secs(5);
/// Tokens that are remembered; beyond that all are asked about again.
const REMEMBERED: usize = 10_000;

/// A token and the desk that it sits at.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) holder: Arc<TokenHolder>,
    pub(super) facility: Option<String>,
}

struct Known {
    hash: SecretHash,
    held: Held,
    asked: Timestamp,
}

/// Tokens by their id.
#[derive(Default)]
pub(super) struct Holders(Mutex<HashMap<Uuid, Known>>);

impl Holders {
    /// Whose token it is, if that was asked a moment ago. The secret is compared every time.
    pub(super) fn find(&self, token: &PartnerToken, now: Timestamp) -> Option<Held> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.get(&token.id())?;
        let age = now.duration_since(known.asked);
        let is_fresh = !age.is_negative() && age < BELIEVED;
        let ends = known.held.holder.token.expires_at.0;
        (is_fresh && now < ends && known.hash == token.hash()).then(|| known.held.clone())
    }

    /// Remembers what the database said.
    pub(super) fn keep(&self, token: &PartnerToken, held: &Held, now: Timestamp) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        let entry = Known {
            hash: token.hash(),
            held: held.clone(),
            asked: now,
        };
        known.insert(token.id(), entry);
    }
}
