//! Finding a person by name, phone, number, or the text of the QR code on an identity card.
//!
//! What was asked never stands in the address: it travels sealed, so that "back" and "reload" work
//! and no log holds a name.

pub(crate) mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod view;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use khien_domain::rights::Act;
use serde::Deserialize;

use super::Actor;
use crate::App;
use crate::layout::Section;
use crate::page;
use crate::posted::Posted;
use crate::problem::Problem;
pub(crate) use view::{AskedBy, Found, PeoplePage, PersonLine, Search};

/// `/station/people`.
pub(crate) fn routes() -> Router<App> {
    Router::new().route("/people", get(results).post(ask))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    find: String,
}

async fn results(
    State(app): State<App>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let typed = actor.visit.open(&app, &asked.find).unwrap_or_default();
    Ok(search_page(&app, &actor, typed).await?.into_response())
}

async fn ask(
    State(app): State<App>,
    actor: Actor,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let typed = fields.text("q");
    let address = format!("/station/people?find={}", actor.visit.seal(&app, typed));
    if !actor.visit.part {
        return Ok(Redirect::to(&address).into_response());
    }
    let found = search_page(&app, &actor, typed.to_owned()).await?;
    let mut response = page::answer(StatusCode::OK, &found.as_found());
    let name = HeaderName::from_static("hx-replace-url");
    if let Ok(value) = HeaderValue::from_str(&address) {
        response.headers_mut().insert(name, value);
    }
    Ok(response)
}

async fn search_page(app: &App, actor: &Actor, typed: String) -> Result<PeoplePage, Problem> {
    if !actor.may_somewhere(Act::PersonFind) {
        return Err(Problem::forbidden());
    }
    let found = if typed.is_empty() {
        None
    } else {
        Some(calls::find(app, actor, &typed).await?)
    };
    let title = actor.visit.texts().say("people");
    let view = Search { typed, found };
    Ok(PeoplePage::new(actor.frame(title, Section::People), view))
}
