//! What an import would change, kind by kind and row by row.

use khien_domain::ImportRowKind;
use khien_domain::rights::Act;
use khien_store::{ImportRow, JobRow, PersonRow, StoreError};
use uuid::Uuid;

use super::typed::TypedRow;
use crate::by::{By, NotAllowed};
use crate::registry::{Registry, place_of_facility};

/// Why an import was not shown.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such import.
    #[error("there is no such import")]
    NoImport,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An import with one page of its rows.
pub struct Review {
    /// The import.
    pub import: ImportRow,
    /// Rows of each kind, and how many of them are applied.
    pub counts: Vec<(ImportRowKind, i64, i64)>,
    /// The page.
    pub rows: Vec<ReviewedRow>,
    /// The newest job about it: how far it is.
    pub job: Option<JobRow>,
}

/// A row as the review shows it.
pub struct ReviewedRow {
    /// Its id.
    pub id: Uuid,
    /// Its sheet.
    pub sheet: String,
    /// Its line, as the spreadsheet numbers it.
    pub line: i64,
    /// What it would do.
    pub kind: ImportRowKind,
    /// What it states, mended if it was.
    pub typed: TypedRow,
    /// Whether it was mended.
    pub is_mended: bool,
    /// Codes.
    pub reasons: Vec<String>,
    /// The person it means, as the registry has them.
    pub person: Option<PersonRow>,
    /// Class of the register's verdict.
    pub verdict: Option<String>,
    /// Fields that differ from the register, by code.
    pub wrong_fields: Vec<String>,
    /// Whether it is written.
    pub is_applied: bool,
}

/// One page of an import's rows after a place in the file; of one kind, if given.
///
/// # Errors
/// See [`ReviewError`].
pub async fn review(
    registry: &Registry,
    by: &By<'_>,
    import: Uuid,
    kind: Option<ImportRowKind>,
    after: (&str, i64),
) -> Result<Review, ReviewError> {
    /// Rows of a page.
    const PAGE: i64 = 20;
    let mut tx = registry.store.read().await?;
    let row = tx.import(import).await?.ok_or(ReviewError::NoImport)?;
    let place = place_of_facility(&mut tx, by, &row.facility_code).await?;
    by.need(Act::ImportReview, &place.ok_or(ReviewError::NoImport)?)?;
    let counts = tx.import_counts(import).await?;
    let kinds = counts
        .into_iter()
        .filter_map(|(kind, rows, applied)| Some((ImportRowKind::parse(&kind)?, rows, applied)));
    let wanted = kind.map(ImportRowKind::code);
    let mut rows = Vec::new();
    for row in tx
        .import_rows(import, wanted, after.0, after.1, PAGE)
        .await?
    {
        let person = match row.person_id {
            Some(id) => tx.person(id).await?,
            None => None,
        };
        rows.extend(reviewed(row, person));
    }
    let jobs = tx.jobs_about(import).await?;
    Ok(Review {
        counts: kinds.collect(),
        rows,
        job: jobs.into_iter().next(),
        import: row,
    })
}

/// One row, as the review shows it.
///
/// # Errors
/// See [`ReviewError`].
pub async fn review_row(
    registry: &Registry,
    by: &By<'_>,
    row: Uuid,
) -> Result<ReviewedRow, ReviewError> {
    let mut tx = registry.store.read().await?;
    let row = tx.import_row(row).await?.ok_or(ReviewError::NoImport)?;
    let import = tx.import(row.import_id).await?;
    let import = import.ok_or(ReviewError::NoImport)?;
    let place = place_of_facility(&mut tx, by, &import.facility_code).await?;
    by.need(Act::ImportReview, &place.ok_or(ReviewError::NoImport)?)?;
    let person = match row.person_id {
        Some(id) => tx.person(id).await?,
        None => None,
    };
    reviewed(row, person).ok_or(ReviewError::NoImport)
}

pub(super) fn reviewed(
    row: khien_store::ImportRowRow,
    person: Option<PersonRow>,
) -> Option<ReviewedRow> {
    let text = row.mended.as_deref().unwrap_or(&row.typed);
    let verdict: serde_json::Value = row
        .verdict
        .as_deref()
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default();
    let fields = verdict["fields"].as_array().map_or(&[][..], Vec::as_slice);
    Some(ReviewedRow {
        id: row.id,
        kind: ImportRowKind::parse(&row.kind)?,
        typed: serde_json::from_str(text).ok()?,
        is_mended: row.mended.is_some(),
        reasons: row.reasons.split_whitespace().map(str::to_owned).collect(),
        person,
        verdict: verdict["class"].as_str().map(str::to_owned),
        wrong_fields: fields
            .iter()
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect(),
        is_applied: row.applied.is_some(),
        sheet: row.sheet,
        line: row.line,
    })
}
