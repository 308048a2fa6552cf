//! What is stored of a secret that was drawn at random.

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{Context, SHA256};

/// SHA-256 of a random secret. A fast hash is enough for it, because nobody can go through all
/// values; a password, which people choose, needs [`super::PasswordHash`].
#[derive(Clone, Copy, Eq)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// The hash whose bytes were stored.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, to be stored and looked up by.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The hash of a secret of one kind; a secret of another kind never has the same.
    pub(super) fn of(kind: &str, secret: &[u8]) -> Self {
        let mut context = Context::new(&SHA256);
        context.update(kind.as_bytes());
        context.update(&[1]);
        context.update(secret);
        let mut hash = [0; 32];
        for (byte, of_digest) in hash.iter_mut().zip(context.finish().as_ref()) {
            *byte = *of_digest;
        }
        Self(hash)
    }
}

impl PartialEq for SecretHash {
    /// In a time that does not depend on where they differ.
    fn eq(&self, other: &Self) -> bool {
        verify_slices_are_equal(&self.0, &other.0).is_ok()
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash")
    }
}
