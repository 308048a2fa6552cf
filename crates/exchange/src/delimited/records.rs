//! Records of delimited text, with quotes as Excel writes them, rows never lost to a bad one.
//!
//! A general CSV reader takes a quotation mark that is never closed to the end of the file, and
//! everything behind it is one cell. Here such a line is read as it stands and reported, and the
//! next line is a record again; cells beyond the limit are emptied and reported.

use std::ops::Range;

use super::TextSource;
use crate::error::{ExchangeError, Place};
use crate::fault::Faults;
use crate::limits::Limits;

/// A stream of records.
pub(crate) struct Delimited {
    source: TextSource,
    limits: Limits,
    delimiter: u8,
    buffer: Vec<u8>,
    at: usize,
    ended: bool,
    has_nul: bool,
    columns: usize,
    row: u32,
    fields: Vec<Field>,
    unescaped: Vec<u8>,
    headers: Vec<String>,
    /// What was found wrong on the way.
    pub(crate) faults: Faults,
}

/// Where a field's text lies.
#[derive(Clone, Debug)]
enum Field {
    Plain(Range<usize>),
    Unescaped(Range<usize>),
}

/// The fields of the current record.
pub(crate) struct Fields<'a> {
    owner: &'a Delimited,
}

impl Fields<'_> {
    /// How many fields the record has.
    pub(crate) fn len(&self) -> usize {
        self.owner.fields.len()
    }

    /// Field number `index` from 0; empty beyond the end.
    pub(crate) fn get(&self, index: usize) -> &str {
        let bytes = match self.owner.fields.get(index) {
            Some(Field::Plain(range)) => &self.owner.buffer[range.clone()],
            Some(Field::Unescaped(range)) => &self.owner.unescaped[range.clone()],
            None => &[],
        };
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// All fields in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Row of the record, the first record of the file being 1.
    pub(crate) fn row(&self) -> u32 {
        self.owner.row
    }
}

/// How the search for the end of a record went.
enum Scan {
    /// The record ends before this position of the buffer; the next starts there.
    Ends(usize),
    /// More text is needed.
    More,
    /// A quotation mark opened in this field is not closed.
    OpenQuote(usize),
}

impl Delimited {
    /// Records of `source`; the delimiter is set by [`Delimited::set_delimiter`].
    pub(crate) fn new(source: TextSource, limits: Limits) -> Self {
        Self {
            source,
            limits,
            delimiter: b',',
            buffer: Vec::new(),
            at: 0,
            ended: false,
            has_nul: false,
            columns: 0,
            row: 0,
            fields: Vec::new(),
            unescaped: Vec::new(),
            headers: Vec::new(),
            faults: Faults::default(),
        }
    }

    /// The name of the file in messages.
    pub(crate) fn file(&self) -> &str {
        self.source.file()
    }

    /// Sets the delimiter for the records to come.
    pub(crate) fn set_delimiter(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    /// The delimiter of the records to come.
    pub(crate) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Takes the current record as the header: its names stand in messages from here on.
    pub(crate) fn take_header(&mut self) {
        self.headers = self
            .current()
            .iter()
            .map(|name| name.trim().to_owned())
            .collect();
        self.columns = self.headers.len();
    }

    /// The first stretch of text, for finding out what it is. Reads nothing twice.
    pub(crate) fn peek(&mut self) -> Result<&str, ExchangeError> {
        if self.buffer.is_empty() && !self.ended {
            self.refill()?;
        }
        let rest = &self.buffer[self.at..];
        Ok(match std::str::from_utf8(rest) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&rest[..error.valid_up_to()]).unwrap_or_default(),
        })
    }

    /// Skips so many bytes of the text.
    pub(crate) fn skip(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.buffer.len());
    }

    /// The current record.
    pub(crate) fn current(&self) -> Fields<'_> {
        Fields { owner: self }
    }

    /// Moves to the next record that is not an empty line; false at the end.
    pub(crate) fn advance(&mut self) -> Result<bool, ExchangeError> {
        loop {
            match self.scan() {
                Scan::Ends(next) => {
                    self.at = next;
                    if self.is_empty_line() {
                        continue;
                    }
                    self.row = self.row.saturating_add(1);
                    self.check_cells();
                    return Ok(true);
                }
                Scan::OpenQuote(column) => {
                    let place = self.place(self.row.saturating_add(1), column);
                    self.faults.add(ExchangeError::OpenQuote { place });
                    self.split_line_as_it_stands();
                    self.row = self.row.saturating_add(1);
                    self.check_cells();
                    return Ok(true);
                }
                Scan::More if self.ended => return Ok(false),
                Scan::More if self.buffer.len() - self.at > self.limits.row_bytes => {
                    self.skip_line()?;
                }
                Scan::More => self.refill()?,
            }
        }
    }

    fn is_empty_line(&self) -> bool {
        self.fields.len() == 1 && self.current().get(0).is_empty()
    }

    /// Splits the record at `self.at` into fields, as far as the buffer goes.
    fn scan(&mut self) -> Scan {
        self.fields.clear();
        self.unescaped.clear();
        let mut at = self.at;
        if at >= self.buffer.len() {
            return Scan::More;
        }
        loop {
            let end = if self.buffer.get(at) == Some(&b'"') {
                match self.quoted(at) {
                    Ok(Some(end)) => end,
                    Ok(None) => return Scan::More,
                    Err(()) => return Scan::OpenQuote(self.fields.len()),
                }
            } else {
                let end = self.plain_end(at);
                self.fields.push(Field::Plain(at..end));
                end
            };
            match self.buffer.get(end) {
                Some(byte) if *byte == self.delimiter => at = end + 1,
                Some(b'\r') if self.buffer.get(end + 1) == Some(&b'\n') => {
                    return Scan::Ends(end + 2);
                }
                Some(b'\r') if end + 1 == self.buffer.len() && !self.ended => return Scan::More,
                Some(_) => return Scan::Ends(end + 1),
                None if self.ended => return Scan::Ends(end),
                None => return Scan::More,
            }
        }
    }

    /// The end of unquoted text that starts at `at`.
    fn plain_end(&self, at: usize) -> usize {
        let delimiter = self.delimiter;
        let ends = |byte: &u8| *byte == delimiter || *byte == b'\n' || *byte == b'\r';
        let rest = &self.buffer[at..];
        at + rest.iter().position(ends).unwrap_or(rest.len())
    }

    /// Reads a quoted field that starts at `at`: its end, `None` for more text, an error for a
    /// mark that is not closed.
    fn quoted(&mut self, at: usize) -> Result<Option<usize>, ()> {
        let start = self.unescaped.len();
        let mut from = at + 1;
        loop {
            let Some(length) = self.buffer[from..].iter().position(|byte| *byte == b'"') else {
                self.unescaped.truncate(start);
                let held = self.buffer.len() - self.at;
                let given_up = self.ended || held > self.limits.row_bytes;
                return if given_up { Err(()) } else { Ok(None) };
            };
            let mark = from + length;
            self.unescaped.extend_from_slice(&self.buffer[from..mark]);
            match self.buffer.get(mark + 1) {
                Some(b'"') => {
                    self.unescaped.push(b'"');
                    from = mark + 2;
                }
                None if !self.ended => {
                    self.unescaped.truncate(start);
                    return Ok(None);
                }
                _ => {
                    if self.swallowed_lines(start) {
                        return Err(());
                    }
                    // Text behind the closing mark belongs to the field, as Excel reads it.
                    let end = self.plain_end(mark + 1);
                    self.unescaped
                        .extend_from_slice(&self.buffer[mark + 1..end]);
                    self.fields
                        .push(Field::Unescaped(start..self.unescaped.len()));
                    return Ok(Some(end));
                }
            }
        }
    }

    /// Whether the field just read holds line breaks and a whole record's worth of delimiters:
    /// then a mark was not closed and the field ran into another record.
    fn swallowed_lines(&self, start: usize) -> bool {
        let text = &self.unescaped[start..];
        if self.columns < 3 || !text.contains(&b'\n') {
            return false;
        }
        let fields = text.split(|byte| *byte == self.delimiter).count();
        fields >= self.columns
    }

    /// Reads the first line at `self.at` with quotation marks as ordinary letters.
    fn split_line_as_it_stands(&mut self) {
        self.fields.clear();
        self.unescaped.clear();
        let mut at = self.at;
        loop {
            let end = self.plain_end(at);
            self.fields.push(Field::Plain(at..end));
            match self.buffer.get(end) {
                Some(byte) if *byte == self.delimiter => at = end + 1,
                Some(b'\r') if self.buffer.get(end + 1) == Some(&b'\n') => {
                    self.at = end + 2;
                    return;
                }
                Some(_) => {
                    self.at = end + 1;
                    return;
                }
                None => {
                    self.at = end;
                    return;
                }
            }
        }
    }

    /// Gives up on a line beyond all measure: reports it and goes on behind it.
    fn skip_line(&mut self) -> Result<(), ExchangeError> {
        let column = self.fields.len().saturating_sub(1);
        self.row = self.row.saturating_add(1);
        let place = self.place(self.row, column);
        let limit = self.limits.cell_bytes;
        self.faults.add(ExchangeError::CellTooLong { place, limit });
        loop {
            if let Some(end) = self.buffer[self.at..]
                .iter()
                .position(|byte| *byte == b'\n')
            {
                self.at += end + 1;
                return Ok(());
            }
            self.at = self.buffer.len();
            if self.ended {
                return Ok(());
            }
            self.refill()?;
        }
    }

    fn refill(&mut self) -> Result<(), ExchangeError> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let held = self.buffer.len();
        // At least as much again, so that a long record is not searched over and over.
        loop {
            if !self.source.append(&mut self.buffer)? {
                self.ended = true;
                break;
            }
            if self.buffer.len() >= held * 2 && self.buffer.len() > held {
                break;
            }
        }
        self.has_nul |= self.buffer[held..].contains(&0);
        Ok(())
    }

    /// Empties cells that are too long or hold NUL, and reports them.
    fn check_cells(&mut self) {
        if self.buffer.is_empty() {
            return;
        }
        for index in 0..self.fields.len() {
            let (length, nul) = {
                let text = self.current();
                let text = text.get(index);
                (text.len(), self.has_nul && text.contains('\0'))
            };
            if length <= self.limits.cell_bytes && !nul {
                continue;
            }
            let place = self.place(self.row, index);
            self.fields[index] = Field::Plain(0..0);
            self.faults.add(if nul {
                ExchangeError::Nul { place }
            } else {
                let limit = self.limits.cell_bytes;
                ExchangeError::CellTooLong { place, limit }
            });
        }
    }

    fn place(&self, row: u32, column: usize) -> Place {
        let name = self.headers.get(column).filter(|name| !name.is_empty());
        let name = name.map_or_else(|| (column + 1).to_string(), Clone::clone);
        Place::of_file(self.file()).at_row(row).at_column(name)
    }
}
