//! Rows and cells out of a sheet part, streamed.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::book::{Book, SheetPart};
use super::package::PartReader;
use super::xml::{attribute, column_of, push_entity, unescape_excel, xml_error};
use crate::error::{ExchangeError, Place};
use crate::sheet::{CellValue, RawCell, RawRow};

/// The rows of one sheet.
pub(crate) struct SheetRows<'a> {
    book: &'a Book,
    sheet: &'a SheetPart,
    reader: Reader<PartReader>,
    buffer: Vec<u8>,
    row: u32,
    seen: u32,
    next_column: u32,
    ended: bool,
    cell: OpenCell,
    in_data: bool,
}

/// The cell whose parts are being read.
#[derive(Default)]
struct OpenCell {
    column: u32,
    kind: String,
    style: usize,
    text: String,
    formula: String,
    has_value: bool,
    has_formula: bool,
    too_long: bool,
    inside: Inside,
}

/// Whose text is being read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Value,
    Formula,
    Phonetic,
}

impl<'a> SheetRows<'a> {
    /// Starts at the top of a sheet.
    pub(crate) fn new(book: &'a Book, sheet: &'a SheetPart) -> Self {
        let limit = book.package.limits.sheet_bytes;
        Self {
            book,
            sheet,
            reader: Reader::from_reader(book.package.read(sheet.part, limit)),
            buffer: Vec::new(),
            row: 0,
            seen: 0,
            next_column: 0,
            ended: false,
            cell: OpenCell::default(),
            in_data: false,
        }
    }

    fn place(&self) -> Place {
        Place::of_sheet(&self.book.package.file, &self.sheet.name)
    }

    /// The next row; a row without cells too. `None` behind the last.
    pub(crate) fn next_row(&mut self) -> Result<Option<RawRow>, ExchangeError> {
        if self.ended {
            return Ok(None);
        }
        let row = self.read_row();
        self.ended = !matches!(row, Ok(Some(_)));
        row
    }

    fn read_row(&mut self) -> Result<Option<RawRow>, ExchangeError> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let mut row: Option<RawRow> = None;
        loop {
            buffer.clear();
            let event = match self.reader.read_event_into(&mut buffer) {
                Ok(event) => event,
                Err(error) => return Err(xml_error(&error, self.place().at_row(self.row))),
            };
            match event {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "sheetData" => self.in_data = true,
                    "row" if self.in_data => row = Some(self.start_row(&tag)?),
                    "c" => self.start_cell(&tag),
                    "v" | "t" => self.cell.start_value(),
                    "f" => self.cell.start_formula(),
                    "rPh" => self.cell.inside = Inside::Phonetic,
                    _ => {}
                },
                Event::Empty(tag) => match tag.local_name().as_ref() {
                    "row" if self.in_data => {
                        let row = self.start_row(&tag)?;
                        self.buffer = buffer;
                        return Ok(Some(row));
                    }
                    "c" => self.start_cell(&tag),
                    "f" => self.cell.has_formula = true,
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "sheetData" => self.in_data = false,
                    "row" if row.is_some() => {
                        self.buffer = buffer;
                        return Ok(row);
                    }
                    "c" => {
                        if let Some(row) = row.as_mut() {
                            row.cells.extend(self.finish_cell());
                        }
                    }
                    "v" | "t" | "f" | "rPh" => self.cell.inside = Inside::Nothing,
                    _ => {}
                },
                Event::Text(text) => self.cell.push(&text.xml10_content(), self.limit()),
                Event::CData(text) => self.cell.push(&text.xml10_content(), self.limit()),
                Event::GeneralRef(entity) => {
                    let mut letter = String::new();
                    push_entity(&entity, &mut letter);
                    self.cell.push(&letter, self.limit());
                }
                Event::Eof => {
                    self.buffer = buffer;
                    return if row.is_some() || self.in_data {
                        let place = self.place().at_row(self.row);
                        let what = "the sheet ends in the middle of a row".to_owned();
                        Err(ExchangeError::Damaged { place, what })
                    } else {
                        Ok(None)
                    };
                }
                _ => {}
            }
        }
    }

    fn limit(&self) -> usize {
        self.book.package.limits.cell_bytes
    }

    fn start_row(&mut self, tag: &BytesStart<'_>) -> Result<RawRow, ExchangeError> {
        let stated = attribute(tag, "r").and_then(|number| number.trim().parse().ok());
        self.row = stated.unwrap_or(self.row.saturating_add(1));
        self.seen = self.seen.saturating_add(1);
        self.next_column = 0;
        let limit = self.book.package.limits.sheet_rows;
        if self.seen > limit || self.row > limit {
            let place = self.place();
            return Err(ExchangeError::TooManyRows { place, limit });
        }
        let hidden = attribute(tag, "hidden").is_some_and(|value| value == "1" || value == "true");
        Ok(RawRow {
            number: self.row,
            hidden,
            cells: Vec::new(),
        })
    }

    fn start_cell(&mut self, tag: &BytesStart<'_>) {
        let stated = attribute(tag, "r").and_then(|reference| column_of(&reference));
        let column = stated.unwrap_or(self.next_column);
        self.next_column = column.saturating_add(1);
        self.cell = OpenCell {
            column,
            kind: attribute(tag, "t").unwrap_or_default(),
            style: attribute(tag, "s")
                .and_then(|s| s.parse().ok())
                .unwrap_or(0),
            ..OpenCell::default()
        };
    }

    fn finish_cell(&mut self) -> Option<RawCell> {
        let cell = std::mem::take(&mut self.cell);
        let column = cell.column;
        let value = self.value_of(cell)?;
        Some(RawCell { column, value })
    }

    fn value_of(&self, cell: OpenCell) -> Option<CellValue> {
        if cell.too_long {
            return Some(CellValue::TooLong);
        }
        if !cell.has_value || (cell.text.is_empty() && cell.has_formula && cell.kind != "str") {
            return cell.has_formula.then_some(CellValue::Formula(cell.formula));
        }
        match cell.kind.as_str() {
            "s" => {
                let index = cell.text.trim().parse().ok()?;
                let text = self.book.shared.get(index)?;
                if text.len() > self.limit() {
                    return Some(CellValue::TooLong);
                }
                Some(CellValue::Text(text.to_owned()))
            }
            "b" => Some(CellValue::Truth(
                cell.text.trim() == "1" || cell.text.trim() == "true",
            )),
            "e" => Some(CellValue::Error),
            "inlineStr" | "str" | "d" => Some(CellValue::Text(unescape_excel(cell.text))),
            _ => match cell.text.trim().parse::<f64>() {
                Ok(value) if value.is_finite() => {
                    let date = self.book.dates.is_date(cell.style);
                    Some(CellValue::Number { value, date })
                }
                _ => Some(CellValue::Text(cell.text)),
            },
        }
        .filter(|value| !matches!(value, CellValue::Text(text) if text.is_empty()))
    }
}

impl OpenCell {
    fn start_value(&mut self) {
        if self.inside != Inside::Phonetic {
            self.inside = Inside::Value;
            self.has_value = true;
        }
    }

    fn start_formula(&mut self) {
        self.inside = Inside::Formula;
        self.has_formula = true;
    }

    fn push(&mut self, text: &str, limit: usize) {
        let target = match self.inside {
            Inside::Value => &mut self.text,
            Inside::Formula => &mut self.formula,
            Inside::Nothing | Inside::Phonetic => return,
        };
        if target.len() + text.len() > limit {
            self.too_long = true;
            *target = String::new();
        } else if !self.too_long {
            target.push_str(text);
        }
    }
}
