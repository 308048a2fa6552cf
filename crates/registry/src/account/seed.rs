//! Accounts that nobody made: the first one of an installation, and those of a demonstration.

use jiff::Timestamp;
use khien_domain::rights::Assignment;
use khien_store::{AuditRow, Moment, StoreError, Tx};

use super::act::{AccountAct, KIND};
use super::create::{assignment_row, empty};
use super::login_name::login_name;
use super::{assignment_snapshot, snapshot};
use crate::by::NewIds;
use crate::credentials::PasswordHash;
use crate::registry::Registry;

/// Why no account was made.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// There are accounts: an account editor makes the next one.
    #[error("there are accounts already")]
    NotEmpty,
    /// This cannot be a login.
    #[error("this cannot be a login")]
    Login,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An account to begin with.
pub struct Seed<'a> {
    /// What will be typed to log in.
    pub login: &'a str,
    /// Name of its holder.
    pub name: &'a str,
    /// Hash of the password, by [`hash_password`](super::hash_password).
    pub password: &'a PasswordHash,
    /// Its roles.
    pub roles: &'a [Assignment],
}

/// Makes the first account of an installation. Nobody did it, says the audit: the program itself.
///
/// # Errors
/// [`SeedError::NotEmpty`] once there is any account, so that the command line is no back door.
pub async fn seed_first(
    registry: &Registry,
    at: Timestamp,
    ids: &dyn NewIds,
    seed: &Seed<'_>,
) -> Result<(), SeedError> {
    let mut tx = registry.store.write().await?;
    if !tx.accounts("", 1).await?.is_empty() {
        return Err(SeedError::NotEmpty);
    }
    let plant = Plant {
        at,
        ids,
        reason: "first_run",
    };
    plant.add(&mut tx, seed).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes the accounts of a demonstration whose logins are not there yet; gives how many those were.
///
/// # Errors
/// See [`SeedError`]. Nothing is written then.
pub async fn seed_demo(
    registry: &Registry,
    at: Timestamp,
    ids: &dyn NewIds,
    seeds: &[Seed<'_>],
) -> Result<usize, SeedError> {
    let mut tx = registry.store.write().await?;
    let plant = Plant {
        at,
        ids,
        reason: "demonstration",
    };
    let mut added = 0;
    for seed in seeds {
        if plant.add(&mut tx, seed).await? {
            added += 1;
        }
    }
    tx.commit().await?;
    Ok(added)
}

/// When and why accounts are made without anybody's doing it.
struct Plant<'a> {
    at: Timestamp,
    ids: &'a dyn NewIds,
    reason: &'static str,
}

impl Plant<'_> {
    async fn add(&self, tx: &mut Tx, seed: &Seed<'_>) -> Result<bool, SeedError> {
        let login = login_name(seed.login).ok_or(SeedError::Login)?;
        if tx.account_by_login(&login).await?.is_some() {
            return Ok(false);
        }
        let id = self.ids.new_id(self.at);
        let mut row = empty(id, login, seed.name, Moment(self.at));
        row.password_hash = Some(seed.password.as_str().to_owned());
        tx.insert_account(&row).await?;
        self.note(tx, AccountAct::Create, &row.id.to_string(), snapshot(&row))
            .await?;
        for role in seed.roles {
            tx.insert_assignment(&assignment_row(self.ids.new_id(self.at), id, role))
                .await?;
            let after = assignment_snapshot(role);
            self.note(tx, AccountAct::RoleGrant, &id.to_string(), after)
                .await?;
        }
        Ok(true)
    }

    async fn note(
        &self,
        tx: &mut Tx,
        act: AccountAct,
        subject: &str,
        after: String,
    ) -> Result<(), StoreError> {
        tx.insert_audit(&AuditRow {
            id: self.ids.new_id(self.at),
            at: Moment(self.at),
            actor: None,
            act: act.code().to_owned(),
            subject_kind: KIND.to_owned(),
            subject_id: subject.to_owned(),
            place: String::new(),
            before: None,
            after: Some(after),
            reason: Some(self.reason.to_owned()),
        })
        .await
    }
}
