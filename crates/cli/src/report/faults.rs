//! Kinds of fault by field, and what was repaired without asking anybody.

use super::bars::width;
use super::data::{Field, ReportData};
use super::words::{Words, lowered};
use khien_domain::Note;

/// Rows of one field before the rest is summed up.
const MOST_KINDS: usize = 12;

/// Names and dates have as many kinds of fault as the other three fields together.
const COLUMNS: [&[Field]; 2] = [
    &[Field::IdNumber, Field::Sex, Field::Commune],
    &[Field::FullName, Field::DateOfBirth],
];

/// Notes that tell of something lost or of somebody's kind of name, not of a repair.
const NO_REPAIRS: [Note; 7] = [
    Note::TypingResidue,
    Note::NoDiacritics,
    Note::ForeignName,
    Note::MinorityName,
    Note::CountryOfBirth,
    Note::YearOnly,
    Note::MonthOnly,
];

/// Both tables.
pub(super) struct Faults {
    pub(super) heading: String,
    /// Two columns of about the same height.
    pub(super) columns: Vec<Vec<FieldFaults>>,
    pub(super) repairs: Option<Repairs>,
}

/// The faults of one field, most frequent first.
pub(super) struct FieldFaults {
    pub(super) name: String,
    pub(super) rows: Vec<Row>,
}

/// What was read though it was written oddly.
pub(super) struct Repairs {
    pub(super) heading: String,
    pub(super) rows: Vec<Row>,
}

/// A kind and its bar.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) records: String,
    pub(super) width: String,
}

impl Faults {
    pub(super) fn of(words: &Words, data: &ReportData) -> Self {
        let largest = data.faults.iter().map(|fault| fault.records).max();
        let column = |fields: &[Field]| -> Vec<FieldFaults> {
            let tables = fields.iter().map(|field| FieldFaults {
                name: words.code("field", field.code()),
                rows: kinds(words, data, *field, largest.unwrap_or(0)),
            });
            tables.filter(|table| !table.rows.is_empty()).collect()
        };
        let columns = COLUMNS.map(column).into_iter();
        Self {
            heading: heading(words, data),
            columns: columns.filter(|tables| !tables.is_empty()).collect(),
            repairs: repairs(words, data),
        }
    }
}

fn heading(words: &Words, data: &ReportData) -> String {
    // The first of equals, so that the page does not depend on how the iterator breaks ties.
    let worst = data.faults.iter().rev().max_by_key(|fault| fault.records);
    match worst {
        Some(fault) if fault.records > 0 => {
            let values = [
                (
                    "field",
                    lowered(&words.code("field", fault.field.code())).into(),
                ),
                ("kind", words.kind(fault.field.code(), &fault.code).into()),
                ("n", fault.records.into()),
            ];
            words.say_with("faults-heading", &values)
        }
        _ => words.say("faults-heading-none"),
    }
}

fn kinds(words: &Words, data: &ReportData, field: Field, largest: u64) -> Vec<Row> {
    let counts = data
        .faults
        .iter()
        .filter(|fault| fault.field == field)
        .map(|fault| (words.kind(field.code(), &fault.code), fault.records));
    rows(words, counts.collect(), largest)
}

fn repairs(words: &Words, data: &ReportData) -> Option<Repairs> {
    let is_repair = |code: &str| NO_REPAIRS.iter().all(|note| note.code() != code);
    let counts: Vec<_> = data
        .repairs
        .iter()
        .filter(|repair| is_repair(&repair.code))
        .map(|repair| (words.code("note", &repair.code), repair.count))
        .collect();
    let sum: u64 = counts.iter().map(|(_, count)| count).sum();
    let largest = counts.iter().map(|(_, count)| *count).max()?;
    (sum > 0).then(|| Repairs {
        heading: words.say_with("repairs-heading", &[("n", sum.into())]),
        rows: rows(words, counts, largest),
    })
}

/// The most frequent first, the rest in one row.
fn rows(words: &Words, mut counts: Vec<(String, u64)>, largest: u64) -> Vec<Row> {
    counts.retain(|(_, count)| *count > 0);
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    if counts.len() > MOST_KINDS + 1 {
        let rest: u64 = counts.drain(MOST_KINDS..).map(|(_, count)| count).sum();
        counts.push((words.say("others"), rest));
    }
    let row = |(name, count): (String, u64)| Row {
        name,
        records: words.count(count),
        width: width(count, largest),
    };
    counts.into_iter().map(row).collect()
}
