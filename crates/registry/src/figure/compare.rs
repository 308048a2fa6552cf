//! Reported beside vials and records, from the nation down to a commune's facilities.

use std::collections::BTreeMap;

use jiff::civil::Date;
use khien_domain::rights::Place;
use khien_domain::{AdminTree, AdminUnit, Level};
use khien_store::{Day, FacilityFiguresRow};

use super::{ReadError, below, need};
use crate::by::By;
use crate::registry::Registry;

/// The last day of the 63 provinces with their districts. A facility that still has a code of
/// then is counted there.
const LAST_OLD_DAY: Date = Date::constant(2025, 6, 30);

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within<'a> {
    /// All provinces.
    Nation,
    /// The units right below a province or district, or the facilities of a commune.
    Unit(&'a str),
}

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

/// What a [`Part`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartLevel {
    /// A province, district or commune.
    Unit(Level),
    /// A facility.
    Facility,
    /// Facilities whose commune nobody knows any more.
    Nowhere,
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
    let place = match within {
        Within::Nation => Place::nation(),
        Within::Unit(code) => {
            let (_, on) = unit(code, by.today()).ok_or(ReadError::NoUnit)?;
            let place = Place::of_unit(AdminTree::national(), code, on);
            place.ok_or(ReadError::NoUnit)?
        }
    };
    need(by, &place)?;
    let end = below(from, to)?;
    let mut tx = registry.store.read().await?;
    let rows = tx.figures_by_facility(Day(from), end).await?;
    let mut parts = BTreeMap::new();
    for row in &rows {
        if let Some(part) = part_of(row, within, by.today()) {
            add(&mut parts, part, row);
        }
    }
    let parts: Vec<Part> = parts.into_values().collect();
    let total = parts
        .iter()
        .fold(Figures::default(), |sum, part| sum.plus(part.figures));
    Ok(Comparison { parts, total })
}

/// The unit with this code and the day on which it is looked up.
fn unit(code: &str, today: Date) -> Option<(&'static AdminUnit, Date)> {
    let tree = AdminTree::national();
    [today, LAST_OLD_DAY]
        .into_iter()
        .find_map(|on| tree.lookup(code, on).map(|unit| (unit, on)))
}

/// The line in which a facility is counted; none where it lies elsewhere.
fn part_of(row: &FacilityFiguresRow, within: Within<'_>, today: Date) -> Option<Part> {
    let mut below = empty(PartLevel::Facility, &row.code, &row.name);
    let Some((mut here, on)) = unit(&row.commune_code, today) else {
        let nowhere = empty(PartLevel::Nowhere, "", "");
        return (within == Within::Nation).then_some(nowhere);
    };
    loop {
        if within == Within::Unit(here.code) {
            return Some(below);
        }
        below = empty(PartLevel::Unit(here.level), here.code, here.name);
        match AdminTree::national().parent(here, on) {
            Some(parent) => here = parent,
            None => return (within == Within::Nation).then_some(below),
        }
    }
}

fn empty(level: PartLevel, code: &str, name: &str) -> Part {
    Part {
        level,
        code: code.to_owned(),
        name: name.to_owned(),
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
