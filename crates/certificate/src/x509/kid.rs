//! The name of a signer's certificate within a code.

use std::fmt::{self, Write as _};

use aws_lc_rs::digest::{SHA256, digest};

/// The first eight bytes of the SHA-256 of a certificate in DER (hcert specification, section 3.3.2).
///
/// Two certificates can have the same, by chance or on purpose: it finds candidates, nothing more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kid([u8; 8]);

impl Kid {
    /// The kid of a certificate.
    pub fn of_certificate(der: &[u8]) -> Self {
        let mut kid = [0; 8];
        for (byte, of_hash) in kid.iter_mut().zip(digest(&SHA256, der).as_ref()) {
            *byte = *of_hash;
        }
        Self(kid)
    }

    /// The kid whose bytes were stored or received.
    pub const fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(bytes)
    }

    /// The eight bytes.
    pub const fn as_bytes(&self) -> &[u8; 8] {
        &self.0
    }
}

/// Lower-case hexadecimal digits.
impl fmt::Display for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(16);
        for byte in self.0 {
            write!(text, "{byte:02x}")?;
        }
        f.pad(&text)
    }
}

impl fmt::Debug for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kid({self})")
    }
}
