//! Making a token for a partner's program.

use jiff::{SignedDuration, Timestamp};
use khien_certificate::keys::NoRandomBytes;
use khien_domain::rights::{Act, Role};
use khien_store::{Moment, StoreError, TokenRow};
use uuid::Uuid;

use super::snapshot;
use crate::account::Secrets;
use crate::account::act::{AccountAct, KIND};
use crate::account::editing::{NotEditable, editable};
use crate::by::By;
use crate::credentials::PartnerToken;
use crate::person::given;
use crate::registry::Registry;
use crate::written::{Written, write};

/// No token lasts longer: a year is long enough to forget who has it.
pub const LONGEST_TOKEN: SignedDuration = SignedDuration::from_hours(366 * 24);
/// Most requests a minute that a token may be given: a thousand a second.
pub const MOST_PER_MINUTE: u32 = 60_000;
/// The acts that tokens are given for.
pub const PARTNER_ACTS: [Act; 3] = [Act::ApiPersonRead, Act::ApiDoseRecord, Act::ApiFigureRead];

/// Why a token was not made.
#[derive(Debug, thiserror::Error)]
pub enum MakeTokenError {
    /// The account may not be changed by this editor.
    #[error(transparent)]
    NotEditable(#[from] NotEditable),
    /// The account is not a partner's.
    #[error("only an account with the role of a partner has tokens")]
    NotPartner,
    /// It is good for nothing, or for an act that is not a partner's.
    #[error("a token is good for one act of partners or more")]
    Acts,
    /// Nobody would know what it is for.
    #[error("a name is needed")]
    NoName,
    /// It would have ended already, or last longer than [`LONGEST_TOKEN`].
    #[error("a token ends within a year")]
    Expiry,
    /// None, or more than [`MOST_PER_MINUTE`].
    #[error("the number of requests a minute is out of bounds")]
    Rate,
    /// The token was made already, and its text was shown: if that is lost, make another one.
    #[error("the token was made already")]
    Made,
    /// No secret could be drawn.
    #[error(transparent)]
    Random(#[from] NoRandomBytes),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A token to be made.
pub struct NewToken<'a> {
    /// Made by the client, so that a retry makes none twice.
    pub id: Uuid,
    /// The partner's account.
    pub account: Uuid,
    /// What it is for.
    pub name: &'a str,
    /// What it is good for: some of [`PARTNER_ACTS`].
    pub acts: &'a [Act],
    /// Requests a minute.
    pub per_minute: u32,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Makes a token; what is returned is shown once.
///
/// # Errors
/// See [`MakeTokenError`]. Nothing is written then.
pub async fn make_token(
    registry: &Registry,
    by: &By<'_>,
    secrets: Secrets<'_>,
    new: NewToken<'_>,
) -> Result<PartnerToken, MakeTokenError> {
    check(by, &new)?;
    let token = PartnerToken::new(new.id, secrets.draw()?);
    let mut tx = registry.store.write().await?;
    editable(&mut tx, by, new.account).await??;
    let roles = tx.assignments(new.account).await?;
    let roles = roles.iter().filter_map(crate::account::assignment);
    if !roles
        .into_iter()
        .any(|held| held.role == Role::PartnerApp && held.holds_at(by.at))
    {
        return Err(MakeTokenError::NotPartner);
    }
    let row = row(by, &new, &token);
    match tx.insert_token(&row).await {
        Err(StoreError::Exists(_)) => return Err(MakeTokenError::Made),
        other => other?,
    }
    let written = Written {
        act: AccountAct::TokenMake.code(),
        kind: KIND,
        subject: new.account.to_string(),
        before: None,
        after: Some(snapshot(&row)),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(token)
}

fn check(by: &By<'_>, new: &NewToken<'_>) -> Result<(), MakeTokenError> {
    given(new.name).ok_or(MakeTokenError::NoName)?;
    if new.acts.is_empty() || new.acts.iter().any(|act| !PARTNER_ACTS.contains(act)) {
        return Err(MakeTokenError::Acts);
    }
    let lasts = new.expires_at.duration_since(by.at);
    if lasts <= SignedDuration::ZERO || lasts > LONGEST_TOKEN {
        return Err(MakeTokenError::Expiry);
    }
    if new.per_minute == 0 || new.per_minute > MOST_PER_MINUTE {
        return Err(MakeTokenError::Rate);
    }
    Ok(())
}

fn row(by: &By<'_>, new: &NewToken<'_>, token: &PartnerToken) -> TokenRow {
    let mut acts: Vec<&str> = new.acts.iter().map(|act| act.code()).collect();
    acts.sort_unstable();
    acts.dedup();
    TokenRow {
        id: new.id,
        secret_hash: token.hash().as_bytes().to_vec(),
        account_id: new.account,
        name: new.name.trim().to_owned(),
        acts: acts.join(" "),
        per_minute: i64::from(new.per_minute),
        made_by: by.actor.account,
        created_at: Moment(by.at),
        expires_at: Moment(new.expires_at),
        used_at: None,
    }
}
