//! What a row of a list is: a person, or one of the lines that people put between and below.

use khien_domain::fold;

use super::role::Role;
use super::row::RowKind;

/// The texts of a row that tell what it is.
pub(crate) struct RowLook<'a> {
    /// Every cell that is read, with what its column is for.
    pub(crate) cells: &'a [(u32, Option<Role>, String)],
    /// Whether a signature line came before.
    pub(crate) after_signature: bool,
}

/// Beginnings of sums.
const TOTALS: &[&str] = &["tong cong", "tong so", "tong:", "cong:", "cong so"];

/// Words that stand where lists are signed.
const SIGNATURES: &[&str] = &[
    "nguoi lap",
    "nguoi nhap",
    "nguoi bao cao",
    "nguoi tong hop",
    "ky ten",
    "(ky",
    "ky ghi ro",
    "dong dau",
    "ghi ro ho ten",
    "truong tram",
    "truong phong",
    "truong khoa",
    "giam doc",
    "hieu truong",
    "thu truong",
    "chu tich",
    "phu trach",
    "xac nhan cua",
    "tm. ",
    "ubnd",
    "can bo thong ke",
];

impl RowLook<'_> {
    /// What the row is.
    pub(crate) fn kind(&self) -> RowKind {
        let filled = |(_, role, text): &&(u32, Option<Role>, String)| {
            let counts = !matches!(role, Some(Role::Ordinal | Role::Result));
            counts && !text.trim().is_empty()
        };
        let cells: Vec<_> = self.cells.iter().filter(filled).collect();
        let heading = self
            .ordinal()
            .filter(|text| text.chars().any(char::is_alphabetic));
        if cells.is_empty() && heading.is_none() {
            return RowKind::Blank;
        }
        let texts = cells.iter().map(|(_, _, text)| text.as_str());
        let texts: Vec<String> = heading.into_iter().chain(texts).map(fold).collect();
        let facts = cells
            .iter()
            .filter(|(_, role, _)| role.is_some_and(is_fact))
            .count();
        let name = self
            .text(Role::Name)
            .is_some_and(|text| text.chars().any(char::is_alphabetic));
        let family = self.text(Role::Name).is_some_and(is_tong_family);
        if facts <= 2 && !family && is_total(texts.first().map_or("", String::as_str)) {
            return RowKind::Total;
        }
        let signed = || texts.iter().any(|text| is_signature(text)) || cells.iter().any(is_dated);
        if facts == 0 && (self.after_signature || signed()) {
            return RowKind::Signature;
        }
        if self.is_column_numbers() {
            return RowKind::SectionTitle;
        }
        let numbered = self
            .ordinal()
            .is_some_and(|text| text.bytes().all(|b| b.is_ascii_digit()));
        match (name, facts) {
            (true, 1..) | (false, 2..) => RowKind::Person,
            (true, 0) if numbered => RowKind::Person,
            _ => RowKind::SectionTitle,
        }
    }

    fn text(&self, role: Role) -> Option<&str> {
        let cell = self
            .cells
            .iter()
            .find(|(_, known, _)| *known == Some(role))?;
        Some(cell.2.trim()).filter(|text| !text.is_empty())
    }

    fn ordinal(&self) -> Option<&str> {
        self.text(Role::Ordinal)
    }

    /// A line of column numbers below the header: (1), (2), (3), …
    fn is_column_numbers(&self) -> bool {
        let mut expected = None;
        let mut count = 0;
        for (_, _, text) in self
            .cells
            .iter()
            .filter(|(_, _, text)| !text.trim().is_empty())
        {
            let digits = text.trim().trim_matches(['(', ')', '[', ']']);
            let Ok(number) = digits.parse::<u32>() else {
                return false;
            };
            if expected.is_some_and(|expected| expected != number) {
                return false;
            }
            expected = number.checked_add(1);
            count += 1;
        }
        count >= 4
    }
}

/// Roles that say something of one person and nothing else.
fn is_fact(role: Role) -> bool {
    matches!(
        role,
        Role::BirthDate
            | Role::Sex
            | Role::Phone
            | Role::IdNumber
            | Role::Insurance
            | Role::CommuneName
            | Role::CommuneCode
            | Role::Dose(_)
    )
}

fn is_total(text: &str) -> bool {
    text == "tong" || text == "cong" || TOTALS.iter().any(|total| text.starts_with(total))
}

/// Tống is a family name; tổng is a sum.
fn is_tong_family(name: &str) -> bool {
    let lower = name.trim_start().to_lowercase();
    ["tống", "to\u{302}\u{301}ng"]
        .iter()
        .any(|family| lower.starts_with(family))
}

fn is_signature(text: &str) -> bool {
    SIGNATURES.iter().any(|words| text.contains(words))
}

/// Place and date above a signature; they stand on the right, a session's title on the left.
fn is_dated(cell: &&(u32, Option<Role>, String)) -> bool {
    let (_, role, text) = cell;
    let text = fold(text);
    let dated = text.contains("ngay ") && text.contains("thang ") && text.contains("nam ");
    dated && !matches!(role, Some(Role::Name | Role::Ordinal))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(cells: &[(Role, &str)], after_signature: bool) -> RowKind {
        let cells: Vec<_> = cells
            .iter()
            .zip(0..)
            .map(|((role, text), column)| (column, Some(*role), (*text).to_owned()))
            .collect();
        RowLook {
            cells: &cells,
            after_signature,
        }
        .kind()
    }

    #[test]
    fn lines_that_are_no_people_are_told_apart() {
        use Role::{Address, BirthDate, Name, Ordinal, Result, Sex};
        for (cells, after, expected) in [
            (
                vec![(Name, "Nguyễn Văn An"), (BirthDate, "1950")],
                false,
                RowKind::Person,
            ),
            (
                vec![(BirthDate, "1950"), (Sex, "0")],
                false,
                RowKind::Person,
            ),
            (
                vec![(Ordinal, "7"), (Name, "Nguyễn Văn An")],
                false,
                RowKind::Person,
            ),
            (
                vec![
                    (Name, "Tống Công Cường"),
                    (BirthDate, "1950"),
                    (Sex, "0"),
                    (Role::Phone, "09"),
                ],
                false,
                RowKind::Person,
            ),
            (vec![(Ordinal, "7"), (Result, "x")], false, RowKind::Blank),
            (vec![(Name, "  ")], false, RowKind::Blank),
            (
                vec![(Name, "Buổi chiều ngày 25/8")],
                false,
                RowKind::SectionTitle,
            ),
            (
                vec![(Ordinal, "II. Thôn Đông")],
                false,
                RowKind::SectionTitle,
            ),
            (
                vec![(Name, "TỔNG CỘNG"), (BirthDate, "1322")],
                false,
                RowKind::Total,
            ),
            (
                vec![(Address, "Đông Á, ngày 22 tháng 11 năm 2021")],
                false,
                RowKind::Signature,
            ),
            (
                vec![(Name, "Người lập biểu"), (Address, "TRƯỞNG TRẠM Y TẾ")],
                false,
                RowKind::Signature,
            ),
            (
                vec![(Name, "Phạm Thị Thơm"), (Address, "Bùi Văn Chiến")],
                true,
                RowKind::Signature,
            ),
        ] {
            assert_eq!(kind(&cells, after), expected, "{cells:?}");
        }
    }

    #[test]
    fn a_line_of_column_numbers_is_no_person() {
        let cells = [
            (Role::Ordinal, "(1)"),
            (Role::Name, "(2)"),
            (Role::BirthDate, "(3)"),
            (Role::Sex, "(4)"),
        ];
        assert_eq!(kind(&cells, false), RowKind::SectionTitle);
    }
}
