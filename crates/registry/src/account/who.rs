//! Whose request it is.

use jiff::{SignedDuration, Timestamp};
use khien_store::{AccountRow, LoginRow, Moment, StoreError};

use super::entrance::{NotAdmitted, actor, admit};
use crate::by::Actor;
use crate::credentials::SessionToken;
use crate::registry::Registry;

/// A login that nobody used for so long has ended (NIST SP 800-63B-4 §2.2.3, for two factors: an
/// inactivity timeout of at most one hour).
pub const IDLE: SignedDuration = SignedDuration::from_hours(1);
/// Use is noted that often, not at every request.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// Why a token lets nobody in.
#[derive(Debug, thiserror::Error)]
pub enum NotLoggedIn {
    /// There is no such login, it has ended, or its second step is still due.
    #[error("there is no such login")]
    NoLogin,
    /// Nobody used it for [`IDLE`].
    #[error("the login was not used for too long")]
    Idle,
    /// The account no longer lets anybody in.
    #[error(transparent)]
    NotAdmitted(#[from] NotAdmitted),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Somebody who is logged in.
pub struct Who {
    /// What they may do: nothing, while `password_due`.
    pub actor: Actor,
    /// Their account.
    pub account: AccountRow,
    /// This login.
    pub login: LoginRow,
    /// They came in by a one-time password and must choose their own before anything else.
    pub password_due: bool,
}

/// Whose token it is, with the roles that hold now. Notes that it was used, at most once a minute.
///
/// # Errors
/// See [`NotLoggedIn`].
pub async fn who(
    registry: &Registry,
    at: Timestamp,
    token: &SessionToken,
) -> Result<Who, NotLoggedIn> {
    let hash = token.hash();
    let mut tx = registry.store.look().await?;
    let login = tx.login(hash.as_bytes()).await?;
    let mut login = login
        .filter(|login| !login.second_step_due && at < login.expires_at.0)
        .ok_or(NotLoggedIn::NoLogin)?;
    let unused = at.duration_since(login.seen_at.0);
    if unused >= IDLE {
        return Err(NotLoggedIn::Idle);
    }
    let account = tx.account(login.account_id).await?;
    let account = account.ok_or(NotLoggedIn::NoLogin)?;
    let mut actor = actor(&mut tx, &account, at).await?;
    admit(&account, &actor)?;
    drop(tx);
    if unused >= NOTED_EVERY {
        note_use(registry, hash.as_bytes(), at).await?;
        login.seen_at = Moment(at);
    }
    let password_due = account.password_until.is_some();
    if password_due {
        actor.assignments.clear();
    }
    Ok(Who {
        actor,
        account,
        login,
        password_due,
    })
}

async fn note_use(registry: &Registry, hash: &[u8], at: Timestamp) -> Result<(), NotLoggedIn> {
    let noted = async {
        let mut tx = registry.store.write().await?;
        let noted = tx.touch_login(hash, Moment(at)).await?;
        tx.commit().await?;
        Ok(noted)
    };
    match noted.await {
        Ok(0) => Err(NotLoggedIn::NoLogin),
        Ok(_) => Ok(()),
        // The next request notes it; a busy or full database logs nobody out, nor stops who reads.
        Err(error) if StoreError::is_passing(&error) || StoreError::is_full(&error) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
