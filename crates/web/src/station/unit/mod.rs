//! Sửa dữ liệu: my unit's people by what is wrong with their record.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod view;

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};

use super::Actor;
use crate::App;
use crate::layout::Section;
use crate::posted::Posted;
use crate::problem::Problem;
pub(crate) use view::{Fault, FaultLine, FaultTab, UnitFilter, UnitPage, UnitPeople, Word};

/// `/station/unit`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/unit", get(list))
        .route("/unit/confirmed", post(confirm))
}

async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(filter): Query<UnitFilter>,
) -> Result<Response, Problem> {
    let view = calls::people(&app, &actor, filter).await?;
    let title = actor.visit.texts().say("unit");
    let frame = actor.frame(title, Section::Unit).dense();
    Ok(UnitPage::new(frame, view).into_response())
}

/// The commune's own word on who a resident is.
async fn confirm(
    State(app): State<App>,
    actor: Actor,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let word = Word::read(&fields).ok_or_else(Problem::bad_request)?;
    let kind = Fault::from_code(fields.text("kind")).unwrap_or(Fault::Mismatch);
    let said = match calls::confirm(&app, &actor, word).await? {
        Ok(()) => "done=identity".to_owned(),
        Err(key) => format!("fault={key}"),
    };
    let back = format!("/station/unit?kind={}&{said}", kind.code());
    Ok(Redirect::to(&back).into_response())
}
