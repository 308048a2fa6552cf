//! The national login: getting in by it, and tying it to an account.

use khien_certificate::keys::NoRandomBytes;
use khien_store::{AccountRow, Moment, StoreError, Tx};
use uuid::Uuid;

use super::act::{AccountAct, KIND};
use super::editing::{NotEditable, editable};
use super::entrance::{BeginError, Begun, Entrance, NotAdmitted, actor, admit};
use super::snapshot;
use crate::by::By;
use crate::credentials::openid::Identity;
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why somebody whom the provider knows did not get in.
#[derive(Debug, thiserror::Error)]
pub enum OpenIdLogInError {
    /// No account is tied to this identity: an account editor is to tie one.
    #[error("no account is tied to this identity")]
    NotLinked,
    /// The account lets nobody in.
    #[error(transparent)]
    NotAdmitted(#[from] NotAdmitted),
    /// No token could be made.
    #[error(transparent)]
    Random(#[from] NoRandomBytes),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Lets the holder of an account in whose identity another provider has verified. There is no second
/// step: the provider asked for what it thinks right. A one-time password that still waits for them
/// ends with it: they came without, and a paper nobody needs opens nothing.
///
/// # Errors
/// See [`OpenIdLogInError`].
pub async fn open_id_log_in(
    registry: &Registry,
    entrance: &Entrance<'_>,
    identity: &Identity,
) -> Result<Begun, OpenIdLogInError> {
    let mut tx = registry.store.write().await?;
    let (issuer, subject) = (identity.issuer.as_str(), identity.subject.as_str());
    let Some(row) = tx.account_by_openid(issuer, subject).await? else {
        let act = AccountAct::LogInFailed;
        entrance
            .note(&mut tx, act, None, Some("openid_not_linked"))
            .await?;
        tx.commit().await?;
        return Err(OpenIdLogInError::NotLinked);
    };
    let actor = actor(&mut tx, &row, entrance.at).await?;
    if let Err(why) = admit(&row, &actor) {
        let act = AccountAct::LogInFailed;
        entrance
            .note(&mut tx, act, Some(&actor), Some(why.code()))
            .await?;
        tx.commit().await?;
        return Err(why.into());
    }
    let act = AccountAct::LogIn;
    entrance
        .note(&mut tx, act, Some(&actor), Some("openid"))
        .await?;
    let row = without_one_time_password(&mut tx, entrance, row).await?;
    let begun = entrance.begin(&mut tx, &row, false).await?;
    tx.commit().await?;
    Ok(begun)
}

async fn without_one_time_password(
    tx: &mut Tx,
    entrance: &Entrance<'_>,
    mut row: AccountRow,
) -> Result<AccountRow, StoreError> {
    if row.password_until.take().is_some() {
        row.password_hash = None;
        row.updated_at = Moment(entrance.at);
        tx.update_account(&row).await?;
    }
    Ok(row)
}

/// Why an identity was not tied or untied.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// The account may not be changed by this editor.
    #[error(transparent)]
    NotEditable(#[from] NotEditable),
    /// Issuer or subject is empty.
    #[error("the identity is not complete")]
    Incomplete,
    /// Another account is tied to the identity.
    #[error("another account is tied to this identity")]
    Taken,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Ties an account to an identity of another provider, instead of the one it was tied to.
///
/// # Errors
/// See [`LinkError`]. Nothing is written then.
pub async fn link_open_id(
    registry: &Registry,
    by: &By<'_>,
    account: Uuid,
    identity: &Identity,
) -> Result<(), LinkError> {
    if identity.issuer.is_empty() || identity.subject.is_empty() {
        return Err(LinkError::Incomplete);
    }
    let tie = Some((identity.issuer.clone(), identity.subject.clone()));
    tied(registry, by, account, tie).await
}

/// Unties an account from its identity of another provider.
///
/// # Errors
/// See [`LinkError`]. Nothing is written then.
pub async fn unlink_open_id(
    registry: &Registry,
    by: &By<'_>,
    account: Uuid,
) -> Result<(), LinkError> {
    tied(registry, by, account, None).await
}

async fn tied(
    registry: &Registry,
    by: &By<'_>,
    account: Uuid,
    tie: Option<(String, String)>,
) -> Result<(), LinkError> {
    let mut tx = registry.store.write().await?;
    let row = editable(&mut tx, by, account).await??;
    let act = if tie.is_some() {
        AccountAct::OpenIdLink
    } else {
        AccountAct::OpenIdUnlink
    };
    let mut after = row.clone();
    (after.openid_issuer, after.openid_subject) = tie.unzip();
    after.updated_at = Moment(by.at);
    match tx.update_account(&after).await {
        Err(StoreError::Exists(_)) => return Err(LinkError::Taken),
        other => other?,
    };
    let written = Written {
        act: act.code(),
        kind: KIND,
        subject: account.to_string(),
        before: Some(snapshot(&row)),
        after: Some(snapshot(&after)),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

impl From<BeginError> for OpenIdLogInError {
    fn from(error: BeginError) -> Self {
        match error {
            BeginError::Random(error) => Self::Random(error),
            BeginError::Store(error) => Self::Store(error),
        }
    }
}
