//! Counting verdicts the way the ministry's tables do.

use crate::report::{ByBand, Field};
use khien_domain::{Band, Class, FieldState, IdState, Verdict};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::collections::BTreeMap;

/// How often each of a closed set of codes was met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByCode(BTreeMap<&'static str, u64>);

impl ByCode {
    /// A counter that shows every one of these codes, met or not.
    pub fn of(codes: impl IntoIterator<Item = &'static str>) -> Self {
        Self(codes.into_iter().map(|code| (code, 0)).collect())
    }

    /// Counts a code so many times.
    pub fn add(&mut self, code: &'static str, times: u64) {
        *self.0.entry(code).or_default() += times;
    }

    /// How often the code was met.
    pub fn get(&self, code: &str) -> u64 {
        self.0.get(code).copied().unwrap_or(0)
    }

    /// Codes and counts, by code.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.0.iter().map(|(code, count)| (*code, *count))
    }
}

impl Serialize for ByCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (code, count) in &self.0 {
            map.serialize_entry(code, count)?;
        }
        map.end()
    }
}

/// Verdicts about some people, some doses or some records, counted by what they mean for the
/// work that remains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    bands: [[u64; Band::ALL.len()]; Class::ALL.len()],
    wrong: [u64; MANDATORY.len()],
}

/// The mandatory fields, in the order of the ministry's table.
pub(super) const MANDATORY: [Field; 4] = [
    Field::IdNumber,
    Field::FullName,
    Field::DateOfBirth,
    Field::Sex,
];

/// Whether the verdict finds this field wrong.
pub(super) fn is_wrong(field: Field, verdict: &Verdict) -> bool {
    let differs = |state| state == Some(FieldState::Differs);
    match field {
        Field::IdNumber => matches!(
            verdict.id_state,
            Some(IdState::Wrong | IdState::OtherPersons)
        ),
        Field::FullName => differs(verdict.name_state),
        Field::DateOfBirth => differs(verdict.date_of_birth_state),
        Field::Sex => differs(verdict.sex_state),
        Field::Commune => differs(verdict.commune_state),
    }
}

impl Group {
    /// Counts a verdict with a weight: 1 for a person, the number of doses for doses.
    pub fn add(&mut self, verdict: &Verdict, weight: u64) {
        self.bands[verdict.class as usize][verdict.band as usize] += weight;
        if verdict.class == Class::Mismatch {
            for (count, field) in self.wrong.iter_mut().zip(MANDATORY) {
                *count += weight * u64::from(is_wrong(field, verdict));
            }
        }
    }

    /// How many of this class.
    pub fn class(&self, class: Class) -> u64 {
        self.bands[class as usize].iter().sum()
    }

    /// How many of this class have a proposal in the band.
    pub fn class_in(&self, class: Class, band: Band) -> u64 {
        self.bands[class as usize][band as usize]
    }

    /// How many of this class, by band.
    pub fn by_band(&self, class: Class) -> ByBand {
        ByBand {
            automatic: self.class_in(class, Band::Automatic),
            review: self.class_in(class, Band::Review),
            none: self.class_in(class, Band::None),
        }
    }

    /// All of them.
    pub fn all(&self) -> u64 {
        self.bands.iter().flatten().sum()
    }

    /// Sent to the register: all but those that cannot be sent.
    pub fn sent(&self) -> u64 {
        self.all() - self.class(Class::Unsendable)
    }

    /// Mismatches in which this field is wrong; one record may have several wrong fields.
    pub fn wrong(&self, field: Field) -> u64 {
        let place = MANDATORY.iter().position(|mandatory| *mandatory == field);
        place.map_or(0, |place| self.wrong[place])
    }

    /// No usable number, and nobody found either.
    pub fn undeterminable_without_number(&self) -> u64 {
        self.class_in(Class::NoNumber, Band::None)
    }

    /// A usable number, and nobody or several people found.
    pub fn undeterminable_with_number(&self) -> u64 {
        self.class(Class::NotFound) + self.class(Class::Ambiguous)
    }

    /// What somebody has to look at before the proposals of the engine are used.
    pub fn open(&self) -> u64 {
        self.all() - self.class(Class::Verified) - self.class(Class::Exempt)
    }

    /// Of these, what has a proposal in the band.
    pub fn open_in(&self, band: Band) -> u64 {
        let open = |class: &&Class| !matches!(class, Class::Verified | Class::Exempt);
        let classes = Class::ALL.iter().filter(open);
        classes.map(|class| self.class_in(*class, band)).sum()
    }

    /// What is left once the automatic proposals are used.
    pub fn open_after_automatic(&self) -> u64 {
        self.open() - self.open_in(Band::Automatic)
    }
}

impl Serialize for Group {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("all", &self.all())?;
        map.serialize_entry("sent", &self.sent())?;
        for class in Class::ALL {
            map.serialize_entry(class.code(), &self.class(*class))?;
        }
        let wrong = MANDATORY.map(|field| (field.code(), self.wrong(field)));
        map.serialize_entry("wrong", &BTreeMap::from(wrong))?;
        map.serialize_entry(
            "undeterminable_without_number",
            &self.undeterminable_without_number(),
        )?;
        map.serialize_entry(
            "undeterminable_with_number",
            &self.undeterminable_with_number(),
        )?;
        map.serialize_entry("open", &self.open())?;
        map.serialize_entry("open_automatic", &self.open_in(Band::Automatic))?;
        map.serialize_entry("open_review", &self.open_in(Band::Review))?;
        map.serialize_entry("open_after_automatic", &self.open_after_automatic())?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use khien_domain::Reason;

    fn verdict(class: Class, band: Band) -> Verdict {
        Verdict {
            class,
            id_state: Some(IdState::Ok),
            name_state: Some(FieldState::Differs),
            date_of_birth_state: Some(FieldState::Ok),
            sex_state: Some(FieldState::Ok),
            commune_state: None,
            band,
            probability: 1.0,
            reason: Reason::NumberEqual,
        }
    }

    #[test]
    fn open_work_leaves_out_the_verified_and_the_exempt() {
        let mut group = Group::default();
        for (class, band, times) in [
            (Class::Verified, Band::Automatic, 10),
            (Class::Exempt, Band::None, 1),
            (Class::Mismatch, Band::Automatic, 3),
            (Class::Mismatch, Band::Review, 2),
            (Class::NoNumber, Band::None, 4),
            (Class::Unsendable, Band::None, 1),
        ] {
            group.add(&verdict(class, band), times);
        }
        assert_eq!((group.all(), group.sent()), (21, 20));
        assert_eq!((group.open(), group.open_after_automatic()), (10, 7));
        assert_eq!(group.undeterminable_without_number(), 4);
        assert_eq!(
            group.wrong(Field::FullName),
            5,
            "only mismatches name wrong fields"
        );
        assert_eq!(group.wrong(Field::IdNumber), 0);
    }

    #[test]
    fn a_group_in_json_has_every_class() {
        let json = serde_json::to_value(Group::default()).unwrap();
        for class in Class::ALL {
            assert_eq!(json[class.code()], 0);
        }
        assert_eq!(json["wrong"]["date_of_birth"], 0);
    }
}
