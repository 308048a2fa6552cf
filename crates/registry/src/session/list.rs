//! Sessions of a facility over a stretch of days, the newest first.

use jiff::civil::Date;
use khien_domain::rights::Act;
use khien_store::Day;

use super::board::{BoardError, SessionBoard, counts};
use super::place;
use crate::by::By;
use crate::registry::{Registry, place_of_facility};

/// A part of the sessions of a facility.
#[derive(Debug)]
pub struct SessionPage {
    /// The sessions of this part with their people counted.
    pub sessions: Vec<SessionBoard>,
    /// How many there are in all.
    pub all: usize,
}

/// Which part of which sessions.
#[derive(Clone, Copy, Debug)]
pub struct SessionStretch {
    /// The first day.
    pub from: Date,
    /// The day after the last.
    pub until: Date,
    /// How many of the newest are left out.
    pub skip: usize,
    /// How many are given at most.
    pub take: usize,
}

/// Sessions of a facility that the reader may see, the newest first.
///
/// # Errors
/// See [`BoardError`].
pub async fn list(
    registry: &Registry,
    by: &By<'_>,
    facility: &str,
    stretch: SessionStretch,
) -> Result<SessionPage, BoardError> {
    let mut tx = registry.store.read().await?;
    let here = place_of_facility(&mut tx, by, facility).await?;
    let all = by.need(Act::SessionRead, &here.ok_or(BoardError::NoFacility)?);
    let (from, until) = (Day(stretch.from), Day(stretch.until));
    let mut seen = Vec::new();
    for row in tx.sessions_of_facility(facility, from, until).await? {
        let here = place(&mut tx, by, &row).await?;
        // A volunteer sees the one session.
        if by.need(Act::SessionRead, &here).is_ok() {
            seen.push(row);
        }
    }
    if seen.is_empty() {
        all?;
    }
    let all = seen.len();
    seen.sort_by_key(|row| std::cmp::Reverse((row.held_on.0, row.created_at.0)));
    let mut sessions = Vec::new();
    for session in seen.into_iter().skip(stretch.skip).take(stretch.take) {
        let counts = counts(&mut tx, session.id).await?;
        sessions.push(SessionBoard { session, counts });
    }
    Ok(SessionPage { sessions, all })
}
