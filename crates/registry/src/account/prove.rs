//! Proving by the password that one is the holder of an account.

use jiff::Timestamp;
use khien_certificate::keys::NoRandomBytes;
use khien_store::{AccountRow, StoreError, Tx};

use super::act::AccountAct;
use super::entrance::{Entrance, fail, locked_until};
use super::hashing::{HashError, hash_password, verify};
use super::one_time::as_printed;
use crate::credentials::{Answer, PasswordHash, PasswordHashFault};
use crate::registry::Registry;

/// Why somebody is not taken for the holder.
pub(super) enum Refused {
    Wrong,
    Locked(Timestamp),
    Hash(PasswordHashFault),
    Random(NoRandomBytes),
    Store(StoreError),
}

/// The holder, and the transaction in which nobody else changes the account.
pub(super) struct Proven {
    pub(super) tx: Tx,
    pub(super) row: AccountRow,
}

/// Verifies a typed password against the account that was found by its login, or against none.
///
/// The slow part comes before the transaction; what it found out counts only if the account is
/// still not locked, and has still the same password, once nobody else can change it. So a hundred
/// guesses at once learn no more than five in a row.
pub(super) async fn prove(
    registry: &Registry,
    entrance: &Entrance<'_>,
    found: Option<AccountRow>,
    typed: &str,
) -> Result<Proven, Refused> {
    if let Some(until) = found
        .as_ref()
        .and_then(|row| locked_until(row, entrance.at))
    {
        return Err(Refused::Locked(until));
    }
    let typed = as_printed(found.as_ref(), typed);
    let seen = found.as_ref().and_then(|row| row.password_hash.clone());
    let stored = seen
        .as_ref()
        .and_then(|hash| hash.parse::<PasswordHash>().ok());
    let answer = verify(stored, &typed).await?;
    let stronger = match answer {
        Answer::RightRehash => Some(hash_password(&typed, entrance.secrets.draw()?).await?),
        Answer::Right | Answer::Wrong => None,
    };

    let mut tx = registry.store.write().await?;
    let locked = match &found {
        Some(found) => tx.lock_account(found.id).await?,
        None => None,
    };
    let Some(mut row) = locked else {
        let act = AccountAct::LogInFailed;
        entrance
            .note(&mut tx, act, None, Some("unknown_login"))
            .await?;
        tx.commit().await?;
        return Err(Refused::Wrong);
    };
    if let Some(until) = locked_until(&row, entrance.at) {
        return Err(Refused::Locked(until));
    }
    if row.password_hash != seen {
        return Err(Refused::Wrong);
    }
    if !answer.is_right() {
        fail(tx, entrance, row, "password").await?;
        return Err(Refused::Wrong);
    }
    if let Some(stronger) = stronger {
        row.password_hash = Some(stronger.as_str().to_owned());
    }
    Ok(Proven { tx, row })
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<PasswordHashFault> for Refused {
    fn from(fault: PasswordHashFault) -> Self {
        Self::Hash(fault)
    }
}

impl From<NoRandomBytes> for Refused {
    fn from(error: NoRandomBytes) -> Self {
        Self::Random(error)
    }
}

impl From<HashError> for Refused {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Hash(fault) => Self::Hash(fault),
            HashError::Random(error) => Self::Random(error),
        }
    }
}
