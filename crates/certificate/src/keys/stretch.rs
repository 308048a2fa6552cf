//! From a passphrase to the key that encrypts a key file, slowly on purpose.

use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::fault::KeyFault;

/// Characters that a new passphrase has at least.
pub const SHORTEST_PASSPHRASE: usize = 12;

/// What one guess at the passphrase costs (Argon2id, RFC 9106).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory of one guess, in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes that could be filled side by side.
    pub lanes: u32,
}

impl Cost {
    /// For new files: the second recommendation of RFC 9106 §4 with one lane.
    pub const NEW: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 1,
    };
    /// The least that is accepted from a file: what OWASP asks for passwords at a log-in.
    pub const LEAST: Self = Self {
        memory_kib: 19 * 1024,
        passes: 2,
        lanes: 1,
    };
    /// The most, so that a foreign file cannot take the machine.
    pub const MOST: Self = Self {
        memory_kib: 1024 * 1024,
        passes: 16,
        lanes: 16,
    };

    pub(super) fn accepted(self) -> Result<Self, KeyFault> {
        let within = |least: Self, most: Self| {
            least.memory_kib <= most.memory_kib
                && least.passes <= most.passes
                && least.lanes <= most.lanes
        };
        if !within(Self::LEAST, self) {
            return Err(KeyFault::CostTooLow);
        }
        if !within(self, Self::MOST) {
            return Err(KeyFault::CostTooHigh);
        }
        Ok(self)
    }
}

/// Refuses a passphrase for a new file that could be guessed by trying short ones.
pub(super) fn long_enough(passphrase: &str) -> Result<(), KeyFault> {
    if passphrase.nfc().count() < SHORTEST_PASSPHRASE {
        return Err(KeyFault::PassphraseTooShort);
    }
    Ok(())
}

/// The encryption key. Composed and decomposed Vietnamese letters give the same one, for keyboards
/// differ.
pub(super) fn stretch(
    passphrase: &str,
    salt: &[u8; 16],
    cost: Cost,
) -> Result<Zeroizing<[u8; 32]>, KeyFault> {
    // Composition never lengthens the text by more than threefold (Unicode UAX 15), and room for
    // that keeps copies of the passphrase from being left behind by a growing buffer.
    let mut composed = Zeroizing::new(String::with_capacity(3 * passphrase.len()));
    composed.extend(passphrase.nfc());
    let cost = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32))
        .map_err(|_| KeyFault::CostTooLow)?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, cost)
        .hash_password_into(composed.as_bytes(), salt, key.as_mut())
        .map_err(|_| KeyFault::Library)?;
    Ok(key)
}
