//! What a row of a list is: a person, or one of the lines that people put between and below.

use khien_domain::fold;

use super::role::Role;
use super::row::RowKind;

/// The texts of a row that tell what it is.
pub(crate) struct RowLook<'a> {
    /// Every cell that is read, with what its column is for.
    pub(crate) cells: &'a [(Option<Role>, &'a str)],
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

impl<'a> RowLook<'a> {
    /// What the row is.
    pub(crate) fn kind(&self) -> RowKind {
        let facts = self
            .filled()
            .filter(|(role, _)| role.is_some_and(is_fact))
            .count();
        let name = self.text(Role::Name);
        let named = name.is_some_and(|text| text.chars().any(char::is_alphabetic));
        if facts > 2 && named {
            return RowKind::Person;
        }
        if self.is_column_numbers() {
            return RowKind::SectionTitle;
        }
        let ordinal = self.text(Role::Ordinal);
        let heading = ordinal.filter(|text| text.chars().any(char::is_alphabetic));
        let texts = self.filled().map(|(_, text)| text);
        let texts: Vec<String> = heading.into_iter().chain(texts).map(fold).collect();
        let Some(first) = texts.first() else {
            return RowKind::Blank;
        };
        if facts <= 2 && is_total(first) && !name.is_some_and(is_tong_family) {
            return RowKind::Total;
        }
        if facts == 0 && (self.after_signature || self.is_dated() || is_signed(&texts)) {
            return RowKind::Signature;
        }
        let numbered = ordinal.is_some_and(|text| text.bytes().all(|b| b.is_ascii_digit()));
        match (named, facts) {
            (true, 1..) | (false, 2..) => RowKind::Person,
            (true, 0) if numbered => RowKind::Person,
            _ => RowKind::SectionTitle,
        }
    }

    /// The cells that hold something, the running number and the result apart.
    fn filled(&self) -> impl Iterator<Item = (Option<Role>, &'a str)> {
        self.cells.iter().copied().filter(|(role, text)| {
            let counts = !matches!(role, Some(Role::Ordinal | Role::Result));
            counts && !text.trim().is_empty()
        })
    }

    fn text(&self, role: Role) -> Option<&'a str> {
        let mut cells = self.cells.iter();
        let (_, text) = cells.find(|(known, _)| *known == Some(role))?;
        Some(text.trim()).filter(|text| !text.is_empty())
    }

    /// A line of column numbers below the header: (1), (2), (3), …
    fn is_column_numbers(&self) -> bool {
        let texts = self.cells.iter().map(|(_, text)| text.trim());
        let mut numbers = Vec::new();
        for text in texts.filter(|text| !text.is_empty()) {
            match text.trim_matches(['(', ')', '[', ']']).parse::<u32>() {
                Ok(number) => numbers.push(number),
                Err(_) => return false,
            }
        }
        let follows = |pair: &[u32]| pair[0].checked_add(1) == Some(pair[1]);
        numbers.len() >= 4 && numbers.windows(2).all(follows)
    }

    /// Place and date above a signature stand on the right; a session's title on the left.
    fn is_dated(&self) -> bool {
        self.filled().any(|(role, text)| {
            let text = fold(text);
            let dated = ["ngay ", "thang ", "nam "]
                .iter()
                .all(|word| text.contains(word));
            dated && !matches!(role, Some(Role::Name | Role::Ordinal))
        })
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

fn is_signed(texts: &[String]) -> bool {
    let signs = |text: &String| SIGNATURES.iter().any(|words| text.contains(words));
    texts.iter().any(signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(cells: &[(Role, &str)], after_signature: bool) -> RowKind {
        let cells: Vec<_> = cells
            .iter()
            .map(|(role, text)| (Some(*role), *text))
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
