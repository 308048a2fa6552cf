//! A person's vaccine passport: the code and its eleven fields on screen and on paper, or why there is
//! none yet and who can mend that.

mod calls;
mod eleven;
#[cfg(test)]
pub(crate) mod examples;
mod view;
pub(crate) mod why;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use uuid::Uuid;

use super::Actor;
use crate::App;
use crate::forms::{Faults, Fields};
use crate::layout::Section;
use crate::page;
use crate::posted::Posted;
use crate::problem::Problem;
pub(crate) use eleven::Eleven;
pub(crate) use view::{Card, Earlier, OtherForm, Passport, PassportPage};

/// `/station/people/…/passport`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/people/{id}/passport", get(show))
        .route("/people/{id}/passport.pdf", get(print))
        .route("/people/{id}/paper", post(take))
        .route("/people/{id}/passport/forms", post(ask))
}

async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = calls::passport(&app, &actor, id).await?;
    Ok(shown(&actor, view, StatusCode::OK))
}

fn shown(actor: &Actor, view: Passport, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let frame = actor.frame(t.say("passport"), Section::People).under(
        format!("/station/people/{}", view.person),
        view.name.clone(),
    );
    page::answer(status, &PassportPage::new(frame, view))
}

/// The passport on paper. Nothing between here and the desk keeps a copy.
async fn print(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let file = calls::paper(&app, &actor, id).await?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (
            CONTENT_DISPOSITION,
            HeaderValue::from_static("inline; filename=\"ho-chieu-vac-xin.pdf\""),
        ),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, file).into_response())
}

/// Takes a paper certificate back: the passport stands for it.
async fn take(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    match calls::take(&app, &actor, id, &fields).await? {
        Ok(()) => {
            let address = format!("/station/people/{id}/passport?done=paper");
            Ok(Redirect::to(&address).into_response())
        }
        Err((field, key)) => again(&app, &actor, id, (fields, field, key)).await,
    }
}

/// Asks for the passport in another form.
async fn ask(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    calls::ask(&app, &actor, id, &fields).await?;
    let address = format!("/station/people/{id}/passport?done=form");
    Ok(Redirect::to(&address).into_response())
}

async fn again(
    app: &App,
    actor: &Actor,
    id: Uuid,
    (fields, field, key): (Fields, &'static str, &'static str),
) -> Result<Response, Problem> {
    let mut view = calls::passport(app, actor, id).await?;
    let mut faults = Faults::default();
    faults.add(field, key);
    view.form.values = fields;
    view.form.faults = faults;
    Ok(shown(actor, view, StatusCode::UNPROCESSABLE_ENTITY))
}
