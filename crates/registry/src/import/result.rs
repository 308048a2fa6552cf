//! The uploaded workbook once more, with what became of each row written beside it.

use std::collections::BTreeMap;
use std::io::Cursor;

use khien_domain::rights::Act;
use khien_exchange::{ExchangeError, write_results_to};
use khien_store::{ImportRow, StoreError, Tx};
use uuid::Uuid;

use super::review::{ReviewedRow, reviewed};
use super::whole_file;
use crate::by::{By, NotAllowed};
use crate::registry::{Registry, place_of_facility};

/// Rows that are read at once.
const CHUNK: i64 = 1_000;

/// Why there is no workbook with results.
#[derive(Debug, thiserror::Error)]
pub enum ResultError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such import.
    #[error("there is no such import")]
    NoImport,
    /// The file is no workbook into which results can be written: an old one, or text.
    #[error("results cannot be written into this file")]
    NoWorkbook,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A copy of the uploaded workbook.
pub struct ResultWorkbook {
    /// Name of the file as it was sent.
    pub file_name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The workbook of an import in which the column "Kết quả import" says what `words` say of each
/// row; everything else in it is as it was sent.
///
/// # Errors
/// See [`ResultError`].
pub async fn result_workbook(
    registry: &Registry,
    by: &By<'_>,
    import: Uuid,
    words: &(dyn Fn(&ReviewedRow) -> String + Send + Sync),
) -> Result<ResultWorkbook, ResultError> {
    let mut tx = registry.store.read().await?;
    let row = tx.import(import).await?.ok_or(ResultError::NoImport)?;
    let place = place_of_facility(&mut tx, by, &row.facility_code).await?;
    by.need(Act::ImportReview, &place.ok_or(ResultError::NoImport)?)?;
    let file = whole_file(&mut tx, &row).await?;
    let results = results(&mut tx, &row, words).await?;
    drop(tx);
    let name = row.file_name.clone();
    // A workbook of some megabytes takes seconds of one core: not on a thread that serves pages.
    let copied = tokio::task::spawn_blocking(move || copy(&file, &name, &results)).await;
    let bytes = copied.ok().and_then(Result::ok);
    Ok(ResultWorkbook {
        bytes: bytes.ok_or(ResultError::NoWorkbook)?,
        file_name: row.file_name,
    })
}

fn copy(
    file: &[u8],
    name: &str,
    results: &BTreeMap<(String, u32), String>,
) -> Result<Vec<u8>, ExchangeError> {
    let mut copy = Cursor::new(Vec::with_capacity(file.len()));
    write_results_to(file, name, &mut copy, results)?;
    Ok(copy.into_inner())
}

/// Words by sheet and row, as the spreadsheet numbers it.
async fn results(
    tx: &mut Tx,
    import: &ImportRow,
    words: &(dyn Fn(&ReviewedRow) -> String + Send + Sync),
) -> Result<BTreeMap<(String, u32), String>, StoreError> {
    let mut results = BTreeMap::new();
    let mut after = (String::new(), 0);
    loop {
        let rows = tx.import_rows(import.id, None, &after.0, after.1, CHUNK);
        let rows = rows.await?;
        let Some(last) = rows.last() else {
            return Ok(results);
        };
        after = (last.sheet.clone(), last.line);
        for row in rows {
            if let Some(row) = reviewed(row, None)
                && let Ok(line) = u32::try_from(row.line)
            {
                results.insert((row.sheet.clone(), line), words(&row));
            }
        }
    }
}
