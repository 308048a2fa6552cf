//! Leaving.

use khien_store::{Moment, StoreError};

use super::act::AccountAct;
use super::entrance::{Entrance, actor};
use crate::credentials::SessionToken;
use crate::registry::Registry;

/// Ends the login with this token. One that has ended already stays so, and the act succeeds.
///
/// # Errors
/// Only the database's.
pub async fn log_out(
    registry: &Registry,
    entrance: &Entrance<'_>,
    token: &SessionToken,
) -> Result<(), StoreError> {
    let hash = token.hash();
    let mut tx = registry.store.write().await?;
    let Some(login) = tx.login(hash.as_bytes()).await? else {
        return Ok(());
    };
    let ended = tx.end_login(hash.as_bytes(), Moment(entrance.at)).await?;
    if ended == 1
        && !login.second_step_due
        && let Some(row) = tx.account(login.account_id).await?
    {
        let actor = actor(&mut tx, &row, entrance.at).await?;
        let act = AccountAct::LogOut;
        entrance.note(&mut tx, act, Some(&actor), None).await?;
    }
    tx.commit().await
}
