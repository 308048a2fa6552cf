//! Rows and cells out of a sheet part, streamed.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::book::{Book, SheetPart};
use super::package::PartReader;
use super::xml::{attribute, column_of, push_entity, row_of, unescape_excel, xml_error};
use crate::error::{ExchangeError, Place};
use crate::sheet::{CellValue, Merge, RawCell, RawRow};

/// Most columns of a row that Excel knows.
const COLUMNS: usize = 16_384;
/// Most merged blocks that are taken note of.
const MERGES: usize = 1 << 20;

/// The rows of one sheet.
pub(crate) struct SheetRows<'a> {
    book: &'a Book,
    sheet: &'a SheetPart,
    reader: Reader<PartReader>,
    buffer: Vec<u8>,
    row: u32,
    seen: u32,
    next_column: u32,
    row_bytes: usize,
    ended: bool,
    cell: OpenCell,
    in_data: bool,
    merges: Vec<Merge>,
}

/// The cell whose parts are being read.
#[derive(Default)]
struct OpenCell {
    column: u32,
    kind: CellKind,
    style: usize,
    text: String,
    formula: String,
    has_value: bool,
    has_formula: bool,
    too_long: bool,
    inside: Inside,
}

/// What a cell's text stands for (attribute `t`).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum CellKind {
    #[default]
    Number,
    Shared,
    Truth,
    Error,
    /// Text in the cell itself, ISO dates among it.
    Inline,
    /// The text that a formula gave.
    FormulaText,
}

impl CellKind {
    fn of(code: &str) -> Self {
        match code {
            "s" => Self::Shared,
            "b" => Self::Truth,
            "e" => Self::Error,
            "inlineStr" | "d" => Self::Inline,
            "str" => Self::FormulaText,
            _ => Self::Number,
        }
    }
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
            row_bytes: 0,
            ended: false,
            cell: OpenCell::default(),
            in_data: false,
            merges: Vec::new(),
        }
    }

    /// The merged blocks; they stand behind the rows and are known when those have been read.
    pub(crate) fn merges(&self) -> &[Merge] {
        &self.merges
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
        let mut row = None;
        loop {
            buffer.clear();
            let event = match self.reader.read_event_into(&mut buffer) {
                Ok(event) => event,
                Err(error) => return Err(xml_error(&error, self.place().at_row(self.row))),
            };
            let limit = self.limit();
            let whole = match event {
                Event::Start(tag) => {
                    self.start(&tag, &mut row)?;
                    false
                }
                Event::Empty(tag) => self.empty(&tag, &mut row)?,
                Event::End(tag) => self.end(tag.local_name().as_ref(), row.as_mut()),
                Event::Text(text) => self.cell.push(&text.xml10_content(), limit),
                Event::CData(text) => self.cell.push(&text.xml10_content(), limit),
                Event::GeneralRef(entity) => {
                    let mut letter = String::new();
                    push_entity(&entity, &mut letter);
                    self.cell.push(&letter, limit)
                }
                Event::Eof if row.is_some() || self.in_data => {
                    let place = self.place().at_row(self.row);
                    let what = "the sheet ends in the middle of a row".to_owned();
                    return Err(ExchangeError::Damaged { place, what });
                }
                Event::Eof => true,
                _ => false,
            };
            if whole {
                self.buffer = buffer;
                return Ok(row);
            }
        }
    }

    fn start(
        &mut self,
        tag: &BytesStart<'_>,
        row: &mut Option<RawRow>,
    ) -> Result<(), ExchangeError> {
        match tag.local_name().as_ref() {
            "c" => self.start_cell(tag),
            "v" | "t" => self.cell.start_value(),
            "f" => self.cell.start_formula(),
            "rPh" => self.cell.inside = Inside::Phonetic,
            "row" if self.in_data => *row = Some(self.start_row(tag)?),
            "sheetData" => self.in_data = true,
            "mergeCell" => self.note_merge(tag),
            _ => {}
        }
        Ok(())
    }

    /// An element without content; true if it is a whole row.
    fn empty(
        &mut self,
        tag: &BytesStart<'_>,
        row: &mut Option<RawRow>,
    ) -> Result<bool, ExchangeError> {
        match tag.local_name().as_ref() {
            "c" => self.start_cell(tag),
            "f" => self.cell.has_formula = true,
            "row" if self.in_data => {
                *row = Some(self.start_row(tag)?);
                return Ok(true);
            }
            "mergeCell" => self.note_merge(tag),
            _ => {}
        }
        Ok(false)
    }

    /// The end of an element; true if a row is whole with it.
    fn end(&mut self, name: &str, row: Option<&mut RawRow>) -> bool {
        match (name, row) {
            ("c", Some(row)) if row.cells.len() < COLUMNS => row.cells.extend(self.finish_cell()),
            ("row", Some(_)) => return true,
            ("v" | "t" | "f" | "rPh", _) => self.cell.inside = Inside::Nothing,
            ("sheetData", _) => self.in_data = false,
            _ => {}
        }
        false
    }

    fn note_merge(&mut self, tag: &BytesStart<'_>) {
        let block = attribute(tag, "ref").unwrap_or_default();
        let merge = block.split_once(':').and_then(|(first, last)| {
            Some(Merge {
                first_row: row_of(first)?,
                last_row: row_of(last)?,
                column: column_of(first)?,
            })
        });
        if self.merges.len() < MERGES {
            self.merges.extend(merge);
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
        self.row_bytes = 0;
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
        self.cell.clear();
        self.cell.column = self.next_column;
        let mut attributes = tag.attributes();
        for attribute in attributes.with_checks(false).flatten() {
            let value = &attribute.value;
            match attribute.key.as_ref() {
                "r" => self.cell.column = column_of(value).unwrap_or(self.next_column),
                "t" => self.cell.kind = CellKind::of(value),
                "s" => self.cell.style = value.parse().unwrap_or(0),
                _ => {}
            }
        }
        self.next_column = self.cell.column.saturating_add(1);
    }

    fn finish_cell(&mut self) -> Option<RawCell> {
        let column = self.cell.column;
        let mut value = self.take_value()?;
        if let CellValue::Text(text) = &value {
            if text.is_empty() {
                return None;
            }
            // One long text may be shared by thousands of cells.
            self.row_bytes += text.len();
            if self.row_bytes > self.book.package.limits.row_bytes {
                value = CellValue::TooLong;
            }
        }
        Some(RawCell { column, value })
    }

    fn take_value(&mut self) -> Option<CellValue> {
        let limit = self.limit();
        let cell = &mut self.cell;
        if cell.too_long {
            return Some(CellValue::TooLong);
        }
        let unsaved = cell.text.is_empty() && cell.kind != CellKind::FormulaText;
        if cell.has_formula && (unsaved || !cell.has_value) {
            return Some(CellValue::Formula(std::mem::take(&mut cell.formula)));
        }
        if !cell.has_value {
            return None;
        }
        let bare = cell.text.trim();
        Some(match cell.kind {
            CellKind::Shared => match self.book.shared.get(bare.parse().ok()?)? {
                text if text.len() > limit => CellValue::TooLong,
                text => CellValue::Text(text.to_owned()),
            },
            CellKind::Truth => CellValue::Truth(bare == "1" || bare == "true"),
            CellKind::Error => CellValue::Error,
            CellKind::Inline | CellKind::FormulaText => {
                CellValue::Text(unescape_excel(std::mem::take(&mut cell.text)))
            }
            CellKind::Number => match bare.parse::<f64>() {
                Ok(value) if value.is_finite() => CellValue::Number {
                    value,
                    date: self.book.dates.is_date(cell.style),
                },
                _ => CellValue::Text(std::mem::take(&mut cell.text)),
            },
        })
    }
}

impl OpenCell {
    /// Forgets the last cell and keeps its memory.
    fn clear(&mut self) {
        self.text.clear();
        self.formula.clear();
        *self = Self {
            text: std::mem::take(&mut self.text),
            formula: std::mem::take(&mut self.formula),
            ..Self::default()
        };
    }

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

    /// Adds text to whatever is open. Never the end of a row: false.
    fn push(&mut self, text: &str, limit: usize) -> bool {
        let target = match self.inside {
            Inside::Value => &mut self.text,
            Inside::Formula => &mut self.formula,
            Inside::Nothing | Inside::Phonetic => return false,
        };
        if target.len() + text.len() > limit {
            self.too_long = true;
            *target = String::new();
        } else if !self.too_long {
            target.push_str(text);
        }
        false
    }
}
