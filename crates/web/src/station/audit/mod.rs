//! Nhật ký: who did what, to what, where and when; who looked at a record; whether the chain over it
//! holds. For the auditor, who sees here which fields changed and nobody's record.

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
pub(crate) use view::{Asked, Chain, Checked, Entry, Log, LogPage};

/// `/station/audit…`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/audit", get(show).post(ask))
        .route("/audit/check", post(check))
}

async fn show(
    State(app): State<App>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let view = calls::log(&app, &actor, asked).await?;
    Ok(log_page(&actor, view))
}

/// From the form to an address. The account is typed by its login and travels as an id: no name of
/// anybody stands in an address.
async fn ask(
    State(app): State<App>,
    actor: Actor,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let address = match calls::asked(&app, &actor, &fields).await? {
        Ok(asked) => format!("/station/audit?{}", asked.query()),
        Err(key) => format!("/station/audit?fault={key}"),
    };
    Ok(Redirect::to(&address).into_response())
}

/// Reads the newest links again.
async fn check(
    State(app): State<App>,
    actor: Actor,
    Posted(_): Posted,
) -> Result<Response, Problem> {
    let checked = calls::check(&app, &actor).await?;
    let mut view = calls::log(&app, &actor, Asked::default()).await?;
    view.chain.checked = Some(checked);
    Ok(log_page(&actor, view))
}

fn log_page(actor: &Actor, view: Log) -> Response {
    let title = actor.visit.texts().say("audit");
    let frame = actor.frame(title, Section::Audit).dense();
    LogPage::new(frame, view).into_response()
}
