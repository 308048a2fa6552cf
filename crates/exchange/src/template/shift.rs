//! Rows whose cells slipped to the side: found by content, put back only on strong evidence.
//!
//! A clerk who inserts or deletes one cell moves everything behind it. Then dates stand under
//! lots, communes under codes. Each cell is asked how well it fits the column it stands in; the
//! row is put back where one slip explains everything and the row as it stands explains little.

use khien_domain::fold;

use super::role::{DosePart, Role};

/// A slip: from column `from` on, cells stand `by` columns to the right of their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shift {
    pub(crate) from: u32,
    pub(crate) by: i8,
}

/// How much better the row must fit when put back. One swapped pair of cells cannot reach it.
const MARGIN: i32 = 8;
/// How many cells must contradict their column before a slip is considered at all.
const CONTRADICTIONS: usize = 3;

/// A row by columns, for weighing.
pub(crate) struct RowTexts<'a, F: Fn(u32) -> &'a str> {
    /// Roles of the sheet's columns, in the order of columns.
    pub(crate) roles: &'a [(u32, Role)],
    /// The text of a column; empty where there is none.
    pub(crate) text: F,
}

impl<'a, F: Fn(u32) -> &'a str> RowTexts<'a, F> {
    /// The slip that explains the row, if the evidence is strong.
    pub(crate) fn find_shift(&self) -> Option<Shift> {
        let (score, contradictions) = self.weigh(None);
        if contradictions < CONTRADICTIONS {
            return None;
        }
        let mut best: Option<(i32, Shift)> = None;
        for by in [1, -1, 2, -2] {
            for (from, _) in self.roles.iter().filter(|(_, role)| *role != Role::Ordinal) {
                let shift = Shift { from: *from, by };
                if !self.could_be(shift) {
                    continue;
                }
                let (moved, left) = self.weigh(Some(shift));
                let better = best.is_none_or(|(best, _)| moved > best);
                if better && moved >= score + MARGIN && left * 3 <= contradictions {
                    best = Some((moved, shift));
                }
            }
        }
        best.map(|(_, shift)| shift)
    }

    /// An inserted cell is empty; so is what a slip to the left leaves behind at the end.
    fn could_be(&self, shift: Shift) -> bool {
        let inserted = u32::try_from(shift.by).unwrap_or(0);
        (shift.from..shift.from + inserted).all(|column| (self.text)(column).trim().is_empty())
    }

    /// How well all cells fit and how many contradict their column.
    fn weigh(&self, shift: Option<Shift>) -> (i32, usize) {
        let (mut score, mut contradictions) = (0, 0);
        for (column, role) in self.roles {
            let Some(source) = source_of(*column, shift) else {
                continue;
            };
            let fit = fit(*role, (self.text)(source));
            score += fit;
            contradictions += usize::from(fit < -1);
        }
        (score, contradictions)
    }
}

/// The column whose cell belongs under `column`, given the slip; `None` where its cell is lost.
pub(crate) fn source_of(column: u32, shift: Option<Shift>) -> Option<u32> {
    let Some(Shift { from, by }) = shift else {
        return Some(column);
    };
    if column < from {
        return Some(column);
    }
    let source = column.checked_add_signed(i32::from(by))?;
    (source >= from).then_some(source)
}

/// How well a text fits a column: from 2 (certainly) to -2 (certainly not); 0 for no opinion.
fn fit(role: Role, text: &str) -> i32 {
    let text = text.trim();
    if text.is_empty() {
        return 0;
    }
    let look = Look::of(text);
    match role {
        Role::Name => look.wants(look.letters && !look.is_date && look.digits == 0, 1),
        Role::BirthDate => match look {
            Look { is_date: true, .. } => 2,
            Look {
                letters: false,
                digits: 4..=6,
                ..
            } => 1,
            _ => -2,
        },
        Role::Sex => match (look.is_sex(text), look.letters, look.digits) {
            (true, ..) => 1,
            (false, false, 0..=1) | (false, true, 0) if text.chars().count() <= 3 => 0,
            _ => -2,
        },
        Role::PriorityGroup => look.wants(look.digits > 0 && look.digits <= 2, 1),
        Role::Workplace | Role::Address => look.wants(look.letters && !look.is_insurance, 0),
        Role::Phone => match look.digits {
            _ if look.is_date || (look.letters && look.digits < 9) => -2,
            9..=11 => 1,
            12 => -1,
            _ => 0,
        },
        Role::IdNumber => match look.digits {
            _ if look.unit.is_some() || look.is_insurance => -2,
            9 | 12 => 1,
            10 | 11 => 0,
            _ if look.is_date => -2,
            _ => 0,
        },
        Role::Insurance => look.wants(look.is_insurance || look.unit.is_none() && !look.is_date, 0),
        Role::ProvinceName => look.unit_fit(&[Unit::Province]),
        Role::DistrictName => look.unit_fit(&[Unit::District]),
        Role::CommuneName => look.unit_fit(&[Unit::Commune]),
        Role::ProvinceCode => look.code_fit(2),
        Role::DistrictCode => look.code_fit(3),
        Role::CommuneCode => look.code_fit(5),
        Role::Dose(DosePart::Date) => {
            let serial = !look.letters && look.digits == 5 && text.starts_with('4');
            if look.is_date {
                2
            } else {
                look.wants(serial, 1)
            }
        }
        Role::Dose(DosePart::Product) => look.wants(look.letters && look.digits < 5, 1),
        Role::Dose(DosePart::Lot) => look.wants(!look.is_date && look.unit.is_none(), 0),
        Role::Dose(DosePart::Facility | DosePart::FacilityCode) => {
            let code = !look.letters && look.digits == 5;
            look.wants(!look.is_date && (code || look.letters), i32::from(code))
        }
        _ => 0,
    }
}

/// What kind of unit a name says it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Province,
    District,
    Commune,
}

/// What a text looks like.
struct Look {
    letters: bool,
    digits: usize,
    is_date: bool,
    is_insurance: bool,
    unit: Option<Unit>,
    is_town: bool,
}

impl Look {
    fn of(text: &str) -> Self {
        let letters = text.chars().any(char::is_alphabetic);
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let folded = if letters { fold(text) } else { String::new() };
        let starts = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
        let unit = match () {
            () if starts(&["tinh "]) => Some(Unit::Province),
            () if starts(&["huyen ", "quan "]) => Some(Unit::District),
            () if starts(&["xa ", "phuong ", "thi tran "]) => Some(Unit::Commune),
            () => None,
        };
        Self {
            letters,
            digits,
            is_date: is_date(text),
            is_insurance: is_insurance(text),
            unit,
            is_town: starts(&["thanh pho ", "thi xa ", "tp ", "tp."]),
        }
    }

    fn wants(&self, fits: bool, good: i32) -> i32 {
        if fits { good } else { -2 }
    }

    fn is_sex(&self, text: &str) -> bool {
        if self.letters {
            matches!(
                fold(text).as_str(),
                "nam" | "nu" | "male" | "female" | "m" | "f"
            )
        } else {
            matches!(text, "0" | "1" | "2")
        }
    }

    /// Towns and cities are provinces, districts or (never) communes.
    fn unit_fit(&self, wanted: &[Unit]) -> i32 {
        match self.unit {
            Some(unit) if wanted.contains(&unit) => 2,
            Some(_) => -2,
            None if self.is_town && !wanted.contains(&Unit::Commune) => 2,
            None if self.letters && !self.is_date => 0,
            None => -2,
        }
    }

    fn code_fit(&self, digits: usize) -> i32 {
        match (self.letters, self.digits) {
            (true, _) => -2,
            (false, count) if count == digits && !self.is_date => 1,
            (false, count) if count < digits && !self.is_date => 0,
            _ => -2,
        }
    }
}

/// Day, month and year between marks, in any order, perhaps with a time.
fn is_date(text: &str) -> bool {
    let day = text.split_whitespace().next().unwrap_or_default();
    let parts = day.split(['/', '-', '.']).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.collect();
    let numeric = |part: &&str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    // A phone number in groups (0912.345.678) has longer groups than a date.
    let short = parts.iter().filter(|part| part.len() <= 2).count();
    (2..=3).contains(&parts.len()) && parts.iter().all(numeric) && short + 1 >= parts.len()
}

/// Two letters and thirteen digits.
fn is_insurance(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 15
        && bytes[..2].iter().all(u8::is_ascii_alphabetic)
        && bytes[2..].iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Role; 26] = [
        Role::Ordinal,
        Role::Name,
        Role::BirthDate,
        Role::Sex,
        Role::PriorityGroup,
        Role::Workplace,
        Role::Phone,
        Role::IdNumber,
        Role::Insurance,
        Role::ProvinceName,
        Role::ProvinceCode,
        Role::DistrictName,
        Role::DistrictCode,
        Role::CommuneName,
        Role::CommuneCode,
        Role::Address,
        Role::Dose(DosePart::Product),
        Role::Dose(DosePart::Date),
        Role::Dose(DosePart::Lot),
        Role::Dose(DosePart::Facility),
        Role::Dose(DosePart::Product),
        Role::Dose(DosePart::Date),
        Role::Dose(DosePart::Lot),
        Role::Dose(DosePart::Facility),
        Role::Remark,
        Role::Result,
    ];

    const ROW: [&str; 26] = [
        "6",
        "Bùi Thị Châu",
        "17/08/1986",
        "1",
        "10",
        "",
        "0335511399",
        "034186314009",
        "",
        "Tỉnh Thái Bình",
        "34",
        "Huyện Đông Hưng",
        "340",
        "Xã Đông Xuân",
        "12799",
        "Thôn Bắc",
        "ASTRAZENECA",
        "25/08/2021",
        "NJ0342A",
        "34141",
        "",
        "",
        "",
        "",
        "",
        "",
    ];

    fn shift_of(row: &[&str]) -> Option<Shift> {
        let roles: Vec<(u32, Role)> = (0..).zip(ROLES).collect();
        let text = |column: u32| row.get(column as usize).copied().unwrap_or_default();
        RowTexts {
            roles: &roles,
            text,
        }
        .find_shift()
    }

    #[test]
    fn a_straight_row_stays() {
        assert_eq!(shift_of(&ROW), None);
    }

    #[test]
    fn a_cell_inserted_moves_the_rest_right() {
        for from in [1_usize, 2, 6, 8, 9, 11] {
            let mut row = ROW.to_vec();
            row.insert(from, "");
            let shift = shift_of(&row).unwrap();
            assert_eq!(shift.by, 1, "from {from}");
            let read: Vec<&str> = (0..25_u32)
                .map(|column| source_of(column, Some(shift)).map_or("", |at| row[at as usize]))
                .collect();
            assert_eq!(read, ROW[..25], "from {from}");
        }
    }

    #[test]
    fn a_cell_deleted_moves_the_rest_left() {
        let mut row = ROW.to_vec();
        row.remove(5);
        let shift = shift_of(&row).unwrap();
        assert_eq!(shift.by, -1);
        assert_eq!(source_of(6, Some(shift)), Some(5));
        assert_eq!(source_of(4, Some(shift)), Some(4));
    }

    #[test]
    fn two_cells_in_each_others_place_are_no_slip() {
        let mut row = ROW.to_vec();
        row.swap(6, 7);
        assert_eq!(shift_of(&row), None);
        let mut row = ROW.to_vec();
        row.swap(1, 2);
        assert_eq!(shift_of(&row), None);
    }
}
