//! Putting people on a list while it is a draft, and taking them off again.

use khien_domain::RosterState;
use khien_domain::rights::Act;
use khien_store::{Moment, RosterEntryRow, RosterRow, StoreError, Tx};
use uuid::Uuid;

use super::place;
use crate::by::{By, NotAllowed};
use crate::given::worded;
use crate::registry::Registry;
use crate::written::{Written, json, write};

/// Why people were not put on a list, or not taken off it.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such list.
    #[error("there is no such list")]
    NoRoster,
    /// It was checked: it must be sent back first.
    #[error("the list is no longer a draft")]
    NotDraft,
    /// There is no such person.
    #[error("there is no such person")]
    NoPerson(Uuid),
    /// The person is not on the list.
    #[error("the person is not on the list")]
    NotOnList,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// Somebody else changed the list meanwhile.
    #[error("somebody else changed the list meanwhile")]
    Changed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Puts people on a draft. Who is on it already stays on it once.
///
/// # Errors
/// See [`PeopleError`]. Nothing is written then.
pub async fn add(
    registry: &Registry,
    by: &By<'_>,
    roster: Uuid,
    people: &[Uuid],
) -> Result<(), PeopleError> {
    let mut tx = registry.store.write().await?;
    let row = drafted(&mut tx, by, roster).await?;
    put_on(&mut tx, roster, people).await?;
    touch(&mut tx, by, row).await?;
    let ids: Vec<String> = people.iter().map(Uuid::to_string).collect();
    let written = Written {
        act: Act::RosterDraft.code(),
        kind: "roster",
        subject: roster.to_string(),
        before: None,
        after: Some(json(&serde_json::json!({ "added": ids }))),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes somebody off a draft; the audit keeps that they were on it.
///
/// # Errors
/// See [`PeopleError`]. Nothing is written then.
pub async fn remove(
    registry: &Registry,
    by: &By<'_>,
    roster: Uuid,
    person: Uuid,
    reason: &str,
) -> Result<(), PeopleError> {
    let reason = worded(reason).ok_or(PeopleError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let row = drafted(&mut tx, by, roster).await?;
    if !tx.delete_roster_entry(roster, person).await? {
        return Err(PeopleError::NotOnList);
    }
    touch(&mut tx, by, row).await?;
    let written = Written {
        act: Act::RosterDraft.code(),
        kind: "roster",
        subject: roster.to_string(),
        before: Some(json(&serde_json::json!({ "removed": person.to_string() }))),
        after: None,
        reason: Some(reason),
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

/// The draft, for somebody who may change it.
pub(super) async fn drafted(
    tx: &mut Tx,
    by: &By<'_>,
    roster: Uuid,
) -> Result<RosterRow, PeopleError> {
    let row = tx.roster(roster).await?.ok_or(PeopleError::NoRoster)?;
    by.need(Act::RosterDraft, &place(by, &row))?;
    if row.state != RosterState::Drafted.code() {
        return Err(PeopleError::NotDraft);
    }
    Ok(row)
}

/// Counts the change, so that two who change one list at once meet.
pub(super) async fn touch(tx: &mut Tx, by: &By<'_>, mut row: RosterRow) -> Result<(), PeopleError> {
    row.updated_at = Moment(by.at);
    if tx.update_roster(&row).await? {
        Ok(())
    } else {
        Err(PeopleError::Changed)
    }
}

/// Puts people on the list; of a record that was merged, the one that stayed.
pub(super) async fn put_on(tx: &mut Tx, roster: Uuid, people: &[Uuid]) -> Result<(), PeopleError> {
    for person in people {
        let row = tx.person(*person).await?;
        let row = row.ok_or(PeopleError::NoPerson(*person))?;
        tx.insert_roster_entry(&RosterEntryRow {
            roster_id: roster,
            person_id: row.merged_into.unwrap_or(row.id),
            police_result: None,
            police_note: None,
        })
        .await?;
    }
    Ok(())
}
