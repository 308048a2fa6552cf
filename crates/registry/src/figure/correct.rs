//! Correcting a reported figure: a further one with its reason; the one before stays.

use jiff::ToSpan;
use khien_domain::rights::Act;
use khien_store::{Day, FigureRow, Moment, StoreError};
use uuid::Uuid;

use super::snapshot;
use crate::by::{By, NotAllowed};
use crate::given::worded;
use crate::registry::{Registry, place_of_facility};
use crate::written::{Written, write};

/// Why a figure was not corrected.
#[derive(Debug, thiserror::Error)]
pub enum CorrectError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such figure.
    #[error("there is no such figure")]
    NoFigure,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// It was corrected meanwhile.
    #[error("somebody else corrected the figure meanwhile")]
    Changed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A figure as it should be.
#[derive(Clone, Debug)]
pub struct FigureCorrection {
    /// Made by the client, so that a retry corrects nothing twice.
    pub id: Uuid,
    /// Which figure, as the clerk saw it.
    pub corrects: Uuid,
    /// How many doses the site gave.
    pub doses_given: u32,
    /// Why.
    pub reason: String,
}

/// Corrects a figure. The same id again changes nothing and succeeds.
///
/// # Errors
/// See [`CorrectError`]. Nothing is written then.
pub async fn correct(
    registry: &Registry,
    by: &By<'_>,
    wanted: &FigureCorrection,
) -> Result<(), CorrectError> {
    let reason = worded(&wanted.reason).ok_or(CorrectError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let before = tx.figure(wanted.corrects).await?;
    let before = before.ok_or(CorrectError::NoFigure)?;
    let place = place_of_facility(&mut tx, by, &before.facility_code).await?;
    by.need(Act::FigureCorrect, &place.ok_or(CorrectError::NoFigure)?)?;
    if tx.figure(wanted.id).await?.is_some() {
        return Ok(());
    }
    let next = Day(before.day.0.saturating_add(1.day()));
    let standing = tx.figures(&before.facility_code, before.day, next).await?;
    if standing.first().map(|row| row.id) != Some(before.id) {
        return Err(CorrectError::Changed);
    }
    let after = FigureRow {
        id: wanted.id,
        doses_given: i64::from(wanted.doses_given),
        corrects: Some(before.id),
        reason: Some(reason.to_owned()),
        reported_by: by.actor.account,
        reported_at: Moment(by.at),
        ..before.clone()
    };
    match tx.insert_figure(&after).await {
        Ok(()) => {}
        Err(StoreError::Exists(_)) => return Err(CorrectError::Changed),
        Err(other) => return Err(other.into()),
    }
    let written = Written {
        act: Act::FigureCorrect.code(),
        kind: "figure",
        subject: after.id.to_string(),
        before: Some(snapshot(&before)),
        after: Some(snapshot(&after)),
        reason: Some(reason),
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}
