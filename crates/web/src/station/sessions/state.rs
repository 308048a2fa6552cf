//! The session itself: opened, opened again, another lot on its table.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::calls::{self, Outcome};
use crate::App;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::Actor;

/// Opens a planned session, or a closed one again with a reason.
pub(super) async fn open(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let version = fields.text("version").parse().unwrap_or(0);
    let told = if fields.has("again") {
        calls::reopen(&app, &actor, id, version, fields.text("reason")).await?
    } else {
        calls::open(&app, &actor, id, version).await?
    };
    Ok(back(id, told, "opened"))
}

/// Puts a lot on the table, to be used first.
pub(super) async fn lay(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let lot = fields.id("lot").ok_or_else(Problem::bad_request)?;
    let told = calls::lay(&app, &actor, id, lot).await?;
    Ok(back(id, told, "lot"))
}

fn back(session: Uuid, told: Outcome, done: &str) -> Response {
    let said = match told {
        Ok(()) => format!("done={done}"),
        Err(key) => format!("fault={key}"),
    };
    Redirect::to(&format!("/station/sessions/{session}?{said}")).into_response()
}
