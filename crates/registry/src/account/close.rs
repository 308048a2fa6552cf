//! Closing an account for good.

use khien_store::{Moment, StoreError};
use uuid::Uuid;

use super::act::{AccountAct, KIND};
use super::editing::{NotEditable, editable};
use super::snapshot;
use crate::by::By;
use crate::given::worded;
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why an account was not closed.
#[derive(Debug, thiserror::Error)]
pub enum CloseError {
    /// The account may not be changed by this editor.
    #[error(transparent)]
    NotEditable(#[from] NotEditable),
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Closes an account and ends its logins. What was done with it stays in the audit, so its login is
/// not given again. An account that is closed already stays so, and the act succeeds.
///
/// # Errors
/// See [`CloseError`]. Nothing is written then.
pub async fn close(
    registry: &Registry,
    by: &By<'_>,
    account: Uuid,
    reason: &str,
) -> Result<(), CloseError> {
    let reason = worded(reason).ok_or(CloseError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let row = match editable(&mut tx, by, account).await? {
        Err(NotEditable::Closed) => return Ok(()),
        other => other?,
    };
    let mut after = row.clone();
    after.closed_at = Some(Moment(by.at));
    after.updated_at = Moment(by.at);
    tx.update_account(&after).await?;
    tx.end_logins(account, Moment(by.at)).await?;
    let written = Written {
        act: AccountAct::Close.code(),
        kind: KIND,
        subject: account.to_string(),
        before: Some(snapshot(&row)),
        after: Some(snapshot(&after)),
        reason: Some(reason),
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}
