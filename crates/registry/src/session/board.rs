//! Today's board: sessions with their counts.

use jiff::ToSpan;
use jiff::civil::Date;
use khien_domain::rights::{Act, Place};
use khien_domain::{AdminTree, AttendanceState, ReactionSeverity};
use khien_store::{Day, SessionCountRow, SessionRow, StoreError, Tx};
use serde::Serialize;
use uuid::Uuid;

use super::place;
use crate::by::{By, NotAllowed};
use crate::registry::{Registry, place_of_facility};

/// Why a board was not shown.
#[derive(Debug, thiserror::Error)]
pub enum BoardError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such facility.
    #[error("there is no such facility")]
    NoFacility,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// People of a session. `dosed` is the m of "n of m confirmed".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SessionCounts {
    /// On the list.
    pub listed: i64,
    /// Came without being on it.
    pub off_list: i64,
    /// On the list, not there yet.
    pub expected: i64,
    /// There and waiting for consent, screening or dose.
    pub here: i64,
    /// Put off by the screening.
    pub deferred: i64,
    /// Contraindicated.
    pub contraindicated: i64,
    /// Got a dose.
    pub dosed: i64,
    /// Of those, watched now.
    pub watching: i64,
    /// Gone, with or without a dose.
    pub left: i64,
    /// Gone without one.
    pub left_without_dose: i64,
    /// Did not come.
    pub no_show: i64,
    /// Of the dosed, those who found every field right.
    pub confirmed: i64,
    /// Of the dosed, those who refused a field: to be followed up.
    pub refused: i64,
    /// Of the dosed, those who said nothing: to be followed up.
    pub unconfirmed: i64,
    /// Reactions.
    pub reactions: i64,
    /// Of those, severe events.
    pub severe_reactions: i64,
}

/// A session on the board.
#[derive(Clone, Debug)]
pub struct SessionBoard {
    /// The session.
    pub session: SessionRow,
    /// Its people.
    pub counts: SessionCounts,
}

/// Sessions of a facility on a day that the reader may see.
///
/// # Errors
/// See [`BoardError`].
pub async fn board(
    registry: &Registry,
    by: &By<'_>,
    facility: &str,
    day: Date,
) -> Result<Vec<SessionBoard>, BoardError> {
    let mut tx = registry.store.read().await?;
    let here = place_of_facility(&mut tx, by, facility).await?;
    let all = by.need(Act::SessionRead, &here.ok_or(BoardError::NoFacility)?);
    let next = day.saturating_add(1.day());
    let rows = tx.sessions_of_facility(facility, Day(day), Day(next));
    let mut shown = Vec::new();
    for session in rows.await? {
        let here = place(&mut tx, by, &session).await?;
        // A volunteer sees the one session.
        if by.need(Act::SessionRead, &here).is_ok() {
            let counts = counts(&mut tx, session.id).await?;
            shown.push(SessionBoard { session, counts });
        }
    }
    if shown.is_empty() {
        all?;
    }
    Ok(shown)
}

/// Sessions in a commune on a day, whoever holds them: its station, mobile teams, factories.
///
/// # Errors
/// See [`BoardError`].
pub async fn board_in_commune(
    registry: &Registry,
    by: &By<'_>,
    commune: &str,
    day: Date,
) -> Result<Vec<SessionBoard>, BoardError> {
    let here = Place::of_unit(AdminTree::national(), commune, by.today());
    by.need(Act::SessionRead, &here.unwrap_or_else(Place::nation))?;
    let mut tx = registry.store.read().await?;
    let next = day.saturating_add(1.day());
    let rows = tx.sessions_in_commune(commune, Day(day), Day(next));
    let mut shown = Vec::new();
    for session in rows.await? {
        let counts = counts(&mut tx, session.id).await?;
        shown.push(SessionBoard { session, counts });
    }
    Ok(shown)
}

/// The people of a session, counted.
pub(super) async fn counts(tx: &mut Tx, session: Uuid) -> Result<SessionCounts, StoreError> {
    let mut counts = SessionCounts::default();
    for row in tx.session_counts(session).await? {
        counts.add(&row);
    }
    for (severity, reactions) in tx.reaction_counts(session).await? {
        counts.reactions += reactions;
        if ReactionSeverity::parse(&severity).is_some_and(ReactionSeverity::is_severe_event) {
            counts.severe_reactions += reactions;
        }
    }
    Ok(counts)
}

impl SessionCounts {
    fn add(&mut self, row: &SessionCountRow) {
        let people = row.people;
        let whose = if row.on_list {
            &mut self.listed
        } else {
            &mut self.off_list
        };
        *whose += people;
        match AttendanceState::parse(&row.state) {
            Some(AttendanceState::Expected) => self.expected += people,
            Some(AttendanceState::CheckedIn | AttendanceState::Fit) => self.here += people,
            Some(AttendanceState::Deferred) => self.deferred += people,
            Some(AttendanceState::Contraindicated) => self.contraindicated += people,
            Some(AttendanceState::Dosed) => self.watching += people,
            Some(AttendanceState::NoShow) => self.no_show += people,
            Some(AttendanceState::Left) | None => {
                self.left += people;
                if !row.dosed {
                    self.left_without_dose += people;
                }
            }
        }
        if row.dosed {
            self.dosed += people;
            match row.said.as_deref() {
                Some("confirmed") => self.confirmed += people,
                Some(_) => self.refused += people,
                None => self.unconfirmed += people,
            }
        }
    }
}
