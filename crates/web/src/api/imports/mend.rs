//! A row of an import that is mended before it is applied.

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::rights::Act;
use khien_registry::import::{self, MendError};

use super::unread;
use super::wire::{ImportedRow, RowTyped};
use crate::App;
use crate::api::answer::Answer;
use crate::api::body::Sent;
use crate::api::caller::Caller;
use crate::api::fault::{conflict, not_allowed, stored};
use crate::api::operation::Operation;
use crate::api::wire::At;
use crate::problem::Problem;

/// Operations on a row.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/import-rows/{id}", read)
            .named("read_import_row", "imports", "A row of an import, with what it states")
            .acts(&[Act::ImportReview])
            .answers::<ImportedRow>(StatusCode::OK, "The row."),
        Operation::post("/import-rows/{id}/mend", mend)
            .named("mend_import_row", "imports", "Mend a row before it is applied")
            .about(
                "What the row states is replaced whole and held against the registry again; the file stays \
                 as it was sent. The same mending sent again changes nothing.",
            )
            .acts(&[Act::ImportMend])
            .takes::<RowTyped>()
            .answers::<ImportedRow>(StatusCode::OK, "The row as it is read now.")
            .problems(&["row-closed"]),
    ]
}

async fn read(State(app): State<App>, caller: Caller, At(id): At) -> Result<Answer, Problem> {
    let row = import::review_row(app.registry(), &caller.by(&app), id).await;
    let row = row.map_err(unread)?;
    Ok(Answer::ok(&ImportedRow::from(row)))
}

async fn mend(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Sent(body): Sent<RowTyped>,
) -> Result<Answer, Problem> {
    let by = caller.by(&app);
    match import::mend(app.registry(), &by, id, &body.into()).await {
        Ok(()) => {
            let row = import::review_row(app.registry(), &by, id).await;
            let row = row.map_err(unread)?;
            Ok(Answer::ok(&ImportedRow::from(row)))
        }
        Err(MendError::TooLate) => Err(conflict("row-closed")),
        Err(MendError::NoRow) => Err(Problem::not_found()),
        Err(MendError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(MendError::Store(error)) => Err(stored(&error)),
    }
}
