//! What was made, counted while it was made.

use crate::register::Register;
use crate::truth::Truth;
use serde::Serialize;
use std::collections::BTreeMap;

/// Counts over an invented nation and its records.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// People in the register.
    pub people: u64,
    /// People who share name (without diacritics and case) and birth date with somebody.
    pub people_sharing_name_and_birth_date: u64,
    /// People of whom the register knows only the year of birth.
    pub people_with_year_only: u64,
    /// People whose former card the register knows.
    pub people_with_old_card: u64,
    /// Records written.
    pub records: u64,
    /// Records about somebody who is not in the register, foreigners included.
    pub records_outside_register: u64,
    /// Records by error (column `err` of the truth).
    pub by_error: BTreeMap<&'static str, u64>,
    /// Records by the class that a perfect check gives.
    pub by_class: BTreeMap<&'static str, u64>,
    /// Records by the state of the number; foreigners are not counted.
    pub by_id_state: BTreeMap<&'static str, u64>,
    /// Records by the state of the commune.
    pub by_commune_state: BTreeMap<&'static str, u64>,
}

impl Report {
    /// Counts the people of a register.
    pub fn describe(register: &Register) -> Self {
        let count = |wanted: fn(&crate::person::Person) -> bool| {
            register
                .people()
                .iter()
                .filter(|person| wanted(person))
                .count() as u64
        };
        Self {
            people: register.len() as u64,
            people_sharing_name_and_birth_date: register.sharing_name_and_birth(),
            people_with_year_only: count(|person| !person.born.is_full()),
            people_with_old_card: count(crate::person::Person::has_card),
            ..Self::default()
        }
    }

    /// Counts one record.
    pub fn count(&mut self, truth: &Truth) {
        self.records += 1;
        self.records_outside_register += u64::from(truth.pid.is_none());
        *self.by_error.entry(truth.err.code()).or_default() += 1;
        *self.by_class.entry(truth.class.code()).or_default() += 1;
        if let Some(state) = truth.id_state {
            *self.by_id_state.entry(state.code()).or_default() += 1;
        }
        if let Some(state) = truth.commune_state {
            *self.by_commune_state.entry(state.code()).or_default() += 1;
        }
    }

    /// Adds the counts of another part of the same records.
    pub(crate) fn add(&mut self, other: &Report) {
        self.records += other.records;
        self.records_outside_register += other.records_outside_register;
        for (mine, others) in [
            (&mut self.by_error, &other.by_error),
            (&mut self.by_class, &other.by_class),
            (&mut self.by_id_state, &other.by_id_state),
            (&mut self.by_commune_state, &other.by_commune_state),
        ] {
            for (code, count) in others {
                *mine.entry(code).or_default() += count;
            }
        }
    }

    /// Share of the people who share name and birth date with somebody, 0 to 1.
    pub fn sharing(&self) -> f64 {
        share(self.people_sharing_name_and_birth_date, self.people)
    }

    /// Share of the records with this error code, 0 to 1.
    pub fn error_share(&self, code: &str) -> f64 {
        share(self.by_error.get(code).copied().unwrap_or(0), self.records)
    }

    /// Share of the records with this class code, 0 to 1.
    pub fn class_share(&self, code: &str) -> f64 {
        share(self.by_class.get(code).copied().unwrap_or(0), self.records)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts stay far below 2^53, where floats are exact"
)]
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
