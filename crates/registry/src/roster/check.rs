//! The police check a list against the register; the station notes here what they found, or they
//! do it themselves.

use khien_domain::rights::Act;
use khien_domain::{RosterFinding, RosterState};
use khien_store::{Moment, StoreError};
use uuid::Uuid;

use super::place;
use crate::by::{By, NotAllowed};
use crate::person::given;
use crate::registry::Registry;
use crate::written::{Written, json, write};

/// Why findings were not noted.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such list.
    #[error("there is no such list")]
    NoRoster,
    /// It is approved or used already.
    #[error("the list is approved already")]
    Approved,
    /// Nobody is on it.
    #[error("nobody is on the list")]
    Empty,
    /// A finding is about somebody who is not on it.
    #[error("the person is not on the list")]
    NotOnList(Uuid),
    /// Somebody else changed the list meanwhile.
    #[error("somebody else changed the list meanwhile")]
    Changed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was found about one person.
#[derive(Clone)]
pub struct Finding {
    /// Who.
    pub person: Uuid,
    /// What.
    pub result: RosterFinding,
    /// In words; may be empty.
    pub note: String,
}

/// Notes findings, of the whole list or a part of it. The list is checked once there is one about
/// everybody; gives how many are left.
///
/// # Errors
/// See [`CheckError`]. Nothing is written then.
pub async fn check(
    registry: &Registry,
    by: &By<'_>,
    roster: Uuid,
    findings: &[Finding],
) -> Result<usize, CheckError> {
    let mut tx = registry.store.write().await?;
    let mut row = tx.roster(roster).await?.ok_or(CheckError::NoRoster)?;
    by.need(Act::RosterCheck, &place(by, &row))?;
    let (drafted, checked) = (RosterState::Drafted, RosterState::Checked);
    if ![drafted.code(), checked.code()].contains(&row.state.as_str()) {
        return Err(CheckError::Approved);
    }
    for finding in findings {
        let (result, note) = (finding.result.code(), given(&finding.note));
        let changed = tx.check_roster_entry(roster, finding.person, result, note);
        if changed.await? == 0 {
            return Err(CheckError::NotOnList(finding.person));
        }
    }
    let entries = tx.roster_entries(roster).await?;
    if entries.is_empty() {
        return Err(CheckError::Empty);
    }
    let unchecked = entries.iter().filter(|it| it.police_result.is_none());
    let left = unchecked.count();
    let state = if left == 0 { checked } else { drafted };
    let before = std::mem::replace(&mut row.state, state.code().to_owned());
    row.updated_at = Moment(by.at);
    if !tx.update_roster(&row).await? {
        return Err(CheckError::Changed);
    }
    let found: Vec<_> = findings
        .iter()
        .map(
            |it| serde_json::json!({ "person": it.person.to_string(), "result": it.result.code() }),
        )
        .collect();
    let written = Written {
        act: Act::RosterCheck.code(),
        kind: "roster",
        subject: roster.to_string(),
        before: Some(json(&serde_json::json!({ "state": before }))),
        after: Some(json(
            &serde_json::json!({ "state": row.state, "findings": found }),
        )),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(left)
}
