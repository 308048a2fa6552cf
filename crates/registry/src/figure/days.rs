//! Reported beside vials and records, day by day, for one facility.

use jiff::ToSpan;
use jiff::civil::Date;
use khien_store::{Day, FigureRow};

use super::compare::Figures;
use super::{ReadError, below, need};
use crate::by::By;
use crate::registry::{Registry, place_of_facility};

/// A day of a facility.
#[derive(Clone, Debug, PartialEq)]
pub struct DayFigures {
    /// The day.
    pub day: Date,
    /// The figure that stands, if the day is reported.
    pub figure: Option<FigureRow>,
    /// The figures beside each other.
    pub figures: Figures,
}

/// Every day of a facility from the first to the last.
///
/// # Errors
/// See [`ReadError`].
pub async fn days(
    registry: &Registry,
    by: &By<'_>,
    facility: &str,
    from: Date,
    to: Date,
) -> Result<Vec<DayFigures>, ReadError> {
    let end = below(from, to)?;
    let mut tx = registry.store.read().await?;
    let place = place_of_facility(&mut tx, by, facility).await?;
    need(by, &place.ok_or(ReadError::NoFacility)?)?;
    let reported = tx.figures(facility, Day(from), end).await?;
    let used = tx.vials_used(facility, Day(from), end).await?;
    let entered = tx.doses_counted(facility, Day(from), end).await?;
    let on = |day: Date| {
        let figure = reported.iter().find(|row| row.day.0 == day).cloned();
        let used = used.iter().find(|row| row.day.0 == day);
        let entered = entered.iter().find(|(on, _)| on.0 == day);
        DayFigures {
            day,
            figures: Figures {
                reports: i64::from(figure.is_some()),
                reported: figure.as_ref().map_or(0, |row| row.doses_given),
                vials: used.map_or(0, |row| row.vials),
                in_vials: used.map_or(0, |row| row.doses),
                entered: entered.map_or(0, |(_, doses)| *doses),
            },
            figure,
        }
    };
    let days = from.series(1.day()).take_while(|day| *day <= to);
    Ok(days.map(on).collect())
}
