//! Reading an uploaded file, some rows at a time, against the registry.
//!
//! The file is gone through twice: once for faults and the number of its rows, so that nothing of
//! a damaged file is kept and the progress is known; then for the rows, of which a few hundred are
//! in memory at a time.

use std::collections::HashSet;
use std::io::Cursor;
use std::sync::Arc;

use khien_domain::{ImportRowKind, ImportState, RegisterAnswer};
use khien_exchange::{ExchangeError, RecordFile, RowKind, records_from_reader};
use khien_store::{ImportRow, ImportRowRow, Moment, StoreError};
use tokio::sync::mpsc;

use super::classify::{ReadRow, classify};
use super::typed::TypedRow;
use super::whole_file;
use crate::job::{JobFault, Running};
use crate::known::Known;
use crate::registry::Registry;
use crate::written::json;

/// Kind of the job that reads a file.
pub const READ_JOB: &str = "import_read";

/// Rows that are asked about, classified and kept together.
const CHUNK: usize = 1_000;
/// Chunks that are read ahead.
const AHEAD: usize = 2;

/// A row with its place in the file.
struct Placed {
    sheet: String,
    line: i64,
    row: ReadRow,
}

/// The bytes of a file, shared by those who read it.
#[derive(Clone)]
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Reads the file of an import. Begun again, it reads everything again: rows that are there are
/// replaced by themselves.
pub(crate) async fn run_read(registry: &Registry, running: &Running<'_>) -> Result<(), JobFault> {
    let mut tx = registry.store.read().await?;
    let import = tx.import(running.job.subject).await?;
    let import = import.ok_or(JobFault::Hopeless("no_import"))?;
    if import.state != ImportState::Uploaded.code() {
        return Ok(());
    }
    let file = Shared(Arc::new(whole_file(&mut tx, &import).await?));
    drop(tx);
    let (first, name) = (file.clone(), import.file_name.clone());
    // A workbook of some megabytes takes seconds of one core: not on a thread that serves pages.
    let counted = tokio::task::spawn_blocking(move || count(first, &name)).await;
    let all = match counted {
        Ok(Ok(all)) => all,
        Ok(Err(fault)) => return refuse(registry, running, import, &fault).await,
        Err(_) => return Err(JobFault::Hopeless("unreadable")),
    };
    let (send, mut chunks) = mpsc::channel(AHEAD);
    let name = import.file_name.clone();
    let reader = tokio::task::spawn_blocking(move || read_ahead(file, &name, &send));
    let mut done = 0;
    while let Some(chunk) = chunks.recv().await {
        done += i64::try_from(chunk.len()).unwrap_or(0);
        keep(registry, running, &import, chunk, (done, all)).await?;
    }
    // The rows were read without fault before.
    let read = reader.await.is_ok_and(|read| read.is_ok());
    if !read {
        return Err(JobFault::Later("unreadable"));
    }
    finish(registry, running, import, all).await
}

/// How many rows the file has, or what is wrong with it.
fn count(file: Shared, name: &str) -> Result<i64, String> {
    let mut rows = 0;
    each(file, name, |_| {
        rows += 1;
        true
    })?;
    Ok(rows)
}

/// Sends the rows, some together, as long as somebody takes them.
fn read_ahead(file: Shared, name: &str, send: &mpsc::Sender<Vec<Placed>>) -> Result<(), String> {
    let mut chunk = Vec::with_capacity(CHUNK);
    each(file, name, |row| {
        chunk.push(row.placed());
        chunk.len() < CHUNK || send.blocking_send(std::mem::take(&mut chunk)).is_ok()
    })?;
    if !chunk.is_empty() {
        // Who no longer takes them has said why.
        let _ = send.blocking_send(chunk);
    }
    Ok(())
}

/// A person's row of the file.
enum FileRow<'a> {
    Template(&'a khien_exchange::TemplateRow),
    Dose(&'a khien_exchange::DoseRow),
}

impl FileRow<'_> {
    fn placed(&self) -> Placed {
        match self {
            Self::Template(row) => Placed {
                sheet: row.sheet.clone(),
                line: i64::from(row.row),
                row: ReadRow::new(TypedRow::of_template(row)),
            },
            Self::Dose(row) => Placed {
                sheet: String::new(),
                line: i64::from(row.row),
                row: ReadRow::new(TypedRow::of_dose(row)),
            },
        }
    }
}

/// Every person's row of the file, until one is no longer taken. A fault is its stable code, a colon
/// and a message that names file, sheet and row, never a value.
fn each(file: Shared, name: &str, mut take: impl FnMut(FileRow<'_>) -> bool) -> Result<(), String> {
    let file = records_from_reader(Cursor::new(file), name).map_err(|error| told(&error))?;
    match file {
        RecordFile::Workbook(workbook) => {
            for row in workbook.rows() {
                let row = row.map_err(|error| told(&error))?;
                if row.kind == RowKind::Person && !take(FileRow::Template(&row)) {
                    break;
                }
            }
        }
        RecordFile::DoseCsv(doses) => {
            for row in *doses {
                let row = row.map_err(|error| told(&error))?;
                if row.is_person && !take(FileRow::Dose(&row)) {
                    break;
                }
            }
        }
        RecordFile::Plain(_) => {
            return Err(format!(
                "no_doses: {name}: a list of records without doses, not a template"
            ));
        }
    }
    Ok(())
}

fn told(error: &ExchangeError) -> String {
    format!("{}: {error}", error.code())
}

/// Asks about the rows, classifies them and keeps them, with how far the file is then read.
async fn keep(
    registry: &Registry,
    running: &Running<'_>,
    import: &ImportRow,
    chunk: Vec<Placed>,
    (done, all): (i64, i64),
) -> Result<(), JobFault> {
    let people: Vec<_> = chunk
        .iter()
        .map(|it| it.row.typed.person.record())
        .collect();
    let answers = registry.register.ask(&people).await.unwrap_or_default();
    let mut tx = registry.store.write().await?;
    let mut known = Known::default();
    let sought: Vec<_> = chunk.iter().filter_map(|it| it.row.sought()).collect();
    known.expect(&mut tx, &sought).await?;
    let mut rows = Vec::with_capacity(chunk.len());
    for (at, placed) in chunk.into_iter().enumerate() {
        let typed = json(&placed.row.typed);
        let facility = &import.facility_code;
        let classified = classify(&mut tx, &mut known, &running.by, facility, placed.row).await?;
        rows.push(ImportRowRow {
            id: running.by.new_id(),
            import_id: import.id,
            sheet: placed.sheet,
            line: placed.line,
            kind: classified.kind.code().to_owned(),
            typed,
            mended: None,
            reasons: classified.reasons.join(" "),
            person_id: classified.person,
            verdict: answers.get(at).map(verdict),
            applied: None,
            applied_at: None,
        });
    }
    // A workbook may lie about the names of its sheets: of two rows in one place the last stands.
    let mut places = HashSet::new();
    rows.reverse();
    rows.retain(|row| places.insert((row.sheet.clone(), row.line)));
    rows.reverse();
    tx.put_import_rows(&rows).await?;
    running.progress(&mut tx, done, all).await?;
    tx.commit().await?;
    Ok(())
}

/// The verdict as the review shows it: codes.
pub(super) fn verdict(answer: &RegisterAnswer) -> String {
    json(&serde_json::json!({
        "class": answer.verdict.class.code(),
        "fields": crate::person::identity::wrong_fields(answer),
    }))
}

async fn finish(
    registry: &Registry,
    running: &Running<'_>,
    mut import: ImportRow,
    all: i64,
) -> Result<(), JobFault> {
    let mut tx = registry.store.write().await?;
    let counts = tx.import_counts(import.id).await?;
    let kept: i64 = counts.iter().map(|(_, rows, _)| rows).sum();
    debug_assert!(
        counts
            .iter()
            .all(|(kind, ..)| ImportRowKind::parse(kind).is_some())
    );
    ImportState::Parsed.code().clone_into(&mut import.state);
    import.rows_total = all.max(kept);
    import.updated_at = Moment((running.now)());
    tx.update_import(&import).await?;
    tx.commit().await?;
    Ok(())
}

async fn refuse(
    registry: &Registry,
    running: &Running<'_>,
    mut import: ImportRow,
    fault: &str,
) -> Result<(), JobFault> {
    let mut tx = registry.store.write().await?;
    import.fault = Some(fault.to_owned());
    import.updated_at = Moment((running.now)());
    let noted: Result<bool, StoreError> = tx.update_import(&import).await;
    noted?;
    tx.commit().await?;
    Err(JobFault::Hopeless("unreadable"))
}
