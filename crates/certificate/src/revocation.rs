//! Revoked certificates, after the model of the EU gateway: hashes in batches, and slices of them
//! for verifiers without a network.
//!
//! An issuing country names what it revokes by a hash of 128 bits, of the certificate's identifier
//! or of its signature ([`RevocationHash`]). Hashes travel in batches that have an id and an
//! expiry ([`Batch`]) and come together in a set ([`RevocationSet`]). For phones the set is cut into
//! slices, each a filter that can be looked up without revealing what it holds ([`slices`]), under
//! one index with a revision ([`Index`]); [`OfflineRevocation`] answers from them.
//!
//! The invariants: a batch that was deleted or has expired, and an entry that was withdrawn, no
//! longer revokes anything, online at once and offline with the next index; a missing slice is
//! never taken for "not revoked"; no bytes from outside make a reader panic or take more memory
//! than they have themselves, times sixteen.
//!
//! Not here: the signature over an index (see [`crate::trust`]), transport, compression.
//!
//! ```
//! use khien_certificate::revocation::{
//!     Batch, BatchId, HashType, RevocationHash, RevocationSet, SignatureForm, Subject,
//! };
//! let subject = Subject {
//!     country: "VN",
//!     kid: b"\xf3\x0d\xa4\x67\x16\xf7\x88\x2d",
//!     uci: "URN:UVCI:01:VN:FFFE3D31FABD035899134A9D3BAE9BCF",
//!     form: SignatureForm::Ecdsa,
//!     signature: &[7; 64],
//! };
//! let mut set = RevocationSet::new();
//! set.insert(Batch {
//!     id: BatchId::new("batch-1")?,
//!     country: "VN".to_owned(),
//!     expires: "2027-11-22T00:00:00Z".parse().unwrap(),
//!     kid: None,
//!     hash_type: HashType::Uci,
//!     entries: vec![RevocationHash::of_uci(subject.uci)],
//! })?;
//! let hashes = subject.hashes();
//! assert!(set.check(&hashes, "2026-11-22T00:00:00Z".parse().unwrap()).is_some());
//! assert!(set.check(&hashes, "2027-11-22T00:00:00Z".parse().unwrap()).is_none());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod batch;
mod bloom;
mod code;
mod fault;
mod hash;
mod index;
mod offline;
mod set;
pub mod slices;
mod variable;

pub use batch::{Batch, BatchId, LARGEST_BATCH};
pub use bloom::BloomFilter;
pub use code::{hashes_of, hashes_of_signed};
pub use fault::RevocationFault;
pub use hash::{CertificateHashes, HashType, RevocationHash, SignatureForm, Subject};
pub use index::{Index, IndexedList, IndexedSlice, Mode, SliceKind};
pub use offline::{Filter, OfflineAnswer, OfflineRevocation};
pub use set::{RevocationSet, Revoked};
pub use variable::VariableHashList;

/// Bytes of the longest slice that is read: room for more than half a million entries.
pub const LONGEST_SLICE: usize = 4 * 1024 * 1024;
