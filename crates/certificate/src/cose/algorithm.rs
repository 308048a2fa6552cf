//! The algorithms.

/// How a certificate is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// ECDSA on the curve P-256 with SHA-256, the signature being r and s of 32 bytes each (−7).
    Es256,
    /// RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes (−37).
    Ps256,
}

impl Algorithm {
    /// The number in the header (IANA's registry of COSE algorithms).
    pub const fn number(self) -> i64 {
        match self {
            Self::Es256 => -7,
            Self::Ps256 => -37,
        }
    }

    /// The algorithm of a number in the header.
    pub fn from_number(number: i128) -> Option<Self> {
        match number {
            -7 => Some(Self::Es256),
            -37 => Some(Self::Ps256),
            _ => None,
        }
    }
}
