//! Planning a session: where, when, for whom, with which lots on the table.

use jiff::civil::Date;
use khien_domain::rights::{Act, Place};
use khien_domain::{AdminTree, SessionState};
use khien_store::{Day, FacilityRow, Moment, SessionRow, StoreError};
use uuid::Uuid;

use super::table::{TableError, lay};
use super::{place, snapshot};
use crate::by::{By, NotAllowed};
use crate::person::given;
use crate::registry::Registry;
use crate::roster::{TakeError, take};
use crate::written::{Written, write};

/// Why a session was not planned.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such facility.
    #[error("there is no such facility")]
    NoFacility,
    /// The facility is closed from that day on.
    #[error("the facility is closed since {0}")]
    FacilityClosed(Date),
    /// It has no name.
    #[error("the session needs a name")]
    NoName,
    /// There is no such commune now.
    #[error("there is no such commune")]
    NoCommune,
    /// A lot cannot lie on the table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The list cannot be used.
    #[error(transparent)]
    Roster(#[from] TakeError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A session to be planned.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Made by the client, so that a retry plans nothing twice.
    pub id: Uuid,
    /// Who vaccinates.
    pub facility: String,
    /// For whom; none: for whoever comes, or a list follows.
    pub roster: Option<Uuid>,
    /// As it is called.
    pub name: String,
    /// Where: culture house, school, factory; empty: in the facility.
    pub place: String,
    /// In which commune; empty: in that of the facility.
    pub commune: String,
    /// On which day.
    pub held_on: Date,
    /// Lots on the table, the one to use first at first.
    pub lots: Vec<Uuid>,
}

/// Plans a session. The same id again changes nothing and succeeds.
///
/// # Errors
/// See [`PlanError`]. Nothing is written then.
pub async fn plan(registry: &Registry, by: &By<'_>, new: &NewSession) -> Result<(), PlanError> {
    let mut tx = registry.store.write().await?;
    let facility = tx.facility(&new.facility).await?;
    let facility = facility.ok_or(PlanError::NoFacility)?;
    let row = row(by, new, &facility)?;
    let here = place(&mut tx, by, &row).await?;
    by.need(Act::SessionPlan, &here)?;
    if tx.session(new.id).await?.is_some() {
        return Ok(());
    }
    if let Some(closed) = facility.closed_on.filter(|day| day.0 <= new.held_on) {
        return Err(PlanError::FacilityClosed(closed.0));
    }
    tx.insert_session(&row).await?;
    lay(&mut tx, &row, &new.lots).await?;
    if let Some(roster) = new.roster {
        take(&mut tx, by, roster, &row).await?;
    }
    let written = Written {
        act: Act::SessionPlan.code(),
        kind: "session",
        subject: row.id.to_string(),
        before: None,
        after: Some(snapshot(&row)),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

fn row(by: &By<'_>, new: &NewSession, facility: &FacilityRow) -> Result<SessionRow, PlanError> {
    let now = Moment(by.at);
    let commune = given(&new.commune).unwrap_or(&facility.commune_code);
    if commune != facility.commune_code {
        Place::of_unit(AdminTree::national(), commune, by.today())
            .filter(|place| place.commune().is_some())
            .ok_or(PlanError::NoCommune)?;
    }
    Ok(SessionRow {
        id: new.id,
        facility_code: facility.code.clone(),
        roster_id: new.roster,
        name: given(&new.name).ok_or(PlanError::NoName)?.to_owned(),
        place: given(&new.place).unwrap_or(&facility.name).to_owned(),
        commune_code: commune.to_owned(),
        held_on: Day(new.held_on),
        state: SessionState::Planned.code().to_owned(),
        opened_at: None,
        closed_at: None,
        closing: None,
        version: 1,
        created_at: now,
        updated_at: now,
    })
}
