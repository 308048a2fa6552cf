//! A workbook of either container, as sheets of raw rows.

use std::slice;

use bytes::Bytes;

use crate::error::ExchangeError;
use crate::limits::Limits;
use crate::old_excel::{self, OldBook, OldRow, OldSheet};
use crate::sheet::{Merge, RawRow};
use crate::xlsx::{Book, Package, PartReader, SheetRows};

/// An opened workbook.
pub(crate) struct OpenBook {
    file: String,
    limits: Limits,
    names: Vec<String>,
    inside: Inside,
}

enum Inside {
    New(Box<Book>),
    Old(Box<OldBook>),
}

/// The rows of one sheet.
pub(crate) enum BookRows<'a> {
    New(Box<SheetRows<'a>>),
    Old {
        book: &'a OldBook,
        sheet: &'a OldSheet,
        rows: slice::Iter<'a, OldRow>,
    },
}

impl OpenBook {
    /// Opens a zip container.
    pub(crate) fn zip(bytes: Bytes, file: &str, limits: Limits) -> Result<Self, ExchangeError> {
        let book = Book::open(Package::open(bytes, file, limits)?)?;
        Ok(Self {
            file: file.to_owned(),
            limits,
            names: book.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
            inside: Inside::New(Box::new(book)),
        })
    }

    /// Opens an OLE container.
    pub(crate) fn old(bytes: &[u8], file: &str, limits: Limits) -> Result<Self, ExchangeError> {
        let book = old_excel::read(bytes, file, limits)?;
        Ok(Self {
            file: file.to_owned(),
            limits,
            names: book.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
            inside: Inside::Old(Box::new(book)),
        })
    }

    /// The name of the file in messages.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// The bounds in force.
    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }

    /// The sheets' names in order.
    pub(crate) fn sheet_names(&self) -> &[String] {
        &self.names
    }

    /// Whether serial numbers count from 1904.
    pub(crate) fn since_1904(&self) -> bool {
        match &self.inside {
            Inside::New(book) => book.since_1904,
            Inside::Old(book) => book.since_1904,
        }
    }

    /// The rows of a sheet, from the top.
    pub(crate) fn rows(&self, sheet: usize) -> BookRows<'_> {
        match &self.inside {
            Inside::New(book) => BookRows::New(Box::new(SheetRows::new(book, &book.sheets[sheet]))),
            Inside::Old(book) => BookRows::Old {
                book,
                sheet: &book.sheets[sheet],
                rows: book.sheets[sheet].rows.iter(),
            },
        }
    }

    /// Number of a sheet's part in a zip container.
    pub(crate) fn part_of(&self, sheet: usize) -> Option<usize> {
        match &self.inside {
            Inside::New(book) => Some(book.sheets[sheet].part),
            Inside::Old(_) => None,
        }
    }

    /// Opens a part of a zip container.
    pub(crate) fn read_part(&self, part: usize) -> Option<PartReader> {
        match &self.inside {
            Inside::New(book) => Some(book.package.read(part, self.limits.sheet_bytes)),
            Inside::Old(_) => None,
        }
    }

    /// The packed bytes of a zip container; empty for an old workbook.
    pub(crate) fn package_bytes(&self) -> Bytes {
        match &self.inside {
            Inside::New(book) => book.package.bytes().clone(),
            Inside::Old(_) => Bytes::new(),
        }
    }
}

impl BookRows<'_> {
    /// The next row; `None` behind the last.
    pub(crate) fn next_row(&mut self) -> Result<Option<RawRow>, ExchangeError> {
        match self {
            BookRows::New(rows) => rows.next_row(),
            BookRows::Old { book, rows, .. } => Ok(rows.next().map(|row| book.raw(row))),
        }
    }

    /// The merged blocks of the sheet, once its rows have been read.
    pub(crate) fn merges(&self) -> &[Merge] {
        match self {
            BookRows::New(rows) => rows.merges(),
            BookRows::Old { sheet, .. } => &sheet.merges,
        }
    }
}
