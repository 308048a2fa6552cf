//! Whose token a request shows.

use jiff::{SignedDuration, Timestamp};
use khien_domain::rights::{Act, Role};
use khien_store::{AccountRow, Moment, StoreError, TokenRow};
use uuid::Uuid;

use super::acts;
use crate::account::NotAdmitted;
use crate::account::entrance::{actor, admit};
use crate::by::Actor;
use crate::credentials::{PartnerToken, SecretHash};
use crate::registry::Registry;

/// Use is noted that often, not at every request.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// Why a token lets no program in.
#[derive(Debug, thiserror::Error)]
pub enum NotHeld {
    /// There is no such token, or that is not its secret: it is not said which.
    #[error("there is no such token")]
    NoToken,
    /// It has ended.
    #[error("the token has ended")]
    Ended,
    /// The account no longer lets anybody in.
    #[error(transparent)]
    NotAdmitted(#[from] NotAdmitted),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A program that showed a good token.
#[derive(Clone)]
pub struct TokenHolder {
    /// What the account may do as a partner; roles of people that it may have do not count.
    pub actor: Actor,
    /// The partner's account.
    pub account: AccountRow,
    /// The token.
    pub token: TokenRow,
    /// What the token is good for.
    pub acts: Vec<Act>,
}

/// Whose token it is, with the roles that hold now. Notes that it was used, at most once a minute.
///
/// # Errors
/// See [`NotHeld`].
pub async fn token_holder(
    registry: &Registry,
    at: Timestamp,
    token: &PartnerToken,
) -> Result<TokenHolder, NotHeld> {
    let mut tx = registry.store.look().await?;
    let found = tx.token(token.id()).await?;
    let stored = found.as_ref().and_then(|row| {
        let bytes = <[u8; 32]>::try_from(row.secret_hash.as_slice()).ok()?;
        Some(SecretHash::from_bytes(bytes))
    });
    // Compared also where there is no such token, so that the time does not tell which ids exist.
    let is_right = stored.unwrap_or(SecretHash::from_bytes([0; 32])) == token.hash();
    let row = found.filter(|_| is_right).ok_or(NotHeld::NoToken)?;
    if row.expires_at.0 <= at {
        return Err(NotHeld::Ended);
    }
    let account = tx.account(row.account_id).await?;
    let account = account.ok_or(NotHeld::NoToken)?;
    let mut actor = actor(&mut tx, &account, at).await?;
    actor
        .assignments
        .retain(|held| held.role == Role::PartnerApp);
    admit(&account, &actor)?;
    drop(tx);
    let used = row.used_at.map(|used| at.duration_since(used.0));
    if used.is_none_or(|ago| ago >= NOTED_EVERY) {
        note_use(registry, row.id, at).await?;
    }
    Ok(TokenHolder {
        acts: acts(&row),
        actor,
        account,
        token: row,
    })
}

async fn note_use(registry: &Registry, token: Uuid, at: Timestamp) -> Result<(), NotHeld> {
    let noted = async {
        let mut tx = registry.store.write().await?;
        let noted = tx.touch_token(token, Moment(at)).await?;
        tx.commit().await?;
        Ok(noted)
    };
    match noted.await {
        Ok(0) => Err(NotHeld::Ended),
        Ok(_) => Ok(()),
        // The next request notes it; a busy database turns nobody away.
        Err(error) if StoreError::is_passing(&error) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
