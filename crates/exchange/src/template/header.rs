//! The header of a list: found by its words, in one row or two, wherever it stands.

use super::role::{DosePart, Role, dose_number, joined, role_of};
use crate::sheet::{CellValue, RawRow};

/// Rows from the top of a sheet among which the header is sought.
pub(crate) const HEADER_ROWS: usize = 60;

/// The last column where a header is sought. No list is that wide.
const LAST_COLUMN: u32 = 511;

/// What each column of a sheet is for.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    /// Number of the last header row.
    pub(crate) last_row: u32,
    /// Every column that is for something, with what it is for, in the order of columns.
    roles: Vec<(u32, Role)>,
    /// The dose blocks, in the order of their columns.
    pub(crate) doses: Vec<DoseBlock>,
    /// What the header says, to know it again when it is repeated.
    labels: Vec<(u32, String)>,
}

/// The columns of one dose.
#[derive(Clone, Debug, Default)]
pub(crate) struct DoseBlock {
    /// The number in the header, if there is one.
    pub(crate) number: Option<String>,
    /// Parts with their columns.
    pub(crate) parts: Vec<(DosePart, u32)>,
}

impl DoseBlock {
    /// The column of a part.
    pub(crate) fn column(&self, part: DosePart) -> Option<u32> {
        let found = self.parts.iter().find(|(known, _)| *known == part);
        found.map(|(_, column)| *column)
    }
}

impl Header {
    /// Finds the header among the first rows of a sheet.
    pub(crate) fn find(rows: &[RawRow]) -> Option<Header> {
        let mut best: Option<(usize, Header)> = None;
        for (index, row) in rows.iter().take(HEADER_ROWS).enumerate() {
            let one = Header::of(row, None);
            let below = rows
                .get(index + 1)
                .filter(|next| next.number == row.number + 1);
            let two = below.map(|below| Header::of(row, Some(below)));
            for header in [Some(one), two].into_iter().flatten() {
                let score = header.score();
                if score > best.as_ref().map_or(0, |(score, _)| *score) {
                    best = Some((score, header));
                }
            }
        }
        let (_, mut header) = best?;
        header.adopt_given_names(rows);
        Some(header)
    }

    /// A heading "Họ và tên" over two columns leaves the second without a label: the last
    /// syllable of every name stands there.
    fn adopt_given_names(&mut self, rows: &[RawRow]) {
        let Some(name) = self.column(Role::Name) else {
            return;
        };
        let mut labels = self.labels.iter();
        let labelled = labels.any(|(column, label)| *column == name + 1 && !label.is_empty());
        if labelled || self.column(Role::GivenName).is_some() {
            return;
        }
        let below = rows.iter().filter(|row| row.number > self.last_row);
        let names = below.map(|row| (text_at(row, name).trim(), text_at(row, name + 1).trim()));
        let (mut all, mut split) = (0, 0);
        for (_, given) in names.filter(|(name, _)| !name.is_empty()) {
            all += 1;
            split += usize::from(!given.is_empty() && given.chars().all(char::is_alphabetic));
        }
        if split >= 3 && split * 5 >= all * 4 {
            self.roles.push((name + 1, Role::GivenName));
            self.roles.sort_unstable();
        }
    }

    /// The header that these texts make, for files without sheets.
    pub(crate) fn of_labels<'a>(labels: impl Iterator<Item = &'a str>) -> Option<Header> {
        let labels = labels.enumerate().filter_map(|(column, label)| {
            let column = u32::try_from(column).ok()?;
            (!label.trim().is_empty()).then(|| (column, String::new(), label.to_owned()))
        });
        let header = Header::from_labels(1, labels.collect());
        (header.score() > 0).then_some(header)
    }

    /// The column with this role; of a dose's parts, the first.
    pub(crate) fn column(&self, role: Role) -> Option<u32> {
        let found = self.roles.iter().find(|(_, known)| *known == role);
        found.map(|(column, _)| *column)
    }

    /// What a column is for.
    pub(crate) fn role_at(&self, column: u32) -> Option<Role> {
        let at = self
            .roles
            .binary_search_by_key(&column, |(column, _)| *column);
        at.ok().map(|at| self.roles[at].1)
    }

    /// Every column that is for something, with what it is for, in the order of columns.
    pub(crate) fn roles(&self) -> &[(u32, Role)] {
        &self.roles
    }

    /// Whether the row repeats this header (lists printed page by page do).
    pub(crate) fn is_repeated_in(&self, row: &RawRow) -> bool {
        let (mut same, mut other) = (0, 0);
        for cell in &row.cells {
            let CellValue::Text(text) = &cell.value else {
                continue;
            };
            let text = joined(text);
            let mut labels = self.labels.iter();
            if labels.any(|(at, label)| *at == cell.column && !label.is_empty() && *label == text) {
                same += 1;
            } else {
                other += 1;
            }
            // A person's row is told after a few cells.
            if other > 2 {
                return false;
            }
        }
        same >= 3
    }

    fn of(row: &RawRow, below: Option<&RawRow>) -> Header {
        let mut labels = Vec::new();
        let mut group: &str = "";
        let last = |row: &RawRow| row.cells.iter().map(|cell| cell.column).max().unwrap_or(0);
        let end = last(row).max(below.map_or(0, last)).min(LAST_COLUMN);
        for column in 0..=end {
            let top = text_at(row, column);
            let under = below.map_or("", |below| text_at(below, column));
            if !top.trim().is_empty() {
                group = top;
            }
            if top.trim().is_empty() && under.trim().is_empty() {
                continue;
            }
            // A heading over several columns stands in the first of them only.
            if under.trim().is_empty() {
                labels.push((column, String::new(), top.to_owned()));
            } else {
                labels.push((column, group.to_owned(), under.to_owned()));
            }
        }
        Header::from_labels(below.unwrap_or(row).number, labels)
    }

    /// Builds the header of columns with the heading above them and their own label.
    fn from_labels(last_row: u32, labels: Vec<(u32, String, String)>) -> Header {
        let mut header = Header {
            last_row,
            roles: Vec::new(),
            doses: Vec::new(),
            labels: Vec::new(),
        };
        for (column, group, label) in labels {
            match role_of(&label) {
                Some(Role::Dose(part)) => {
                    let number = dose_number(&label).or_else(|| dose_number(&group));
                    header.add_dose(part, column, number);
                    header.roles.push((column, Role::Dose(part)));
                }
                Some(Role::Name) if column > 0 && header.column(Role::Name) == Some(column - 1) => {
                    header.roles.push((column, Role::GivenName));
                }
                Some(role) if header.column(role).is_none() => header.roles.push((column, role)),
                _ => {}
            }
            header.labels.push((column, joined(&label)));
            header.labels.push((column, joined(&group)));
        }
        header
    }

    /// Puts a dose column into the open block, or opens the next one: a part that comes a
    /// second time, or another number, begins another dose.
    fn add_dose(&mut self, part: DosePart, column: u32, number: Option<String>) {
        let fits = self.doses.last().is_some_and(|block| {
            let new_part = block.column(part).is_none();
            let same_number = match (&block.number, &number) {
                (Some(open), Some(this)) => open == this,
                _ => true,
            };
            new_part && same_number
        });
        if !fits {
            self.doses.push(DoseBlock::default());
        }
        if let Some(block) = self.doses.last_mut() {
            block.parts.push((part, column));
            block.number = block.number.take().or(number);
        }
    }

    /// How much of a header this is: 0 for none, else the number of columns that are known. A
    /// list of people has at least name and birth date and one column more.
    fn score(&self) -> usize {
        let known = self.roles.len();
        let people = self.column(Role::Name).is_some() && self.column(Role::BirthDate).is_some();
        if people && known >= 3 { known } else { 0 }
    }
}

fn text_at(row: &RawRow, column: u32) -> &str {
    let cell = row.cells.iter().find(|cell| cell.column == column);
    match cell.map(|cell| &cell.value) {
        Some(CellValue::Text(text)) => text,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::RawCell;

    fn row(number: u32, texts: &[&str]) -> RawRow {
        let cells = texts
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty());
        let cell = |(column, text): (usize, &&str)| RawCell {
            column: u32::try_from(column).unwrap(),
            value: CellValue::Text((*text).to_owned()),
        };
        RawRow {
            number,
            hidden: false,
            cells: cells.map(cell).collect(),
        }
    }

    #[test]
    fn a_header_of_two_rows_under_a_letterhead_is_found() {
        let rows = [
            row(1, &["SỞ Y TẾ"]),
            row(3, &["", "Họ tên: danh sách"]),
            row(
                7,
                &[
                    "#",
                    "Họ và tên",
                    "Ngày sinh",
                    "Giới tính",
                    "Nơi ở",
                    "",
                    "Tên vắc xin",
                    "Mũi 1",
                ],
            ),
            row(
                8,
                &[
                    "",
                    "",
                    "",
                    "",
                    "Mã xã",
                    "Địa chỉ chi tiết",
                    "",
                    "Ngày tiêm",
                    "Lô vắc xin",
                ],
            ),
        ];
        let header = Header::find(&rows).unwrap();
        assert_eq!(header.last_row, 8);
        assert_eq!(header.column(Role::CommuneCode), Some(4));
        assert_eq!(header.column(Role::Address), Some(5));
        assert_eq!(header.doses.len(), 1);
        assert_eq!(header.doses[0].column(DosePart::Product), Some(6));
        assert_eq!(header.doses[0].number.as_deref(), Some("1"));
    }

    #[test]
    fn doses_are_told_apart_by_parts_that_come_again() {
        let top = [
            "Họ tên",
            "Ngày sinh",
            "CCCD",
            "Giới tính",
            "Mũi 1",
            "",
            "Mũi 2",
            "",
            "Mũi 3",
        ];
        let sub = [
            "",
            "",
            "",
            "",
            "Ngày tiêm",
            "Vắc xin",
            "Ngày tiêm",
            "Vắc xin",
            "Ngày tiêm",
        ];
        let header = Header::find(&[row(1, &top), row(2, &sub)]).unwrap();
        let numbers: Vec<_> = header
            .doses
            .iter()
            .map(|dose| dose.number.as_deref())
            .collect();
        assert_eq!(numbers, [Some("1"), Some("2"), Some("3")]);
    }

    #[test]
    fn a_list_of_codes_is_no_header_of_people() {
        let codes = row(
            1,
            &[
                "Mã tỉnh",
                "Tên tỉnh",
                "Mã huyện",
                "Tên huyện",
                "Mã xã",
                "Tên xã",
            ],
        );
        assert!(Header::find(&[codes]).is_none());
    }
}
