//! Taking an approved list into a session: its people are expected there.

use khien_domain::rights::Act;
use khien_domain::{AttendanceState, RosterFinding, RosterState, SessionState};
use khien_store::{AttendanceRow, Moment, RosterRow, SessionRow, StoreError, Tx};
use uuid::Uuid;

use super::{place, snapshot};
use crate::by::{By, NotAllowed};
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why a list was not taken into a session.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such list.
    #[error("there is no such list")]
    NoRoster,
    /// There is no such session.
    #[error("there is no such session")]
    NoSession,
    /// The session is closed.
    #[error("the session is closed")]
    SessionClosed,
    /// The list is not approved, or another session used it.
    #[error("the list is not approved")]
    NotApproved(RosterState),
    /// The list is for another facility.
    #[error("the list is for another facility")]
    OtherFacility,
    /// Somebody else changed the list or the session meanwhile.
    #[error("somebody else changed the list or the session meanwhile")]
    Changed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes an approved list into a session that is planned or open; gives how many are expected by
/// it. The same list again changes nothing and succeeds.
///
/// # Errors
/// See [`TakeError`]. Nothing is written then.
pub async fn use_in(
    registry: &Registry,
    by: &By<'_>,
    roster: Uuid,
    session: Uuid,
) -> Result<usize, TakeError> {
    let mut tx = registry.store.write().await?;
    let row = tx.session(session).await?.ok_or(TakeError::NoSession)?;
    let running = [SessionState::Planned.code(), SessionState::Open.code()];
    if !running.contains(&row.state.as_str()) {
        return Err(TakeError::SessionClosed);
    }
    let expected = take(&mut tx, by, roster, &row).await?;
    let mut after = row;
    after.roster_id = after.roster_id.or(Some(roster));
    after.updated_at = Moment(by.at);
    if !tx.update_session(&after).await? {
        return Err(TakeError::Changed);
    }
    tx.commit().await?;
    Ok(expected)
}

/// The same within the planning of a session.
pub(crate) async fn take(
    tx: &mut Tx,
    by: &By<'_>,
    roster: Uuid,
    session: &SessionRow,
) -> Result<usize, TakeError> {
    let row = tx.roster(roster).await?.ok_or(TakeError::NoRoster)?;
    need(by, &row, session)?;
    let state = RosterState::parse(&row.state).unwrap_or(RosterState::Used);
    if state == RosterState::Used && session.roster_id == Some(roster) {
        return Ok(0);
    }
    if !state.may_become(RosterState::Used) {
        return Err(TakeError::NotApproved(state));
    }
    let mut expected = 0;
    for entry in tx.roster_entries(roster).await? {
        if entry.police_result.as_deref() == Some(RosterFinding::NotResident.code()) {
            continue;
        }
        expect(tx, by, session.id, entry.person_id).await?;
        expected += 1;
    }
    let mut after = row.clone();
    RosterState::Used.code().clone_into(&mut after.state);
    after.updated_at = Moment(by.at);
    if !tx.update_roster(&after).await? {
        return Err(TakeError::Changed);
    }
    let written = Written {
        act: Act::RosterUse.code(),
        kind: "roster",
        subject: roster.to_string(),
        before: Some(snapshot(&row)),
        after: Some(snapshot(&after)),
        reason: None,
    };
    write(tx, by, written).await?;
    Ok(expected)
}

/// A list without a facility may be used by those of its commune.
fn need(by: &By<'_>, row: &RosterRow, session: &SessionRow) -> Result<(), TakeError> {
    let mut here = place(by, row);
    match &row.facility_code {
        Some(code) if *code != session.facility_code => return Err(TakeError::OtherFacility),
        None if row.commune_code == session.commune_code => {
            here = here.in_facility(session.facility_code.clone());
        }
        _ => {}
    }
    by.need(Act::RosterUse, &here)?;
    Ok(())
}

async fn expect(tx: &mut Tx, by: &By<'_>, session: Uuid, person: Uuid) -> Result<(), TakeError> {
    // Of a record that was merged since, the one that stayed.
    let row = tx.person(person).await?;
    let person = row.and_then(|row| row.merged_into).unwrap_or(person);
    if let Some(mut known) = tx.attendance_of(session, person).await? {
        known.on_list = true;
        known.updated_at = Moment(by.at);
        return if tx.update_attendance(&known).await? {
            Ok(())
        } else {
            Err(TakeError::Changed)
        };
    }
    tx.insert_attendance(&AttendanceRow {
        id: by.new_id(),
        session_id: session,
        person_id: person,
        on_list: true,
        state: AttendanceState::Expected.code().to_owned(),
        checked_in_at: None,
        consent: None,
        consent_by: None,
        screening: None,
        screened_by: None,
        dose_id: None,
        watch_until: None,
        left_at: None,
        version: 1,
        updated_at: Moment(by.at),
    })
    .await?;
    Ok(())
}
