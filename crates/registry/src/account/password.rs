//! Choosing a password, and giving a one-time one to somebody who forgot theirs.

use std::fmt;

use jiff::Timestamp;
use khien_certificate::keys::NoRandomBytes;
use khien_store::{Moment, StoreError};
use uuid::Uuid;

use super::act::{AccountAct, KIND};
use super::editing::{NotEditable, editable};
use super::entrance::{BeginError, Begun, Entrance, Secrets, forget_failures};
use super::hashing::{HashError, hash_password};
use super::one_time::{self, OneTimePassword};
use super::prove::{Proven, Refused, prove};
use crate::by::By;
use crate::credentials::{PasswordHashFault, WeakPassword, check_password};
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// The new one may not be chosen.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// The new one is the old one.
    #[error("the new password is the old one")]
    Same,
    /// The old one is wrong.
    #[error("the old password is wrong")]
    Wrong,
    /// Too many failures; until then nothing is looked at.
    #[error("too many failures: wait until {0}")]
    Locked(Timestamp),
    /// The new one could not be hashed.
    #[error(transparent)]
    Hash(#[from] PasswordHashFault),
    /// There was no salt or token.
    #[error(transparent)]
    Random(#[from] NoRandomBytes),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was typed.
#[derive(Clone, Copy)]
pub struct Passwords<'a> {
    /// The password until now; a one-time one, where it must be changed.
    pub old: &'a str,
    /// The one from now on.
    pub new: &'a str,
}

/// Changes the own password. Every login of the account ends, and the one given here begins.
///
/// # Errors
/// See [`PasswordError`].
pub async fn set_password(
    registry: &Registry,
    by: &By<'_>,
    secrets: Secrets<'_>,
    typed: Passwords<'_>,
) -> Result<Begun, PasswordError> {
    let entrance = Entrance::again(by, secrets);
    let found = registry
        .store
        .read()
        .await?
        .account(by.actor.account)
        .await?;
    let login = found.as_ref().map_or("", |row| row.login.as_str());
    check_password(typed.new, login)?;
    if typed.new == typed.old {
        return Err(PasswordError::Same);
    }
    let hash = hash_password(typed.new, secrets.draw()?).await?;
    let Proven { mut tx, row } = prove(registry, &entrance, found, typed.old).await?;
    let mut after = row;
    after.password_hash = Some(hash.as_str().to_owned());
    after.password_until = None;
    after.updated_at = Moment(by.at);
    forget_failures(&mut after);
    tx.update_account(&after).await?;
    tx.end_logins(after.id, Moment(by.at)).await?;
    let begun = entrance.begin(&mut tx, &after, false).await?;
    let written = Written {
        act: AccountAct::PasswordSet.code(),
        kind: KIND,
        subject: after.id.to_string(),
        before: None,
        after: None,
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(begun)
}

/// Why no one-time password was given.
#[derive(Debug, thiserror::Error)]
pub enum ResetError {
    /// The account may not be changed by this editor.
    #[error(transparent)]
    NotEditable(#[from] NotEditable),
    /// It could not be hashed.
    #[error(transparent)]
    Hash(#[from] PasswordHashFault),
    /// There was none.
    #[error(transparent)]
    Random(#[from] NoRandomBytes),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Gives an account a one-time password, to be handed over and changed at the first log-in. Its
/// logins and a wait after failures end; the authenticator application stays.
///
/// # Errors
/// See [`ResetError`]. Nothing is written then.
pub async fn reset_password(
    registry: &Registry,
    by: &By<'_>,
    secrets: Secrets<'_>,
    account: Uuid,
) -> Result<OneTimePassword, ResetError> {
    let password = OneTimePassword::draw(&secrets)?;
    let hash = password.hash(&secrets).await?;
    let mut tx = registry.store.write().await?;
    let mut row = editable(&mut tx, by, account).await??;
    one_time::put(&mut row, &hash, by.at);
    forget_failures(&mut row);
    row.updated_at = Moment(by.at);
    tx.update_account(&row).await?;
    tx.end_logins(account, Moment(by.at)).await?;
    let written = Written {
        act: AccountAct::PasswordReset.code(),
        kind: KIND,
        subject: account.to_string(),
        before: None,
        after: None,
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(password)
}

impl fmt::Debug for Passwords<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passwords")
    }
}

impl From<Refused> for PasswordError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Wrong => Self::Wrong,
            Refused::Locked(until) => Self::Locked(until),
            Refused::Hash(fault) => Self::Hash(fault),
            Refused::Random(error) => Self::Random(error),
            Refused::Store(error) => Self::Store(error),
        }
    }
}

impl From<BeginError> for PasswordError {
    fn from(error: BeginError) -> Self {
        match error {
            BeginError::Random(error) => Self::Random(error),
            BeginError::Store(error) => Self::Store(error),
        }
    }
}

impl From<HashError> for ResetError {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Hash(fault) => Self::Hash(fault),
            HashError::Random(error) => Self::Random(error),
        }
    }
}
