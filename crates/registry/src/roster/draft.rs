//! Drawing up a list.

use khien_domain::rights::{Act, Place};
use khien_domain::{AdminTree, RosterState};
use khien_store::{Moment, RosterRow, StoreError};
use uuid::Uuid;

use super::people::{PeopleError, put_on};
use super::{place, snapshot};
use crate::by::{By, NotAllowed};
use crate::person::given;
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why a list was not drawn up.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// It has no name.
    #[error("the list needs a name")]
    NoName,
    /// There is no such commune now.
    #[error("there is no such commune")]
    NoCommune,
    /// There is no such facility.
    #[error("there is no such facility")]
    NoFacility,
    /// The people cannot be put on it.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A list to be drawn up.
#[derive(Clone, Debug)]
pub struct NewRoster {
    /// Made by the client, so that a retry draws up nothing twice.
    pub id: Uuid,
    /// As it is called.
    pub name: String,
    /// In which commune it is checked and approved.
    pub commune: String,
    /// Who will vaccinate, if known.
    pub facility: Option<String>,
    /// The employer or school that draws it up.
    pub organisation: Option<String>,
    /// Who is on it; more may follow.
    pub people: Vec<Uuid>,
}

/// Draws up a list. The same id again changes nothing and succeeds.
///
/// # Errors
/// See [`DraftError`]. Nothing is written then.
pub async fn draft(registry: &Registry, by: &By<'_>, new: &NewRoster) -> Result<(), DraftError> {
    let name = given(&new.name).ok_or(DraftError::NoName)?;
    let now = Moment(by.at);
    let row = RosterRow {
        id: new.id,
        name: name.to_owned(),
        facility_code: new.facility.clone(),
        organisation: new.organisation.clone(),
        commune_code: new.commune.clone(),
        drafted_by: by.actor.account,
        state: RosterState::Drafted.code().to_owned(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    Place::of_unit(AdminTree::national(), &new.commune, by.today())
        .filter(|place| place.commune().is_some())
        .ok_or(DraftError::NoCommune)?;
    by.need(Act::RosterDraft, &place(by, &row))?;
    let mut tx = registry.store.write().await?;
    if tx.roster(new.id).await?.is_some() {
        return Ok(());
    }
    if let Some(code) = &new.facility
        && tx.facility(code).await?.is_none()
    {
        return Err(DraftError::NoFacility);
    }
    tx.insert_roster(&row).await?;
    put_on(&mut tx, row.id, &new.people).await?;
    let written = Written {
        act: Act::RosterDraft.code(),
        kind: "roster",
        subject: row.id.to_string(),
        before: None,
        after: Some(snapshot(&row)),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}
