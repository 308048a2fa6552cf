//! Giving roles and ending them.

use khien_domain::rights::{Act, Assignment, Scope};
use khien_store::{Moment, StoreError, Tx};
use uuid::Uuid;

use super::act::{AccountAct, KIND};
use super::create::give;
use super::editing::{NotEditable, may_give, places};
use super::{assignment, assignment_snapshot};
use crate::by::{By, NotAllowed};
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why a role was not given or ended.
#[derive(Debug, thiserror::Error)]
pub enum RoleError {
    /// The account may not be changed, or the role not given or ended, by this editor.
    #[error(transparent)]
    NotEditable(#[from] NotEditable),
    /// There is no such unit, facility or session.
    #[error("there is no such place")]
    NoPlace,
    /// The account has no such role.
    #[error("the account has no such role")]
    NoRole,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<NotAllowed> for RoleError {
    fn from(missing: NotAllowed) -> Self {
        Self::NotEditable(missing.into())
    }
}

/// Gives an account a role, or gives one that it has another end. It is enough that the editor may
/// give this role: what else the account may do is not the editor's concern.
///
/// # Errors
/// See [`RoleError`]. Nothing is written then.
pub async fn grant(
    registry: &Registry,
    by: &By<'_>,
    account: Uuid,
    role: &Assignment,
) -> Result<(), RoleError> {
    let mut tx = registry.store.write().await?;
    let row = tx.lock_account(account).await?;
    let row = row.ok_or(NotEditable::NoAccount)?;
    let lies = places(&mut tx, by, &role.scope).await?;
    let lies = lies.ok_or(RoleError::NoPlace)?;
    if !may_give(by, role, &lies) || role.until.is_some_and(|until| until <= by.at) {
        return Err(NotAllowed(Act::AccountEdit).into());
    }
    if account == by.actor.account {
        return Err(NotEditable::Own.into());
    }
    if row.closed_at.is_some() {
        return Err(NotEditable::Closed.into());
    }
    give(&mut tx, by, account, role).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends a role at once, by the id of its row. One that has ended stays so, and the act succeeds.
///
/// # Errors
/// See [`RoleError`]. Nothing is written then.
pub async fn end_role(
    registry: &Registry,
    by: &By<'_>,
    account: Uuid,
    role: Uuid,
) -> Result<(), RoleError> {
    let mut tx = registry.store.write().await?;
    let rows = tx.assignments(account).await?;
    let row = rows.iter().find(|row| row.id == role);
    let held = row.and_then(assignment).ok_or(RoleError::NoRole)?;
    let lies = places(&mut tx, by, &held.scope).await?;
    let lies = lies.unwrap_or_else(|| vec![khien_domain::rights::Place::nation()]);
    if !may_give(by, &held, &lies) {
        return Err(NotAllowed(Act::AccountEdit).into());
    }
    if account == by.actor.account {
        return Err(NotEditable::Own.into());
    }
    if tx.end_assignment(role, Moment(by.at)).await? == 0 {
        return Ok(());
    }
    let ended = Assignment {
        until: Some(by.at),
        ..held.clone()
    };
    let written = Written {
        act: AccountAct::RoleEnd.code(),
        kind: KIND,
        subject: account.to_string(),
        before: Some(assignment_snapshot(&held)),
        after: Some(assignment_snapshot(&ended)),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends every role in a session, in the transaction that closes it: a volunteer's account ends with
/// the session. Gives how many roles were ended.
///
/// # Errors
/// Only the database's. The right is that of closing the session, which the caller checks.
pub async fn end_roles_of_session(
    tx: &mut Tx,
    by: &By<'_>,
    session: Uuid,
) -> Result<u64, StoreError> {
    let scope = Scope::Session(session.as_u128());
    let (kind, code) = (scope.kind().code(), scope.code());
    let ended = tx
        .end_assignments_of_scope((kind, &code), Moment(by.at))
        .await?;
    if ended > 0 {
        let written = Written {
            act: AccountAct::RoleEnd.code(),
            kind: "session",
            subject: session.to_string(),
            before: None,
            after: Some(crate::written::json(&serde_json::json!({ "ended": ended }))),
            reason: None,
        };
        write(tx, by, written).await?;
    }
    Ok(ended)
}
