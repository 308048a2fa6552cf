//! Mending a row before it is applied: cells are corrected in place, the file stays as sent.

use khien_domain::ImportState;
use khien_domain::rights::Act;
use khien_store::StoreError;
use uuid::Uuid;

use super::classify::{ReadRow, classify};
use super::read_file::verdict;
use super::typed::TypedRow;
use crate::by::{By, NotAllowed};
use crate::known::Known;
use crate::registry::{Registry, place_of_facility};
use crate::written::{Written, json, write};

/// Why a row was not mended.
#[derive(Debug, thiserror::Error)]
pub enum MendError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such row.
    #[error("there is no such row")]
    NoRow,
    /// The row is applied already, or its import is not open to changes.
    #[error("the row can no longer be mended")]
    TooLate,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Replaces what a row states and holds it against the registry again.
///
/// # Errors
/// See [`MendError`]. Nothing is written then.
pub async fn mend(
    registry: &Registry,
    by: &By<'_>,
    row: Uuid,
    mended: &TypedRow,
) -> Result<(), MendError> {
    let answers = registry.register.ask(&[mended.person.record()]).await;
    let mut tx = registry.store.write().await?;
    let mut row = tx.import_row(row).await?.ok_or(MendError::NoRow)?;
    let import = tx.import(row.import_id).await?.ok_or(MendError::NoRow)?;
    let place = place_of_facility(&mut tx, by, &import.facility_code).await?;
    by.need(Act::ImportMend, &place.ok_or(MendError::NoRow)?)?;
    let open = [ImportState::Parsed, ImportState::Reviewed];
    let is_open = ImportState::parse(&import.state).is_some_and(|state| open.contains(&state));
    if row.applied.is_some() || !is_open {
        return Err(MendError::TooLate);
    }
    let before = row.mended.clone().unwrap_or_else(|| row.typed.clone());
    let read = ReadRow::new(mended.clone());
    let mut known = Known::default();
    let classified = classify(&mut tx, &mut known, by, &import.facility_code, read).await?;
    classified.kind.code().clone_into(&mut row.kind);
    row.reasons = classified.reasons.join(" ");
    row.person_id = classified.person;
    row.mended = Some(json(mended));
    row.verdict = answers
        .ok()
        .and_then(|answers| answers.first().map(verdict));
    tx.update_import_row(&row).await?;
    let written = Written {
        act: Act::ImportMend.code(),
        kind: "import_row",
        subject: row.id.to_string(),
        before: Some(before),
        after: row.mended.clone(),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}
