//! Bytes for keys and nonces of tests.

use std::cell::Cell;

use khien_certificate::keys::{NoRandomBytes, RandomBytes};

/// Different bytes at every call, the same in every run.
pub(crate) struct Counter(Cell<u8>);

impl Counter {
    pub(crate) const fn new(seed: u8) -> Self {
        Self(Cell::new(seed))
    }
}

impl RandomBytes for Counter {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        for byte in bytes {
            self.0.set(self.0.get().wrapping_mul(5).wrapping_add(3));
            *byte = self.0.get();
        }
        Ok(())
    }
}
