//! The short name of a key.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use aws_lc_rs::digest::{SHA256, digest};

use super::fault::KeyFault;

/// The first eight bytes of the SHA-256 of the public key's `SubjectPublicKeyInfo`.
///
/// A name to look a key up by, not a proof: whoever finds a key by it still has to verify. (The
/// `kid` of a health certificate is made in the same way from the whole certificate of the key.)
///
/// ```
/// use khien_certificate::keys::KeyId;
/// let id: KeyId = "f30da46716f7882d".parse()?;
/// assert_eq!(id.to_string(), "f30da46716f7882d");
/// # Ok::<(), khien_certificate::keys::KeyFault>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; 8]);

impl KeyId {
    /// The id whose bytes were stored.
    pub const fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(bytes)
    }

    /// The eight bytes.
    pub const fn as_bytes(&self) -> &[u8; 8] {
        &self.0
    }

    pub(crate) fn of_spki(der: &[u8]) -> Self {
        let mut id = [0; 8];
        for (byte, of_hash) in id.iter_mut().zip(digest(&SHA256, der).as_ref()) {
            *byte = *of_hash;
        }
        Self(id)
    }
}

impl FromStr for KeyId {
    type Err = KeyFault;

    /// Reads the sixteen hexadecimal digits that `Display` writes.
    fn from_str(text: &str) -> Result<Self, KeyFault> {
        from_hex(text).map(Self).ok_or(KeyFault::Malformed)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_hex(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// Lower-case hexadecimal digits.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads exactly what [`to_hex`] writes for `N` bytes.
pub(crate) fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let lower_hex = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
    if text.len() != 2 * N || !text.bytes().all(lower_hex) {
        return None;
    }
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}
