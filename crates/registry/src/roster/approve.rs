//! The People's Committee approves a checked list, or somebody on its way sends it back.

use khien_domain::RosterState;
use khien_domain::rights::Act;
use khien_store::{Moment, RosterRow, StoreError, Tx};
use uuid::Uuid;

use super::{place, snapshot};
use crate::by::{By, NotAllowed};
use crate::given::worded;
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why a list was not approved or sent back.
#[derive(Debug, thiserror::Error)]
pub enum ApproveError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such list.
    #[error("there is no such list")]
    NoRoster,
    /// The list is not in the state for it: not checked yet, or used already.
    #[error("the list is not in the state for this")]
    WrongState(RosterState),
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

/// Approves a checked list. One that is approved already stays so, and the act succeeds.
///
/// # Errors
/// See [`ApproveError`]. Nothing is written then.
pub async fn approve(
    registry: &Registry,
    by: &By<'_>,
    roster: Uuid,
    seen_version: i64,
) -> Result<(), ApproveError> {
    let mut tx = registry.store.write().await?;
    let row = tx.roster(roster).await?.ok_or(ApproveError::NoRoster)?;
    by.need(Act::RosterApprove, &place(by, &row))?;
    if row.state == RosterState::Approved.code() {
        return Ok(());
    }
    let step = Step {
        act: Act::RosterApprove,
        to: RosterState::Approved,
        seen_version,
        reason: None,
    };
    step.take(&mut tx, by, row).await?;
    tx.commit().await?;
    Ok(())
}

/// Sends a list back to be drafted anew: its writer, the police or the committee. What the police
/// found stays with those who stay on it.
///
/// # Errors
/// See [`ApproveError`]. Nothing is written then.
pub async fn send_back(
    registry: &Registry,
    by: &By<'_>,
    roster: Uuid,
    seen_version: i64,
    reason: &str,
) -> Result<(), ApproveError> {
    let reason = worded(reason).ok_or(ApproveError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let row = tx.roster(roster).await?.ok_or(ApproveError::NoRoster)?;
    let here = place(by, &row);
    let mine = [Act::RosterApprove, Act::RosterCheck]
        .into_iter()
        .find(|act| by.need(*act, &here).is_ok());
    let act = mine.unwrap_or(Act::RosterDraft);
    by.need(act, &here)?;
    let step = Step {
        act,
        to: RosterState::Drafted,
        seen_version,
        reason: Some(reason),
    };
    step.take(&mut tx, by, row).await?;
    tx.commit().await?;
    Ok(())
}

/// A step of a list from one state to another.
struct Step<'a> {
    act: Act,
    to: RosterState,
    seen_version: i64,
    reason: Option<&'a str>,
}

impl Step<'_> {
    async fn take(self, tx: &mut Tx, by: &By<'_>, row: RosterRow) -> Result<(), ApproveError> {
        let state = RosterState::parse(&row.state).unwrap_or(RosterState::Used);
        if !state.may_become(self.to) {
            return Err(ApproveError::WrongState(state));
        }
        if row.version != self.seen_version {
            return Err(ApproveError::Changed);
        }
        let mut after = row.clone();
        self.to.code().clone_into(&mut after.state);
        after.updated_at = Moment(by.at);
        if !tx.update_roster(&after).await? {
            return Err(ApproveError::Changed);
        }
        let written = Written {
            act: self.act.code(),
            kind: "roster",
            subject: row.id.to_string(),
            before: Some(snapshot(&row)),
            after: Some(snapshot(&after)),
            reason: self.reason,
        };
        write(tx, by, written).await?;
        Ok(())
    }
}
