//! What every desk of a session does: finds the attendance, checks the right and the session,
//! and writes the step with its audit entry.

use khien_domain::rights::Act;
use khien_domain::{AttendanceState, SessionState};
use khien_store::{AttendanceRow, Moment, SessionRow, StoreError, Tx};
use uuid::Uuid;

use super::{attendance_snapshot, place, state};
use crate::by::{By, NotAllowed};
use crate::policy::PolicyError;
use crate::written::{Written, write};

/// Why a desk cannot take a step.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such attendance.
    #[error("there is no such attendance")]
    NoAttendance,
    /// There is no such person.
    #[error("there is no such person")]
    NoPerson,
    /// The session is not open.
    #[error("the session is not open")]
    NotOpen(SessionState),
    /// The person is not that far, or further.
    #[error("the person is not that far, or further")]
    WrongStep(AttendanceState),
    /// Somebody else was faster.
    #[error("somebody else changed the attendance meanwhile")]
    Changed,
    /// What holds today cannot be said.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A person at a desk.
pub(super) struct Desk {
    pub(super) session: SessionRow,
    pub(super) attendance: AttendanceRow,
}

impl Desk {
    /// The attendance, for somebody who may do the act there.
    pub(super) async fn find(
        tx: &mut Tx,
        by: &By<'_>,
        attendance: Uuid,
        act: Act,
    ) -> Result<Self, DeskError> {
        let row = tx.attendance(attendance).await?;
        let attendance = row.ok_or(DeskError::NoAttendance)?;
        let session = tx.session(attendance.session_id).await?;
        let session = session.ok_or(DeskError::NoAttendance)?;
        let place = place(tx, by, &session).await?;
        let place = place.about_person(attendance.person_id.as_u128());
        by.need(act, &place)?;
        Ok(Self {
            session,
            attendance,
        })
    }

    /// The same in an open session.
    pub(super) async fn open(
        tx: &mut Tx,
        by: &By<'_>,
        attendance: Uuid,
        act: Act,
    ) -> Result<Self, DeskError> {
        let desk = Self::find(tx, by, attendance, act).await?;
        match state(&desk.session) {
            SessionState::Open => Ok(desk),
            other => Err(DeskError::NotOpen(other)),
        }
    }

    /// How far the person is.
    pub(super) fn state(&self) -> AttendanceState {
        state_of(&self.attendance)
    }

    /// A copy of the attendance one step further.
    pub(super) fn step(&self, next: AttendanceState) -> Result<AttendanceRow, DeskError> {
        let now = self.state();
        if !now.may_become(next) {
            return Err(DeskError::WrongStep(now));
        }
        let mut after = self.attendance.clone();
        next.code().clone_into(&mut after.state);
        Ok(after)
    }

    /// Writes what the attendance is now.
    pub(super) async fn save(
        &self,
        tx: &mut Tx,
        by: &By<'_>,
        after: AttendanceRow,
        act: Act,
        reason: Option<&str>,
    ) -> Result<(), DeskError> {
        save(tx, by, &self.attendance, after, Noted { act, reason }).await
    }
}

/// How far somebody is; what cannot be read is nowhere.
pub(super) fn state_of(row: &AttendanceRow) -> AttendanceState {
    AttendanceState::parse(&row.state).unwrap_or(AttendanceState::Left)
}

/// The act of a change, and why.
pub(super) struct Noted<'a> {
    pub(super) act: Act,
    pub(super) reason: Option<&'a str>,
}

/// Writes a changed attendance with its audit entry.
pub(super) async fn save(
    tx: &mut Tx,
    by: &By<'_>,
    before: &AttendanceRow,
    mut after: AttendanceRow,
    noted: Noted<'_>,
) -> Result<(), DeskError> {
    after.updated_at = Moment(by.at);
    if !tx.update_attendance(&after).await? {
        return Err(DeskError::Changed);
    }
    let written = Written {
        act: noted.act.code(),
        kind: "attendance",
        subject: after.id.to_string(),
        before: Some(attendance_snapshot(before)),
        after: Some(attendance_snapshot(&after)),
        reason: noted.reason,
    };
    write(tx, by, written).await?;
    Ok(())
}
