//! Reporting the day's figure.

use jiff::ToSpan;
use jiff::civil::Date;
use khien_domain::rights::Act;
use khien_store::{Day, FigureRow, Moment, StoreError};
use uuid::Uuid;

use super::snapshot;
use crate::by::{By, NotAllowed};
use crate::registry::{Registry, place_of_facility};
use crate::written::{Written, write};

/// Why a figure was not reported.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such facility.
    #[error("there is no such facility")]
    NoFacility,
    /// The day has not come.
    #[error("the day lies in the future")]
    InFuture,
    /// The day is reported: that figure is to be corrected.
    #[error("the day is reported already")]
    Reported(Uuid),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A figure to be reported.
#[derive(Clone, Debug)]
pub struct NewFigure {
    /// Made by the client, so that a retry reports nothing twice.
    pub id: Uuid,
    /// Which site.
    pub facility: String,
    /// On which day.
    pub day: Date,
    /// How many doses it gave; 0 is a report too.
    pub doses_given: u32,
}

/// Reports a figure. The same id again changes nothing and succeeds.
///
/// # Errors
/// See [`ReportError`]. Nothing is written then.
pub async fn report(registry: &Registry, by: &By<'_>, new: &NewFigure) -> Result<(), ReportError> {
    let mut tx = registry.store.write().await?;
    let place = place_of_facility(&mut tx, by, &new.facility).await?;
    by.need(Act::FigureReport, &place.ok_or(ReportError::NoFacility)?)?;
    if tx.figure(new.id).await?.is_some() {
        return Ok(());
    }
    if new.day > by.today() {
        return Err(ReportError::InFuture);
    }
    let next = Day(new.day.saturating_add(1.day()));
    let known = tx.figures(&new.facility, Day(new.day), next).await?;
    if let Some(known) = known.first() {
        return Err(ReportError::Reported(known.id));
    }
    let row = FigureRow {
        id: new.id,
        facility_code: new.facility.clone(),
        day: Day(new.day),
        doses_given: i64::from(new.doses_given),
        corrects: None,
        reason: None,
        reported_by: by.actor.account,
        reported_at: Moment(by.at),
    };
    tx.insert_figure(&row).await?;
    let written = Written {
        act: Act::FigureReport.code(),
        kind: "figure",
        subject: row.id.to_string(),
        before: None,
        after: Some(snapshot(&row)),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}
