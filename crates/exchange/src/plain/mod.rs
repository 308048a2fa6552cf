//! Plain record files and register extracts: one row a person, columns by name.

mod csv;
mod parquet;

use std::fmt;
use std::io::Read;
use std::path::Path;

use crate::batch::{Batch, ColumnStream, RegisterBatch};
use crate::columns::{Column, REGISTER};
use crate::delimited::Delimited;
use crate::error::ExchangeError;
use crate::fault::Faults;
use crate::kind::{Content, Opened};
use crate::limits::Limits;

pub(crate) use self::csv::{CsvColumns, find_delimiter, headers_of};
pub(crate) use self::parquet::ParquetColumns;

/// Records of a plain CSV, CSV.gz or Parquet file, a batch at a time.
pub struct PlainRecords {
    stream: Box<dyn ColumnStream>,
}

impl PlainRecords {
    pub(crate) fn new(stream: Box<dyn ColumnStream>) -> Self {
        Self { stream }
    }

    /// What was wrong with single rows so far; those rows are among the records nevertheless,
    /// with the cell left empty.
    pub fn faults(&self) -> &Faults {
        self.stream.faults()
    }
}

impl Iterator for PlainRecords {
    type Item = Result<Batch, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        let columns = self.stream.next()?;
        let has_nationality = self.stream.has(6);
        Some(columns.map(|columns| Batch::new(columns, has_nationality)))
    }
}

impl fmt::Debug for PlainRecords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlainRecords").finish_non_exhaustive()
    }
}

/// Rows of a register extract, a batch at a time.
pub struct RegisterRows {
    stream: Box<dyn ColumnStream>,
}

impl RegisterRows {
    /// What was wrong with single rows so far.
    pub fn faults(&self) -> &Faults {
        self.stream.faults()
    }
}

impl Iterator for RegisterRows {
    type Item = Result<RegisterBatch, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        let columns = self.stream.next()?;
        let has_key = self.stream.has(0);
        Some(columns.map(|columns| RegisterBatch::new(columns, has_key)))
    }
}

impl fmt::Debug for RegisterRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegisterRows").finish_non_exhaustive()
    }
}

/// Opens a register extract (CSV, CSV.gz or Parquet).
///
/// Columns `personal_id` (or `cccd`), `old_cmnd` (`cmnd`), `full_name`, `date_of_birth` (`dob`),
/// `sex`, `commune_code` (`commune`, `permanent_commune_code`); `pid`, where present, is the key.
///
/// # Errors
/// If the file cannot be read, is of another kind or lacks a column.
pub fn open_register(path: &Path) -> Result<RegisterRows, ExchangeError> {
    register_from(Opened::path(path)?, Limits::default())
}

/// The same from any stream of bytes; `name` stands in messages.
///
/// # Errors
/// As [`open_register`].
pub fn register_from_reader(
    reader: impl Read + Send + 'static,
    name: &str,
) -> Result<RegisterRows, ExchangeError> {
    register_from(Opened::reader(Box::new(reader), name)?, Limits::default())
}

fn register_from(opened: Opened, limits: Limits) -> Result<RegisterRows, ExchangeError> {
    let stream: Box<dyn ColumnStream> = match opened.content {
        Content::Parquet(source) => {
            Box::new(ParquetColumns::open(source, &opened.name, &REGISTER)?)
        }
        Content::Text(source) => {
            let mut lines = Delimited::new(source, limits);
            find_delimiter(&mut lines)?;
            Box::new(csv_columns(lines, &REGISTER)?)
        }
        Content::Zip(_) | Content::OldExcel(_) => {
            return Err(ExchangeError::UnknownKind {
                file: opened.name,
                found: "a workbook, and a register extract is CSV, CSV.gz or Parquet",
            });
        }
    };
    Ok(RegisterRows { stream })
}

/// Reads the header record and gives the rest as columns.
fn csv_columns(
    mut lines: Delimited,
    wanted: &'static [Column; 7],
) -> Result<CsvColumns, ExchangeError> {
    let headers = headers_of(&mut lines)?;
    CsvColumns::new(lines, &headers, wanted)
}
