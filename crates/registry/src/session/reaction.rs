//! A reaction after a dose, during the watch or days later.

use std::collections::BTreeSet;

use khien_domain::rights::Act;
use khien_domain::{ReactionSeverity, ReactionSign};
use khien_store::{Moment, ReactionRow, StoreError};
use uuid::Uuid;

use super::desk::{Desk, DeskError};
use crate::by::By;
use crate::registry::Registry;
use crate::written::{Written, json, write};

/// Why a reaction was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum ReactionError {
    /// The desk cannot do it.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// There was no dose.
    #[error("there was no dose")]
    NoDose,
    /// Nothing was seen.
    #[error("at least one sign is needed")]
    NoSign,
}

impl From<StoreError> for ReactionError {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}

/// A reaction.
#[derive(Clone, Debug)]
pub struct NewReaction {
    /// Made by the client, so that a retry records nothing twice.
    pub id: Uuid,
    /// Of whom.
    pub attendance: Uuid,
    /// How severe.
    pub severity: ReactionSeverity,
    /// What was seen.
    pub signs: Vec<ReactionSign>,
}

/// Records a reaction. The same id again changes nothing and succeeds.
///
/// # Errors
/// See [`ReactionError`]. Nothing is written then.
pub async fn reaction(
    registry: &Registry,
    by: &By<'_>,
    seen: &NewReaction,
) -> Result<(), ReactionError> {
    if seen.signs.is_empty() {
        return Err(ReactionError::NoSign);
    }
    let mut tx = registry.store.write().await?;
    let desk = Desk::find(&mut tx, by, seen.attendance, Act::SessionReaction).await?;
    let dose = desk.attendance.dose_id.ok_or(ReactionError::NoDose)?;
    let known = tx.reactions(desk.attendance.person_id).await?;
    if known.iter().any(|row| row.id == seen.id) {
        return Ok(());
    }
    let signs: BTreeSet<&str> = seen.signs.iter().map(|sign| sign.code()).collect();
    let signs: Vec<&str> = signs.into_iter().collect();
    let row = ReactionRow {
        id: seen.id,
        person_id: desk.attendance.person_id,
        dose_id: dose,
        severity: seen.severity.code().to_owned(),
        symptoms: signs.join(" "),
        noted_at: Moment(by.at),
        noted_by: by.actor.account,
    };
    tx.insert_reaction(&row).await?;
    let written = Written {
        act: Act::SessionReaction.code(),
        kind: "attendance",
        subject: desk.attendance.id.to_string(),
        before: None,
        after: Some(json(&serde_json::json!({
            "severity": row.severity,
            "signs": row.symptoms,
        }))),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}
