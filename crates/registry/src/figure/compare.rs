//! Reported beside vials and records, from the nation down to a commune's facilities.

use std::collections::BTreeMap;

use jiff::civil::Date;
use khien_store::{Day, FacilityFiguresRow};

use super::{ReadError, below, need};
use crate::by::By;
use crate::registry::Registry;
use crate::within::{Line, PartLevel, Within};

/// Doses and vials of some days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Reports there are: one a facility and day.
    pub reports: i64,
    /// Doses given as reported.
    pub reported: i64,
    /// Vials used.
    pub vials: i64,
    /// Doses in those vials by their labels.
    pub in_vials: i64,
    /// Doses entered.
    pub entered: i64,
}

impl Figures {
    /// Doses reported and not entered; below nothing where more is entered than was reported.
    pub fn to_enter(&self) -> i64 {
        self.reported - self.entered
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            reports: self.reports + other.reports,
            reported: self.reported + other.reported,
            vials: self.vials + other.vials,
            in_vials: self.in_vials + other.in_vials,
            entered: self.entered + other.entered,
        }
    }
}

/// One line of a comparison, which opens into a further one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub level: PartLevel,
    /// Its code; empty for nowhere.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Facilities in it.
    pub facilities: i64,
    /// Of those, with at least one report.
    pub reporting: i64,
    /// Its figures.
    pub figures: Figures,
}

/// A comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// By code.
    pub parts: Vec<Part>,
    /// All of them together.
    pub total: Figures,
}

/// Compares what was reported, used and entered from the first to the last day.
///
/// # Errors
/// See [`ReadError`].
pub async fn compare(
    registry: &Registry,
    by: &By<'_>,
    within: Within<'_>,
    from: Date,
    to: Date,
) -> Result<Comparison, ReadError> {
    need(by, &within.place(by.today()).ok_or(ReadError::NoUnit)?)?;
    let end = below(from, to)?;
    let mut tx = registry.store.read().await?;
    let rows = tx.figures_by_facility(Day(from), end).await?;
    let mut parts = BTreeMap::new();
    for row in &rows {
        let facility = (row.code.as_str(), row.name.as_str());
        if let Some(line) = within.line(&row.commune_code, facility, by.today()) {
            add(&mut parts, empty(line), row);
        }
    }
    let parts: Vec<Part> = parts.into_values().collect();
    let total = parts
        .iter()
        .fold(Figures::default(), |sum, part| sum.plus(part.figures));
    Ok(Comparison { parts, total })
}

fn empty(line: Line) -> Part {
    Part {
        level: line.level,
        code: line.code,
        name: line.name,
        facilities: 0,
        reporting: 0,
        figures: Figures::default(),
    }
}

fn add(parts: &mut BTreeMap<String, Part>, part: Part, row: &FacilityFiguresRow) {
    let part = parts.entry(part.code.clone()).or_insert(part);
    part.facilities += 1;
    part.reporting += i64::from(row.days_reported > 0);
    part.figures = part.figures.plus(Figures {
        reports: row.days_reported,
        reported: row.reported,
        vials: row.vials,
        in_vials: row.in_vials,
        entered: row.entered,
    });
}
