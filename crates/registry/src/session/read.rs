//! One session with its table and its people: for the desks, the sheet and the follow-up.

use std::collections::HashMap;

use khien_domain::rights::{Act, Place};
use khien_store::{
    AttendanceRow, ConfirmationRow, LotRow, PersonRow, SessionLotRow, SessionRow, StoreError,
};
use uuid::Uuid;

use super::board::{SessionCounts, counts};
use super::confirm::GATE;
use super::place;
use crate::by::{By, NotAllowed};
use crate::registry::Registry;
use crate::stock::is_usable;

/// Why a session was not shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such session.
    #[error("there is no such session")]
    NoSession,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A lot on the table.
pub struct TableLot {
    /// What was counted.
    pub counted: SessionLotRow,
    /// The lot.
    pub lot: LotRow,
    /// Whether it may be used on the day of the session.
    pub usable: bool,
}

/// Somebody who attends.
pub struct Attending {
    /// Who.
    pub person: PersonRow,
    /// How far they are.
    pub attendance: AttendanceRow,
    /// What they last said of their record.
    pub said: Option<ConfirmationRow>,
}

impl Attending {
    /// Whether somebody has to come back to them: a dose, and a refused field or no word at all.
    pub fn is_to_follow_up(&self) -> bool {
        let refused = self
            .said
            .as_ref()
            .is_none_or(|said| !said.refused.is_empty());
        self.attendance.dose_id.is_some() && refused
    }
}

/// A session with everything about it.
pub struct SessionSheet {
    /// The session.
    pub session: SessionRow,
    /// Where it takes place, for what a reader may do there.
    pub here: Place,
    /// Its counts.
    pub counts: SessionCounts,
    /// Lots in the order in which they are offered; the first that is usable is the one that two
    /// taps take.
    pub table: Vec<TableLot>,
    /// Its people by call name.
    pub people: Vec<Attending>,
}

impl SessionSheet {
    /// The lot that is offered first.
    pub fn offered(&self) -> Option<&LotRow> {
        let first = self.table.iter().find(|lot| lot.usable);
        first.map(|laid| &laid.lot)
    }
}

/// Whom somebody has to come back to after a session: those who refused a field, and those who said
/// nothing.
///
/// # Errors
/// See [`ReadError`].
pub async fn follow_up(
    registry: &Registry,
    by: &By<'_>,
    session: Uuid,
) -> Result<Vec<Attending>, ReadError> {
    let mut people = read(registry, by, session).await?.people;
    people.retain(Attending::is_to_follow_up);
    Ok(people)
}

/// A session with its table and its people.
///
/// # Errors
/// See [`ReadError`].
pub async fn read(
    registry: &Registry,
    by: &By<'_>,
    session: Uuid,
) -> Result<SessionSheet, ReadError> {
    let mut tx = registry.store.read().await?;
    let row = tx.session(session).await?.ok_or(ReadError::NoSession)?;
    let here = place(&mut tx, by, &row).await?;
    by.need(Act::SessionRead, &here)?;
    let mut table = Vec::new();
    for counted in tx.session_lots(session).await? {
        if let Some(lot) = tx.lot(counted.lot_id).await? {
            let usable = is_usable(&lot, row.held_on.0);
            table.push(TableLot {
                counted,
                lot,
                usable,
            });
        }
    }
    let attendances = tx.attendances(session).await?.into_iter();
    let mut attendances: HashMap<Uuid, _> = attendances.map(|it| (it.person_id, it)).collect();
    // In the order in which they were said, so that the last word stays.
    let words = tx.confirmations_of_session(session).await?.into_iter();
    let words = words.filter(|said| said.gate == GATE);
    let mut words: HashMap<_, _> = words.map(|said| (said.attendance_id, said)).collect();
    let people = tx.people_of_session(session).await?.into_iter();
    let people = people.filter_map(|person| {
        let attendance = attendances.remove(&person.id)?;
        let said = words.remove(&Some(attendance.id));
        Some(Attending {
            person,
            attendance,
            said,
        })
    });
    Ok(SessionSheet {
        people: people.collect(),
        counts: counts(&mut tx, session).await?,
        session: row,
        here,
        table,
    })
}
