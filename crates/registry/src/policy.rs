//! Policies as they are in force: what a ministry set, or what comes with the program.

use jiff::ToSpan;
use khien_domain::policy::{Policies, PolicyFault, PolicyRow};
use khien_store::{StoreError, Tx};

/// Why a policy could not be asked.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// A policy is missing or malformed.
    #[error(transparent)]
    Policy(#[from] PolicyFault),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The policies of the registry; those that come with the program while its table is empty.
///
/// # Errors
/// [`PolicyError`] where a row of the table is no policy, or the database does not answer.
pub async fn in_force(tx: &mut Tx) -> Result<Policies, PolicyError> {
    let rows = tx.policies().await?;
    if rows.is_empty() {
        return Ok(Policies::national().clone());
    }
    let rows = rows.into_iter().map(|row| PolicyRow {
        key: row.key,
        value: row.value,
        valid_from: row.valid_from.0,
        // The table keeps the first day on which it no longer holds, the domain the last of it.
        valid_until: row.valid_to.map(|to| to.0.saturating_sub(1.day())),
        source: row.source,
    });
    Ok(Policies::from_rows(rows)?)
}
