//! Ending a token before its time.

use khien_store::{Moment, StoreError};
use uuid::Uuid;

use super::snapshot;
use crate::account::act::{AccountAct, KIND};
use crate::account::editing::{NotEditable, may_edit};
use crate::by::{By, NotAllowed};
use crate::given::worded;
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why a token was not ended.
#[derive(Debug, thiserror::Error)]
pub enum EndTokenError {
    /// The account may not be changed by this editor.
    #[error(transparent)]
    NotEditable(#[from] NotEditable),
    /// There is no such token.
    #[error("there is no such token")]
    NoToken,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<NotAllowed> for EndTokenError {
    fn from(missing: NotAllowed) -> Self {
        Self::NotEditable(missing.into())
    }
}

/// Ends a token at once. One that has ended stays so, and the act succeeds.
///
/// # Errors
/// See [`EndTokenError`]. Nothing is written then.
pub async fn end_token(
    registry: &Registry,
    by: &By<'_>,
    token: Uuid,
    reason: &str,
) -> Result<(), EndTokenError> {
    let reason = worded(reason).ok_or(EndTokenError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let row = tx.token(token).await?.ok_or(EndTokenError::NoToken)?;
    may_edit(&mut tx, by, row.account_id).await??;
    if tx.end_token(token, Moment(by.at)).await? == 0 {
        return Ok(());
    }
    let mut after = row.clone();
    after.expires_at = Moment(by.at);
    let written = Written {
        act: AccountAct::TokenEnd.code(),
        kind: KIND,
        subject: row.account_id.to_string(),
        before: Some(snapshot(&row)),
        after: Some(snapshot(&after)),
        reason: Some(reason),
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}
