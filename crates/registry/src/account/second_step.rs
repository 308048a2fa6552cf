//! The code of the phone, or one from paper, after the password.

use jiff::Timestamp;
use khien_certificate::keys::NoRandomBytes;
use khien_store::{AccountRow, Moment, StoreError, Tx};

use super::act::AccountAct;
use super::entrance::{
    BeginError, Begun, Entrance, NotAdmitted, actor, admit, fail, forget_failures, locked_until,
};
use crate::credentials::{RecoveryCode, SealFault, SessionToken, TotpFault, TotpSecret};
use crate::registry::Registry;

/// Why somebody did not get in.
#[derive(Debug, thiserror::Error)]
pub enum SecondStepError {
    /// The password is too long ago, or was not typed: begin again.
    #[error("the log-in is to be begun again")]
    BeginAgain,
    /// Not the code that is shown now, nor an unused one from paper.
    #[error("the code is wrong")]
    Wrong,
    /// The code was used already; the next one comes within 30 seconds.
    #[error("the code was used already")]
    Used,
    /// Too many failures; until then nothing is looked at.
    #[error("too many failures: wait until {0}")]
    Locked(Timestamp),
    /// The code is right.
    #[error(transparent)]
    NotAdmitted(#[from] NotAdmitted),
    /// The stored secret cannot be opened: another application key is in use.
    #[error(transparent)]
    Sealed(#[from] SealFault),
    /// No token could be made.
    #[error(transparent)]
    Random(#[from] NoRandomBytes),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Lets somebody in who gave the right password before, by the code of their phone or an unused one
/// from paper. The token is another one from here on.
///
/// Wrong codes count as wrong passwords do.
///
/// # Errors
/// See [`SecondStepError`].
pub async fn second_step(
    registry: &Registry,
    entrance: &Entrance<'_>,
    token: &SessionToken,
    typed: &str,
) -> Result<Begun, SecondStepError> {
    let hash = token.hash();
    let mut tx = registry.store.write().await?;
    let waiting = tx.login(hash.as_bytes()).await?;
    let waiting = waiting
        .filter(|login| login.second_step_due && entrance.at < login.expires_at.0)
        .ok_or(SecondStepError::BeginAgain)?;
    let row = tx.lock_account(waiting.account_id).await?;
    let mut row = row.ok_or(SecondStepError::BeginAgain)?;
    if let Some(until) = locked_until(&row, entrance.at) {
        return Err(SecondStepError::Locked(until));
    }
    let how = match check_code(&mut tx, entrance, &mut row, typed).await? {
        Ok(how) => how,
        Err(fault) => {
            let used = fault == TotpFault::Used;
            fail(tx, entrance, row, if used { "used_code" } else { "code" }).await?;
            return Err(if used {
                SecondStepError::Used
            } else {
                SecondStepError::Wrong
            });
        }
    };
    let actor = actor(&mut tx, &row, entrance.at).await?;
    admit(&row, &actor)?;
    // Taken once: of two answers at the same time one finds the login ended.
    if tx.end_login(hash.as_bytes(), Moment(entrance.at)).await? == 0 {
        return Err(SecondStepError::BeginAgain);
    }
    forget_failures(&mut row);
    tx.update_account(&row).await?;
    let act = AccountAct::LogIn;
    entrance.note(&mut tx, act, Some(&actor), Some(how)).await?;
    let begun = entrance.begin(&mut tx, &row, false).await?;
    tx.commit().await?;
    Ok(begun)
}

/// By which code it was, as the audit calls it; the step of a phone's code is put into the row.
async fn check_code(
    tx: &mut Tx,
    entrance: &Entrance<'_>,
    row: &mut AccountRow,
    typed: &str,
) -> Result<Result<&'static str, TotpFault>, SecondStepError> {
    if let Some(code) = RecoveryCode::parse(typed) {
        let hash = code.hash();
        let at = Moment(entrance.at);
        let good = tx.use_recovery_code(row.id, hash.as_bytes(), at).await?;
        return Ok(if good {
            Ok("recovery_code")
        } else {
            Err(TotpFault::Wrong)
        });
    }
    let Some(sealed) = &row.totp_secret else {
        return Err(SecondStepError::BeginAgain);
    };
    let secret = TotpSecret::open(entrance.secrets.key, row.id, sealed)?;
    Ok(secret
        .verify(typed, entrance.at, row.totp_last_step)
        .map(|step| {
            row.totp_last_step = Some(step);
            "totp"
        }))
}

impl From<BeginError> for SecondStepError {
    fn from(error: BeginError) -> Self {
        match error {
            BeginError::Random(error) => Self::Random(error),
            BeginError::Store(error) => Self::Store(error),
        }
    }
}
