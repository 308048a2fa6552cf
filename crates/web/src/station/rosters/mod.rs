//! Danh sách đối tượng: drafted by a station, an employer or a school; checked by police; approved
//! by the commune; used by a session.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod view;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use uuid::Uuid;

use super::Actor;
use crate::App;
use crate::forms::Faults;
use crate::layout::Section;
use crate::page;
use crate::posted::Posted;
use crate::problem::Problem;
pub(crate) use view::{
    CheckResult, Draft, DraftPage, Roster, RosterLine, RosterPage, RosterPerson, RosterState,
    Rosters, RostersPage,
};

/// `/station/rosters/…`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/rosters", get(list))
        .route("/rosters/new", get(blank).post(draft))
        .route("/rosters/{id}", get(show))
        .route("/rosters/{id}/step", post(step))
        .route("/rosters/{id}/result", post(result))
}

async fn list(State(app): State<App>, actor: Actor) -> Result<Response, Problem> {
    let view = calls::rosters(&app, &actor).await?;
    let title = actor.visit.texts().say("rosters");
    let frame = actor.frame(title, Section::Rosters).dense();
    Ok(RostersPage::new(frame, view).into_response())
}

async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = calls::roster(&app, &actor, id).await?;
    let t = actor.visit.texts();
    let frame = actor
        .frame(view.name.clone(), Section::Rosters)
        .under(Section::Rosters.href(), t.say("rosters"))
        .dense();
    Ok(RosterPage::new(frame, view).into_response())
}

async fn blank(State(app): State<App>, actor: Actor) -> Result<Response, Problem> {
    let view = calls::blank(&app, &actor).await?;
    Ok(draft_page(&actor, view, StatusCode::OK))
}

async fn draft(
    State(app): State<App>,
    actor: Actor,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let mut faults = Faults::default();
    faults.require(fields.has("name"), "name", "fault-roster-name");
    if faults.is_empty() {
        let id = calls::draft(&app, &actor, &fields).await?;
        return Ok(Redirect::to(&format!("/station/rosters/{id}")).into_response());
    }
    let mut view = calls::blank(&app, &actor).await?;
    view.form.values = fields;
    view.form.faults = faults;
    Ok(draft_page(&actor, view, StatusCode::UNPROCESSABLE_ENTITY))
}

/// The next step of the list: to police, approved, back to the draft.
async fn step(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let state = RosterState::from_code(fields.text("to")).ok_or_else(Problem::bad_request)?;
    calls::step(&app, &actor, id, state, fields.text("reason")).await?;
    Ok(Redirect::to(&format!("/station/rosters/{id}?done=roster")).into_response())
}

/// What police said about one person of the list.
async fn result(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let person = fields.id("person").ok_or_else(Problem::bad_request)?;
    let result = CheckResult::from_code(fields.text("result")).ok_or_else(Problem::bad_request)?;
    calls::result(&app, &actor, id, (person, result)).await?;
    Ok(Redirect::to(&format!("/station/rosters/{id}#p-{person}")).into_response())
}

fn draft_page(actor: &Actor, view: Draft, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let frame = actor
        .frame(t.say("roster-new"), Section::Rosters)
        .under(Section::Rosters.href(), t.say("rosters"));
    page::answer(status, &DraftPage::new(frame, view))
}
