//! Closing a facility that no longer gives vaccines, or opening it again.

use jiff::civil::Date;
use khien_domain::SessionState;
use khien_domain::rights::Act;
use khien_store::{Day, Moment, StoreError, Tx};

use super::snapshot;
use crate::by::{By, NotAllowed};
use crate::given::worded;
use crate::registry::{Registry, place_of_facility};
use crate::written::{Written, write};

/// Why a facility was not closed.
#[derive(Debug, thiserror::Error)]
pub enum CloseError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such facility.
    #[error("there is no such facility")]
    NoFacility,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// There is still vaccine: so many lots.
    #[error("there is still vaccine of {0} lots")]
    VaccineLeft(usize),
    /// Sessions are planned or open on or after that day.
    #[error("{0} sessions are not closed")]
    SessionsLeft(usize),
    /// Somebody else changed it meanwhile.
    #[error("somebody else changed the facility meanwhile")]
    Changed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The closing of a facility.
pub struct FacilityClosing<'a> {
    /// Its code.
    pub code: &'a str,
    /// First day on which it no longer gives vaccines; none: it is open again.
    pub closed_on: Option<Date>,
    /// The version that the clerk saw.
    pub seen_version: i64,
    /// Why.
    pub reason: &'a str,
}

/// A span that holds every session, in years that both engines know.
const EVER: (Date, Date) = (Date::constant(1900, 1, 1), Date::constant(2999, 12, 31));

/// Closes a facility: its vaccine is gone and its sessions are over. Its doses stay, and its
/// managing body or the province signs them from then on.
///
/// # Errors
/// See [`CloseError`]. Nothing is written then.
pub async fn close(
    registry: &Registry,
    by: &By<'_>,
    wanted: FacilityClosing<'_>,
) -> Result<(), CloseError> {
    let reason = worded(wanted.reason).ok_or(CloseError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let place = place_of_facility(&mut tx, by, wanted.code).await?;
    by.need(Act::FacilityEdit, &place.ok_or(CloseError::NoFacility)?)?;
    let before = tx.facility(wanted.code).await?;
    let before = before.ok_or(CloseError::NoFacility)?;
    if before.version != wanted.seen_version {
        return Err(CloseError::Changed);
    }
    if wanted.closed_on.is_some() {
        nothing_left(&mut tx, wanted.code).await?;
    }
    let mut after = before.clone();
    after.closed_on = wanted.closed_on.map(Day);
    after.updated_at = Moment(by.at);
    if !tx.update_facility(&after).await? {
        return Err(CloseError::Changed);
    }
    let written = Written {
        act: Act::FacilityEdit.code(),
        kind: "facility",
        subject: after.code.clone(),
        before: Some(snapshot(&before)),
        after: Some(snapshot(&after)),
        reason: Some(reason),
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

async fn nothing_left(tx: &mut Tx, code: &str) -> Result<(), CloseError> {
    let lots = tx.balances(code).await?.len();
    if lots > 0 {
        return Err(CloseError::VaccineLeft(lots));
    }
    let sessions = tx.sessions_of_facility(code, Day(EVER.0), Day(EVER.1));
    let running = [SessionState::Planned.code(), SessionState::Open.code()];
    let sessions = sessions.await?;
    let left = sessions
        .iter()
        .filter(|session| running.contains(&session.state.as_str()))
        .count();
    if left > 0 {
        return Err(CloseError::SessionsLeft(left));
    }
    Ok(())
}
