//! Leaving: after the watch, or without a dose.

use jiff::Timestamp;
use khien_domain::AttendanceState;
use khien_domain::rights::Act;
use khien_store::{Moment, StoreError};
use uuid::Uuid;

use super::desk::{Desk, DeskError};
use crate::by::By;
use crate::person::given;
use crate::registry::Registry;

/// Why somebody does not leave.
#[derive(Debug, thiserror::Error)]
pub enum LeaveError {
    /// The desk cannot do it.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// The watch ends later; who goes all the same goes with a reason.
    #[error("the watch ends at {0}")]
    WatchNotOver(Timestamp),
}

impl From<StoreError> for LeaveError {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}

/// Lets somebody leave. `early` says why they go before the watch ends; empty: they do not. Who
/// has left stays so, and the act succeeds.
///
/// # Errors
/// See [`LeaveError`]. Nothing is written then.
pub async fn leave(
    registry: &Registry,
    by: &By<'_>,
    attendance: Uuid,
    early: &str,
) -> Result<(), LeaveError> {
    let mut tx = registry.store.write().await?;
    let desk = Desk::open(&mut tx, by, attendance, Act::SessionWatch).await?;
    if desk.state() == AttendanceState::Left {
        return Ok(());
    }
    let mut after = desk.step(AttendanceState::Left)?;
    let end = desk.attendance.watch_until;
    let is_early = end.is_some_and(|end| by.at < end.0);
    let reason = given(early).filter(|_| is_early);
    if let Some(end) = end.filter(|_| is_early && reason.is_none()) {
        return Err(LeaveError::WatchNotOver(end.0));
    }
    after.left_at = Some(Moment(by.at));
    desk.save(&mut tx, by, after, Act::SessionWatch, reason)
        .await?;
    tx.commit().await?;
    Ok(())
}
