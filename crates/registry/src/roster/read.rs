//! Lists, and who is on one.

use std::collections::HashMap;

use khien_domain::RosterState;
use khien_domain::rights::{Act, Place};
use khien_store::{PersonRow, RosterEntryRow, RosterRow, StoreError};
use uuid::Uuid;

use super::place;
use crate::by::{By, NotAllowed};
use crate::registry::Registry;

/// Why a list was not shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such list.
    #[error("there is no such list")]
    NoRoster,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A list with its people, by call name.
pub struct RosterSheet {
    /// The list.
    pub roster: RosterRow,
    /// Where it lies, for what a reader may do with it.
    pub here: Place,
    /// Who is on it, with what the police found.
    pub people: Vec<(PersonRow, RosterEntryRow)>,
}

/// A list with its people.
///
/// # Errors
/// See [`ReadError`].
pub async fn read(
    registry: &Registry,
    by: &By<'_>,
    roster: Uuid,
) -> Result<RosterSheet, ReadError> {
    let mut tx = registry.store.read().await?;
    let row = tx.roster(roster).await?.ok_or(ReadError::NoRoster)?;
    let here = place(by, &row);
    by.need(Act::RosterRead, &here)?;
    let entries = tx.roster_entries(roster).await?.into_iter();
    let mut entries: HashMap<Uuid, _> = entries.map(|it| (it.person_id, it)).collect();
    let people = tx.people_of_roster(roster).await?.into_iter();
    let people = people.filter_map(|person| entries.remove(&person.id).map(|it| (person, it)));
    Ok(RosterSheet {
        people: people.collect(),
        roster: row,
        here,
    })
}

/// Lists of a commune that the reader may see, the newest first; all, or those in one state.
///
/// # Errors
/// See [`ReadError`].
pub async fn list(
    registry: &Registry,
    by: &By<'_>,
    commune: &str,
    state: Option<RosterState>,
    limit: i64,
) -> Result<Vec<RosterRow>, ReadError> {
    let mut tx = registry.store.read().await?;
    let rows = tx.rosters(commune, state.map(RosterState::code), limit);
    let seen = rows.await?.into_iter();
    let seen = seen.filter(|row| by.need(Act::RosterRead, &place(by, row)).is_ok());
    Ok(seen.collect())
}
