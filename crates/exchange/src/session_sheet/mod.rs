//! The session sheet of mobile teams: written as a workbook, read again when it comes back filled in.
//!
//! Every row carries a code, so that the same row of two copies, or of one copy uploaded twice, is the
//! same row. Columns are found by their titles: whoever moves or hides one loses nothing. What a mark
//! means is said by the registry, not here.

mod read;
mod write;

use std::fmt;

pub use read::read_session_sheet;
pub use write::write_session_sheet;

/// Most rows of a sheet that are read; a session has some hundreds.
pub const MOST_SHEET_ROWS: usize = 5_000;

/// What stands before the id of the session, above the list.
const SESSION: &str = "Mã buổi tiêm:";

/// A column of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Code,
    Name,
    BirthDate,
    Sex,
    IdNumber,
    Phone,
    Address,
    Planned,
    Came,
    Consent,
    Screening,
    Product,
    Lot,
    Time,
    Reaction,
    Signature,
    Note,
}

/// Columns in their order, with title and width in characters.
const COLUMNS: [(Column, &str, u32); 17] = [
    (Column::Code, "Mã dòng", 11),
    (Column::Name, "Họ và tên", 24),
    (Column::BirthDate, "Ngày sinh", 11),
    (Column::Sex, "Giới tính", 7),
    (Column::IdNumber, "Số CCCD/CMND", 15),
    (Column::Phone, "Số điện thoại", 12),
    (Column::Address, "Thôn, địa chỉ", 18),
    (Column::Planned, "Mũi dự kiến", 13),
    (Column::Came, "Có mặt (x)", 7),
    (Column::Consent, "Đồng ý tiêm (x)", 8),
    (Column::Screening, "Khám sàng lọc", 12),
    (Column::Product, "Vắc xin", 12),
    (Column::Lot, "Số lô", 11),
    (Column::Time, "Giờ tiêm", 8),
    (Column::Reaction, "Phản ứng", 14),
    (Column::Signature, "Ký xác nhận thông tin", 14),
    (Column::Note, "Ghi chú", 16),
];

/// What stands above the list.
#[derive(Clone, Debug, Default)]
pub struct SheetHead {
    /// Id of the session, by which the upload knows its sheet.
    pub session: String,
    /// Name of the session.
    pub title: String,
    /// Who vaccinates, where, on which day, with what: a line each.
    pub lines: Vec<String>,
}

/// A row as it is printed; blank for somebody who comes without being on the list.
#[derive(Clone, Default)]
pub struct SheetLine {
    /// Code of the row.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Date of birth.
    pub birth_date: String,
    /// Sex.
    pub sex: String,
    /// Identity number.
    pub id_number: String,
    /// Phone.
    pub phone: String,
    /// Hamlet and address.
    pub address: String,
    /// Which dose of what is due.
    pub planned: String,
}

/// A row as it came back; every cell as text, blank where nothing was written.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FilledLine {
    /// Row as the spreadsheet numbers it.
    pub row: u32,
    /// Code of the row.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Date of birth.
    pub birth_date: String,
    /// Sex.
    pub sex: String,
    /// Identity number.
    pub id_number: String,
    /// Phone.
    pub phone: String,
    /// Hamlet and address.
    pub address: String,
    /// Whether the person came.
    pub came: String,
    /// Whether the person consents.
    pub consent: String,
    /// What the screening found.
    pub screening: String,
    /// What was given.
    pub product: String,
    /// Of which lot.
    pub lot: String,
    /// When, as `HH:MM` where the cell held a time of day.
    pub time: String,
    /// What was seen during the watch.
    pub reaction: String,
    /// Signature, or what is wrong in the record.
    pub signature: String,
    /// Anything else.
    pub note: String,
}

/// A sheet as it came back.
#[derive(Clone, Debug, Default)]
pub struct FilledSheet {
    /// Id of the session that the sheet is of; empty where it was cut off.
    pub session: String,
    /// Its rows.
    pub lines: Vec<FilledLine>,
}

impl FilledLine {
    fn cell(&mut self, column: Column) -> Option<&mut String> {
        Some(match column {
            Column::Code => &mut self.code,
            Column::Name => &mut self.name,
            Column::BirthDate => &mut self.birth_date,
            Column::Sex => &mut self.sex,
            Column::IdNumber => &mut self.id_number,
            Column::Phone => &mut self.phone,
            Column::Address => &mut self.address,
            Column::Planned => return None,
            Column::Came => &mut self.came,
            Column::Consent => &mut self.consent,
            Column::Screening => &mut self.screening,
            Column::Product => &mut self.product,
            Column::Lot => &mut self.lot,
            Column::Time => &mut self.time,
            Column::Reaction => &mut self.reaction,
            Column::Signature => &mut self.signature,
            Column::Note => &mut self.note,
        })
    }
}

impl SheetLine {
    fn cell(&self, column: Column) -> &str {
        match column {
            Column::Code => &self.code,
            Column::Name => &self.name,
            Column::BirthDate => &self.birth_date,
            Column::Sex => &self.sex,
            Column::IdNumber => &self.id_number,
            Column::Phone => &self.phone,
            Column::Address => &self.address,
            Column::Planned => &self.planned,
            _ => "",
        }
    }
}

impl fmt::Debug for SheetLine {
    /// Shows the row, nothing of the person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SheetLine")
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for FilledLine {
    /// Shows the row, nothing of the person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilledLine")
            .field("row", &self.row)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
