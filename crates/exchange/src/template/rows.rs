//! The rows of a workbook's lists, one after the other.

use std::fmt;
use std::slice;

use khien_domain::SexCoding;

use super::cells::{Cells, find_codes};
use super::classify::RowLook;
use super::header::Header;
use super::lists::Lists;
use super::merged::{MergedBlocks, OpenBlocks};
use super::row::{RowKind, RowRepair, TemplateRow};
use crate::book::{BookRows, OpenBook};
use crate::error::ExchangeError;
use crate::sheet::RawRow;

/// One list of people in a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateSheet {
    /// The sheet's name.
    pub name: String,
    /// How many people it lists.
    pub people: u32,
    /// How it codes the sex.
    pub sex_coding: SexCoding,
}

/// A list with what is needed to read it.
pub(super) struct ListSheet {
    /// Number of the sheet in the book.
    pub(super) index: usize,
    pub(super) header: Header,
    pub(super) merged: MergedBlocks,
    pub(super) about: TemplateSheet,
}

/// The rows of all lists of a workbook.
pub struct TemplateRows<'a> {
    book: &'a OpenBook,
    lists: &'a Lists,
    sheets: slice::Iter<'a, ListSheet>,
    current: Option<SheetIterator<'a>>,
}

impl<'a> TemplateRows<'a> {
    pub(super) fn new(book: &'a OpenBook, lists: &'a Lists, sheets: &'a [ListSheet]) -> Self {
        Self {
            book,
            lists,
            sheets: sheets.iter(),
            current: None,
        }
    }
}

impl Iterator for TemplateRows<'_> {
    type Item = Result<TemplateRow, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(rows) = self.current.as_mut() {
                match rows.next_row().transpose() {
                    Some(row) => return Some(row),
                    None => self.current = None,
                }
            }
            let sheet = self.sheets.next()?;
            self.current = Some(SheetIterator::new(self.book, self.lists, sheet));
        }
    }
}

impl fmt::Debug for TemplateRows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TemplateRows").finish_non_exhaustive()
    }
}

/// The rows of one list, below its header.
pub(super) struct SheetIterator<'a> {
    sheet: &'a ListSheet,
    lists: &'a Lists,
    since_1904: bool,
    rows: BookRows<'a>,
    open: OpenBlocks,
    after_signature: bool,
}

impl<'a> SheetIterator<'a> {
    pub(super) fn new(book: &'a OpenBook, lists: &'a Lists, sheet: &'a ListSheet) -> Self {
        Self {
            sheet,
            lists,
            since_1904: book.since_1904(),
            rows: book.rows(sheet.index),
            open: OpenBlocks::default(),
            after_signature: false,
        }
    }

    /// The merged blocks that matter, once all rows have been read.
    pub(super) fn merged(&self) -> MergedBlocks {
        MergedBlocks::of(self.rows.merges(), &self.sheet.header)
    }

    pub(super) fn next_row(&mut self) -> Result<Option<TemplateRow>, ExchangeError> {
        while let Some(raw) = self.rows.next_row()? {
            if raw.number > self.sheet.header.last_row {
                return Ok(Some(self.read(raw)));
            }
        }
        Ok(None)
    }

    fn read(&mut self, mut raw: RawRow) -> TemplateRow {
        let header = &self.sheet.header;
        let mut row = TemplateRow::empty(&self.sheet.about.name, raw.number, RowKind::SectionTitle);
        if header.is_repeated_in(&raw) {
            return row;
        }
        let hidden = raw.hidden;
        let merged = self.open.fill(&self.sheet.merged, header, &mut raw);
        let cells = Cells::new(header, raw, self.since_1904);
        row.kind = RowLook {
            cells: &cells.look(),
            after_signature: self.after_signature,
        }
        .kind();
        self.after_signature |= row.kind == RowKind::Signature;
        row.sex_coding = self.sheet.about.sex_coding;
        cells.fill(&mut row);
        if row.kind == RowKind::Person {
            find_codes(&mut row, self.lists);
        }
        row.repairs.extend(merged);
        if hidden {
            row.repairs.push(RowRepair::HiddenRow);
        }
        row
    }
}
