//! Hộ chiếu vắc xin, as the ministry's department looks after them: what waits, waves and cohorts,
//! one passport by its identifier, keys.
//!
//! An order takes two steps: the first says how many it would reach, the second orders it with a
//! reason. Identifiers are posted and never stand in an address.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod form;
mod ordering;
mod view;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use uuid::Uuid;

use super::Actor;
use crate::App;
use crate::forms::Fields;
use crate::layout::{Frame, Section};
use crate::page;
use crate::posted::Posted;
use crate::problem::Problem;
pub(crate) use view::{
    KeyLine, OnePage, OnePassport, OrderLine, Passports, PassportsPage, Preview, PreviewPage,
};

const HERE: &str = "/station/passports";

/// `/station/passports/…`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/passports", get(list))
        .route("/passports/preview", post(ordering::preview))
        .route("/passports/orders", post(ordering::order))
        .route("/passports/find", post(find))
        .route("/passports/{id}", get(show))
        .route("/passports/{id}/revoke", post(revoke))
        .route("/passports/{id}/reinstate", post(reinstate))
        .route("/passports/keys/{id}/end", post(end_key))
}

async fn list(State(app): State<App>, actor: Actor) -> Result<Response, Problem> {
    list_page(&app, &actor, Fields::default(), None).await
}

/// The page, with what was typed into a form of it and what is wrong with that.
async fn list_page(
    app: &App,
    actor: &Actor,
    typed: Fields,
    wrong: Option<(&'static str, &'static str)>,
) -> Result<Response, Problem> {
    let view = calls::passports(app, actor, typed, wrong).await?;
    let title = actor.visit.texts().say("passports");
    let frame = actor.frame(title, Section::Passports).dense();
    let status = match wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    Ok(page::answer(status, &PassportsPage::new(frame, view)))
}

fn frame_below(actor: &Actor, key: &str) -> Frame {
    let t = actor.visit.texts();
    let frame = actor.frame(t.say(key), Section::Passports);
    frame.under(HERE, t.say("passports"))
}

/// Leads to the page of the passport with an identifier.
async fn find(
    State(app): State<App>,
    actor: Actor,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    match calls::find(&app, &actor, fields.text("identifier")).await? {
        Ok(id) => Ok(Redirect::to(&format!("{HERE}/{id}")).into_response()),
        Err(key) => list_page(&app, &actor, fields, Some(("identifier", key))).await,
    }
}

async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = calls::one(&app, &actor, id).await?;
    Ok(OnePage::new(frame_below(&actor, "passports-one"), view).into_response())
}

async fn revoke(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let ended = calls::revoke(&app, &actor, id, fields.text("reason")).await?;
    Ok(back(&format!("{HERE}/{id}"), "passport-revoked", ended))
}

async fn reinstate(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let done = calls::reinstate(&app, &actor, id, fields.text("reason")).await?;
    Ok(back(&format!("{HERE}/{id}"), "passport-reinstated", done))
}

async fn end_key(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let ended = calls::end_key(&app, &actor, id, fields.text("reason")).await?;
    Ok(back(HERE, "passport-key-ended", ended))
}

/// Back to a page that says what was done, or why it was not.
fn back(address: &str, done: &str, told: Result<(), &'static str>) -> Response {
    let said = match told {
        Ok(()) => format!("done={done}"),
        Err(key) => format!("fault={key}"),
    };
    Redirect::to(&format!("{address}?{said}")).into_response()
}
