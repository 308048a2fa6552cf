//! The commune's word on who a resident is: the last one, wherever the doses were given.
//!
//! A session confirms that somebody was there (the gate `attendance`); the commune where the person
//! lives confirms who it is (the gate `identity`). Which of the two a certificate waits for is policy.

use khien_domain::ConfirmationChannel;
use khien_domain::rights::Act;
use khien_store::{ConfirmationRow, Moment, StoreError};
use uuid::Uuid;

use super::GATE;
use crate::by::{By, NotAllowed};
use crate::consequence::{self, Cause};
use crate::registry::{Registry, active, place_of_person};
use crate::session::ConfirmedField;
use crate::written::{Written, json, write};

/// Why an identity was not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The right is missing: it is the commune's where the person lives.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such person.
    #[error("there is no such person")]
    NoPerson,
    /// The record was merged into another.
    #[error("the record was merged into another")]
    Merged(Uuid),
    /// Somebody changed the person since the record was shown.
    #[error("somebody else changed the person meanwhile")]
    Changed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the commune says.
#[derive(Clone, Copy, Debug)]
pub struct IdentityWord<'a> {
    /// Made by the client, so that a retry notes nothing twice.
    pub id: Uuid,
    /// Of whom.
    pub person: Uuid,
    /// The version that was looked at.
    pub seen_version: i64,
    /// How the person was asked.
    pub channel: ConfirmationChannel,
    /// Fields that are wrong and have to be corrected; none: it is this person.
    pub refused: &'a [ConfirmedField],
}

/// Notes the commune's word; the one before stays beside it. The same id again changes nothing and
/// succeeds.
///
/// # Errors
/// See [`IdentityError`]. Nothing is written then.
pub async fn confirm_identity(
    registry: &Registry,
    by: &By<'_>,
    word: IdentityWord<'_>,
) -> Result<(), IdentityError> {
    let mut tx = registry.store.write().await?;
    let row = tx.person(word.person).await?;
    let row = row.ok_or(IdentityError::NoPerson)?;
    let at_home = By {
        facility: None,
        ..*by
    };
    let home = place_of_person(&at_home, row.commune_code.as_deref());
    by.need(Act::IdentityConfirm, &home)?;
    let row = active(row).map_err(IdentityError::Merged)?;
    let known = tx.confirmations(row.id).await?;
    if known.iter().any(|it| it.id == word.id) {
        return Ok(());
    }
    if row.version != word.seen_version {
        return Err(IdentityError::Changed);
    }
    let mut refused: Vec<&str> = word.refused.iter().map(|field| field.code()).collect();
    refused.sort_unstable();
    refused.dedup();
    let said = ConfirmationRow {
        id: word.id,
        attendance_id: None,
        person_id: row.id,
        dose_id: None,
        gate: GATE.to_owned(),
        channel: word.channel.code().to_owned(),
        refused: refused.join(" "),
        should_be: None,
        confirmed_at: Moment(by.at),
        noted_by: Some(by.actor.account),
    };
    tx.insert_confirmation(&said).await?;
    consequence::note(&mut tx, by, row.id, Cause::Identity).await?;
    let written = Written {
        act: Act::IdentityConfirm.code(),
        kind: "person",
        subject: row.id.to_string(),
        before: None,
        after: Some(json(&serde_json::json!({
            "channel": said.channel,
            "refused": said.refused,
        }))),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}
