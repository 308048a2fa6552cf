//! The audit chain: who did what, in an order that nobody can change unnoticed.
//!
//! An act writes its [`AuditEntry`] in its own transaction. Within a second one sealer gives the
//! entries their numbers and links ([`link`]), and signs a [`Checkpoint`] over the newest link.
//! [`Verifier`] walks the chain again and names the first place where it does not hold.
//!
//! All of this is pure: rows come from the caller and go back to it. Not here: the sealer, the
//! tables, and who may read them.
//!
//! What the chain cannot show is a tail cut off together with its checkpoints, so the newest
//! checkpoint belongs in a second place as well (a log server, a printed list).
//!
//! ```
//! use khien_registry::audit::{AuditEntry, Hash, SealedEntry, link, verify};
//! use uuid::Uuid;
//!
//! let entry = AuditEntry {
//!     id: Uuid::from_u128(1),
//!     at: jiff::Timestamp::UNIX_EPOCH,
//!     actor: Some(Uuid::from_u128(7)),
//!     act: "dose.record".to_owned(),
//!     subject_kind: "person".to_owned(),
//!     subject_id: Uuid::from_u128(9).to_string(),
//!     place: "12688".to_owned(),
//!     before: None,
//!     after: Some("{\"ordinal\":1}".to_owned()),
//!     reason: None,
//! };
//! let hash = link(&Hash::GENESIS, &entry);
//! let summary = verify([SealedEntry { seq: 1, hash, entry }], [], &[])?;
//! assert_eq!((summary.entries, summary.signed_to), (1, 0));
//! # Ok::<(), khien_registry::audit::Broken>(())
//! ```

mod chain;
mod checkpoint;
mod entry;
mod verify;

pub use chain::{Hash, SealedEntry, link};
pub use checkpoint::Checkpoint;
pub use entry::AuditEntry;
pub use verify::{Break, Broken, Summary, Verifier, verify};
