//! What a worker does: asks the index about some rows and prepares what will be written.

use super::faults::Faults;
use super::result_text::result_text;
use super::rows::{Item, Rows};
use crate::texts::{Language, Texts};
use khien_domain::{Band, BirthDate, IdentityNumber, PersonName, Record, Sex, SexCoding};
use khien_linkage::{Checker, Outcome, PersonRow, PopulationIndex, RegisterPerson};
use std::fmt::Write;
use std::hash::Hash;
use xxhash_rust::xxh3::Xxh3;

/// Bytes of a usual explanation.
const EXPLANATION: usize = 192;

/// The answer about one row.
pub(super) struct Answer {
    pub(super) outcome: Outcome,
    pub(super) faults: Faults,
    /// The record's key where the file itself gives none.
    pub(super) record_id: Option<String>,
    /// Levels and codes; register values too if revealed.
    pub(super) explanation: String,
    /// Key of the proposed person, if revealed.
    pub(super) key: Option<String>,
    /// Stands for the person: the one found for certain, else who has the same identity fields.
    pub(super) identity: u64,
    /// The words for the result cell of a workbook or dose file.
    pub(super) result: Option<String>,
}

/// An item with its answers.
pub(super) enum Checked {
    /// Rows and one answer for each.
    Rows {
        input: usize,
        rows: Rows,
        answers: Vec<Answer>,
    },
    /// Passed through.
    End(super::rows::FileEnd),
}

/// Asks about items; used by all workers at once.
pub(super) struct Examiner<'i> {
    pub(super) index: &'i PopulationIndex,
    /// What each input is called.
    pub(super) labels: Vec<String>,
    pub(super) reveal: bool,
}

impl Examiner<'_> {
    /// Asks about every row of an item.
    pub(super) fn examine(&self, checker: &mut Checker<'_>, item: Item) -> Checked {
        let (input, rows) = match item {
            Item::End(end) => return Checked::End(end),
            Item::Rows { input, rows } => (input, rows),
        };
        let answers = (0..rows.len())
            .map(|at| self.answer(checker, &rows, at, input))
            .collect();
        Checked::Rows {
            input,
            rows,
            answers,
        }
    }

    fn answer(&self, checker: &mut Checker<'_>, rows: &Rows, at: usize, input: usize) -> Answer {
        let record_id = rows.record_id(at, &self.labels[input]);
        let record = rows.record(at, record_id.as_deref().unwrap_or_default());
        let outcome = checker.check(&record);
        let shown = outcome.person.filter(|_| self.reveal);
        let register = shown.map(|row| self.index.person(row));
        let mut explanation = String::with_capacity(EXPLANATION);
        outcome.evidence.explain(&mut explanation);
        if let Some(person) = &register {
            reveal(&mut explanation, person);
        }
        let words = (!rows.is_plain()).then(|| {
            let texts = Texts::of(Language::Vietnamese);
            result_text(
                texts,
                &outcome.verdict,
                &outcome.evidence,
                register.as_ref(),
            )
        });
        Answer {
            outcome,
            faults: Faults::of(&outcome.verdict, &outcome.evidence),
            explanation,
            key: register.map(|person| person.key),
            identity: match outcome.person {
                _ if rows.is_plain() => 0,
                Some(row) if outcome.verdict.band == Band::Automatic => found(row),
                _ => identity(&record),
            },
            result: words,
            record_id,
        }
    }
}

/// Adds what the register says to an explanation.
fn reveal(explanation: &mut String, person: &RegisterPerson) {
    // Writing into a string cannot fail.
    let _ = write!(
        explanation,
        " register={}|{}|{}|{}|{}|{}",
        person.personal_id,
        person.old_card.as_deref().unwrap_or_default(),
        person.full_name,
        person.date_of_birth,
        person.sex,
        person.commune_code
    );
}

/// A number for somebody of the register: the same however they were typed.
fn found(row: PersonRow) -> u64 {
    let mut hash = Xxh3::with_seed(1);
    row.hash(&mut hash);
    hash.digest()
}

/// A number for the person as typed, writing aside: identity number, name, birth date, sex.
fn identity(record: &Record<'_>) -> u64 {
    let mut hash = Xxh3::new();
    let mut feed = |text: &str| {
        hash.update(text.trim().as_bytes());
        hash.update(&[0]);
    };
    match IdentityNumber::parse(record.id_number) {
        Ok(read) => feed(&number_text(read.value)),
        Err(_) => feed(record.id_number),
    }
    match PersonName::parse(record.full_name) {
        Ok(read) => feed(read.value.canonical()),
        Err(_) => feed(record.full_name),
    }
    match BirthDate::parse(record.date_of_birth) {
        Ok(read) => feed(&read.value.to_string()),
        Err(_) => feed(record.date_of_birth),
    }
    match Sex::parse(record.sex, SexCoding::Words) {
        Ok(read) => feed(read.value.code()),
        Err(_) => feed(record.sex),
    }
    hash.digest()
}

fn number_text(number: IdentityNumber) -> String {
    match number {
        IdentityNumber::Personal(number) => number.to_string(),
        IdentityNumber::OldCard(number) => number.to_string(),
        IdentityNumber::Passport(passport) => passport.as_str().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_written_in_two_ways_is_one() {
        let plain = Record {
            id_number: "034095287247",
            full_name: "Nguyễn Văn Hòa",
            date_of_birth: "1995-02-09",
            sex: "M",
            ..Record::default()
        };
        let otherwise = Record {
            record_id: "elsewhere",
            id_number: " 034.095.287.247",
            full_name: "NGUYỄN  VĂN HOÀ",
            date_of_birth: "09/02/1995",
            sex: "Nam",
            ..Record::default()
        };
        assert_eq!(identity(&plain), identity(&otherwise));
        let twin = Record {
            full_name: "Nguyễn Văn Hà",
            ..plain
        };
        assert_ne!(identity(&plain), identity(&twin));
    }
}
