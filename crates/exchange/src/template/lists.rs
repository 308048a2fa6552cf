//! The code lists that the template carries (PL3 communes, PL4 facilities).

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use khien_domain::{AdminTree, PlaceNames, facility_key, fold};

use super::cell_text::plain_number;
use super::role::joined;
use crate::sheet::{CellValue, RawRow};

/// The template belongs to the campaign of 2021 and 2022; its communes are those of that time.
const CAMPAIGN: Date = date(2021, 12, 31);

/// Codes by name, from the lists in the workbook itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    /// Folded province, district and commune to commune code.
    communes: BTreeMap<[String; 3], String>,
    /// Folded commune name alone to its code; `None` where the name is not the only one.
    communes_alone: BTreeMap<String, Option<String>>,
    facilities: BTreeMap<String, Option<String>>,
}

/// Columns of a list sheet by what its first row says.
#[derive(Default)]
struct ListColumns {
    province: Option<u32>,
    district: Option<u32>,
    commune: Option<u32>,
    commune_code: Option<u32>,
    facility: Option<u32>,
    facility_code: Option<u32>,
}

impl Lists {
    /// Takes up a sheet if it is such a list.
    pub(crate) fn take_up(&mut self, rows: &[RawRow]) {
        let Some((header, columns)) = rows.iter().take(10).enumerate().find_map(find_columns)
        else {
            return;
        };
        for row in &rows[header + 1..] {
            let text = |column: Option<u32>| column.map_or_else(String::new, |c| text_at(row, c));
            let code = text(columns.commune_code);
            if !code.is_empty() {
                let code = zeros_back(code, 5);
                let commune = fold(&text(columns.commune));
                let key = [
                    fold(&text(columns.province)),
                    fold(&text(columns.district)),
                    commune,
                ];
                note(&mut self.communes_alone, key[2].clone(), &code);
                self.communes.insert(key, code);
            }
            let code = text(columns.facility_code);
            if !code.is_empty() {
                let code = zeros_back(code, 5);
                note(
                    &mut self.facilities,
                    facility_key(&text(columns.facility)),
                    &code,
                );
            }
        }
    }

    /// The code of a commune by the names of province, district and commune: from the workbook's
    /// own list, where missing outer names do no harm if the commune's own name is the only one of
    /// its kind; else from the national one, if it is told at least where to look.
    pub(crate) fn commune(&self, province: &str, district: &str, commune: &str) -> Option<String> {
        let key = [fold(province), fold(district), fold(commune)];
        if let Some(code) = self.communes.get(&key) {
            return Some(code.clone());
        }
        let [outer @ .., alone] = &key;
        let complete = outer.iter().all(|name| !name.is_empty());
        if !complete && let Some(Some(code)) = self.communes_alone.get(alone) {
            return Some(code.clone());
        }
        if outer.iter().all(String::is_empty) {
            return None;
        }
        national_code(province, district, commune)
    }

    /// The code of a facility by its name.
    pub(crate) fn facility(&self, name: &str) -> Option<&str> {
        self.facilities.get(&facility_key(name))?.as_deref()
    }
}

/// The code in the administrative units of the campaign, before the reform of 2025.
fn national_code(province: &str, district: &str, commune: &str) -> Option<String> {
    let names = PlaceNames {
        province,
        district,
        commune,
    };
    let found = AdminTree::national().find_commune(names, CAMPAIGN);
    found.ok().map(|unit| unit.code.to_owned())
}

/// Remembers a name's code; a name with two codes has none.
fn note(names: &mut BTreeMap<String, Option<String>>, name: String, code: &str) {
    if name.is_empty() {
        return;
    }
    let known = names.entry(name).or_insert_with(|| Some(code.to_owned()));
    if known.as_deref() != Some(code) {
        *known = None;
    }
}

fn find_columns((index, row): (usize, &RawRow)) -> Option<(usize, ListColumns)> {
    let mut columns = ListColumns::default();
    for cell in &row.cells {
        let CellValue::Text(label) = &cell.value else {
            continue;
        };
        let column = Some(cell.column);
        match joined(label).as_str() {
            "tentinh" | "tinhthanhpho" | "tinh" => columns.province = column,
            "tenhuyen" | "quanhuyen" | "huyen" | "tenquanhuyen" => columns.district = column,
            "tenxa" | "xaphuong" | "phuongxa" | "xa" | "tenxaphuong" => columns.commune = column,
            "maxa" | "maxaphuong" | "maphuongxa" => columns.commune_code = column,
            "tencoso" | "tencosokcb" | "tencosotiem" | "coso" => columns.facility = column,
            "macoso" | "macosokcb" | "macosotiem" | "macskcb" => columns.facility_code = column,
            _ => {}
        }
    }
    let communes = columns.commune.is_some() && columns.commune_code.is_some();
    let facilities = columns.facility.is_some() && columns.facility_code.is_some();
    (communes || facilities).then_some((index, columns))
}

fn text_at(row: &RawRow, column: u32) -> String {
    let cell = row.cells.iter().find(|cell| cell.column == column);
    match cell.map(|cell| &cell.value) {
        Some(CellValue::Text(text)) => text.trim().to_owned(),
        Some(CellValue::Number { value, .. }) => plain_number(*value),
        _ => String::new(),
    }
}

/// A code with the zeros that a number cell lost.
pub(crate) fn zeros_back(code: String, digits: usize) -> String {
    let numeric = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
    if numeric && code.len() < digits {
        format!("{code:0>digits$}")
    } else {
        code
    }
}
