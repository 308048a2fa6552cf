//! Which tokens a partner has.

use khien_store::TokenRow;
use uuid::Uuid;

use crate::account::ReadError;
use crate::account::editing::may_edit;
use crate::by::By;
use crate::registry::Registry;

/// Tokens of an account, ended ones too, the newest first: for the account itself and for those who
/// may change it.
///
/// # Errors
/// See [`ReadError`].
pub async fn tokens_of(
    registry: &Registry,
    by: &By<'_>,
    account: Uuid,
) -> Result<Vec<TokenRow>, ReadError> {
    let mut tx = registry.store.read().await?;
    if account != by.actor.account {
        may_edit(&mut tx, by, account).await??;
    }
    tx.account(account).await?.ok_or(ReadError::NotThere)?;
    Ok(tx.tokens(account).await?)
}
