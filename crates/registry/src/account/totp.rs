//! The authenticator application: added by the holder, taken away by an editor when the phone is
//! lost.

use std::fmt;

use jiff::Timestamp;
use khien_certificate::keys::NoRandomBytes;
use khien_store::{Moment, StoreError};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::act::{AccountAct, KIND};
use super::editing::{NotEditable, editable};
use super::entrance::{Entrance, Secrets, forget_failures};
use super::prove::{Proven, Refused, prove};
use super::snapshot;
use crate::by::By;
use crate::credentials::{
    PasswordHashFault, RECOVERY_CODES, RecoveryCode, SealFault, TotpFault, TotpSecret,
};
use crate::given::worded;
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why the authenticator application was not added or taken away.
#[derive(Debug, thiserror::Error)]
pub enum TotpError {
    /// The password is wrong.
    #[error("the password is wrong")]
    WrongPassword,
    /// Too many failures; until then nothing is looked at.
    #[error("too many failures: wait until {0}")]
    Locked(Timestamp),
    /// The account has one. An editor takes the lost one away first.
    #[error("the account has an authenticator application")]
    Enrolled,
    /// The account has none.
    #[error("the account has no authenticator application")]
    NotEnrolled,
    /// The code is not the one that the application shows now.
    #[error(transparent)]
    Code(#[from] TotpFault),
    /// What was begun here cannot be gone on with: begin again.
    #[error(transparent)]
    Sealed(#[from] SealFault),
    /// The account may not be changed by this editor.
    #[error(transparent)]
    NotEditable(#[from] NotEditable),
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// The password could not be hashed.
    #[error(transparent)]
    Hash(#[from] PasswordHashFault),
    /// There was no secret.
    #[error(transparent)]
    Random(#[from] NoRandomBytes),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A secret for the phone, which counts once the phone showed that it has it.
pub struct Enrolment {
    /// The secret, to be shown as a QR code and as text.
    pub secret: TotpSecret,
    /// The `otpauth` address that the QR code holds.
    pub address: Zeroizing<String>,
    /// The same secret, encrypted for this account: the form brings it back to [`confirm_totp`].
    pub sealed: Vec<u8>,
}

/// Begins to add an authenticator application to the own account. Nothing is stored yet. `issuer` is
/// the name under which the phone will show it. The password is asked again, so that whoever finds
/// an open browser cannot lock its owner out.
///
/// # Errors
/// See [`TotpError`].
pub async fn enrol_totp(
    registry: &Registry,
    by: &By<'_>,
    secrets: Secrets<'_>,
    issuer: &str,
    password: &str,
) -> Result<Enrolment, TotpError> {
    let entrance = Entrance::again(by, secrets);
    let found = registry
        .store
        .read()
        .await?
        .account(by.actor.account)
        .await?;
    let Proven { mut tx, mut row } = prove(registry, &entrance, found, password).await?;
    if row.totp_secret.is_some() {
        return Err(TotpError::Enrolled);
    }
    forget_failures(&mut row);
    tx.update_account(&row).await?;
    tx.commit().await?;
    let secret = TotpSecret::from_random(secrets.draw()?);
    Ok(Enrolment {
        address: secret.to_uri(issuer, &row.login),
        sealed: secret.seal(secrets.key, row.id, secrets.draw()?)?,
        secret,
    })
}

/// Adds the application once it shows the right code, and gives the codes to print for the day the
/// phone is lost. They are shown once.
///
/// # Errors
/// See [`TotpError`]. Nothing is written then.
pub async fn confirm_totp(
    registry: &Registry,
    by: &By<'_>,
    secrets: Secrets<'_>,
    sealed: &[u8],
    code: &str,
) -> Result<Vec<RecoveryCode>, TotpError> {
    let account = by.actor.account;
    let secret = TotpSecret::open(secrets.key, account, sealed)?;
    let step = secret.verify(code, by.at, None)?;
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        codes.push(RecoveryCode::from_random(secrets.draw()?));
    }
    let mut tx = registry.store.write().await?;
    let row = tx.lock_account(account).await?;
    let row = row.ok_or(NotEditable::NoAccount)?;
    if row.totp_secret.is_some() {
        return Err(TotpError::Enrolled);
    }
    let mut after = row.clone();
    after.totp_secret = Some(sealed.to_vec());
    after.totp_last_step = Some(step);
    after.updated_at = Moment(by.at);
    tx.update_account(&after).await?;
    tx.void_recovery_codes(account, Moment(by.at)).await?;
    for code in &codes {
        tx.insert_recovery_code(account, code.hash().as_bytes())
            .await?;
    }
    let written = Written {
        act: AccountAct::TotpEnrol.code(),
        kind: KIND,
        subject: account.to_string(),
        before: Some(snapshot(&row)),
        after: Some(snapshot(&after)),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(codes)
}

/// Takes the application of somebody's lost phone away, and the codes on paper with it. From then
/// on the password alone lets them in, so the editor makes sure who asks, and says how.
///
/// # Errors
/// See [`TotpError`]. Nothing is written then.
pub async fn remove_totp(
    registry: &Registry,
    by: &By<'_>,
    account: Uuid,
    reason: &str,
) -> Result<(), TotpError> {
    let reason = worded(reason).ok_or(TotpError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let row = editable(&mut tx, by, account).await??;
    if row.totp_secret.is_none() {
        return Err(TotpError::NotEnrolled);
    }
    let mut after = row.clone();
    after.totp_secret = None;
    after.totp_last_step = None;
    after.updated_at = Moment(by.at);
    tx.update_account(&after).await?;
    tx.void_recovery_codes(account, Moment(by.at)).await?;
    tx.end_logins(account, Moment(by.at)).await?;
    let written = Written {
        act: AccountAct::TotpRemove.code(),
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

impl fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enrolment")
    }
}

impl From<Refused> for TotpError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Wrong => Self::WrongPassword,
            Refused::Locked(until) => Self::Locked(until),
            Refused::Hash(fault) => Self::Hash(fault),
            Refused::Random(error) => Self::Random(error),
            Refused::Store(error) => Self::Store(error),
        }
    }
}
