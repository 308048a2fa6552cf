//! A file of records, whichever of the known kinds it is.

use std::io::Read;
use std::path::Path;

use crate::columns::{RECORD, look_like_records, shown};
use crate::delimited::Delimited;
use crate::dose::{DoseRows, seek_header};
use crate::error::{ExchangeError, Place};
use crate::kind::{Content, Opened};
use crate::limits::Limits;
use crate::plain::{CsvColumns, ParquetColumns, PlainRecords, find_delimiter, headers_of};
use crate::template::TemplateWorkbook;

/// An opened file of records.
#[derive(Debug)]
pub enum RecordFile {
    /// CSV, CSV.gz or Parquet with one row a record and English column names.
    Plain(PlainRecords),
    /// The Excel template.
    Workbook(Box<TemplateWorkbook>),
    /// CSV with one row a dose and Vietnamese column names.
    DoseCsv(Box<DoseRows>),
}

/// Opens a file of records; what it is is found from its content.
///
/// # Errors
/// If the file cannot be read, is of no known kind, damaged, or lacks columns.
pub fn open_records(path: &Path) -> Result<RecordFile, ExchangeError> {
    from_opened(Opened::path(path)?)
}

/// The same from any stream of bytes; `name` stands in messages.
///
/// # Errors
/// As [`open_records`].
pub fn records_from_reader(
    reader: impl Read + Send + 'static,
    name: &str,
) -> Result<RecordFile, ExchangeError> {
    from_opened(Opened::reader(Box::new(reader), name)?)
}

fn from_opened(opened: Opened) -> Result<RecordFile, ExchangeError> {
    let limits = Limits::default();
    let name = opened.name;
    Ok(match opened.content {
        Content::Parquet(source) => {
            let stream = ParquetColumns::open(source, &name, &RECORD)?;
            RecordFile::Plain(PlainRecords::new(Box::new(stream)))
        }
        Content::Zip(bytes) => {
            let workbook = TemplateWorkbook::from_zip(bytes.into(), &name, limits)?;
            RecordFile::Workbook(Box::new(workbook))
        }
        Content::OldExcel(bytes) => {
            RecordFile::Workbook(Box::new(TemplateWorkbook::from_old(&bytes, &name, limits)?))
        }
        Content::Text(source) => from_text(Delimited::new(source, limits))?,
    })
}

fn from_text(mut lines: Delimited) -> Result<RecordFile, ExchangeError> {
    if lines.peek()?.trim_start().starts_with('<') {
        return Err(ExchangeError::UnknownKind {
            file: lines.file().to_owned(),
            found: "a web page or XML; open it in Excel and save it as .xlsx",
        });
    }
    find_delimiter(&mut lines)?;
    let first = headers_of(&mut lines)?;
    if look_like_records(&first) {
        let stream = CsvColumns::new(lines, &first, &RECORD)?;
        return Ok(RecordFile::Plain(PlainRecords::new(Box::new(stream))));
    }
    if let Some(found) = seek_header(&mut lines)? {
        let rows = DoseRows::new(lines, found.header);
        return Ok(RecordFile::DoseCsv(Box::new(rows)));
    }
    Err(ExchangeError::MissingColumns {
        place: Place::of_file(lines.file()),
        missing: "record_id, id_number, full_name, … or Họ và tên, Ngày sinh, …".to_owned(),
        found: shown(&first),
    })
}
