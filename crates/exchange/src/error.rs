//! What can go wrong with a file: one clear line that says what and where.
//!
//! No message holds what a cell contains; a place is a file, a sheet, a row and a column.

use std::fmt;
use std::io;

use thiserror::Error;

/// Where in a file something stands, as the person who opens the file would say it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    // Errors are returned everywhere and should stay small.
    parts: Box<Parts>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Parts {
    file: String,
    sheet: String,
    row: u32,
    column: String,
}

impl Place {
    /// The whole file.
    pub fn of_file(file: impl Into<String>) -> Self {
        let mut place = Self::default();
        place.parts.file = file.into();
        place
    }

    /// A sheet of a workbook.
    pub fn of_sheet(file: impl Into<String>, sheet: impl Into<String>) -> Self {
        let mut place = Self::of_file(file);
        place.parts.sheet = sheet.into();
        place
    }

    /// The same place, narrowed to a row.
    #[must_use]
    pub fn at_row(mut self, row: u32) -> Self {
        self.parts.row = row;
        self
    }

    /// The same place, narrowed to a column.
    #[must_use]
    pub fn at_column(mut self, column: impl Into<String>) -> Self {
        self.parts.column = column.into();
        self
    }

    /// Name of the file as it was given.
    pub fn file(&self) -> &str {
        &self.parts.file
    }

    /// Name of the sheet; empty for files that have none.
    pub fn sheet(&self) -> &str {
        &self.parts.sheet
    }

    /// Row as the spreadsheet numbers it, or record counted from the header (row 1) in CSV;
    /// 0 where the whole sheet or file is meant.
    pub fn row(&self) -> u32 {
        self.parts.row
    }

    /// Column as its letter in a workbook, as its header elsewhere; empty for a whole row.
    pub fn column(&self) -> &str {
        &self.parts.column
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = &self.parts;
        f.write_str(&parts.file)?;
        if !parts.sheet.is_empty() {
            write!(f, ", sheet '{}'", parts.sheet)?;
        }
        if parts.row > 0 {
            write!(f, ", row {}", parts.row)?;
        }
        if !parts.column.is_empty() {
            write!(f, ", column {}", parts.column)?;
        }
        Ok(())
    }
}

/// Why a file, or a part of it, could not be read or written.
#[derive(Debug, Error)]
pub enum ExchangeError {
    /// The operating system refused to read.
    #[error("{file}: cannot be read: {source}")]
    Read {
        /// The file as it was given.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// The operating system refused to write (disk full, no right, …).
    #[error("{file}: cannot be written: {source}")]
    Write {
        /// The file as it was given.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// The content is of no kind that this program reads.
    #[error("{file}: {found}; expected an Excel workbook, CSV, CSV.gz or Parquet")]
    UnknownKind {
        /// The file as it was given.
        file: String,
        /// What the content looks like.
        found: &'static str,
    },
    /// The workbook needs a password to open.
    #[error("{file}: the workbook is protected by a password; save it without one and try again")]
    PasswordProtected {
        /// The file as it was given.
        file: String,
    },
    /// The file ends too early or its container is damaged.
    #[error("{place}: damaged or cut short: {what}")]
    Damaged {
        /// File, and the part of it where there is one.
        place: Place,
        /// What was found broken.
        what: String,
    },
    /// A part of a workbook inflates beyond the limit.
    #[error("{place}: inflates to more than {limit} bytes; the file is refused")]
    TooLarge {
        /// File and part.
        place: Place,
        /// The limit in bytes.
        limit: u64,
    },
    /// A cell is longer than any real cell.
    #[error("{place}: the cell holds more than {limit} bytes; it was not read")]
    CellTooLong {
        /// File, sheet, row and column.
        place: Place,
        /// The limit in bytes.
        limit: usize,
    },
    /// A sheet has more rows than a sheet can have.
    #[error("{place}: more than {limit} rows")]
    TooManyRows {
        /// File and sheet.
        place: Place,
        /// The limit in rows.
        limit: u32,
    },
    /// A quotation mark was opened and never closed.
    #[error("{place}: a quotation mark is opened and never closed; the line was not read")]
    OpenQuote {
        /// File, row and column.
        place: Place,
    },
    /// Decoded text holds NUL characters.
    #[error("{place}: the text holds NUL characters; the cell was not read")]
    Nul {
        /// File, row and column.
        place: Place,
    },
    /// The bytes are text in no encoding that this program knows.
    #[error("{file}: text in no known encoding (known: UTF-8, UTF-16, Windows-1258)")]
    UnknownEncoding {
        /// The file as it was given.
        file: String,
    },
    /// Required columns are absent.
    #[error("{place}: missing column {missing}; found: {found}")]
    MissingColumns {
        /// File and sheet.
        place: Place,
        /// The absent columns, comma-separated, with the names that are accepted.
        missing: String,
        /// The columns that are there, comma-separated.
        found: String,
    },
    /// A column cannot be read as text.
    #[error("{place}: holds {found}, which cannot be read as text")]
    WrongType {
        /// File and column.
        place: Place,
        /// The type that was found.
        found: String,
    },
    /// No sheet of the workbook has the header of the template.
    #[error(
        "{file}: no sheet with the template's header (Họ và tên, Ngày sinh, …); sheets: {sheets}"
    )]
    NoTemplateSheet {
        /// The file as it was given.
        file: String,
        /// The names of the sheets, comma-separated.
        sheets: String,
    },
    /// Results can be written into .xlsx and .xlsm only.
    #[error("{file}: results cannot be written into {found}; save the workbook as .xlsx first")]
    NotPatchable {
        /// The file as it was given.
        file: String,
        /// What the file is.
        found: &'static str,
    },
}

impl ExchangeError {
    /// A stable code, for those who say it in another language.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Read { .. } => "read",
            Self::Write { .. } => "write",
            Self::UnknownKind { .. } => "unknown_kind",
            Self::PasswordProtected { .. } => "password",
            Self::Damaged { .. } => "damaged",
            Self::TooLarge { .. } => "too_large",
            Self::CellTooLong { .. } => "cell_too_long",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::OpenQuote { .. } => "open_quote",
            Self::Nul { .. } => "nul",
            Self::UnknownEncoding { .. } => "encoding",
            Self::MissingColumns { .. } => "missing_columns",
            Self::WrongType { .. } => "wrong_type",
            Self::NoTemplateSheet { .. } => "no_template",
            Self::NotPatchable { .. } => "not_patchable",
        }
    }

    pub(crate) fn damaged(file: &str, what: impl fmt::Display) -> Self {
        Self::Damaged {
            place: Place::of_file(file),
            what: what.to_string(),
        }
    }

    pub(crate) fn read(file: &str, source: io::Error) -> Self {
        Self::Read {
            file: file.to_owned(),
            source,
        }
    }

    pub(crate) fn write(file: &str, source: io::Error) -> Self {
        Self::Write {
            file: file.to_owned(),
            source,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_file_sheet_row_and_column_in_one_line() {
        let place = Place::of_sheet("a.xlsx", "PL1").at_row(12).at_column("H");
        let message = ExchangeError::CellTooLong { place, limit: 9 }.to_string();
        assert_eq!(
            message,
            "a.xlsx, sheet 'PL1', row 12, column H: the cell holds more than 9 bytes; it was not read"
        );
    }
}
