//! Policies as they are in force: those that come with the program, and over them what was set in
//! the registry.

mod set;
mod settings;

use jiff::ToSpan;
use khien_domain::policy::{Policies, PolicyFault, PolicyRow};
use khien_store::{StoreError, Tx};

pub use set::{NewPolicy, SetError, set};
pub use settings::{Origin, Setting, settings};

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

/// The policies of the program with those of the registry behind them: the value that began last
/// holds, and of two that began on one day the registry's.
///
/// # Errors
/// [`PolicyError`] where a row of the table is no policy, or the database does not answer.
pub async fn in_force(tx: &mut Tx) -> Result<Policies, PolicyError> {
    let own = own(tx).await?;
    if own.is_empty() {
        return Ok(Policies::national().clone());
    }
    let national = Policies::national().rows().iter().cloned();
    Ok(Policies::from_rows(national.chain(own))?)
}

/// What was set in the registry.
async fn own(tx: &mut Tx) -> Result<Vec<PolicyRow>, StoreError> {
    let rows = tx.policies().await?.into_iter();
    let rows = rows.map(|row| PolicyRow {
        key: row.key,
        value: row.value,
        valid_from: row.valid_from.0,
        // The table keeps the first day on which it no longer holds, the domain the last of it.
        valid_until: row.valid_to.map(|to| to.0.saturating_sub(1.day())),
        source: row.source,
    });
    Ok(rows.collect())
}
