//! Writing the rows of a reviewed import into the registry.

use khien_domain::ImportState;
use khien_domain::rights::Act;
use khien_store::{Moment, StoreError};
use uuid::Uuid;

use super::step::Step;
use crate::by::{By, NotAllowed};
use crate::job::{JobFault, Running, waiting};
use crate::registry::{Registry, place_of_facility};
use crate::written::{Written, write};

/// Kind of the job that applies an import.
pub const APPLY_JOB: &str = "import_apply";

/// Rows that are written together: a clerk who waits for the writer waits a fraction of a second.
const CHUNK: i64 = 1_000;

/// Why an import was not applied.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such import.
    #[error("there is no such import")]
    NoImport,
    /// It is still being read, could not be read, or was undone.
    #[error("the import is not ready to be applied")]
    NotReady,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Orders the rows that are new or a change to be written. Doing so again changes nothing.
///
/// # Errors
/// See [`ApplyError`].
pub async fn apply(registry: &Registry, by: &By<'_>, import: Uuid) -> Result<(), ApplyError> {
    let mut tx = registry.store.write().await?;
    let mut row = tx.import(import).await?.ok_or(ApplyError::NoImport)?;
    let place = place_of_facility(&mut tx, by, &row.facility_code).await?;
    by.need(Act::ImportApply, &place.ok_or(ApplyError::NoImport)?)?;
    let state = ImportState::parse(&row.state).ok_or(ApplyError::NotReady)?;
    match state {
        ImportState::Applied => return Ok(()),
        ImportState::Parsed | ImportState::Reviewed if row.fault.is_none() => {}
        _ => return Err(ApplyError::NotReady),
    }
    ImportState::Reviewed.code().clone_into(&mut row.state);
    row.updated_at = Moment(by.at);
    tx.update_import(&row).await?;
    tx.insert_job(&waiting(by, APPLY_JOB, import)).await?;
    let written = Written {
        act: Act::ImportApply.code(),
        kind: "import",
        subject: import.to_string(),
        before: None,
        after: None,
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes the rows, some at a time; rows that are written already are passed over.
pub(crate) async fn run_apply(registry: &Registry, running: &Running<'_>) -> Result<(), JobFault> {
    let mut tx = registry.store.read().await?;
    let import = tx.import(running.job.subject).await?;
    let import = import.ok_or(JobFault::Hopeless("no_import"))?;
    let counts = tx.import_counts(import.id).await?;
    drop(tx);
    let all: i64 = counts.iter().map(|(_, rows, _)| rows).sum();
    let (mut sheet, mut line, mut done) = (String::new(), 0, 0);
    loop {
        let mut tx = registry.store.write().await?;
        let rows = tx.import_rows(import.id, None, &sheet, line, CHUNK).await?;
        let Some(last) = rows.last() else { break };
        (sheet, line) = (last.sheet.clone(), last.line);
        done += i64::try_from(rows.len()).unwrap_or(0);
        let mut step = Step::new(&running.by, &import);
        step.take(&mut tx, rows).await?;
        step.write(registry, &mut tx).await?;
        running.progress(&mut tx, done, all).await?;
        tx.commit().await?;
    }
    let mut tx = registry.store.write().await?;
    let current = tx.import(import.id).await?;
    let mut current = current.ok_or(JobFault::Hopeless("no_import"))?;
    ImportState::Applied.code().clone_into(&mut current.state);
    current.updated_at = Moment((running.now)());
    tx.update_import(&current).await?;
    tx.commit().await?;
    Ok(())
}
