//! Passwords that an account editor hands over, and that open the account once.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use khien_certificate::keys::NoRandomBytes;
use khien_store::{AccountRow, Moment};
use zeroize::Zeroizing;

use super::entrance::Secrets;
use super::hashing::{HashError, hash_password};
use crate::credentials::{PasswordHash, RecoveryCode};

/// How long a one-time password may be used: over a long holiday, and no longer.
pub const ONE_TIME_LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A password of 80 random bits, `XXXX-XXXX-XXXX-XXXX`, to be read out or handed over on paper.
/// Shown once; nobody can see it again.
pub struct OneTimePassword(Zeroizing<String>);

impl OneTimePassword {
    pub(super) fn draw(secrets: &Secrets<'_>) -> Result<Self, NoRandomBytes> {
        Ok(Self(RecoveryCode::from_random(secrets.draw()?).to_text()))
    }

    /// As it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) async fn hash(&self, secrets: &Secrets<'_>) -> Result<PasswordHash, HashError> {
        Ok(hash_password(&self.0, secrets.draw()?).await?)
    }
}

impl fmt::Debug for OneTimePassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimePassword")
    }
}

/// What was typed; where a one-time password is due, as it was printed: small letters, blanks and
/// the usual misreadings are understood.
pub(super) fn as_printed(found: Option<&AccountRow>, typed: &str) -> Zeroizing<String> {
    let due = found.is_some_and(|row| row.password_until.is_some());
    let printed = RecoveryCode::parse(typed).filter(|_| due);
    printed.map_or_else(|| Zeroizing::new(typed.to_owned()), |code| code.to_text())
}

/// Puts a one-time password into a row.
pub(super) fn put(row: &mut AccountRow, hash: &PasswordHash, at: Timestamp) {
    let until = at.saturating_add(ONE_TIME_LASTS).unwrap_or(Timestamp::MAX);
    row.password_hash = Some(hash.as_str().to_owned());
    row.password_until = Some(Moment(until));
}

/// Whether the password was to be used before.
pub(super) fn is_too_old(row: &AccountRow, at: Timestamp) -> bool {
    row.password_until.is_some_and(|until| until.0 <= at)
}
