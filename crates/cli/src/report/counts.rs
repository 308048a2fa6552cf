//! What was counted: people and doses, records by class, band, file and facility.

use khien_domain::Class;
use serde::{Deserialize, Serialize};
use std::ops::{Add, AddAssign};

/// A code and how many records (or lines) have it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeCount {
    /// Stable code.
    pub code: String,
    /// How many.
    pub count: u64,
}

/// People and their doses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Distinct people.
    pub people: u64,
    /// Doses entered for them.
    pub doses: u64,
}

impl Add for Tally {
    type Output = Tally;

    fn add(self, other: Tally) -> Tally {
        Tally {
            people: self.people + other.people,
            doses: self.doses + other.doses,
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        *self = *self + other;
    }
}

/// The rows of the ministry's tables of 30/03/2022 and 25/04/2022.
///
/// The sums (sent, wrong numbers and so on) are not given but computed, so that they cannot
/// disagree with their parts. If no dose is counted anywhere, the columns of doses are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinistryTable {
    /// Sent and right.
    pub right: Tally,
    /// Sent and wrong in at least one field.
    pub wrong: Tally,
    /// Of the wrong: the identity number. The four parts may overlap.
    pub wrong_id_number: Tally,
    /// Of the wrong: the date of birth.
    pub wrong_date_of_birth: Tally,
    /// Of the wrong: the full name.
    pub wrong_full_name: Tally,
    /// Of the wrong: sex or anything else.
    pub wrong_other: Tally,
    /// Sent without a number or with a malformed one; the person was found by the other fields.
    pub no_number_determined: Tally,
    /// Sent without a number or with a malformed one; the person could not be determined.
    pub no_number_undeterminable: Tally,
    /// Sent with a usable number, but nobody fits or several people do.
    pub undeterminable: Tally,
    /// Foreigners: not checked.
    pub exempt: Tally,
    /// Name, sex or birth date is missing: could not be sent.
    pub unsendable: Tally,
}

impl MinistryTable {
    /// Without a number or with a malformed one, whether determined or not.
    pub fn no_number(&self) -> Tally {
        self.no_number_determined + self.no_number_undeterminable
    }

    /// Sent to the register.
    pub fn sent(&self) -> Tally {
        self.right + self.wrong + self.no_number() + self.undeterminable
    }

    /// Everybody in the files.
    pub fn total(&self) -> Tally {
        self.sent() + self.exempt + self.unsendable
    }
}

/// Records of one class, by what is proposed for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassCount {
    /// The class.
    pub class: Class,
    /// Its records by band.
    pub bands: ByBand,
}

/// Records by band.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByBand {
    /// A person is proposed, sure enough to act on.
    pub automatic: u64,
    /// A person is proposed, and somebody should look.
    pub review: u64,
    /// Nobody is proposed.
    pub none: u64,
}

impl ByBand {
    /// All of them.
    pub fn total(self) -> u64 {
        self.automatic + self.review + self.none
    }
}

impl Add for ByBand {
    type Output = ByBand;

    fn add(self, other: ByBand) -> ByBand {
        ByBand {
            automatic: self.automatic + other.automatic,
            review: self.review + other.review,
            none: self.none + other.none,
        }
    }
}

/// Records by class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ByClass {
    /// [`Class::Verified`]
    pub verified: u64,
    /// [`Class::Mismatch`]
    pub mismatch: u64,
    /// [`Class::NoNumber`]
    pub no_number: u64,
    /// [`Class::NotFound`]
    pub not_found: u64,
    /// [`Class::Ambiguous`]
    pub ambiguous: u64,
    /// [`Class::Exempt`]
    pub exempt: u64,
    /// [`Class::Unsendable`]
    pub unsendable: u64,
}

impl ByClass {
    /// Records of one class.
    pub fn of(&self, class: Class) -> u64 {
        match class {
            Class::Verified => self.verified,
            Class::Mismatch => self.mismatch,
            Class::NoNumber => self.no_number,
            Class::NotFound => self.not_found,
            Class::Ambiguous => self.ambiguous,
            Class::Exempt => self.exempt,
            Class::Unsendable => self.unsendable,
        }
    }

    /// The same, to count with.
    pub fn of_mut(&mut self, class: Class) -> &mut u64 {
        match class {
            Class::Verified => &mut self.verified,
            Class::Mismatch => &mut self.mismatch,
            Class::NoNumber => &mut self.no_number,
            Class::NotFound => &mut self.not_found,
            Class::Ambiguous => &mut self.ambiguous,
            Class::Exempt => &mut self.exempt,
            Class::Unsendable => &mut self.unsendable,
        }
    }

    /// All of them.
    pub fn total(&self) -> u64 {
        Class::ALL.iter().map(|class| self.of(*class)).sum()
    }

    /// Those that somebody must work on: neither right nor exempt.
    pub fn to_mend(&self) -> u64 {
        self.total() - self.verified - self.exempt
    }
}

/// A file or a facility.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCount {
    /// Facility code, or empty: a file has none, and some records state none.
    pub code: String,
    /// File name without folder, or name of the facility. Empty: not stated in the records.
    pub name: String,
    /// Its records.
    pub records: ByClass,
}
