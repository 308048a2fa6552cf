//! One invented person in thirty-two bytes, and the same as the seven texts of a register row.

use crate::names::Name;
use crate::place::COUNTRY;
use crate::pyramid::Born;
use khien_domain::Sex;
use std::fmt::{self, Write};

/// A person as the generator holds them.
#[derive(Clone, Copy)]
pub(crate) struct Person {
    /// Twelve digits.
    pub(crate) number: u64,
    /// Nine digits, or [`NO_CARD`].
    pub(crate) card: u32,
    pub(crate) born: Born,
    pub(crate) name: Name,
    commune: u16,
    pub(crate) sex: Sex,
    /// Position inside the household, and how many live there.
    pub(crate) place_in_household: u8,
    pub(crate) household: u8,
}

/// No former card is known.
pub(crate) const NO_CARD: u32 = u32::MAX;

impl Person {
    /// Fills space before people are made.
    pub(crate) const UNMADE: Person = Person {
        number: 0,
        card: NO_CARD,
        born: Born {
            year: 0,
            month: 0,
            day: 0,
        },
        name: Name {
            surname: 0,
            middle: 0,
            given: 0,
        },
        commune: 0,
        sex: Sex::Male,
        place_in_household: 0,
        household: 1,
    };

    /// A person without numbers and household yet.
    pub(crate) fn new(name: Name, born: Born, sex: Sex, commune: usize) -> Self {
        Self {
            born,
            name,
            commune: u16::try_from(commune).unwrap_or(0),
            sex,
            ..Self::UNMADE
        }
    }

    /// Position of the commune of permanent residence in the country's list.
    pub(crate) fn commune(&self) -> usize {
        usize::from(self.commune)
    }

    pub(crate) fn has_card(&self) -> bool {
        self.card != NO_CARD
    }

    /// Writes the person as the register holds them, over what the row held before.
    pub(crate) fn write(&self, pid: u64, row: &mut RegisterRow) {
        row.clear();
        // Writing to a String cannot fail.
        let _ = write!(row.pid, "{pid}");
        let _ = write!(row.personal_id, "{:012}", self.number);
        if self.has_card() {
            let _ = write!(row.old_cmnd, "{:09}", self.card);
        }
        self.name.write(&mut row.full_name);
        write_iso(self.born, &mut row.date_of_birth);
        row.sex.push_str(sex_code(self.sex));
        row.commune_code
            .push_str(COUNTRY.communes[self.commune()].code);
    }
}

/// `M` or `F`, as the register codes it.
pub(crate) fn sex_code(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "M",
        Sex::Female => "F",
    }
}

/// `YYYY-MM-DD`, or `YYYY` where only the year is known.
pub(crate) fn write_iso(born: Born, out: &mut String) {
    let _ = if born.is_full() {
        write!(out, "{:04}-{:02}-{:02}", born.year, born.month, born.day)
    } else {
        write!(out, "{:04}", born.year)
    };
}

/// A row of the invented register, as `population.parquet` holds it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RegisterRow {
    /// Key of the row: its position, counted from 0.
    pub pid: String,
    /// Personal number, 12 digits.
    pub personal_id: String,
    /// Former card number, 9 digits, or empty.
    pub old_cmnd: String,
    /// Full name, surname first, NFC.
    pub full_name: String,
    /// `YYYY-MM-DD`, or `YYYY` where the register knows only the year.
    pub date_of_birth: String,
    /// `M` or `F`.
    pub sex: String,
    /// Five-digit code of the commune of permanent residence, tree of 2022.
    pub commune_code: String,
}

impl RegisterRow {
    pub(crate) const COLUMNS: [&'static str; 7] = [
        "pid",
        "personal_id",
        "old_cmnd",
        "full_name",
        "date_of_birth",
        "sex",
        "commune_code",
    ];

    pub(crate) fn cells(&self) -> [&str; 7] {
        [
            &self.pid,
            &self.personal_id,
            &self.old_cmnd,
            &self.full_name,
            &self.date_of_birth,
            &self.sex,
            &self.commune_code,
        ]
    }

    fn clear(&mut self) {
        for text in [
            &mut self.pid,
            &mut self.personal_id,
            &mut self.old_cmnd,
            &mut self.full_name,
            &mut self.date_of_birth,
            &mut self.sex,
            &mut self.commune_code,
        ] {
            text.clear();
        }
    }
}

impl fmt::Debug for RegisterRow {
    /// Shows the key only: invented people are handled like real ones.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegisterRow")
            .field("pid", &self.pid)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_takes_at_most_thirty_two_bytes() {
        assert!(size_of::<Person>() <= 32);
    }
}
