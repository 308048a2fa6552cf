//! The files of an evaluation: verdicts, and a truth of either kind.

use super::judged::Judged;
use super::sample_truth;
use super::score::Scores;
use super::table;
use super::truth::{Expected, ExpectedId, Naming, Truth, TruthTable};
use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;
use khien_domain::{Band, Class, FieldState, IdState};
use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;

/// Reads a truth: `truth.parquet` of `khien simulate`, or `rows.csv`/`rows.csv.gz` of the sample
/// district. Which it is is found from the content.
///
/// # Errors
/// If the file cannot be read, is of neither kind, or names a record twice.
pub fn read_truth(path: &Path) -> Result<TruthTable> {
    let name = path.display();
    let mut file = File::open(path).with_context(|| format!("{name}: cannot be read"))?;
    let mut head = Vec::new();
    let cannot = || format!("{name}: cannot be read");
    (&mut file)
        .take(4)
        .read_to_end(&mut head)
        .with_context(cannot)?;
    if head == b"PAR1" {
        return simulated(path);
    }
    let zipped = head.starts_with(&[0x1F, 0x8B]);
    let whole = BufReader::new(Cursor::new(head).chain(file));
    let table = if zipped {
        sample_truth::read(MultiGzDecoder::new(whole))
    } else {
        sample_truth::read(whole)
    };
    table.with_context(|| format!("{name}: no truth that is known"))
}

/// Columns of the simulated truth; the first three must be there.
const TRUTH: [&str; 8] = [
    "record_id",
    "pid",
    "class",
    "faults",
    "id_state",
    "name_state",
    "date_of_birth_state",
    "sex_state",
];

fn simulated(path: &Path) -> Result<TruthTable> {
    let mut truths = TruthTable::new(Naming::Record);
    table::read(path, &TRUTH, 3, |rows| {
        for row in 0..rows.len() {
            let record_id = rows.text(0, row);
            let pid = rows.text(1, row);
            let found = !pid.is_empty() && pid != "-1";
            let state = |column| FieldState::from_code(rows.text(column, row));
            let fields = Expected {
                id: IdState::from_code(rows.text(4, row)).map(expected_id),
                name: state(5).map(writing_aside),
                date_of_birth: state(6),
                sex: state(7).map(writing_aside),
            };
            let truth = Truth {
                person: true,
                key: found.then(|| pid.to_owned()),
                class: Class::from_code(rows.text(2, row)),
                kinds: rows.text(3, row).replace('+', ";"),
                fields: if found { fields } else { Expected::default() },
            };
            if !truths.insert(record_id.to_owned(), truth) {
                anyhow::bail!("{}: record {record_id} twice", path.display());
            }
        }
        Ok(())
    })?;
    Ok(truths)
}

fn expected_id(state: IdState) -> ExpectedId {
    match state {
        IdState::Missing | IdState::Malformed => ExpectedId::None,
        state => ExpectedId::State(state),
    }
}

fn writing_aside(state: FieldState) -> FieldState {
    match state {
        FieldState::Equivalent => FieldState::Ok,
        state => state,
    }
}

/// Columns of the verdict file; all but the last must be there.
const VERDICT: [&str; 9] = [
    "record_id",
    "class",
    "band",
    "probability",
    "id_state",
    "name_state",
    "date_of_birth_state",
    "sex_state",
    "matched_key",
];

/// Holds every verdict of a file against the truth.
///
/// # Errors
/// If the file cannot be read or holds a code that is none.
pub fn score(verdicts: &Path, truths: &mut TruthTable) -> Result<Scores> {
    let mut scores = Scores::default();
    let mut at = 0_u64;
    table::read(verdicts, &VERDICT, VERDICT.len() - 1, |rows| {
        crate::interrupt::check()?;
        for row in 0..rows.len() {
            at += 1;
            let judged = judged(rows, row)
                .with_context(|| format!("{}, row {at}: no verdict", verdicts.display()))?;
            scores.count(truths, rows.text(0, row), &judged);
        }
        Ok(())
    })?;
    scores.close(truths);
    Ok(scores)
}

fn judged(rows: &table::Rows, row: usize) -> Option<Judged> {
    let key = rows.text(8, row);
    let state = |column| FieldState::from_code(rows.text(column, row));
    Some(Judged {
        class: Class::from_code(rows.text(1, row))?,
        band: Band::from_code(rows.text(2, row))?,
        probability: rows.text(3, row).parse().ok()?,
        id: IdState::from_code(rows.text(4, row)),
        name: state(5),
        date_of_birth: state(6),
        sex: state(7),
        key: (!key.is_empty()).then(|| key.to_owned()),
    })
}
