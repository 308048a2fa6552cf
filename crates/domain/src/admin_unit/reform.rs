//! What became of each old commune on 1 July 2025.

use std::collections::{BTreeMap, HashMap};

use super::names::core_of;
use super::table::{self, Conversion};
use super::unit::{AdminUnit, Level};

/// How much of an old commune joined a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Share {
    /// All its people.
    Whole,
    /// Some of its people; which ones, the table does not say.
    Part,
    /// Land without people: its people went to another new commune as a whole.
    Land,
}

/// On what a conversion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The state's conversion table names the old code.
    Table,
    /// The code had been merged away between 2022 and 2025; the table names a commune of the same
    /// name in the same district, or one whose double name holds it ("Phương Liên - Trung Tự").
    Name,
    /// The code had been merged away and nothing tells into which commune: every new commune made
    /// from its old district. A set to choose from, never an answer.
    District,
}

/// A new commune that took over an old one or a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Successor {
    /// Code of the new commune.
    pub commune_code: &'static str,
    /// Name of the new commune with its type word.
    pub name: &'static str,
    /// Code of its province.
    pub province_code: &'static str,
    /// Name of its province with its type word.
    pub province: &'static str,
    /// How much of the old commune it took over.
    pub share: Share,
    /// On what this stands.
    pub basis: Basis,
}

impl Successor {
    /// Whether only a part of the old commune, or of its land, is in the new one.
    pub fn is_part(&self) -> bool {
        self.share != Share::Whole
    }

    /// The new commune as addresses write it: "Xã Đông Hưng, Tỉnh Hưng Yên".
    pub fn address(&self) -> String {
        format!("{}, {}", self.name, self.province)
    }
}

/// Successors by old code.
pub(super) struct Reform {
    /// Old code and where its successors lie.
    spans: Vec<(&'static str, std::ops::Range<usize>)>,
    successors: Vec<Successor>,
}

type ByCode = BTreeMap<&'static str, Vec<Successor>>;

impl Reform {
    /// The reform of 1 July 2025, with the communes of 2022 that had been merged before it.
    pub(super) fn national(units: &[AdminUnit]) -> Self {
        let rows: Vec<Conversion> = table::conversions().collect();
        let mut by_code = ByCode::new();
        for row in rows.iter().filter(|row| !row.old_commune.code.is_empty()) {
            add(
                by_code.entry(row.old_commune.code).or_default(),
                successor(row),
            );
        }
        add_merged_before(&mut by_code, &rows, units);
        Self::of(by_code)
    }

    fn of(by_code: ByCode) -> Self {
        let mut reform = Self {
            spans: Vec::with_capacity(by_code.len()),
            successors: Vec::new(),
        };
        for (code, successors) in by_code {
            let start = reform.successors.len();
            reform.successors.extend(successors);
            reform.spans.push((code, start..reform.successors.len()));
        }
        reform
    }

    pub(super) fn successors(&self, old_code: &str) -> &[Successor] {
        let found = self
            .spans
            .binary_search_by(|(code, _)| (*code).cmp(old_code))
            .ok();
        found
            .and_then(|place| self.spans.get(place))
            .and_then(|(_, span)| self.successors.get(span.clone()))
            .unwrap_or_default()
    }
}

fn successor(row: &Conversion) -> Successor {
    Successor {
        commune_code: row.new_commune.code,
        name: row.new_commune.name,
        province_code: row.new_province.code,
        province: row.new_province.name,
        share: share_of(row.note),
        basis: Basis::Table,
    }
}

/// The table's notes: "Nhập toàn bộ", "Giữ nguyên", "Đổi tên" are the whole; "một phần" is a part,
/// unless it is a part of the land with all or none of the people.
fn share_of(note: &str) -> Share {
    if note.ends_with("toàn bộ dân số") {
        Share::Whole
    } else if note.ends_with("một phần diện tích") {
        Share::Land
    } else if note.contains("một phần") {
        Share::Part
    } else {
        Share::Whole
    }
}

/// One successor once, with the larger share.
fn add(successors: &mut Vec<Successor>, new: Successor) {
    match successors
        .iter_mut()
        .find(|it| it.commune_code == new.commune_code)
    {
        Some(known) => known.share = known.share.min(new.share),
        None => successors.push(new),
    }
}

/// Rows of one district in the conversion table.
type District<'a> = Vec<&'a Conversion>;

fn add_merged_before(by_code: &mut ByCode, rows: &[Conversion], units: &[AdminUnit]) {
    let mut districts: HashMap<&str, District<'_>> = HashMap::new();
    for row in rows.iter().filter(|row| !row.old_district.code.is_empty()) {
        districts
            .entry(row.old_district.code)
            .or_default()
            .push(row);
    }
    let old = units
        .iter()
        .filter(|unit| unit.level == Level::Commune && unit.valid_until.is_some());
    for unit in old {
        let district = unit.parent.and_then(|code| districts.get(code));
        if let (Some(district), false) = (district, by_code.contains_key(unit.code)) {
            let successors = of_merged(&core_of(unit.name), district, by_code);
            by_code.insert(unit.code, successors);
        }
    }
}

fn of_merged(core: &str, district: &District<'_>, by_code: &ByCode) -> Vec<Successor> {
    let same_name = only_code(district, |name| name == core)
        .or_else(|| only_code(district, |name| name.split(" - ").any(|half| half == core)));
    if let Some(code) = same_name {
        let successors = by_code.get(code).into_iter().flatten();
        let renamed = |it: &Successor| Successor {
            basis: Basis::Name,
            ..*it
        };
        return successors.map(renamed).collect();
    }
    let mut all = Vec::new();
    let codes = district.iter().map(|row| row.old_commune.code);
    for successor in codes.filter_map(|code| by_code.get(code)).flatten() {
        let choice = Successor {
            basis: Basis::District,
            share: Share::Part,
            ..*successor
        };
        add(&mut all, choice);
    }
    all
}

/// The one code of a district whose name passes, if it is one.
fn only_code(district: &District<'_>, passes: impl Fn(&str) -> bool) -> Option<&'static str> {
    let mut codes = district
        .iter()
        .filter(|row| passes(&core_of(row.old_commune.name)))
        .map(|row| row.old_commune.code);
    let first = codes.next()?;
    codes.all(|code| code == first).then_some(first)
}
