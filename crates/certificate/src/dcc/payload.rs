//! The content as types.
//!
//! Texts stay as they were written: only [`super::schema`] judges them.

use std::fmt;

use crate::x509::Usage;

/// The content of a certificate.
#[derive(Clone, PartialEq, Eq)]
pub struct Dcc {
    /// The version of the schema (`ver`). Not looked at when issuing, which writes 1.3.0.
    pub version: String,
    /// Who (`nam`).
    pub name: PersonName,
    /// Day, month or year of birth, or nothing (`dob`).
    pub birth_date: String,
    /// What happened.
    pub event: Event,
}

/// A name as written and in the letters of machine-readable passports (ICAO 9303).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PersonName {
    /// Surname (`fn`).
    pub surname: Option<String>,
    /// Given names, in Viet Nam the middle names and the name (`gn`).
    pub given: Option<String>,
    /// Surname, transliterated (`fnt`).
    pub surname_letters: Option<String>,
    /// Given names, transliterated (`gnt`).
    pub given_letters: Option<String>,
}

/// What a certificate is about.
#[derive(Clone, PartialEq, Eq)]
pub enum Event {
    /// A vaccination (`v`).
    Vaccination(Vaccination),
    /// A test (`t`).
    Test(Test),
    /// A recovery (`r`).
    Recovery(Recovery),
}

impl Event {
    /// The usage that a key needs to sign it.
    pub const fn usage(&self) -> Usage {
        match self {
            Self::Vaccination(_) => Usage::Vaccination,
            Self::Test(_) => Usage::Test,
            Self::Recovery(_) => Usage::Recovery,
        }
    }
}

/// A vaccination.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Vaccination {
    /// Disease (`tg`).
    pub disease: String,
    /// Kind of vaccine (`vp`).
    pub prophylaxis: String,
    /// Product (`mp`).
    pub product: String,
    /// Who holds its licence, or makes it (`ma`).
    pub manufacturer: String,
    /// Which dose (`dn`), see [`super::doses`].
    pub dose: u32,
    /// Of how many (`sd`).
    pub doses: u32,
    /// The day (`dt`).
    pub date: String,
    /// Where (`co`).
    pub country: String,
    /// Who issues (`is`).
    pub issuer: String,
    /// The identifier of the certificate (`ci`).
    pub identifier: String,
}

/// A test. Empty texts were absent.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Test {
    /// Disease (`tg`).
    pub disease: String,
    /// Kind of test (`tt`).
    pub kind: String,
    /// Name of a test for the genome (`nm`).
    pub name: String,
    /// Device of a test for the antigen (`ma`).
    pub device: String,
    /// When the sample was taken (`sc`).
    pub sampled_at: String,
    /// What was found (`tr`).
    pub result: String,
    /// Who tested (`tc`).
    pub centre: String,
    /// Where (`co`).
    pub country: String,
    /// Who issues (`is`).
    pub issuer: String,
    /// The identifier of the certificate (`ci`).
    pub identifier: String,
}

/// A recovery.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Recovery {
    /// Disease (`tg`).
    pub disease: String,
    /// The day of the first positive test (`fr`).
    pub first_positive: String,
    /// Where (`co`).
    pub country: String,
    /// Who issues (`is`).
    pub issuer: String,
    /// The first day on which it holds (`df`).
    pub valid_from: String,
    /// The last day on which it holds (`du`).
    pub valid_until: String,
    /// The identifier of the certificate (`ci`).
    pub identifier: String,
}

/// Names nobody.
impl fmt::Debug for Dcc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dcc({:?})", self.event)
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonName")
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.usage())
    }
}

/// Only the codes of the product: days and identifiers are personal.
impl fmt::Debug for Vaccination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vaccination({})", self.product)
    }
}

impl fmt::Debug for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Test")
    }
}

impl fmt::Debug for Recovery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recovery")
    }
}
