//! Declaring a dose entered in error. It stays where it is, and counts no more.

use khien_domain::DoseState;
use khien_domain::rights::Act;
use khien_store::{DoseRow, Moment, StoreError, Tx};
use uuid::Uuid;

use super::place::place;
use super::{count, snapshot};
use crate::by::{By, NotAllowed};
use crate::consequence;
use crate::given::worded;
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why a dose was not voided.
#[derive(Debug, thiserror::Error)]
pub enum VoidError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such dose.
    #[error("there is no such dose")]
    NoDose,
    /// Somebody else changed it meanwhile.
    #[error("somebody else changed the dose meanwhile")]
    Changed,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Voids a dose. One that is voided already stays so, and the act succeeds.
///
/// # Errors
/// See [`VoidError`]. Nothing is written then.
pub async fn void(
    registry: &Registry,
    by: &By<'_>,
    dose: Uuid,
    reason: &str,
) -> Result<(), VoidError> {
    let reason = worded(reason).ok_or(VoidError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let row = tx.dose(dose).await?.ok_or(VoidError::NoDose)?;
    let person = tx.person(row.person_id).await?.ok_or(VoidError::NoDose)?;
    let place = place(&mut tx, by, (&row, &person)).await?;
    by.need(Act::DoseVoid, &place.ok_or(VoidError::NoDose)?)?;
    if row.state == DoseState::Voided.code() {
        return Ok(());
    }
    if !void_row(&mut tx, by, row, Act::DoseVoid, reason).await? {
        return Err(VoidError::Changed);
    }
    tx.commit().await?;
    Ok(())
}

/// Voids a dose within an act that needs its own right; `false` if somebody else was faster.
pub(crate) async fn void_row(
    tx: &mut Tx,
    by: &By<'_>,
    row: DoseRow,
    act: Act,
    reason: &str,
) -> Result<bool, StoreError> {
    let mut after = row.clone();
    DoseState::Voided.code().clone_into(&mut after.state);
    after.updated_at = Moment(by.at);
    if !tx.update_dose(&after).await? {
        return Ok(false);
    }
    if let Some(person) = tx.person(row.person_id).await? {
        count::count(tx, by, &row, &person, -1).await?;
    }
    let written = Written {
        act: act.code(),
        kind: "dose",
        subject: row.id.to_string(),
        before: Some(snapshot(&row)),
        after: Some(snapshot(&after)),
        reason: Some(reason),
    };
    write(tx, by, written).await?;
    consequence::revoke_about(tx, by, (row.id, row.person_id), "dose_voided").await?;
    Ok(true)
}
