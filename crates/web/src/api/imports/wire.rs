//! Imports as they travel.

use khien_registry::import::{Review, ReviewedRow, TypedDose, TypedRow};
use khien_registry::person::PersonForm;
use serde::{Deserialize, Serialize};
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
    /// What the row states, as mended if it was.
    typed: RowTyped,
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
            typed: RowTyped::from(row.typed),
        }
    }
}

/// What a row states: text as it was typed; empty where the cell was.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RowTyped {
    /// The person.
    person: PersonTyped,
    /// The doses, in the order of the file.
    #[serde(default)]
    doses: Vec<DoseTyped>,
}

/// A person as typed.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct PersonTyped {
    /// Full name.
    full_name: String,
    /// Date of birth in any written form.
    date_of_birth: String,
    /// Sex in any written form.
    sex: String,
    /// 12 digits, 9 digits or a passport.
    id_number: String,
    /// The former 9 digits.
    old_number: String,
    /// Health insurance number.
    insurance_number: String,
    /// Phone.
    phone: String,
    /// Nationality.
    nationality: String,
    /// Commune where the person lives, five digits.
    commune_code: String,
    /// Hamlet or quarter.
    hamlet: String,
    /// House and street.
    address: String,
    /// Employer or school.
    workplace: String,
    /// Code of the priority group.
    priority_group: String,
    /// The guardian's record, for a child without a number.
    guardian: Option<Uuid>,
}

/// A dose as typed.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct DoseTyped {
    /// Name of the vaccine.
    product: String,
    /// Day of the injection.
    date: String,
    /// Lot.
    lot: String,
    /// Five-digit code; empty for that of the import.
    facility: String,
    /// Which dose it is.
    ordinal: String,
    /// Primary, additional or booster, if the file says so.
    kind: String,
}

impl From<TypedRow> for RowTyped {
    fn from(row: TypedRow) -> Self {
        Self {
            person: PersonTyped {
                full_name: row.person.full_name,
                date_of_birth: row.person.date_of_birth,
                sex: row.person.sex,
                id_number: row.person.id_number,
                old_number: row.person.old_number,
                insurance_number: row.person.insurance_number,
                phone: row.person.phone,
                nationality: row.person.nationality,
                commune_code: row.person.commune_code,
                hamlet: row.person.hamlet,
                address: row.person.address,
                workplace: row.person.workplace,
                priority_group: row.person.priority_group,
                guardian: row.person.guardian,
            },
            doses: row.doses.into_iter().map(DoseTyped::from).collect(),
        }
    }
}

impl From<RowTyped> for TypedRow {
    fn from(row: RowTyped) -> Self {
        Self {
            person: PersonForm {
                full_name: row.person.full_name,
                date_of_birth: row.person.date_of_birth,
                sex: row.person.sex,
                id_number: row.person.id_number,
                old_number: row.person.old_number,
                insurance_number: row.person.insurance_number,
                phone: row.person.phone,
                nationality: row.person.nationality,
                commune_code: row.person.commune_code,
                hamlet: row.person.hamlet,
                address: row.person.address,
                workplace: row.person.workplace,
                priority_group: row.person.priority_group,
                guardian: row.person.guardian,
            },
            doses: row.doses.into_iter().map(TypedDose::from).collect(),
        }
    }
}

impl From<TypedDose> for DoseTyped {
    fn from(dose: TypedDose) -> Self {
        Self {
            product: dose.product,
            date: dose.date,
            lot: dose.lot,
            facility: dose.facility,
            ordinal: dose.ordinal,
            kind: dose.kind,
        }
    }
}

impl From<DoseTyped> for TypedDose {
    fn from(dose: DoseTyped) -> Self {
        Self {
            product: dose.product,
            date: dose.date,
            lot: dose.lot,
            facility: dose.facility,
            ordinal: dose.ordinal,
            kind: dose.kind,
        }
    }
}
