//! Calls into the registry.

use khien_domain::rights::Act as Right;
use khien_domain::{ImportRowKind, ImportState as State};
use khien_registry::import::{
    self, APPLY_JOB, ApplyError, MendError, NewImport, READ_JOB, ResultError, Review as Read,
    ReviewError, ReviewedRow, TypedRow, UNDO_JOB, UndoError, UploadError,
};
use khien_store::{ImportRow, JobRow, StoreError};
use uuid::Uuid;

use super::result::is_workbook;
use super::{
    Counts, Done, Filter, Import, ImportLine, ImportState, Progress, Review, RowKind, Step, reasons,
};
use crate::App;
use crate::pieces::{Phrase, ROWS};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{Names, failed, refused, when};

/// What became of a file.
pub(super) enum Received {
    /// It is being read.
    Import(Uuid),
    /// It is not taken, and why: a sentence of the family `upload-`.
    Refused(Phrase),
}

/// Imports of the desk and how many there are.
pub(super) async fn imports(
    app: &App,
    actor: &Actor,
    page: u64,
) -> Result<(Vec<ImportLine>, u64), Problem> {
    if !actor.may_here(Right::ImportReview) {
        return Err(Problem::forbidden());
    }
    let Some(facility) = actor.facility.as_deref() else {
        return Ok((Vec::new(), 0));
    };
    let lines = lines(app, facility, page).await;
    lines.map_err(|error| failed(&error))
}

async fn lines(app: &App, facility: &str, page: u64) -> Result<(Vec<ImportLine>, u64), StoreError> {
    let mut tx = app.registry().store().read().await?;
    let count = tx.import_count(facility).await?;
    let limit = i64::try_from(ROWS).unwrap_or(20);
    let last = (count - 1).max(0) / limit;
    let skipped = i64::try_from(page - 1).unwrap_or(last).min(last) * limit;
    let mut names = Names::default();
    let mut lines = Vec::new();
    for row in tx.imports(facility, limit, skipped).await? {
        let counts = tx.import_counts(row.id).await?;
        let written: i64 = counts.iter().map(|(_, _, applied)| applied).sum();
        lines.push(ImportLine {
            id: row.id,
            when: when(row.created_at),
            who: names.account(&mut tx, Some(row.uploaded_by)).await?,
            rows: whole(row.rows_total),
            written: whole(written),
            state: state(&row, None),
            file: row.file_name,
        });
    }
    Ok((lines, whole(count)))
}

fn whole(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// Takes a file and begins to read it.
pub(super) async fn receive(
    app: &App,
    actor: &Actor,
    name: String,
    bytes: Vec<u8>,
) -> Result<Received, Problem> {
    let Some(facility) = actor.facility.as_deref() else {
        return Ok(Received::Refused(Phrase::new("upload-no-facility")));
    };
    let new = NewImport {
        id: app.new_id(),
        facility,
        file_name: &name,
        bytes: &bytes,
    };
    let id = new.id;
    match import::upload(app.registry(), &actor.by(app), new).await {
        Ok(()) => Ok(Received::Import(id)),
        Err(UploadError::Empty) => Ok(Received::Refused(Phrase::new("upload-nothing"))),
        Err(UploadError::Kind) => Ok(Received::Refused(
            Phrase::new("upload-unknown").with("file", &name),
        )),
        Err(UploadError::Known(_)) => Ok(Received::Refused(Phrase::new("upload-known"))),
        Err(UploadError::NoFacility) => Ok(Received::Refused(Phrase::new("upload-no-facility"))),
        Err(UploadError::NotAllowed(missing)) => Err(refused(missing)),
        Err(UploadError::Store(error)) => Err(failed(&error)),
    }
}

/// An import as it is now.
pub(super) async fn import(
    app: &App,
    actor: &Actor,
    id: Uuid,
    filter: &Filter,
) -> Result<Import, Problem> {
    let kind = filter
        .kind()
        .and_then(|kind| ImportRowKind::parse(kind.code()));
    let place = actor.visit.open(app, &filter.after).unwrap_or_default();
    let (sheet, line) = place.rsplit_once('\n').unwrap_or(("", "0"));
    let after = (sheet, line.parse().unwrap_or(0));
    let read = import::review(app.registry(), &actor.by(app), id, kind, after).await;
    let read = read.map_err(|error| match error {
        ReviewError::NotAllowed(missing) => refused(missing),
        ReviewError::NoImport => Problem::not_found(),
        ReviewError::Store(error) => failed(&error),
    })?;
    let who = async {
        let mut tx = app.registry().store().read().await?;
        let by = Some(read.import.uploaded_by);
        Names::default().account(&mut tx, by).await
    };
    let who = who.await.map_err(|error| failed(&error))?;
    Ok(match state(&read.import, read.job.as_ref()) {
        ImportState::Reading | ImportState::Applying => Import::Progress(progress(read)),
        ImportState::Parsed => Import::Review(Box::new(review(app, actor, filter, read, who))),
        state => Import::Done(done(actor, state, read, who)),
    })
}

/// How far an import is: what its newest job is at counts more than what was reached before.
fn state(row: &ImportRow, job: Option<&JobRow>) -> ImportState {
    if row.fault.is_some() {
        return ImportState::Failed;
    }
    let running = job.filter(|job| matches!(job.state.as_str(), "waiting" | "running"));
    match (
        State::parse(&row.state),
        running.map(|job| job.kind.as_str()),
    ) {
        (_, Some(APPLY_JOB | UNDO_JOB)) => ImportState::Applying,
        (Some(State::Uploaded) | None, _) => ImportState::Reading,
        (Some(State::Parsed | State::Reviewed), _) => ImportState::Parsed,
        (Some(State::Applied), _) => ImportState::Applied,
        (Some(State::Undone), _) => ImportState::Undone,
    }
}

fn progress(read: Read) -> Progress {
    let job = read.job.as_ref();
    let step = match job.map(|job| job.kind.as_str()) {
        Some(APPLY_JOB) => Step::Writing,
        Some(UNDO_JOB) => Step::Undoing,
        Some(READ_JOB) if job.is_some_and(|job| job.done_steps > 0) => Step::Checking,
        _ => Step::Reading,
    };
    Progress {
        id: read.import.id,
        file: read.import.file_name,
        step,
        done: job.map_or(0, |job| whole(job.done_steps)),
        of: job.map_or(0, |job| whole(job.all_steps)),
        seconds_left: None,
    }
}

fn counts(read: &Read) -> Counts {
    let of = |kind: RowKind| {
        let found = read
            .counts
            .iter()
            .find(|(of, _, _)| of.code() == kind.code());
        found.map_or(0, |(_, rows, _)| whole(*rows))
    };
    Counts {
        new: of(RowKind::New),
        change: of(RowKind::Change),
        duplicate: of(RowKind::Duplicate),
        conflict: of(RowKind::Conflict),
        error: of(RowKind::Error),
    }
}

fn review(app: &App, actor: &Actor, filter: &Filter, read: Read, who: String) -> Review {
    let t = actor.visit.texts();
    let full = read.rows.len() as u64 >= ROWS;
    let last = read.rows.last().filter(|_| full);
    let next = last.map(|row| {
        actor
            .visit
            .seal(app, &format!("{}\n{}", row.sheet, row.line))
    });
    Review {
        id: read.import.id,
        counts: counts(&read),
        has_result: is_workbook(&read.import.file_name),
        file: read.import.file_name,
        who,
        when: when(read.import.created_at),
        strip: None,
        filter: filter.clone(),
        rows: read.rows.iter().map(|row| reasons::row(t, row)).collect(),
        next,
        may_apply: actor.may_here(Right::ImportApply),
    }
}

fn done(actor: &Actor, state: ImportState, read: Read, who: String) -> Done {
    let written: i64 = read.counts.iter().map(|(_, _, applied)| applied).sum();
    let failed = state == ImportState::Failed;
    let reason = unread(&read.import);
    Done {
        id: read.import.id,
        counts: counts(&read),
        has_result: !failed && is_workbook(&read.import.file_name),
        file: read.import.file_name,
        state,
        written: whole(written),
        who,
        when: when(read.import.updated_at),
        may_undo: state == ImportState::Applied && actor.may_here(Right::ImportUndo),
        reason: failed.then_some(reason),
    }
}

/// Why a file could not be read, from the code that was kept with it.
fn unread(import: &ImportRow) -> Phrase {
    const TOLD: [&str; 8] = [
        "password",
        "damaged",
        "too_large",
        "too_many_rows",
        "encoding",
        "missing_columns",
        "no_template",
        "no_doses",
    ];
    let kept = import.fault.as_deref().unwrap_or_default();
    let code = kept.split(':').next().unwrap_or_default();
    match TOLD.into_iter().find(|told| *told == code) {
        Some(told) => Phrase::new(format!("unread-{told}")),
        None if code == "unknown_kind" => {
            Phrase::new("upload-unknown").with("file", &import.file_name)
        }
        None => Phrase::new("unread-other"),
    }
}

/// Mends one cell of a row: field and value.
pub(super) async fn mend(
    app: &App,
    actor: &Actor,
    import: Uuid,
    row: Uuid,
    mended: (&str, &str),
) -> Result<(), Problem> {
    let found = async {
        let mut tx = app.registry().store().read().await?;
        tx.import_row(row).await
    };
    let found = found.await.map_err(|error| failed(&error))?;
    let found = found.filter(|found| found.import_id == import);
    let found = found.ok_or_else(Problem::not_found)?;
    let text = found.mended.as_deref().unwrap_or(&found.typed);
    let mut typed: TypedRow = serde_json::from_str(text).unwrap_or_default();
    if !reasons::put(&mut typed, mended.0, mended.1) {
        return Err(Problem::bad_request());
    }
    let done = import::mend(app.registry(), &actor.by(app), row, &typed).await;
    done.map_err(|error| match error {
        MendError::NotAllowed(missing) => refused(missing),
        MendError::NoRow => Problem::not_found(),
        MendError::TooLate => Problem::conflict(),
        MendError::Store(error) => failed(&error),
    })
}

/// Begins to write.
pub(super) async fn apply(app: &App, actor: &Actor, id: Uuid) -> Result<(), Problem> {
    let ordered = import::apply(app.registry(), &actor.by(app), id).await;
    ordered.map_err(|error| match error {
        ApplyError::NotAllowed(missing) => refused(missing),
        ApplyError::NoImport => Problem::not_found(),
        ApplyError::NotReady => Problem::conflict(),
        ApplyError::Store(error) => failed(&error),
    })
}

/// Begins to take back; else what to say instead.
pub(super) async fn undo(
    app: &App,
    actor: &Actor,
    id: Uuid,
    reason: &str,
) -> Result<Result<(), &'static str>, Problem> {
    match import::undo(app.registry(), &actor.by(app), id, reason).await {
        Ok(()) => Ok(Ok(())),
        Err(UndoError::NoReason) => Ok(Err("fault-no-reason")),
        Err(UndoError::NotApplied) => Ok(Err("fault-changed")),
        Err(UndoError::NoImport) => Err(Problem::not_found()),
        Err(UndoError::NotAllowed(missing)) => Err(refused(missing)),
        Err(UndoError::Store(error)) => Err(failed(&error)),
    }
}

/// The workbook with what is to be said of each row; nothing where the file is none.
pub(super) async fn result(
    app: &App,
    actor: &Actor,
    id: Uuid,
) -> Result<Option<(String, Vec<u8>)>, Problem> {
    let t = actor.visit.texts();
    let words = |row: &ReviewedRow| reasons::sentence(t, row);
    let copy = import::result_workbook(app.registry(), &actor.by(app), id, &words).await;
    match copy {
        Ok(copy) => {
            let name = t.text("result-file").set("file", copy.file_name);
            Ok(Some((name.to_string(), copy.bytes)))
        }
        Err(ResultError::NoWorkbook) => Ok(None),
        Err(ResultError::NoImport) => Err(Problem::not_found()),
        Err(ResultError::NotAllowed(missing)) => Err(refused(missing)),
        Err(ResultError::Store(error)) => Err(failed(&error)),
    }
}
