//! One record that is two people: chosen doses go to a new record, or to one that is known.
//!
//! Three steps: who the other is, which doses are theirs and why, and once more what becomes of both.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod view;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use uuid::Uuid;

use super::Actor;
use crate::App;
use crate::forms::{Faults, Fields};
use crate::layout::{Frame, Section};
use crate::page;
use crate::posted::Posted;
use crate::problem::Problem;
pub(crate) use view::{Candidates, CandidatesPage, Choosing, ChoosingPage, Half, Sure, SurePage};

/// `/station/people/{id}/separate/…`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/people/{id}/separate", get(look).post(find))
        .route("/people/{id}/separate/new", get(with_new).post(part_new))
        .route(
            "/people/{id}/separate/{other}",
            get(with_known).post(part_known),
        )
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    find: String,
}

/// Who the other may be.
async fn look(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let typed = actor.visit.open(&app, &asked.find).unwrap_or_default();
    let view = calls::candidates(&app, &actor, id, typed).await?;
    let frame = frame(&actor, id, &view.name);
    Ok(CandidatesPage::new(frame, view).into_response())
}

async fn find(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Response {
    let sealed = actor.visit.seal(&app, fields.text("q"));
    Redirect::to(&format!("/station/people/{id}/separate?find={sealed}")).into_response()
}

async fn with_new(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    choose(&app, &actor, (id, None)).await
}

async fn with_known(
    State(app): State<App>,
    actor: Actor,
    Path((id, other)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    choose(&app, &actor, (id, Some(other))).await
}

async fn part_new(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    part(&app, &actor, (id, None), fields).await
}

async fn part_known(
    State(app): State<App>,
    actor: Actor,
    Path((id, other)): Path<(Uuid, Uuid)>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    part(&app, &actor, (id, Some(other)), fields).await
}

/// Whose record it is, and who the other is; nobody for somebody who is not entered yet.
type Both = (Uuid, Option<Uuid>);

async fn choose(app: &App, actor: &Actor, both: Both) -> Result<Response, Problem> {
    let view = calls::choosing(app, actor, both, None).await?;
    Ok(choosing_page(actor, view, StatusCode::OK))
}

/// Checks what was chosen, shows what becomes of both, and on the second yes does it.
async fn part(app: &App, actor: &Actor, both: Both, fields: Fields) -> Result<Response, Problem> {
    if fields.has("back") {
        let view = calls::choosing(app, actor, both, Some(fields)).await?;
        return Ok(choosing_page(actor, view, StatusCode::OK));
    }
    let faults = check(&fields, both.1.is_none());
    if !faults.is_empty() {
        return again(app, actor, both, fields, faults).await;
    }
    if !fields.has("sure") {
        let view = calls::sure(app, actor, both, &fields).await?;
        let frame = frame(actor, both.0, &view.stays.name);
        return Ok(SurePage::new(frame, view).into_response());
    }
    match calls::separate(app, actor, both, &fields).await? {
        Ok(other) => {
            let address = format!("/station/people/{other}?done=separated");
            Ok(Redirect::to(&address).into_response())
        }
        Err((field, key)) => {
            let mut faults = Faults::default();
            faults.add(field, key);
            again(app, actor, both, fields, faults).await
        }
    }
}

/// The form once more, with what is wrong.
async fn again(
    app: &App,
    actor: &Actor,
    both: Both,
    fields: Fields,
    faults: Faults,
) -> Result<Response, Problem> {
    let mut view = calls::choosing(app, actor, both, Some(fields)).await?;
    view.form.faults = faults;
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(choosing_page(actor, view, wrong))
}

fn check(fields: &Fields, is_new: bool) -> Faults {
    let mut faults = Faults::default();
    if is_new {
        faults = super::person::check(fields, true).err().unwrap_or_default();
    }
    faults.require(fields.has("dose"), "dose", "fault-part-none");
    faults.require(fields.has("reason"), "reason", "fault-reason");
    faults
}

fn choosing_page(actor: &Actor, view: Choosing, status: StatusCode) -> Response {
    let frame = frame(actor, view.person, &view.name);
    page::answer(status, &ChoosingPage::new(frame, view))
}

fn frame(actor: &Actor, person: Uuid, name: &str) -> Frame {
    let t = actor.visit.texts();
    actor
        .frame(t.say("part"), Section::People)
        .under(Section::People.href(), t.say("people"))
        .under(format!("/station/people/{person}"), name)
}
