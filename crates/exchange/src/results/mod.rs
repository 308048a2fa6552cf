//! Results written back into the workbook they belong to, formatting kept.
//!
//! Only the result cells inside the XML of the lists change. Every other part of the container
//! is copied as it is packed, so macros, comments, drawings and styles are the same bytes.

mod dose_file;
mod patch;

pub use dose_file::write_dose_results;

use std::collections::BTreeMap;
use std::io::{BufWriter, Cursor, Seek, Write};
use std::path::Path;

use bytes::Bytes;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use self::patch::{Patch, SheetPatch};
use crate::error::ExchangeError;
use crate::kind::{Content, Opened};
use crate::limits::Limits;
use crate::new_file::NewFile;
use crate::template::TemplateWorkbook;

/// Writes a copy of the workbook with the results in the column "Kết quả import", which is
/// added behind the last column where a list has none. Keys are the name of the sheet and the
/// row as the spreadsheet numbers it; rows that are not named keep what they hold.
///
/// # Errors
/// If the source is no .xlsx or .xlsm with a list of people, or cannot be read, or the copy
/// cannot be written; then no copy is left.
pub fn write_results(
    source: &Path,
    out: &Path,
    results: &BTreeMap<(String, u32), String>,
) -> Result<(), ExchangeError> {
    let opened = Opened::path(source)?;
    let name = out.display().to_string();
    let cannot = |error| ExchangeError::write(&name, error);
    let bytes = container(opened.content, &opened.name)?;
    let workbook = TemplateWorkbook::headers_only(bytes, &opened.name, Limits::default())?;
    let target = BufWriter::new(NewFile::create(out).map_err(cannot)?);
    let target = copy(&workbook, target, &name, results)?;
    let target = target
        .into_inner()
        .map_err(|error| cannot(error.into_error()))?;
    target.finish().map_err(cannot)
}

/// The same from bytes to any writer; `name` stands in messages.
///
/// # Errors
/// As [`write_results`].
pub fn write_results_to(
    source: &[u8],
    name: &str,
    out: impl Write + Seek,
    results: &BTreeMap<(String, u32), String>,
) -> Result<(), ExchangeError> {
    let opened = Opened::reader(Box::new(Cursor::new(source.to_vec())), name)?;
    let bytes = container(opened.content, name)?;
    let workbook = TemplateWorkbook::headers_only(bytes, name, Limits::default())?;
    copy(&workbook, out, name, results).map(drop)
}

fn container(content: Content, file: &str) -> Result<Bytes, ExchangeError> {
    let found = match content {
        Content::Zip(bytes) => return Ok(bytes.into()),
        Content::OldExcel(_) => "an old workbook (.xls)",
        Content::Parquet(_) => "a Parquet file",
        Content::Text(_) => "a text file",
    };
    Err(ExchangeError::NotPatchable {
        file: file.to_owned(),
        found,
    })
}

/// Copies the container part by part, the lists patched.
fn copy<W: Write + Seek>(
    workbook: &TemplateWorkbook,
    out: W,
    out_name: &str,
    results: &BTreeMap<(String, u32), String>,
) -> Result<W, ExchangeError> {
    let patches = patches(workbook, results)?;
    let bytes = workbook.package_bytes();
    let cannot = |error: ZipError| ExchangeError::write(out_name, error.into());
    let damaged = |error: ZipError| ExchangeError::damaged(workbook.file(), error);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut writer = ZipWriter::new(out);
    writer
        .set_raw_comment(archive.comment().into())
        .map_err(cannot)?;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(damaged)?;
        let patch = patches.iter().find(|patch| patch.part == index);
        let Some((patch, sheet)) = patch.zip(workbook.read_part(index)) else {
            writer.raw_copy_file(entry).map_err(cannot)?;
            continue;
        };
        let mut options = SimpleFileOptions::default().compression_method(entry.compression());
        if let Some(modified) = entry.last_modified() {
            options = options.last_modified_time(modified);
        }
        if let Some(mode) = entry.unix_mode() {
            options = options.unix_permissions(mode);
        }
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        drop(entry);
        writer.start_file(name, options).map_err(cannot)?;
        Patch::new(sheet, patch, workbook.file(), out_name).run(&mut writer)?;
    }
    writer.finish().map_err(cannot)
}

/// What is to be changed in which part.
fn patches<'a>(
    workbook: &TemplateWorkbook,
    results: &'a BTreeMap<(String, u32), String>,
) -> Result<Vec<SheetPatch<'a>>, ExchangeError> {
    let mut patches = Vec::new();
    for target in workbook.result_targets()? {
        let rows = results
            .iter()
            .filter(|((sheet, _), _)| *sheet == target.sheet);
        let rows: BTreeMap<u32, &str> =
            rows.map(|((_, row), text)| (*row, text.as_str())).collect();
        if rows.is_empty() {
            continue;
        }
        patches.push(SheetPatch {
            part: target.part,
            sheet: target.sheet,
            column: target.column,
            new_header: (!target.has_header).then_some(target.header_row),
            rows,
        });
    }
    Ok(patches)
}
