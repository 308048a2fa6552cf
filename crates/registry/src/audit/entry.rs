//! One entry, and the bytes that stand for it in the chain.

use std::fmt;

use jiff::Timestamp;
use uuid::Uuid;

/// First bytes of every canonical form: what it is, and the version of the form.
const VERSION: &[u8] = b"khien audit entry\x01";

/// Who did what to whom, when, where, and why.
///
/// `before` and `after` hold personal data; `Debug` shows only what an operator may see.
#[derive(Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Made by whoever writes the entry, so that a retried act writes it once.
    pub id: Uuid,
    /// When the act happened. Whole microseconds: what is finer is not kept and not sealed.
    pub at: Timestamp,
    /// The account that acted; `None` for the platform itself.
    pub actor: Option<Uuid>,
    /// What was done, for instance `dose.record`.
    pub act: String,
    /// What it was done to, for instance `person`.
    pub subject_kind: String,
    /// Which one.
    pub subject_id: String,
    /// The unit or facility on whose behalf.
    pub place: String,
    /// The subject as it was; `None` where it is new, or was only read.
    pub before: Option<String>,
    /// The subject as it became; `None` where it was only read.
    pub after: Option<String>,
    /// Why, where the act asks for a reason.
    pub reason: Option<String>,
}

impl AuditEntry {
    /// The bytes that are hashed: the same for equal entries, different for different ones.
    ///
    /// In this order: the version; `id` (16 bytes); `at` (microseconds since 1970, signed, 8
    /// bytes); `actor`; `act`, `subject_kind`, `subject_id`, `place`; `before`, `after`, `reason`. A
    /// text is its length in bytes (8 bytes) and its UTF-8 as it stands, without normalisation.
    /// What may be absent is one byte 0, or one byte 1 and the value. Numbers are big-endian.
    pub fn canonical_bytes(&self) -> Vec<u8> {
        let mut bytes = VERSION.to_vec();
        bytes.extend_from_slice(self.id.as_bytes());
        bytes.extend_from_slice(&self.at.as_microsecond().to_be_bytes());
        match self.actor {
            None => bytes.push(0),
            Some(actor) => {
                bytes.push(1);
                bytes.extend_from_slice(actor.as_bytes());
            }
        }
        for text in [&self.act, &self.subject_kind, &self.subject_id, &self.place] {
            push_text(&mut bytes, text);
        }
        for text in [&self.before, &self.after, &self.reason] {
            match text {
                None => bytes.push(0),
                Some(text) => {
                    bytes.push(1);
                    push_text(&mut bytes, text);
                }
            }
        }
        bytes
    }
}

fn push_text(bytes: &mut Vec<u8>, text: &str) {
    // A `usize` has at most 64 bits on every machine that Rust knows.
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

impl fmt::Debug for AuditEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuditEntry")
            .field("id", &self.id)
            .field("at", &self.at)
            .field("act", &self.act)
            .field("subject_kind", &self.subject_kind)
            .finish_non_exhaustive()
    }
}
