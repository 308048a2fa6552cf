//! The two data files as rows, and the units they speak of.

use std::collections::HashSet;

use jiff::civil::Date;

use super::unit::{AdminUnit, Level, REFORM};

const UNITS: &str = include_str!("../../../../data/admin-units.csv");
const CONVERSION: &str = include_str!("../../../../data/admin-reform-2025.csv");
const ISLANDS: &str = include_str!("../../../../data/admin-islands-2025.csv");

/// The last day of the 63 provinces.
const LAST_DAY_OF_DISTRICTS: Date = Date::constant(2025, 6, 30);

/// One row of the conversion table of 1 July 2025: an old commune or a part of it, and the new
/// commune that it joined.
#[derive(Clone, Copy)]
pub(super) struct Conversion {
    pub(super) old_commune: Named,
    pub(super) old_district: Named,
    pub(super) old_province: Named,
    pub(super) new_commune: Named,
    pub(super) new_province: Named,
    pub(super) note: &'static str,
}

/// A code and its name.
#[derive(Clone, Copy)]
pub(super) struct Named {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
}

/// The conversion table, and after it the five islands as conversions of districts.
pub(super) fn conversions() -> impl Iterator<Item = Conversion> {
    CONVERSION
        .lines()
        .skip(1)
        .filter_map(conversion)
        .chain(islands())
}

fn conversion(line: &'static str) -> Option<Conversion> {
    let mut cells = line.splitn(11, ',');
    let mut named = || {
        Some(Named {
            code: cells.next()?,
            name: cells.next()?,
        })
    };
    Some(Conversion {
        old_commune: named()?,
        old_district: named()?,
        old_province: named()?,
        new_commune: named()?,
        new_province: named()?,
        note: cells.next()?.trim_matches('"'),
    })
}

/// Island districts had no communes, so the conversion table leaves them out.
fn islands() -> impl Iterator<Item = Conversion> {
    let nothing = Named { code: "", name: "" };
    ISLANDS.lines().skip(1).filter_map(move |line| {
        let mut cells = line.split(',');
        let district = Named {
            code: cells.next()?,
            name: "",
        };
        let mut named = || {
            Some(Named {
                code: cells.next()?,
                name: cells.next()?,
            })
        };
        Some(Conversion {
            old_commune: district,
            old_district: nothing,
            old_province: nothing,
            new_commune: named()?,
            new_province: named()?,
            note: "",
        })
    })
}

/// Every unit of both trees, by code and time.
pub(super) fn units() -> Vec<AdminUnit> {
    let mut units: Vec<AdminUnit> = UNITS.lines().skip(1).filter_map(old_unit).collect();
    let mut known: HashSet<&str> = units.iter().map(|unit| unit.code).collect();
    let mut new: HashSet<&str> = HashSet::new();
    for row in conversions() {
        add_units_of_2024(&mut units, &mut known, &row);
        if new.insert(row.new_province.code) {
            units.push(new_unit(Level::Province, row.new_province, None));
        }
        if new.insert(row.new_commune.code) {
            units.push(new_unit(
                Level::Commune,
                row.new_commune,
                Some(row.new_province.code),
            ));
        }
    }
    units.sort_by_key(|unit| (unit.code, unit.valid_from));
    units
}

/// A line of the list of 2022: `level,code,name,name_en,parent_code`.
fn old_unit(line: &'static str) -> Option<AdminUnit> {
    let mut cells = line.split(',');
    let level = match cells.next()? {
        "province" => Level::Province,
        "district" => Level::District,
        "commune" => Level::Commune,
        _ => return None,
    };
    let named = Named {
        code: cells.next()?,
        name: cells.next()?,
    };
    let parent = cells.nth(1).filter(|code| !code.is_empty());
    Some(old(level, named, parent))
}

fn old(level: Level, named: Named, parent: Option<&'static str>) -> AdminUnit {
    AdminUnit {
        level,
        code: named.code,
        name: named.name,
        parent,
        valid_from: None,
        valid_until: Some(LAST_DAY_OF_DISTRICTS),
    }
}

fn new_unit(level: Level, named: Named, parent: Option<&'static str>) -> AdminUnit {
    AdminUnit {
        level,
        code: named.code,
        name: named.name,
        parent,
        valid_from: Some(REFORM),
        valid_until: None,
    }
}

/// A few districts and communes were founded between the list of 2022 and the reform; their first
/// days are not in the data, so they count as long as the others.
fn add_units_of_2024(
    units: &mut Vec<AdminUnit>,
    known: &mut HashSet<&'static str>,
    row: &Conversion,
) {
    if !row.old_district.code.is_empty() && known.insert(row.old_district.code) {
        units.push(old(
            Level::District,
            row.old_district,
            Some(row.old_province.code),
        ));
    }
    if row.old_commune.code.len() == Level::Commune.digits() && known.insert(row.old_commune.code) {
        units.push(old(
            Level::Commune,
            row.old_commune,
            Some(row.old_district.code),
        ));
    }
}
