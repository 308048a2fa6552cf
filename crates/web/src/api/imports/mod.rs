//! Imports: a file is sent, read by a worker, looked at, applied, undone.

mod file;
mod mend;
mod wire;

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::ImportRowKind;
use khien_domain::rights::Act;
use khien_registry::import::{
    self, ApplyError, NewImport, Review, ReviewError, UndoError, UploadError,
};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::answer::Answer;
use super::body::{Asked, Sent, query_unreadable};
use super::caller::Caller;
use super::cursor;
use super::doses::Reason;
use super::fault::{conflict, not_allowed, stored, unfit, wrong};
use super::key::Key;
use super::operation::Operation;
use super::wire::At;
use crate::App;
use crate::problem::Problem;
use file::File;
use wire::{Import, ImportedRow, Rows};

/// Operations on imports.
pub(super) fn operations() -> Vec<Operation> {
    let mut all = vec![
        Operation::post("/imports", upload)
            .named("upload_import", "imports", "Send a file to be imported")
            .about(
                "The bytes of the file are the body. `Idempotency-Key` is the id of the import, \
                 `Content-Disposition` names the file, `Khien-Facility` the facility if it is not the \
                 caller's own. The file is read by a worker: look at the import until it is `reviewed`.",
            )
            .acts(&[Act::ImportUpload])
            .keyed()
            .takes_file("application/octet-stream")
            .answers::<Import>(StatusCode::ACCEPTED, "The file is kept and will be read.")
            .problems(&["file-empty", "file-kind", "file-known"]),
        Operation::get("/imports/{id}", status)
            .named("read_import", "imports", "How far an import is, and what it would change")
            .acts(&[Act::ImportReview])
            .answers::<Import>(StatusCode::OK, "The import."),
        Operation::get("/imports/{id}/rows", rows)
            .named("list_import_rows", "imports", "Rows of an import, twenty a page")
            .acts(&[Act::ImportReview])
            .query(&[
                ("kind", "`new`, `change`, `duplicate`, `conflict` or `error`; all if left out."),
                ("cursor", "`next` of the page before."),
            ])
            .answers::<Rows>(StatusCode::OK, "One page."),
        Operation::post("/imports/{id}/apply", apply)
            .named("apply_import", "imports", "Apply a reviewed import")
            .acts(&[Act::ImportApply])
            .answers::<Import>(StatusCode::ACCEPTED, "It is being applied.")
            .problems(&["import-not-ready"]),
        Operation::post("/imports/{id}/undo", undo)
            .named("undo_import", "imports", "Undo an applied import whole")
            .acts(&[Act::ImportUndo])
            .takes::<Reason>()
            .answers::<Import>(StatusCode::ACCEPTED, "It is being undone.")
            .problems(&["import-not-applied"]),
    ];
    all.extend(mend::operations());
    all
}

async fn upload(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    file: File,
) -> Result<Answer, Problem> {
    let id = key.or(None)?;
    let facility = file.facility.as_deref().or(caller.facility());
    let facility = facility.ok_or_else(|| wrong("", "missing"))?;
    let new = NewImport {
        id,
        facility,
        file_name: &file.name,
        bytes: &file.bytes,
    };
    match import::upload(app.registry(), &caller.by(&app), new).await {
        Ok(()) => {
            let import = read(&app, &caller, id).await?;
            let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
            if import.import.file_bytes != size || import.import.facility_code != facility {
                return Err(unfit("key-reused"));
            }
            let place = format!("/api/v1/imports/{id}");
            Ok(Answer::taken(&Import::from(&import), &place))
        }
        Err(UploadError::Empty) => Err(unfit("file-empty")),
        Err(UploadError::Kind) => Err(unfit("file-kind")),
        Err(UploadError::Known(known)) => Err(conflict("file-known").with("import", json!(known))),
        Err(UploadError::NoFacility) => Err(unfit("refers-to-nothing")),
        Err(UploadError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(UploadError::Store(error)) => Err(stored(&error)),
    }
}

fn unread(error: ReviewError) -> Problem {
    match error {
        ReviewError::NoImport => Problem::not_found(),
        ReviewError::NotAllowed(missing) => not_allowed(missing),
        ReviewError::Store(error) => stored(&error),
    }
}

async fn read(app: &App, caller: &Caller, id: Uuid) -> Result<Review, Problem> {
    let read = import::review(app.registry(), &caller.by(app), id, None, ("", 0)).await;
    read.map_err(unread)
}

async fn status(State(app): State<App>, caller: Caller, At(id): At) -> Result<Answer, Problem> {
    Ok(Answer::ok(&Import::from(&read(&app, &caller, id).await?)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paging {
    kind: Option<String>,
    cursor: Option<String>,
}

async fn rows(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Asked(paging): Asked<Paging>,
) -> Result<Answer, Problem> {
    let kind = paging.kind.map(|code| ImportRowKind::parse(&code));
    if kind == Some(None) {
        return Err(query_unreadable());
    }
    let list = format!("rows of {id}");
    let (sheet, line): (String, i64) = cursor::after(&list, paging.cursor.as_deref())?;
    let by = caller.by(&app);
    let read = import::review(app.registry(), &by, id, kind.flatten(), (&sheet, line)).await;
    let rows = read.map_err(unread)?.rows;
    let end = rows.last().map(|row| (row.sheet.clone(), row.line));
    // Whether there is more is known only once the next page is empty: never a row is missed.
    let next = end.and_then(|end| cursor::cursor(&list, &end));
    let rows = rows.into_iter().map(ImportedRow::from).collect();
    Ok(Answer::ok(&Rows { rows, next }))
}

async fn apply(State(app): State<App>, caller: Caller, At(id): At) -> Result<Answer, Problem> {
    match import::apply(app.registry(), &caller.by(&app), id).await {
        Ok(()) => taken(&app, &caller, id).await,
        Err(ApplyError::NotReady) => Err(conflict("import-not-ready")),
        Err(ApplyError::NoImport) => Err(Problem::not_found()),
        Err(ApplyError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(ApplyError::Store(error)) => Err(stored(&error)),
    }
}

async fn taken(app: &App, caller: &Caller, id: Uuid) -> Result<Answer, Problem> {
    let import = read(app, caller, id).await?;
    let place = format!("/api/v1/imports/{id}");
    Ok(Answer::taken(&Import::from(&import), &place))
}

async fn undo(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Sent(body): Sent<Reason>,
) -> Result<Answer, Problem> {
    match import::undo(app.registry(), &caller.by(&app), id, &body.reason).await {
        Ok(()) => taken(&app, &caller, id).await,
        Err(UndoError::NotApplied) => Err(conflict("import-not-applied")),
        Err(UndoError::NoReason) => Err(wrong("/reason", "missing")),
        Err(UndoError::NoImport) => Err(Problem::not_found()),
        Err(UndoError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(UndoError::Store(error)) => Err(stored(&error)),
    }
}
