//! Taking an applied import back, whole: its doses are voided, changed people get back what they
//! had. People whom it entered stay, without a dose of it: nothing is deleted.

use khien_domain::rights::Act;
use khien_domain::{DoseState, ImportState};
use khien_store::{ImportRowRow, Moment, StoreError, Tx};
use uuid::Uuid;

use super::step::Applied;
use crate::by::{By, NotAllowed};
use crate::dose;
use crate::given::worded;
use crate::job::{JobFault, Running, waiting};
use crate::person::{self, identity};
use crate::registry::{Registry, place_of_facility};
use crate::written::{Written, write};

/// Kind of the job that undoes an import.
pub const UNDO_JOB: &str = "import_undo";

/// Rows that are taken back together.
const CHUNK: usize = 100;

/// Why an import was not undone.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such import.
    #[error("there is no such import")]
    NoImport,
    /// It was not applied.
    #[error("the import is not applied")]
    NotApplied,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Orders an import to be undone.
///
/// # Errors
/// See [`UndoError`].
pub async fn undo(
    registry: &Registry,
    by: &By<'_>,
    import: Uuid,
    reason: &str,
) -> Result<(), UndoError> {
    let reason = worded(reason).ok_or(UndoError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let mut row = tx.import(import).await?.ok_or(UndoError::NoImport)?;
    let place = place_of_facility(&mut tx, by, &row.facility_code).await?;
    by.need(Act::ImportUndo, &place.ok_or(UndoError::NoImport)?)?;
    match ImportState::parse(&row.state) {
        Some(ImportState::Undone) => return Ok(()),
        Some(ImportState::Applied) => {}
        _ => return Err(UndoError::NotApplied),
    }
    ImportState::Undone.code().clone_into(&mut row.state);
    row.updated_at = Moment(by.at);
    tx.update_import(&row).await?;
    tx.insert_job(&waiting(by, UNDO_JOB, import)).await?;
    let written = Written {
        act: Act::ImportUndo.code(),
        kind: "import",
        subject: import.to_string(),
        before: None,
        after: None,
        reason: Some(reason),
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the rows back, the last one first, some at a time; rows that are taken back already are
/// passed over. Two rows may have changed one person: only backwards does each find what it left.
pub(crate) async fn run_undo(registry: &Registry, running: &Running<'_>) -> Result<(), JobFault> {
    let mut applied = applied_rows(registry, running.job.subject).await?;
    applied.reverse();
    let all = i64::try_from(applied.len()).unwrap_or(i64::MAX);
    let mut done = 0;
    for chunk in applied.chunks(CHUNK) {
        let mut tx = registry.store.write().await?;
        for id in chunk {
            if let Some(row) = tx.import_row(*id).await? {
                undo_row(registry, &mut tx, &running.by, row).await?;
            }
        }
        done += i64::try_from(chunk.len()).unwrap_or(0);
        running.progress(&mut tx, done, all).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The rows that are applied, in the order of the file, which is the order of applying.
async fn applied_rows(registry: &Registry, import: Uuid) -> Result<Vec<Uuid>, StoreError> {
    /// Rows that are read together.
    const PAGE: i64 = 1_000;
    let mut tx = registry.store.read().await?;
    let (mut sheet, mut line) = (String::new(), 0);
    let mut applied = Vec::new();
    loop {
        let rows = tx.import_rows(import, None, &sheet, line, PAGE).await?;
        let Some(last) = rows.last() else { break };
        (sheet, line) = (last.sheet.clone(), last.line);
        applied.extend(
            rows.iter()
                .filter(|row| row.applied.is_some())
                .map(|row| row.id),
        );
    }
    Ok(applied)
}

async fn undo_row(
    registry: &Registry,
    tx: &mut Tx,
    by: &By<'_>,
    mut row: ImportRowRow,
) -> Result<(), JobFault> {
    let applied = row
        .applied
        .as_deref()
        .and_then(|text| serde_json::from_str::<Applied>(text).ok());
    let (Some(applied), Some(person)) = (applied, row.person_id) else {
        return Ok(());
    };
    for id in &applied.doses {
        void(tx, by, *id).await?;
    }
    if let Some(before) = &applied.before {
        give_back(registry, tx, by, person, before).await?;
    }
    row.applied = None;
    row.applied_at = None;
    tx.update_import_row(&row).await?;
    Ok(())
}

async fn void(tx: &mut Tx, by: &By<'_>, id: Uuid) -> Result<(), JobFault> {
    let Some(row) = tx.dose(id).await? else {
        return Ok(());
    };
    if row.state == DoseState::Voided.code() {
        return Ok(());
    }
    // Else somebody corrected it in this moment: the step is done again on what they left.
    if dose::void_row(tx, by, row, Act::ImportUndo, "import_undone").await? {
        Ok(())
    } else {
        Err(JobFault::Later("changed"))
    }
}

/// The person as before the import. Where somebody corrected them since, that stands.
async fn give_back(
    registry: &Registry,
    tx: &mut Tx,
    by: &By<'_>,
    person: Uuid,
    before: &person::PersonForm,
) -> Result<(), JobFault> {
    let Some(row) = tx.person(person).await? else {
        return Ok(());
    };
    let newest = tx.audit_of("person", &person.to_string(), 20).await?;
    let changed_by = newest
        .iter()
        .find(|entry| entry.act == Act::PersonCorrect.code());
    if changed_by.is_none_or(|entry| entry.reason.as_deref() != Some("import")) {
        return Ok(());
    }
    let Ok(fields) = before.read() else {
        return Ok(());
    };
    let was = person::snapshot(&row);
    let mut after = row;
    fields.put(before, &mut after);
    let answer = identity::ask(registry, before).await;
    identity::put(answer.as_ref(), Moment(by.at), &mut after);
    after.updated_at = Moment(by.at);
    if !tx.update_person(&after).await? {
        return Err(JobFault::Later("changed"));
    }
    identity::keep(tx, by, person, before, answer.as_ref()).await?;
    let written = Written {
        act: Act::ImportUndo.code(),
        kind: "person",
        subject: person.to_string(),
        before: Some(was),
        after: Some(person::snapshot(&after)),
        reason: Some("import_undone"),
    };
    write(tx, by, written).await?;
    Ok(())
}
