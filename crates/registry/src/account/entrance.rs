//! Where those stand who are not in yet, and the login that they get.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use khien_certificate::keys::{NoRandomBytes, RandomBytes};
use khien_domain::rights::Assignment;
use khien_store::{AccountRow, AuditRow, LoginRow, Moment, StoreError, Tx};
use uuid::Uuid;

use super::act::{AccountAct, KIND};
use crate::by::{Actor, By, NewIds};
use crate::credentials::{ApplicationKey, Failures, LockoutRule, SessionToken};

/// No login lasts longer than a long day of vaccinating (NIST SP 800-63B-4 §2.2.3, for two factors:
/// at most 24 hours).
pub const LONGEST_LOGIN: SignedDuration = SignedDuration::from_hours(12);
/// Within which time the code of the phone must follow the password.
pub const SECOND_STEP_WITHIN: SignedDuration = SignedDuration::from_mins(5);

/// What credentials are made of, and what encrypts them in the database.
#[derive(Clone, Copy)]
pub struct Secrets<'a> {
    /// Random bytes for tokens, salts, one-time passwords.
    pub random: &'a (dyn RandomBytes + Send + Sync),
    /// The key of this installation.
    pub key: &'a ApplicationKey,
}

/// An attempt to get in: when, with which new ids and secrets.
#[derive(Clone, Copy)]
pub struct Entrance<'a> {
    /// When.
    pub at: Timestamp,
    /// Ids of what is noted.
    pub ids: &'a dyn NewIds,
    /// For the token.
    pub secrets: Secrets<'a>,
}

/// A login that has begun.
#[derive(Debug)]
pub struct Begun {
    /// What the browser keeps. It is told nobody else, and stored only as a hash.
    pub token: SessionToken,
    /// Whose login it is.
    pub account: Uuid,
    /// When it ends whatever happens.
    pub ends: Timestamp,
    /// The password was given by somebody else: until the holder chose one, there are no rights.
    pub password_due: bool,
}

/// Somebody proved who they are, and still does not get in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAdmitted {
    /// The account was closed.
    #[error("the account is closed")]
    Closed,
    /// No role holds now: all have ended, as a volunteer's with the session, or none was given.
    #[error("the account has no role that holds now")]
    NoRole,
    /// The one-time password was not used in time.
    #[error("the one-time password is too old")]
    TooOld,
}

impl NotAdmitted {
    /// The stable code, as it stands in the audit and in text catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::NoRole => "no_role",
            Self::TooOld => "too_old",
        }
    }
}

impl Secrets<'_> {
    /// Unpredictable bytes.
    pub(super) fn draw<const N: usize>(&self) -> Result<[u8; N], NoRandomBytes> {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes)?;
        Ok(bytes)
    }
}

impl<'a> Entrance<'a> {
    /// For somebody who is in and proves once more who they are.
    pub(super) fn again(by: &By<'a>, secrets: Secrets<'a>) -> Self {
        Self {
            at: by.at,
            ids: by.ids,
            secrets,
        }
    }

    /// Adds an entry about somebody's getting in. Without an account it is about nobody: what was
    /// typed as a login may be a password, and is not kept.
    pub(super) async fn note(
        &self,
        tx: &mut Tx,
        act: AccountAct,
        actor: Option<&Actor>,
        reason: Option<&str>,
    ) -> Result<(), StoreError> {
        let account = actor.map(|actor| actor.account);
        let place = actor.and_then(|actor| actor.assignments.first());
        tx.insert_audit(&AuditRow {
            id: self.ids.new_id(self.at),
            at: Moment(self.at),
            actor: account,
            act: act.code().to_owned(),
            subject_kind: KIND.to_owned(),
            subject_id: account.map_or_else(String::new, |account| account.to_string()),
            place: place.map_or_else(String::new, |held| held.scope.code()),
            before: None,
            after: None,
            reason: reason.map(str::to_owned),
        })
        .await
    }

    /// Begins a login of the account, whole or waiting for its second step.
    pub(super) async fn begin(
        &self,
        tx: &mut Tx,
        row: &AccountRow,
        second_step_due: bool,
    ) -> Result<Begun, BeginError> {
        let token = SessionToken::from_random(self.secrets.draw()?);
        let lasts = if second_step_due {
            SECOND_STEP_WITHIN
        } else {
            LONGEST_LOGIN
        };
        let ends = self.at.saturating_add(lasts).unwrap_or(Timestamp::MAX);
        tx.insert_login(&LoginRow {
            token_hash: token.hash().as_bytes().to_vec(),
            account_id: row.id,
            begun_at: Moment(self.at),
            seen_at: Moment(self.at),
            expires_at: Moment(ends),
            second_step_due,
        })
        .await?;
        Ok(Begun {
            token,
            account: row.id,
            ends,
            password_due: row.password_until.is_some(),
        })
    }
}

/// Why a login did not begin.
pub(super) enum BeginError {
    Random(NoRandomBytes),
    Store(StoreError),
}

impl From<NoRandomBytes> for BeginError {
    fn from(error: NoRandomBytes) -> Self {
        Self::Random(error)
    }
}

impl From<StoreError> for BeginError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The account with the roles that hold at the moment.
pub(super) async fn actor(
    tx: &mut Tx,
    row: &AccountRow,
    at: Timestamp,
) -> Result<Actor, StoreError> {
    let rows = tx.assignments(row.id).await?;
    let held = rows.iter().filter_map(super::assignment);
    let assignments: Vec<Assignment> = held.filter(|held| held.holds_at(at)).collect();
    Ok(Actor {
        account: row.id,
        assignments,
    })
}

/// Whether somebody who proved to be the holder may get in.
pub(super) fn admit(row: &AccountRow, actor: &Actor) -> Result<(), NotAdmitted> {
    if row.closed_at.is_some() {
        return Err(NotAdmitted::Closed);
    }
    if actor.assignments.is_empty() {
        return Err(NotAdmitted::NoRole);
    }
    Ok(())
}

/// Until when nobody may try to be the holder.
pub(super) fn locked_until(row: &AccountRow, at: Timestamp) -> Option<Timestamp> {
    LockoutRule::ACCOUNT.locked_until(failures(row), at)
}

/// Counts a failure of a locked row, notes it and makes both lasting.
pub(super) async fn fail(
    mut tx: Tx,
    entrance: &Entrance<'_>,
    mut row: AccountRow,
    reason: &str,
) -> Result<(), StoreError> {
    let failures = LockoutRule::ACCOUNT.after_failure(failures(&row), entrance.at);
    row.failures = i64::from(failures.count);
    row.failed_at = Some(Moment(failures.last));
    tx.update_account(&row).await?;
    let actor = actor(&mut tx, &row, entrance.at).await?;
    let act = AccountAct::LogInFailed;
    entrance
        .note(&mut tx, act, Some(&actor), Some(reason))
        .await?;
    tx.commit().await
}

/// Forgets failures once the holder got in.
pub(super) fn forget_failures(row: &mut AccountRow) {
    row.failures = 0;
    row.failed_at = None;
}

fn failures(row: &AccountRow) -> Option<Failures> {
    let last = row.failed_at?.0;
    let count = u32::try_from(row.failures).unwrap_or(u32::MAX);
    Some(Failures { count, last })
}

impl fmt::Debug for Secrets<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets")
    }
}
