//! Rows whose cells slipped to the side: found by content, put back only on strong evidence.
//!
//! A clerk who inserts or deletes one cell moves everything behind it. Then dates stand under
//! lots, communes under codes. Each cell is asked how well it fits the column it stands in; the
//! row is put back where one slip explains everything and the row as it stands explains little.

use super::fit::fit;
use super::role::Role;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::role::DosePart;

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
