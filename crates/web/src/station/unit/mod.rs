//! Sửa dữ liệu: my unit's people by what is wrong with their record.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod view;

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::Actor;
use crate::App;
use crate::layout::Section;
use crate::problem::Problem;
pub(crate) use view::{Fault, FaultLine, FaultTab, UnitFilter, UnitPage, UnitPeople};

/// `/station/unit`.
pub(crate) fn routes() -> Router<App> {
    Router::new().route("/unit", get(list))
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
