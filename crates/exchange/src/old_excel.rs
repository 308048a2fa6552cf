//! Old workbooks (.xls), and the protected ones that share their container.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, ExcelDateTime, Range, Reader, Xls, XlsError};

use crate::error::{ExchangeError, Place};
use crate::limits::Limits;
use crate::sheet::{CellValue, RawCell, RawRow};

/// A sheet of an old workbook; it holds at most 65,536 rows.
pub(crate) struct OldSheet {
    pub(crate) name: String,
    pub(crate) rows: Vec<RawRow>,
    pub(crate) since_1904: bool,
}

/// Reads all sheets of an old workbook.
pub(crate) fn read(
    bytes: Vec<u8>,
    file: &str,
    limits: Limits,
) -> Result<Vec<OldSheet>, ExchangeError> {
    if holds_stream(&bytes, "EncryptedPackage") || holds_stream(&bytes, "EncryptionInfo") {
        return Err(ExchangeError::PasswordProtected {
            file: file.to_owned(),
        });
    }
    if !holds_stream(&bytes, "Workbook") && !holds_stream(&bytes, "Book") {
        return Err(ExchangeError::UnknownKind {
            file: file.to_owned(),
            found: "an old Office document, or a damaged one, that is no workbook",
        });
    }
    // Damaged old workbooks make the library panic in places; that is an error of the file.
    let read = catch_unwind(AssertUnwindSafe(|| read_sheets(bytes, file, limits)));
    read.unwrap_or_else(|_| {
        Err(ExchangeError::damaged(
            file,
            "not readable as an old workbook",
        ))
    })
}

/// Whether the container's directory has an entry of this name (its letters are UTF-16).
fn holds_stream(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    // Directory entries are 128 bytes long and begin with the name.
    let mut entries = bytes.chunks_exact(128);
    entries.any(|entry| entry.starts_with(&wide) && entry[wide.len()..wide.len() + 2] == [0, 0])
}

fn read_sheets(bytes: Vec<u8>, file: &str, limits: Limits) -> Result<Vec<OldSheet>, ExchangeError> {
    let broken = |error: XlsError| match error {
        XlsError::Password => ExchangeError::PasswordProtected {
            file: file.to_owned(),
        },
        other => ExchangeError::damaged(file, other),
    };
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(broken)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(broken)?;
        let since_1904 = range
            .used_cells()
            .any(|(_, _, cell)| counts_from_1904(cell));
        let rows = rows(&range, limits, &Place::of_sheet(file, &name))?;
        sheets.push(OldSheet {
            name,
            rows,
            since_1904,
        });
    }
    Ok(sheets)
}

fn rows(range: &Range<Data>, limits: Limits, place: &Place) -> Result<Vec<RawRow>, ExchangeError> {
    let (top, left) = range.start().unwrap_or((0, 0));
    let mut rows = Vec::new();
    for (number, cells) in (top + 1..).zip(range.rows()) {
        if number > limits.sheet_rows {
            return Err(ExchangeError::TooManyRows {
                place: place.clone(),
                limit: limits.sheet_rows,
            });
        }
        let cell = |(column, cell): (u32, &Data)| {
            let value = value_of(cell, limits.cell_bytes)?;
            Some(RawCell { column, value })
        };
        rows.push(RawRow {
            number,
            hidden: false,
            cells: (left..).zip(cells).filter_map(cell).collect(),
        });
    }
    Ok(rows)
}

fn value_of(cell: &Data, limit: usize) -> Option<CellValue> {
    let number = |value: f64, date: bool| Some(CellValue::Number { value, date });
    match cell {
        Data::Empty => None,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            if text.len() > limit {
                return Some(CellValue::TooLong);
            }
            (!text.is_empty()).then(|| CellValue::Text(text.clone()))
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "old workbooks hold 30-bit integers"
        )]
        Data::Int(value) => number(*value as f64, false),
        Data::Float(value) => number(*value, false),
        Data::DateTime(value) => number(value.as_f64(), value.is_datetime()),
        Data::Bool(value) => Some(CellValue::Truth(*value)),
        Data::Error(_) => Some(CellValue::Error),
    }
}

/// Whether a date cell's day is the one of the calendar that counts from 1904.
fn counts_from_1904(cell: &Data) -> bool {
    let Data::DateTime(date) = cell else {
        return false;
    };
    let serial = date.as_f64();
    if !date.is_datetime() || !(61.0..2_000_000.0).contains(&serial) {
        return false;
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    let in_1900 = ExcelDateTime::new(serial, calamine::ExcelDateTimeType::DateTime, false);
    let (year_1900, month_1900, day_1900, ..) = in_1900.to_ymd_hms_milli();
    (year, month, day) != (year_1900, month_1900, day_1900)
}
