//! A sheet that came back.

use khien_domain::fold;

use super::{COLUMNS, Column, FilledLine, FilledSheet, MOST_SHEET_ROWS, SESSION};
use crate::book::OpenBook;
use crate::error::{ExchangeError, Place};
use crate::kind::{Content, Opened};
use crate::limits::Limits;
use crate::sheet::{CellValue, RawCell, RawRow};
use crate::template::{Role, cell_text, plain_number};

/// Most rows above the list.
const HEAD_ROWS: u32 = 30;

/// Reads a sheet, .xlsx or .xls, whatever else was written around the list. Rows without anything in
/// them are left out.
///
/// # Errors
/// If the file is no workbook, is damaged, protected or too large, or has no list with codes.
pub fn read_session_sheet(bytes: Vec<u8>, name: &str) -> Result<FilledSheet, ExchangeError> {
    let reader = Box::new(std::io::Cursor::new(bytes));
    let opened = Opened::reader(reader, name)?;
    let limits = Limits::default();
    let book = match opened.content {
        Content::Zip(bytes) => OpenBook::zip(bytes.into(), name, limits)?,
        Content::OldExcel(bytes) => OpenBook::old(&bytes, name, limits)?,
        Content::Parquet(_) | Content::Text(_) => {
            return Err(ExchangeError::UnknownKind {
                file: name.to_owned(),
                found: "not a workbook",
            });
        }
    };
    let mut shown = String::new();
    for sheet in 0..book.sheet_names().len() {
        if let Some(found) = list(&book, sheet, &mut shown)? {
            return Ok(found);
        }
    }
    Err(ExchangeError::MissingColumns {
        place: Place::of_file(name),
        missing: "Mã dòng, Họ và tên".to_owned(),
        found: shown,
    })
}

/// The list of one sheet of the workbook; nothing if it has none.
fn list(
    book: &OpenBook,
    sheet: usize,
    shown: &mut String,
) -> Result<Option<FilledSheet>, ExchangeError> {
    let mut rows = book.rows(sheet);
    let mut found = FilledSheet::default();
    let mut header = Vec::new();
    while let Some(row) = rows.next_row()? {
        if header.is_empty() {
            if row.number > HEAD_ROWS {
                return Ok(None);
            }
            if let Some(id) = session(&row) {
                found.session = id;
            }
            header = columns(&row);
            if header.is_empty() && shown.is_empty() {
                *shown = titles(&row)
                    .map(|(_, title)| title)
                    .collect::<Vec<_>>()
                    .join(", ");
            }
            continue;
        }
        let Some(line) = line(row, &header, book.since_1904()) else {
            continue;
        };
        if found.lines.len() == MOST_SHEET_ROWS {
            return Err(ExchangeError::TooLarge {
                place: Place::of_file(book.file()),
                limit: MOST_SHEET_ROWS as u64,
            });
        }
        found.lines.push(line);
    }
    Ok((!header.is_empty()).then_some(found))
}

fn titles(row: &RawRow) -> impl Iterator<Item = (u32, String)> + '_ {
    row.cells.iter().filter_map(|cell| match &cell.value {
        CellValue::Text(text) => Some((cell.column, text.trim().to_owned())),
        _ => None,
    })
}

/// The id behind "Mã buổi tiêm:".
fn session(row: &RawRow) -> Option<String> {
    let mut texts = titles(row).map(|(_, text)| text);
    let cell = texts.find(|text| fold(text).starts_with(&fold(SESSION)))?;
    let id = cell.split_once(':')?.1.trim().to_owned();
    Some(id).filter(|id| !id.is_empty())
}

/// Which column holds what; empty where this is not the header.
fn columns(row: &RawRow) -> Vec<(u32, Column)> {
    let known = |title: &str| {
        let title = fold(title);
        let mut columns = COLUMNS.iter();
        columns
            .find(|it| fold(it.1) == title)
            .map(|(column, _, _)| *column)
    };
    let found: Vec<_> = titles(row)
        .filter_map(|(place, title)| Some((place, known(&title)?)))
        .collect();
    let has = |wanted| found.iter().any(|(_, column)| *column == wanted);
    if has(Column::Code) && has(Column::Name) {
        found
    } else {
        Vec::new()
    }
}

fn line(row: RawRow, header: &[(u32, Column)], since_1904: bool) -> Option<FilledLine> {
    let mut line = FilledLine {
        row: row.number,
        ..FilledLine::default()
    };
    let mut written = false;
    for cell in row.cells {
        let column = header.iter().find(|(place, _)| *place == cell.column);
        let Some((_, column)) = column else { continue };
        let text = text(cell, *column, since_1904);
        let text = text.trim();
        if let Some(place) = line.cell(*column).filter(|_| !text.is_empty()) {
            text.clone_into(place);
            written = true;
        }
    }
    written.then_some(line)
}

fn text(cell: RawCell, column: Column, since_1904: bool) -> String {
    let role = (column == Column::BirthDate).then_some(Role::BirthDate);
    match (column, &cell.value) {
        (Column::Time, CellValue::Number { value, .. }) => time(*value),
        _ => cell_text(cell, role, since_1904).0,
    }
}

/// A time of day out of a number: a fraction of a day, or hours that were typed as `8` or `8.35`.
fn time(value: f64) -> String {
    let of_day = value.fract().abs();
    if (1.0..24.0).contains(&value) {
        return plain_number(value);
    }
    #[expect(clippy::cast_possible_truncation, reason = "minutes of a day")]
    let minutes = (of_day * 1_440.0).round() as i64 % 1_440;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
