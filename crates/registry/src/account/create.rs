//! Making an account for somebody.

use khien_certificate::keys::NoRandomBytes;
use khien_domain::rights::{Act, Assignment};
use khien_store::{AccountRow, AssignmentRow, Moment, StoreError, Tx};
use uuid::Uuid;

use super::act::{AccountAct, KIND};
use super::editing::{may_give, places};
use super::entrance::Secrets;
use super::hashing::HashError;
use super::login_name::login_name;
use super::one_time::{self, OneTimePassword};
use super::snapshot;
use crate::by::{By, NotAllowed};
use crate::credentials::PasswordHashFault;
use crate::person::given;
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why an account was not made.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// A role may not be given by this editor, there, or for so long.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// An account without a role would let nobody in.
    #[error("an account needs a role")]
    NoRole,
    /// There is no such unit, facility or session.
    #[error("there is no such place")]
    NoPlace,
    /// The login has other characters than those of a login, or is too short or long.
    #[error("this cannot be a login")]
    Login,
    /// Nobody is named.
    #[error("a name is needed")]
    NoName,
    /// Another account has the login.
    #[error("the login is taken")]
    Taken,
    /// The account was made already, and its one-time password was shown: if that is lost, give
    /// another one.
    #[error("the account was made already")]
    Made,
    /// The one-time password could not be hashed.
    #[error(transparent)]
    Hash(#[from] PasswordHashFault),
    /// There was no one-time password.
    #[error(transparent)]
    Random(#[from] NoRandomBytes),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An account to be made.
pub struct NewAccount<'a> {
    /// Made by the client, so that a retry makes none twice.
    pub id: Uuid,
    /// What will be typed to log in.
    pub login: &'a str,
    /// Name of the person or partner.
    pub name: &'a str,
    /// `vi` or `en`.
    pub language: &'a str,
    /// Its roles. A volunteer's ends: with the session, or before.
    pub roles: &'a [Assignment],
}

/// Makes an account, with roles that the editor may give
/// ([`may_grant`](khien_domain::rights::may_grant)), and a one-time password to hand over.
///
/// # Errors
/// See [`CreateError`]. Nothing is written then.
pub async fn create(
    registry: &Registry,
    by: &By<'_>,
    secrets: Secrets<'_>,
    new: NewAccount<'_>,
) -> Result<OneTimePassword, CreateError> {
    let login = login_name(new.login).ok_or(CreateError::Login)?;
    let name = given(new.name).ok_or(CreateError::NoName)?;
    if new.roles.is_empty() {
        return Err(CreateError::NoRole);
    }
    let password = OneTimePassword::draw(&secrets)?;
    let hash = password.hash(&secrets).await?;

    let mut tx = registry.store.write().await?;
    for role in new.roles {
        let lies = places(&mut tx, by, &role.scope).await?;
        let lies = lies.ok_or(CreateError::NoPlace)?;
        if !may_give(by, role, &lies) || role.until.is_some_and(|until| until <= by.at) {
            return Err(NotAllowed(Act::AccountEdit).into());
        }
    }
    if tx.account(new.id).await?.is_some() {
        return Err(CreateError::Made);
    }
    let mut row = empty(new.id, login, name, Moment(by.at));
    new.language.clone_into(&mut row.language);
    one_time::put(&mut row, &hash, by.at);
    match tx.insert_account(&row).await {
        Err(StoreError::Exists(_)) => return Err(CreateError::Taken),
        other => other?,
    }
    note(&mut tx, by, &row).await?;
    for role in new.roles {
        give(&mut tx, by, new.id, role).await?;
    }
    tx.commit().await?;
    Ok(password)
}

async fn note(tx: &mut Tx, by: &By<'_>, row: &AccountRow) -> Result<(), StoreError> {
    let written = Written {
        act: AccountAct::Create.code(),
        kind: KIND,
        subject: row.id.to_string(),
        before: None,
        after: Some(snapshot(row)),
        reason: None,
    };
    write(tx, by, written).await
}

/// Gives a role and notes it.
pub(super) async fn give(
    tx: &mut Tx,
    by: &By<'_>,
    account: Uuid,
    role: &Assignment,
) -> Result<(), StoreError> {
    tx.insert_assignment(&assignment_row(by.new_id(), account, role))
        .await?;
    let written = Written {
        act: AccountAct::RoleGrant.code(),
        kind: KIND,
        subject: account.to_string(),
        before: None,
        after: Some(super::assignment_snapshot(role)),
        reason: None,
    };
    write(tx, by, written).await
}

pub(super) fn assignment_row(id: Uuid, account: Uuid, role: &Assignment) -> AssignmentRow {
    AssignmentRow {
        id,
        account_id: account,
        role: role.role.code().to_owned(),
        scope_kind: role.scope.kind().code().to_owned(),
        scope_code: role.scope.code(),
        until: role.until.map(Moment),
    }
}

/// An account that nothing opens yet.
pub(super) fn empty(id: Uuid, login: String, name: &str, at: Moment) -> AccountRow {
    AccountRow {
        id,
        login,
        name: name.to_owned(),
        password_hash: None,
        password_until: None,
        totp_secret: None,
        totp_last_step: None,
        openid_issuer: None,
        openid_subject: None,
        failures: 0,
        failed_at: None,
        language: "vi".to_owned(),
        closed_at: None,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

impl From<HashError> for CreateError {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Hash(fault) => Self::Hash(fault),
            HashError::Random(error) => Self::Random(error),
        }
    }
}
