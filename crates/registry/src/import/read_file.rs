//! Reading an uploaded file, row by row, against the registry.

use std::io::Cursor;

use khien_domain::{ImportRowKind, ImportState, RegisterAnswer};
use khien_exchange::{RecordFile, RowKind, records_from_reader};
use khien_store::{ImportRow, ImportRowRow, Moment, StoreError};

use super::classify::classify;
use super::typed::TypedRow;
use super::whole_file;
use crate::job::{JobFault, Running};
use crate::registry::Registry;
use crate::written::json;

/// Kind of the job that reads a file.
pub const READ_JOB: &str = "import_read";

/// Rows that are asked about, classified and kept together.
const CHUNK: usize = 256;

/// A row with its place in the file.
struct Placed {
    sheet: String,
    line: i64,
    typed: TypedRow,
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
    let bytes = whole_file(&mut tx, &import).await?;
    drop(tx);
    let name = import.file_name.clone();
    // A workbook of some megabytes takes seconds of one core: not on a thread that serves pages.
    let read = tokio::task::spawn_blocking(move || rows(bytes, &name)).await;
    let rows = match read {
        Ok(Ok(rows)) => rows,
        Ok(Err(fault)) => return refuse(registry, running, import, &fault).await,
        Err(_) => return Err(JobFault::Hopeless("unreadable")),
    };
    let all = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let mut done = 0;
    for chunk in rows.chunks(CHUNK) {
        keep(registry, running, &import, chunk).await?;
        done += i64::try_from(chunk.len()).unwrap_or(0);
        let mut tx = registry.store.write().await?;
        running.progress(&mut tx, done, all).await?;
        tx.commit().await?;
    }
    finish(registry, running, import, all).await
}

/// Every person's row of the file. The message of a fault names file, sheet and row, never a value.
fn rows(bytes: Vec<u8>, name: &str) -> Result<Vec<Placed>, String> {
    let file = records_from_reader(Cursor::new(bytes), name).map_err(|error| error.to_string())?;
    let mut rows = Vec::new();
    match file {
        RecordFile::Workbook(workbook) => {
            for row in workbook.rows() {
                let row = row.map_err(|error| error.to_string())?;
                if row.kind == RowKind::Person {
                    rows.push(Placed {
                        sheet: row.sheet.clone(),
                        line: i64::from(row.row),
                        typed: TypedRow::of_template(&row),
                    });
                }
            }
        }
        RecordFile::DoseCsv(doses) => {
            for row in *doses {
                let row = row.map_err(|error| error.to_string())?;
                if row.is_person {
                    rows.push(Placed {
                        sheet: String::new(),
                        line: i64::from(row.row),
                        typed: TypedRow::of_dose(&row),
                    });
                }
            }
        }
        RecordFile::Plain(_) => {
            return Err(format!(
                "{name}: a list of records without doses, not a template"
            ));
        }
    }
    Ok(rows)
}

async fn keep(
    registry: &Registry,
    running: &Running<'_>,
    import: &ImportRow,
    chunk: &[Placed],
) -> Result<(), JobFault> {
    let records: Vec<_> = chunk.iter().map(|row| row.typed.person.record()).collect();
    let answers = registry.register.ask(&records).await.unwrap_or_default();
    let mut tx = registry.store.write().await?;
    for (at, placed) in chunk.iter().enumerate() {
        let classified =
            classify(&mut tx, &running.by, &import.facility_code, &placed.typed).await?;
        let row = ImportRowRow {
            id: running.by.new_id(),
            import_id: import.id,
            sheet: placed.sheet.clone(),
            line: placed.line,
            kind: classified.kind.code().to_owned(),
            typed: json(&placed.typed),
            mended: None,
            reasons: classified.reasons.join(" "),
            person_id: classified.person,
            verdict: answers.get(at).map(verdict),
            applied: None,
            applied_at: None,
        };
        tx.put_import_row(&row).await?;
    }
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
