//! Imports as they travel.

use khien_registry::import::{Review, ReviewedRow};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An import.
#[derive(Serialize, ToSchema)]
pub(super) struct Import {
    id: Uuid,
    facility: String,
    file_name: String,
    file_bytes: i64,
    /// `uploaded`, `parsed`, `reviewed`, `applied`, `undone`.
    state: String,
    /// Why the file could not be read.
    fault: Option<String>,
    /// Rows of the file.
    rows: i64,
    /// Rows by what they would do.
    counts: Vec<RowsOfKind>,
    /// The newest work on it.
    work: Option<Work>,
}

/// Rows of one kind.
#[derive(Serialize, ToSchema)]
struct RowsOfKind {
    /// `new`, `change`, `duplicate`, `conflict`, `error`.
    kind: &'static str,
    rows: i64,
    /// Of those, applied.
    applied: i64,
}

/// How far the work on an import is.
#[derive(Serialize, ToSchema)]
struct Work {
    /// `import_read`, `import_apply`, `import_undo`.
    kind: String,
    /// `waiting`, `running`, `done`, `failed`.
    state: String,
    done: i64,
    of: i64,
    fault: Option<String>,
}

impl From<&Review> for Import {
    fn from(review: &Review) -> Self {
        let row = &review.import;
        let counts = review.counts.iter();
        Self {
            id: row.id,
            facility: row.facility_code.clone(),
            file_name: row.file_name.clone(),
            file_bytes: row.file_bytes,
            state: row.state.clone(),
            fault: row.fault.clone(),
            rows: row.rows_total,
            counts: counts
                .map(|(kind, rows, applied)| RowsOfKind {
                    kind: kind.code(),
                    rows: *rows,
                    applied: *applied,
                })
                .collect(),
            work: review.job.as_ref().map(|job| Work {
                kind: job.kind.clone(),
                state: job.state.clone(),
                done: job.done_steps,
                of: job.all_steps,
                fault: job.fault.clone(),
            }),
        }
    }
}

/// A page of rows.
#[derive(Serialize, ToSchema)]
pub(super) struct Rows {
    pub(super) rows: Vec<ImportedRow>,
    /// The cursor of the next page; none after an empty one.
    pub(super) next: Option<String>,
}

/// A row of an import.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportedRow {
    id: Uuid,
    sheet: String,
    /// As the spreadsheet numbers it.
    line: i64,
    /// `new`, `change`, `duplicate`, `conflict`, `error`.
    kind: &'static str,
    /// Codes of what is to be said about it.
    reasons: Vec<String>,
    /// The person that it means.
    person: Option<Uuid>,
    /// Class of the population register's verdict.
    verdict: Option<String>,
    /// Codes of the fields that differ from the register.
    wrong_fields: Vec<String>,
    mended: bool,
    applied: bool,
}

impl From<ReviewedRow> for ImportedRow {
    fn from(row: ReviewedRow) -> Self {
        Self {
            id: row.id,
            sheet: row.sheet,
            line: row.line,
            kind: row.kind.code(),
            reasons: row.reasons,
            person: row.person.map(|person| person.id),
            verdict: row.verdict,
            wrong_fields: row.wrong_fields,
            mended: row.is_mended,
            applied: row.is_applied,
        }
    }
}
