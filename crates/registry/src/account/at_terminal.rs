//! Who acts at the terminal of the machine that holds the database.

use jiff::Timestamp;
use khien_store::StoreError;

use super::entrance::{NotAdmitted, actor, admit};
use super::login_name::login_name;
use crate::by::Actor;
use crate::registry::Registry;

/// Why nobody acts.
#[derive(Debug, thiserror::Error)]
pub enum NotAtTerminal {
    /// There is no account with this login.
    #[error("there is no account with this login")]
    NoAccount,
    /// The account lets nobody in.
    #[error(transparent)]
    NotAdmitted(#[from] NotAdmitted),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The account behind a login with the roles that hold now. No password is asked: whoever can name a
/// login here has the database already, and the audit is to say on whose word something was done.
///
/// # Errors
/// See [`NotAtTerminal`].
pub async fn at_terminal(
    registry: &Registry,
    at: Timestamp,
    login: &str,
) -> Result<Actor, NotAtTerminal> {
    let login = login_name(login).ok_or(NotAtTerminal::NoAccount)?;
    let mut tx = registry.store.read().await?;
    let account = tx.account_by_login(&login).await?;
    let account = account.ok_or(NotAtTerminal::NoAccount)?;
    let actor = actor(&mut tx, &account, at).await?;
    admit(&account, &actor)?;
    Ok(actor)
}
