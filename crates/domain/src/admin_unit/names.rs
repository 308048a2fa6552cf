//! Communes found by the names that people type.

use std::collections::HashMap;

use jiff::civil::Date;
use thiserror::Error;

use super::table;
use super::unit::{AdminUnit, Level, REFORM};
use crate::text::fold;

/// Names as typed. An empty province or district does not restrict the search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlaceNames<'a> {
    /// Province, with or without its type word.
    pub province: &'a str,
    /// District, with or without its type word. Not looked at for days after the reform.
    pub district: &'a str,
    /// Commune, with or without its type word.
    pub commune: &'a str,
}

impl<'a> PlaceNames<'a> {
    /// The last three parts of an address: "Thôn An Bài, Xã Mê Linh, H. Đông Hưng, Thái Bình".
    pub fn of_address(address: &'a str) -> Self {
        let mut parts = address
            .rsplit([',', ';'])
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let province = parts.next().unwrap_or_default();
        let district = parts.next().unwrap_or_default();
        let commune = parts.next().unwrap_or_default();
        Self {
            province,
            district,
            commune,
        }
    }
}

/// Why names lead to no commune.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum PlaceFault {
    /// No name of a commune was given.
    #[error("no commune was given")]
    Missing,
    /// No commune of that day has these names.
    #[error("no commune has this name in the named district and province")]
    Unknown,
    /// Several communes have these names.
    #[error("several communes have this name in the named district and province")]
    Ambiguous,
}

impl PlaceFault {
    /// The stable code, as it stands in files and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unknown => "unknown",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// Cores of all names, and the communes by core.
pub(super) struct NameIndex {
    communes: HashMap<String, Vec<usize>>,
    /// The name and district of early 2025 for communes that had others in 2022. Looked at only
    /// where the names of 2022 lead nowhere.
    later: HashMap<String, Vec<(usize, &'static str)>>,
    /// Core of the name of each province and district; several for a code of both trees.
    upper: HashMap<&'static str, Vec<String>>,
}

impl NameIndex {
    pub(super) fn of(units: &[AdminUnit]) -> Self {
        let mut communes: HashMap<String, Vec<usize>> = HashMap::new();
        let mut upper: HashMap<&'static str, Vec<String>> = HashMap::new();
        for (place, unit) in units.iter().enumerate() {
            let core = core_of(unit.name);
            match unit.level {
                Level::Commune => communes.entry(core).or_default().push(place),
                Level::Province | Level::District => upper.entry(unit.code).or_default().push(core),
            }
        }
        let later = later_names(units);
        Self {
            communes,
            later,
            upper,
        }
    }

    pub(super) fn find(
        &self,
        units: &[AdminUnit],
        names: PlaceNames<'_>,
        on: Date,
    ) -> Result<usize, PlaceFault> {
        let commune = Typed::of(names.commune);
        if commune.core.is_empty() {
            return Err(PlaceFault::Missing);
        }
        let above = (province_core(names.province), core_of(names.district));
        let fits = |place: usize, parent: Option<&str>| {
            units.get(place).is_some_and(|unit| {
                unit.is_valid_on(on) && self.is_below(units, parent.or(unit.parent), &above, unit)
            })
        };
        let candidates = self
            .communes
            .get(&commune.core)
            .into_iter()
            .flatten()
            .copied();
        let mut found: Vec<usize> = candidates.filter(|place| fits(*place, None)).collect();
        if found.is_empty() {
            let later = self.later.get(&commune.core).into_iter().flatten();
            found.extend(
                later
                    .filter(|(place, parent)| fits(*place, Some(parent)))
                    .map(|it| it.0),
            );
        }
        the_one(units, &found, commune.kind)
    }

    /// Whether the units above have the named cores; an empty core is no restriction.
    fn is_below(
        &self,
        units: &[AdminUnit],
        parent: Option<&str>,
        (province, district): &(String, String),
        unit: &AdminUnit,
    ) -> bool {
        let Some(above) = parent else {
            return false;
        };
        if unit.valid_from == Some(REFORM) {
            return self.is_named(above, province);
        }
        let first = units.partition_point(|it| it.code < above);
        let top = units.get(first).and_then(|it| it.parent);
        self.is_named(above, district) && top.is_some_and(|top| self.is_named(top, province))
    }

    fn is_named(&self, code: &str, name: &str) -> bool {
        name.is_empty()
            || self
                .upper
                .get(code)
                .is_some_and(|cores| cores.iter().any(|it| it == name))
    }
}

fn later_names(units: &[AdminUnit]) -> HashMap<String, Vec<(usize, &'static str)>> {
    let mut later: HashMap<String, Vec<(usize, &'static str)>> = HashMap::new();
    for row in table::conversions() {
        let place = units.partition_point(|unit| unit.code < row.old_commune.code);
        let Some(unit) = units
            .get(place)
            .filter(|unit| unit.code == row.old_commune.code)
        else {
            continue;
        };
        let moved = unit.parent != Some(row.old_district.code);
        if unit.level == Level::Commune && (moved || unit.name != row.old_commune.name) {
            let named = later.entry(core_of(row.old_commune.name)).or_default();
            if !named.iter().any(|(known, _)| *known == place) {
                named.push((place, row.old_district.code));
            }
        }
    }
    later
}

/// One commune, or the one of the typed kind where a township and a commune share a name.
fn the_one(units: &[AdminUnit], found: &[usize], kind: Option<Kind>) -> Result<usize, PlaceFault> {
    match found {
        [] => Err(PlaceFault::Unknown),
        [only] => Ok(*only),
        several => {
            let of_kind = |place: &&usize| {
                kind.is_some()
                    && units
                        .get(**place)
                        .is_some_and(|unit| Typed::of(unit.name).kind == kind)
            };
            let mut same = several.iter().filter(of_kind);
            let only = same.next().filter(|_| same.next().is_none());
            only.copied().ok_or(PlaceFault::Ambiguous)
        }
    }
}

/// The type word of a unit. What only districts and provinces are called need not be told apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Commune,
    Ward,
    Township,
    SpecialZone,
    Higher,
}

/// A name without its type word.
struct Typed {
    kind: Option<Kind>,
    core: String,
}

/// Type words and their abbreviations; longer ones first.
const TYPE_WORDS: &[(&str, Kind)] = &[
    ("thi tran ", Kind::Township),
    ("tt ", Kind::Township),
    ("dac khu ", Kind::SpecialZone),
    ("thanh pho ", Kind::Higher),
    ("thi xa ", Kind::Higher),
    ("tinh ", Kind::Higher),
    ("huyen ", Kind::Higher),
    ("quan ", Kind::Higher),
    ("tp ", Kind::Higher),
    ("tx ", Kind::Higher),
    ("phuong ", Kind::Ward),
    ("xa ", Kind::Commune),
    ("h ", Kind::Higher),
    ("q ", Kind::Higher),
    ("t ", Kind::Higher),
    ("p ", Kind::Ward),
    ("x ", Kind::Commune),
];

impl Typed {
    fn of(name: &str) -> Self {
        let plain = plain(name);
        for (word, kind) in TYPE_WORDS {
            if let Some(core) = plain.strip_prefix(word) {
                return Self {
                    kind: Some(*kind),
                    core: core.to_owned(),
                };
            }
        }
        Self {
            kind: None,
            core: plain,
        }
    }
}

/// The name without type word, case, diacritics and marks.
pub(super) fn core_of(name: &str) -> String {
    Typed::of(name).core
}

/// Short names of provinces that are no name of the list.
fn province_core(name: &str) -> String {
    let core = core_of(name);
    let usual = match core.as_str() {
        "hcm" | "tphcm" | "sai gon" | "sg" | "tp hcm" => "ho chi minh",
        "hn" => "ha noi",
        "hue" => "thua thien hue",
        "brvt" | "br vt" | "vung tau" | "ba ria vung tau" => "ba ria - vung tau",
        "dac lac" | "dak lac" => "dak lak",
        "dac nong" => "dak nong",
        _ => return core,
    };
    usual.to_owned()
}

/// Folded text with marks as blanks, a hyphen between blanks kept ("phuong lien - trung tu"),
/// digits apart from letters ("P1") and without leading zeros ("Phường 01").
fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in fold(name).split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '_')) {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = word.get(letters.len()..).unwrap_or_default();
        for piece in [letters, without_zeros(digits)] {
            if !piece.is_empty() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(piece);
            }
        }
    }
    out
}

fn without_zeros(digits: &str) -> &str {
    match digits.trim_start_matches('0') {
        "" if !digits.is_empty() => "0",
        rest => rest,
    }
}
