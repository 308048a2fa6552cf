//! The daily reported figure: doses that a site says it gave, beside vials used and records
//! entered.
//!
//! The fast figure of the evening goes up from site to ministry before the records are typed. What
//! is reported and not entered is the gap that somebody has to close; a figure that was wrong is
//! corrected by a further one with its reason.

mod compare;
mod correct;
mod days;
mod report;

pub use crate::within::{PartLevel, Within};
pub use compare::{Comparison, Figures, Part, compare};
pub use correct::{CorrectError, FigureCorrection, correct};
pub use days::{DayFigures, days};
pub use report::{NewFigure, ReportError, report};

use jiff::ToSpan;
use jiff::civil::Date;
use khien_domain::rights::{Act, Place};
use khien_store::{Day, FigureRow, StoreError};

use crate::by::{By, NotAllowed};

/// Why figures were not shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such unit now.
    #[error("there is no such unit")]
    NoUnit,
    /// There is no such facility.
    #[error("there is no such facility")]
    NoFacility,
    /// The last day lies before the first, or more than a year after it.
    #[error("the days cannot be compared")]
    Days,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The right of staff, or that of a partner's program.
fn need(by: &By<'_>, place: &Place) -> Result<(), NotAllowed> {
    let partner = |missing| by.need(Act::ApiFigureRead, place).map_err(|_| missing);
    by.need(Act::FigureRead, place).or_else(partner)
}

/// Most days that are compared at once.
const MOST_DAYS: i32 = 366;

/// The day after the last, where the days make sense.
fn below(from: Date, to: Date) -> Result<Day, ReadError> {
    let days = from.until(to).map_or(-1, |span| span.get_days());
    if !(0..MOST_DAYS).contains(&days) {
        return Err(ReadError::Days);
    }
    Ok(Day(to.saturating_add(1.day())))
}

/// A figure as JSON, for the audit.
fn snapshot(row: &FigureRow) -> String {
    crate::written::json(&serde_json::json!({
        "facility": row.facility_code,
        "day": row.day.0.to_string(),
        "doses_given": row.doses_given,
        "corrects": row.corrects.map(|id| id.to_string()),
    }))
}
