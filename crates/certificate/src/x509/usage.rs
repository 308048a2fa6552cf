//! For which health certificates a key may sign.

use super::oid::Oid;

/// What a health certificate is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Usage {
    /// A test (`t`).
    Test,
    /// A vaccination (`v`).
    Vaccination,
    /// A recovery (`r`).
    Recovery,
}

/// 1.3.6.1.4.1.1847.2021.1, to which 1, 2 or 3 is added.
const ARC: [u8; 10] = [0x2b, 0x06, 0x01, 0x04, 0x01, 0x8e, 0x37, 0x8f, 0x65, 0x01];
/// The same with a 0 after 4.1, as it was misprinted once and is in many certificates.
const MISPRINTED: [u8; 11] = [
    0x2b, 0x06, 0x01, 0x04, 0x01, 0x00, 0x8e, 0x37, 0x8f, 0x65, 0x01,
];

impl Usage {
    /// The usage that an extended key usage names (hcert specification, section 5), in either
    /// spelling.
    fn of(oid: &Oid) -> Option<Self> {
        let bytes = oid.as_bytes();
        let last = bytes
            .strip_prefix(&ARC)
            .or_else(|| bytes.strip_prefix(&MISPRINTED))?;
        match last {
            [1] => Some(Self::Test),
            [2] => Some(Self::Vaccination),
            [3] => Some(Self::Recovery),
            _ => None,
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Test => 1,
            Self::Vaccination => 2,
            Self::Recovery => 4,
        }
    }
}

/// The usages that a certificate allows its key. Where it names none, all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usages(u8);

impl Usages {
    /// Every usage.
    pub const ALL: Self = Self(7);

    /// The usages among the extended key usages of a certificate.
    pub fn of(extended: &[Oid]) -> Self {
        let bits = extended
            .iter()
            .filter_map(Usage::of)
            .fold(0, |bits, usage| bits | usage.bit());
        if bits == 0 { Self::ALL } else { Self(bits) }
    }

    /// Whether the key may sign this.
    pub const fn allow(self, usage: Usage) -> bool {
        self.0 & usage.bit() != 0
    }
}
