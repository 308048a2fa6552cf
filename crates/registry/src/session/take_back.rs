//! Taking back a dose that was entered for the wrong person at a session.

use khien_domain::rights::Act;
use khien_domain::{AttendanceState, DoseState};
use khien_store::StoreError;
use uuid::Uuid;

use super::desk::{Desk, DeskError};
use crate::by::By;
use crate::dose::void_row;
use crate::given::worded;
use crate::registry::Registry;

/// Why a dose was not taken back.
#[derive(Debug, thiserror::Error)]
pub enum TakeBackError {
    /// The desk cannot do it.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
}

impl From<StoreError> for TakeBackError {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}

/// Voids the dose and puts the person back to where they were: fit, without one.
///
/// # Errors
/// See [`TakeBackError`]. Nothing is written then.
pub async fn take_back(
    registry: &Registry,
    by: &By<'_>,
    attendance: Uuid,
    reason: &str,
) -> Result<(), TakeBackError> {
    let reason = worded(reason).ok_or(TakeBackError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let desk = Desk::open(&mut tx, by, attendance, Act::DoseVoid).await?;
    let mut after = desk.step(AttendanceState::Fit)?;
    let dose = match desk.attendance.dose_id {
        Some(id) => tx.dose(id).await?,
        None => None,
    };
    let dose = dose.ok_or_else(|| DeskError::WrongStep(desk.state()))?;
    let counts = dose.state != DoseState::Voided.code();
    if counts && !void_row(&mut tx, by, dose, Act::DoseVoid, reason).await? {
        return Err(DeskError::Changed.into());
    }
    after.dose_id = None;
    after.watch_until = None;
    desk.save(&mut tx, by, after, Act::DoseVoid, Some(reason))
        .await?;
    tx.commit().await?;
    Ok(())
}
