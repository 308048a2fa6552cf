//! Facilities summed up: from the nation down to a commune's facilities, a line each.

use jiff::civil::Date;
use khien_domain::rights::Place;
use khien_domain::{AdminTree, AdminUnit, Level};

/// The last day of the 63 provinces with their districts. A facility that still has a code of
/// then is counted there.
const LAST_OLD_DAY: Date = Date::constant(2025, 6, 30);

/// What is summed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within<'a> {
    /// All provinces.
    Nation,
    /// The units right below a province or district, or the facilities of a commune.
    Unit(&'a str),
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartLevel {
    /// A province, district or commune.
    Unit(Level),
    /// A facility.
    Facility,
    /// Facilities whose commune nobody knows any more.
    Nowhere,
}

/// A line of a sum, which opens into further ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// What it is.
    pub(crate) level: PartLevel,
    /// Its code; empty for nowhere.
    pub(crate) code: String,
    /// Its name.
    pub(crate) name: String,
}

impl Line {
    fn new(level: PartLevel, (code, name): (&str, &str)) -> Self {
        Self {
            level,
            code: code.to_owned(),
            name: name.to_owned(),
        }
    }
}

impl Within<'_> {
    /// Where it lies, for rights; none if there is no such unit.
    pub(crate) fn place(self, today: Date) -> Option<Place> {
        match self {
            Self::Nation => Some(Place::nation()),
            Self::Unit(code) => {
                let (_, on) = unit(code, today)?;
                Place::of_unit(AdminTree::national(), code, on)
            }
        }
    }

    /// The line in which a facility of a commune is counted; none where it lies elsewhere.
    pub(crate) fn line(self, commune: &str, facility: (&str, &str), today: Date) -> Option<Line> {
        let mut below = Line::new(PartLevel::Facility, facility);
        let Some((mut here, on)) = unit(commune, today) else {
            let nowhere = Line::new(PartLevel::Nowhere, ("", ""));
            return (self == Self::Nation).then_some(nowhere);
        };
        loop {
            if self == Within::Unit(here.code) {
                return Some(below);
            }
            below = Line::new(PartLevel::Unit(here.level), (here.code, here.name));
            match AdminTree::national().parent(here, on) {
                Some(parent) => here = parent,
                None => return (self == Self::Nation).then_some(below),
            }
        }
    }

    /// The codes of its communes, those of before the reform of 2025 too; none for the nation, which
    /// needs no list, and an empty list where there is no such unit.
    pub(crate) fn communes(self, today: Date) -> Option<Vec<String>> {
        let Self::Unit(code) = self else { return None };
        let tree = AdminTree::national();
        let mut found = Vec::new();
        for on in [today, LAST_OLD_DAY] {
            let mut open: Vec<&AdminUnit> = tree.lookup(code, on).into_iter().collect();
            while let Some(unit) = open.pop() {
                if unit.level == Level::Commune {
                    found.push(unit.code.to_owned());
                }
                open.extend(tree.children(unit, on));
            }
        }
        found.sort_unstable();
        found.dedup();
        Some(found)
    }
}

/// The unit with this code and the day on which it is looked up.
fn unit(code: &str, today: Date) -> Option<(&'static AdminUnit, Date)> {
    let tree = AdminTree::national();
    [today, LAST_OLD_DAY]
        .into_iter()
        .find_map(|on| tree.lookup(code, on).map(|unit| (unit, on)))
}
