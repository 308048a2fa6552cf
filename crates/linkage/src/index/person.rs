//! One person in a machine word: 12-digit number (40 bits), commune (14 bits), sex (2 bits).

use khien_domain::Sex;

use crate::cast::low16;

/// Bits of the 12-digit number.
const NUMBER_BITS: u32 = 40;
/// Bits of the position of the commune in the index's own list.
const COMMUNE_BITS: u32 = 14;
/// Stands for a commune that the register does not give.
pub(crate) const NO_COMMUNE: u16 = (1 << COMMUNE_BITS) - 1;
/// Stands for a person without an old 9-digit number.
pub(crate) const NO_OLD_CARD: u32 = u32::MAX;

/// A person's number, commune and sex, packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PackedPerson(u64);

impl PackedPerson {
    pub(crate) fn new(number: u64, commune: u16, sex: Option<Sex>) -> Self {
        let sex = match sex {
            None => 0,
            Some(Sex::Male) => 1,
            Some(Sex::Female) => 2,
        };
        let commune = u64::from(commune.min(NO_COMMUNE));
        let number = number & ((1 << NUMBER_BITS) - 1);
        Self(number | commune << NUMBER_BITS | sex << (NUMBER_BITS + COMMUNE_BITS))
    }

    pub(crate) fn from_stored(stored: u64) -> Self {
        Self(stored)
    }

    pub(crate) fn get(self) -> u64 {
        self.0
    }

    pub(crate) fn number(self) -> u64 {
        self.0 & ((1 << NUMBER_BITS) - 1)
    }

    /// Position of the commune in the index's list, or [`NO_COMMUNE`].
    pub(crate) fn commune(self) -> u16 {
        low16(self.0 >> NUMBER_BITS) & NO_COMMUNE
    }

    pub(crate) fn sex(self) -> Option<Sex> {
        match self.0 >> (NUMBER_BITS + COMMUNE_BITS) & 3 {
            1 => Some(Sex::Male),
            2 => Some(Sex::Female),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        for (number, commune, sex) in [
            (0, 0, None),
            (999_999_999_999, NO_COMMUNE, Some(Sex::Female)),
            (34_095_287_247, 10_598, Some(Sex::Male)),
        ] {
            let person = PackedPerson::new(number, commune, sex);
            assert_eq!(
                (person.number(), person.commune(), person.sex()),
                (number, commune, sex)
            );
        }
    }
}
