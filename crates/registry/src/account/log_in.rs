//! Getting in by login and password.

use jiff::Timestamp;
use khien_certificate::keys::NoRandomBytes;
use khien_store::StoreError;

use super::act::AccountAct;
use super::entrance::{BeginError, Begun, Entrance, NotAdmitted, actor, admit, forget_failures};
use super::login_name::login_name;
use super::one_time::is_too_old;
use super::prove::{Proven, Refused, prove};
use crate::credentials::PasswordHashFault;
use crate::registry::Registry;

/// Why somebody did not get in.
#[derive(Debug, thiserror::Error)]
pub enum LogInError {
    /// There is no such account, or that is not its password: it is not said which.
    #[error("login or password is wrong")]
    Wrong,
    /// Too many failures; until then nothing is looked at.
    #[error("too many failures: wait until {0}")]
    Locked(Timestamp),
    /// The password is right.
    #[error(transparent)]
    NotAdmitted(#[from] NotAdmitted),
    /// The password could not be hashed.
    #[error(transparent)]
    Hash(#[from] PasswordHashFault),
    /// No token could be made.
    #[error(transparent)]
    Random(#[from] NoRandomBytes),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How far somebody got.
#[derive(Debug)]
pub enum Admitted {
    /// In.
    In(Begun),
    /// The password was right; the token is good only for [`second_step`](super::second_step()).
    SecondStep(Begun),
}

/// Lets the holder of an account in, or asks for the second step where the account has one.
///
/// An unknown login takes as long as a wrong password. A wrong password counts against the account:
/// see [`LockoutRule::ACCOUNT`](crate::credentials::LockoutRule::ACCOUNT).
///
/// # Errors
/// See [`LogInError`].
pub async fn log_in(
    registry: &Registry,
    entrance: &Entrance<'_>,
    login: &str,
    password: &str,
) -> Result<Admitted, LogInError> {
    let found = match login_name(login) {
        Some(name) => registry.store.read().await?.account_by_login(&name).await?,
        None => None,
    };
    let Proven { mut tx, mut row } = prove(registry, entrance, found, password).await?;
    let actor = actor(&mut tx, &row, entrance.at).await?;
    let admitted = admit(&row, &actor).and_then(|()| {
        let too_old = is_too_old(&row, entrance.at);
        if too_old {
            Err(NotAdmitted::TooOld)
        } else {
            Ok(())
        }
    });
    if let Err(why) = admitted {
        let act = AccountAct::LogInFailed;
        entrance
            .note(&mut tx, act, Some(&actor), Some(why.code()))
            .await?;
        tx.commit().await?;
        return Err(why.into());
    }
    let second_step_due = row.totp_secret.is_some();
    if !second_step_due {
        forget_failures(&mut row);
        let act = AccountAct::LogIn;
        entrance.note(&mut tx, act, Some(&actor), None).await?;
    }
    tx.update_account(&row).await?;
    let begun = entrance.begin(&mut tx, &row, second_step_due).await?;
    tx.commit().await?;
    Ok(if second_step_due {
        Admitted::SecondStep(begun)
    } else {
        Admitted::In(begun)
    })
}

impl From<Refused> for LogInError {
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

impl From<BeginError> for LogInError {
    fn from(error: BeginError) -> Self {
        match error {
            BeginError::Random(error) => Self::Random(error),
            BeginError::Store(error) => Self::Store(error),
        }
    }
}
