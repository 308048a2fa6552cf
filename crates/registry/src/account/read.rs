//! What account editors see.

use khien_domain::rights::{Act, Scope};
use khien_store::{AccountRow, AssignmentRow, AuditRow, StoreError};
use uuid::Uuid;

use super::act::KIND;
use super::editing::{may_edit, places};
use crate::by::{By, NotAllowed};
use crate::registry::Registry;

/// Most accounts on a page, and most lines of an account's history.
const MOST: i64 = 100;

/// Why accounts were not shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such account, unit, facility or session.
    #[error("there is no such account or place")]
    NotThere,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An account with its roles and what was done with it.
pub struct AccountRecord {
    /// The account.
    pub account: AccountRow,
    /// Its roles, ended ones too.
    pub assignments: Vec<AssignmentRow>,
    /// Log-ins, failures and changes, the newest first.
    pub audit: Vec<AuditRow>,
}

/// Opens the own account, or one that the editor may change.
///
/// # Errors
/// See [`ReadError`].
pub async fn read(
    registry: &Registry,
    by: &By<'_>,
    account: Uuid,
) -> Result<AccountRecord, ReadError> {
    let mut tx = registry.store.read().await?;
    if account != by.actor.account {
        may_edit(&mut tx, by, account).await??;
    }
    let row = tx.account(account).await?.ok_or(ReadError::NotThere)?;
    Ok(AccountRecord {
        account: row,
        assignments: tx.assignments(account).await?,
        audit: tx.audit_of(KIND, &account.to_string(), MOST).await?,
    })
}

/// Accounts that have, or had, a role in exactly this scope, by login, after one.
///
/// # Errors
/// See [`ReadError`].
pub async fn of_scope(
    registry: &Registry,
    by: &By<'_>,
    scope: &Scope,
    after: &str,
) -> Result<Vec<AccountRow>, ReadError> {
    let mut tx = registry.store.read().await?;
    let lies = places(&mut tx, by, scope).await?;
    let lies = lies.ok_or(ReadError::NotThere)?;
    if !lies
        .iter()
        .any(|place| by.need(Act::AccountEdit, place).is_ok())
    {
        return Err(NotAllowed(Act::AccountEdit).into());
    }
    let (kind, code) = (scope.kind().code(), scope.code());
    Ok(tx.accounts_of_scope((kind, &code), after, MOST).await?)
}
