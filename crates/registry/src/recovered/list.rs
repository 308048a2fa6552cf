//! Recovered cases that a commune entered.

use khien_domain::AdminTree;
use khien_domain::rights::{Act, Place};
use khien_store::{PersonRow, RecoveredCaseRow, StoreError};

use crate::by::{By, NotAllowed};
use crate::registry::Registry;

/// Why cases were not shown.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such commune now.
    #[error("there is no such commune")]
    NoCommune,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A case with its person.
pub struct RecoveredPerson {
    /// The case.
    pub case: RecoveredCaseRow,
    /// Who had it.
    pub person: PersonRow,
}

/// Cases of a commune, the newest first.
///
/// # Errors
/// See [`ListError`].
pub async fn list(
    registry: &Registry,
    by: &By<'_>,
    commune: &str,
    limit: i64,
) -> Result<Vec<RecoveredPerson>, ListError> {
    let here = Place::of_unit(AdminTree::national(), commune, by.today());
    by.need(Act::RecoveredEnter, &here.ok_or(ListError::NoCommune)?)?;
    let mut tx = registry.store.read().await?;
    let mut shown = Vec::new();
    for case in tx.recovered_in_commune(commune, limit).await? {
        if let Some(person) = tx.person(case.person_id).await? {
            shown.push(RecoveredPerson { case, person });
        }
    }
    Ok(shown)
}
