//! Links: each hash stands for its entry and for everything before it.

use std::fmt;

use aws_lc_rs::digest::{Context, SHA256};

use super::entry::AuditEntry;

/// First bytes of what a link hashes.
const VERSION: &[u8] = b"khien audit link\x01";

/// A SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// What stands before the first entry.
    pub const GENESIS: Self = Self([0; 32]);

    /// The hash whose bytes were stored.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// An entry with its place in the chain, as the sealer stored it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedEntry {
    /// Its number, counted from 1 without gaps. Signed, as both databases keep it.
    pub seq: i64,
    /// [`link`] of the hash before and the entry.
    pub hash: Hash,
    /// What was sealed.
    pub entry: AuditEntry,
}

/// The hash of an entry that follows `previous` ([`Hash::GENESIS`] before the first).
pub fn link(previous: &Hash, entry: &AuditEntry) -> Hash {
    let mut context = Context::new(&SHA256);
    context.update(VERSION);
    context.update(previous.as_bytes());
    context.update(&entry.canonical_bytes());
    let mut hash = [0; 32];
    for (byte, of_digest) in hash.iter_mut().zip(context.finish().as_ref()) {
        *byte = *of_digest;
    }
    Hash(hash)
}
