//! The first desk: who comes, from the list or off it.

use khien_domain::policy::FlagPolicy;
use khien_domain::rights::Act;
use khien_domain::{AttendanceState, PersonState, SessionState};
use khien_store::{AttendanceRow, Moment, SessionRow, StoreError, Tx};
use uuid::Uuid;

use super::desk::{Desk, DeskError, Noted, save, state_of};
use super::{attendance_snapshot, place, state};
use crate::by::{By, NotAllowed};
use crate::policy::{PolicyError, in_force};
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why somebody was not checked in.
#[derive(Debug, thiserror::Error)]
pub enum CheckInError {
    /// The desk cannot do it.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// There is no such session.
    #[error("there is no such session")]
    NoSession,
    /// The record was merged into another: that one is to be checked in.
    #[error("the record was merged into another")]
    Merged(Uuid),
    /// Nobody off the list may be vaccinated at sessions now.
    #[error("the person is not on the list")]
    NotOnList,
}

impl From<StoreError> for CheckInError {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}

impl From<NotAllowed> for CheckInError {
    fn from(missing: NotAllowed) -> Self {
        Self::Desk(missing.into())
    }
}

/// Somebody who came.
#[derive(Clone, Copy, Debug)]
pub struct CheckIn {
    /// Made by the client, for somebody who is not on the list.
    pub id: Uuid,
    /// Which session.
    pub session: Uuid,
    /// Who.
    pub person: Uuid,
}

/// Somebody who is checked in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckedIn {
    /// The attendance, for the desks that follow.
    pub attendance: Uuid,
    /// Whether the list has them; who comes off it is marked.
    pub on_list: bool,
}

/// Checks somebody in. Who is checked in already stays so, however far they are, and the act
/// succeeds.
///
/// # Errors
/// See [`CheckInError`]. Nothing is written then.
pub async fn check_in(
    registry: &Registry,
    by: &By<'_>,
    coming: CheckIn,
) -> Result<CheckedIn, CheckInError> {
    let mut tx = registry.store.write().await?;
    let session = tx.session(coming.session).await?;
    let session = session.ok_or(CheckInError::NoSession)?;
    let here = place(&mut tx, by, &session).await?;
    by.need(Act::SessionCheckIn, &here)?;
    if state(&session) != SessionState::Open {
        return Err(DeskError::NotOpen(state(&session)).into());
    }
    let person = tx.person(coming.person).await?;
    let person = person.ok_or(DeskError::NoPerson)?;
    if let Some(survivor) = person.merged_into {
        return Err(CheckInError::Merged(survivor));
    }
    if person.state != PersonState::Active.code() {
        return Err(DeskError::NoPerson.into());
    }
    let known = tx.attendance_of(session.id, person.id).await?;
    let checked_in = match known {
        Some(known) => come(&mut tx, by, known).await?,
        None => come_off_list(&mut tx, by, &session, coming).await?,
    };
    tx.commit().await?;
    Ok(checked_in)
}

/// Somebody who was expected, or comes back.
async fn come(tx: &mut Tx, by: &By<'_>, known: AttendanceRow) -> Result<CheckedIn, CheckInError> {
    let checked_in = CheckedIn {
        attendance: known.id,
        on_list: known.on_list,
    };
    let is_done = known.dose_id.is_some();
    if is_done || !state_of(&known).may_become(AttendanceState::CheckedIn) {
        return Ok(checked_in);
    }
    let mut after = known.clone();
    AttendanceState::CheckedIn
        .code()
        .clone_into(&mut after.state);
    after.checked_in_at = Some(Moment(by.at));
    after.left_at = None;
    let noted = Noted {
        act: Act::SessionCheckIn,
        reason: None,
    };
    save(tx, by, &known, after, noted).await?;
    Ok(checked_in)
}

async fn come_off_list(
    tx: &mut Tx,
    by: &By<'_>,
    session: &SessionRow,
    coming: CheckIn,
) -> Result<CheckedIn, CheckInError> {
    let policies = in_force(tx).await.map_err(DeskError::from)?;
    let welcome = policies.flag(FlagPolicy::OffListAttendees, session.held_on.0);
    let welcome = welcome.map_err(|fault| DeskError::Policy(PolicyError::from(fault)))?;
    if session.roster_id.is_some() && !welcome {
        return Err(CheckInError::NotOnList);
    }
    let row = AttendanceRow {
        id: coming.id,
        session_id: session.id,
        person_id: coming.person,
        on_list: false,
        state: AttendanceState::CheckedIn.code().to_owned(),
        checked_in_at: Some(Moment(by.at)),
        consent: None,
        consent_by: None,
        screening: None,
        screened_by: None,
        dose_id: None,
        watch_until: None,
        left_at: None,
        version: 1,
        updated_at: Moment(by.at),
    };
    tx.insert_attendance(&row).await?;
    let written = Written {
        act: Act::SessionCheckIn.code(),
        kind: "attendance",
        subject: row.id.to_string(),
        before: None,
        after: Some(attendance_snapshot(&row)),
        reason: Some("off_list"),
    };
    write(tx, by, written).await?;
    Ok(CheckedIn {
        attendance: row.id,
        on_list: false,
    })
}

/// Takes a check-in back: the wrong person was ticked. Who is on the list is expected again; who
/// is not has left.
///
/// # Errors
/// See [`DeskError`]. Nothing is written then.
pub async fn undo_check_in(
    registry: &Registry,
    by: &By<'_>,
    attendance: Uuid,
) -> Result<(), DeskError> {
    let mut tx = registry.store.write().await?;
    let desk = Desk::open(&mut tx, by, attendance, Act::SessionCheckIn).await?;
    if desk.state() != AttendanceState::CheckedIn {
        return Err(DeskError::WrongStep(desk.state()));
    }
    let next = if desk.attendance.on_list {
        AttendanceState::Expected
    } else {
        AttendanceState::Left
    };
    let mut after = desk.step(next)?;
    after.checked_in_at = None;
    desk.save(&mut tx, by, after, Act::SessionCheckIn, None)
        .await?;
    tx.commit().await?;
    Ok(())
}
