//! A workbook with lists of people, read row by row.

use std::fmt;
use std::path::Path;

use bytes::Bytes;
use khien_domain::SexCoding;

use super::header::{HEADER_ROWS, Header};
use super::lists::Lists;
use super::merged::MergedBlocks;
use super::role::Role;
use super::row::{RowKind, RowRepair};
use super::rows::{ListSheet, SheetIterator, TemplateRows, TemplateSheet};
use super::sex_codes::SexCodes;
use crate::book::OpenBook;
use crate::error::{ExchangeError, Place};
use crate::fault::Faults;
use crate::kind::{Content, Opened};
use crate::limits::Limits;
use crate::xlsx::{PartReader, column_letters};

/// Rows of a code list that are read; no list of the template is longer.
const LIST_ROWS: usize = 20_000;

/// A workbook with one or more lists of people.
///
/// Opening reads the whole file once, counts what is in it and finds its faults; the rows come
/// on a second pass and are not held.
pub struct TemplateWorkbook {
    book: OpenBook,
    sheets: Vec<ListSheet>,
    lists: Lists,
    faults: Faults,
}

impl TemplateWorkbook {
    /// Opens a workbook (.xlsx, .xlsm, .xls).
    ///
    /// # Errors
    /// If the file cannot be read, is damaged, protected or too large, or has no list of people.
    pub fn open(path: &Path) -> Result<Self, ExchangeError> {
        Self::from_opened(Opened::path(path)?)
    }

    /// Reads a workbook from memory; `name` stands in messages.
    ///
    /// # Errors
    /// As [`TemplateWorkbook::open`].
    pub fn from_bytes(bytes: Vec<u8>, name: &str) -> Result<Self, ExchangeError> {
        let reader = std::io::Cursor::new(bytes);
        Self::from_opened(Opened::reader(Box::new(reader), name)?)
    }

    fn from_opened(opened: Opened) -> Result<Self, ExchangeError> {
        let limits = Limits::default();
        match opened.content {
            Content::Zip(bytes) => Self::from_zip(bytes.into(), &opened.name, limits),
            Content::OldExcel(bytes) => Self::from_old(&bytes, &opened.name, limits),
            _ => Err(ExchangeError::UnknownKind {
                file: opened.name,
                found: "not a workbook",
            }),
        }
    }

    pub(crate) fn from_zip(
        bytes: Bytes,
        name: &str,
        limits: Limits,
    ) -> Result<Self, ExchangeError> {
        Self::new(OpenBook::zip(bytes, name, limits)?)
    }

    pub(crate) fn from_old(
        bytes: &[u8],
        name: &str,
        limits: Limits,
    ) -> Result<Self, ExchangeError> {
        Self::new(OpenBook::old(bytes, name, limits)?)
    }

    /// Opens a zip container as far as the headers of its lists, for writing into it.
    pub(crate) fn headers_only(
        bytes: Bytes,
        name: &str,
        limits: Limits,
    ) -> Result<Self, ExchangeError> {
        Self::scan(OpenBook::zip(bytes, name, limits)?)
    }

    fn new(book: OpenBook) -> Result<Self, ExchangeError> {
        let mut workbook = Self::scan(book)?;
        workbook.survey()?;
        Ok(workbook)
    }

    /// Finds the lists of people and takes up the lists of codes.
    fn scan(book: OpenBook) -> Result<Self, ExchangeError> {
        let mut sheets = Vec::new();
        let mut lists = Lists::default();
        for index in 0..book.sheet_names().len() {
            let mut rows = book.rows(index);
            let mut head = Vec::new();
            while head.len() < HEADER_ROWS
                && let Some(row) = rows.next_row()?
            {
                head.push(row);
            }
            if let Some(header) = Header::find(&head) {
                let about = TemplateSheet {
                    name: book.sheet_names()[index].clone(),
                    people: 0,
                    sex_coding: SexCoding::Template,
                };
                sheets.push(ListSheet {
                    index,
                    header,
                    merged: MergedBlocks::default(),
                    about,
                });
            } else {
                while head.len() < LIST_ROWS
                    && let Some(row) = rows.next_row()?
                {
                    head.push(row);
                }
                lists.take_up(&head);
            }
        }
        if sheets.is_empty() {
            return Err(ExchangeError::NoTemplateSheet {
                file: book.file().to_owned(),
                sheets: book.sheet_names().join(", "),
            });
        }
        Ok(Self {
            book,
            sheets,
            lists,
            faults: Faults::default(),
        })
    }

    /// Goes through all rows once: how many people, which coding of the sex, which faults.
    fn survey(&mut self) -> Result<(), ExchangeError> {
        for index in 0..self.sheets.len() {
            let mut people = 0;
            let mut codes = SexCodes::default();
            let mut faults = Vec::new();
            let mut rows = SheetIterator::new(&self.book, &self.lists, &self.sheets[index]);
            while let Some(row) = rows.next_row()? {
                if row.kind == RowKind::Person {
                    people += 1;
                    codes.see(&row.sex);
                }
                let too_long = row.repairs.iter().filter_map(|repair| match repair {
                    RowRepair::CellTooLong { column } => Some((row.row, *column)),
                    _ => None,
                });
                faults.extend(too_long);
            }
            let merged = rows.merged();
            for (row, column) in faults {
                let place = Place::of_sheet(self.book.file(), &self.sheets[index].about.name);
                let place = place.at_row(row).at_column(column_letters(column));
                let limit = self.book.limits().cell_bytes;
                self.faults.add(ExchangeError::CellTooLong { place, limit });
            }
            self.sheets[index].merged = merged;
            self.sheets[index].about.people = people;
            self.sheets[index].about.sex_coding = codes.coding();
        }
        Ok(())
    }

    /// The lists of people in the workbook.
    pub fn sheets(&self) -> impl Iterator<Item = &TemplateSheet> {
        self.sheets.iter().map(|sheet| &sheet.about)
    }

    /// How many people all lists hold.
    pub fn people(&self) -> u64 {
        self.sheets().map(|sheet| u64::from(sheet.people)).sum()
    }

    /// What was wrong with single cells.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// All rows below the headers, list by list, in the order of the file.
    pub fn rows(&self) -> TemplateRows<'_> {
        TemplateRows::new(&self.book, &self.lists, &self.sheets)
    }

    /// The name of the file in messages.
    pub(crate) fn file(&self) -> &str {
        self.book.file()
    }

    /// Where the results of each list go. Reads a list through where it has no column for them,
    /// to find the first column that is free in all rows.
    pub(crate) fn result_targets(&self) -> Result<Vec<ResultTarget>, ExchangeError> {
        let mut targets = Vec::new();
        for sheet in &self.sheets {
            let Some(part) = self.book.part_of(sheet.index) else {
                continue;
            };
            let known = sheet.header.column(Role::Result);
            let column = match known {
                Some(column) => column,
                None => self.first_free_column(sheet.index)?,
            };
            targets.push(ResultTarget {
                sheet: sheet.about.name.clone(),
                part,
                header_row: sheet.header.last_row,
                column,
                has_header: known.is_some(),
            });
        }
        Ok(targets)
    }

    fn first_free_column(&self, sheet: usize) -> Result<u32, ExchangeError> {
        let mut rows = self.book.rows(sheet);
        let mut free = 0;
        while let Some(row) = rows.next_row()? {
            let last = row.cells.iter().map(|cell| cell.column + 1).max();
            free = free.max(last.unwrap_or(0));
        }
        Ok(free)
    }

    /// The packed container; empty for an old workbook.
    pub(crate) fn package_bytes(&self) -> Bytes {
        self.book.package_bytes()
    }

    /// Opens a part of the container.
    pub(crate) fn read_part(&self, part: usize) -> Option<PartReader> {
        self.book.read_part(part)
    }
}

/// Where the results of a list go.
pub(crate) struct ResultTarget {
    pub(crate) sheet: String,
    /// Number of the sheet's part in the container.
    pub(crate) part: usize,
    pub(crate) header_row: u32,
    pub(crate) column: u32,
    /// Whether the column has its heading already.
    pub(crate) has_header: bool,
}

impl fmt::Debug for TemplateWorkbook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sheets: Vec<_> = self.sheets().collect();
        let mut shown = f.debug_struct("TemplateWorkbook");
        shown
            .field("file", &self.book.file())
            .field("sheets", &sheets)
            .finish_non_exhaustive()
    }
}
