//! Danh sách đối tượng: drafted by a station, an employer or a school; checked by police; approved
//! by the commune; used by a session.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod view;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use khien_domain::RosterFinding;
use khien_registry::roster::Finding;
use serde::Deserialize;
use uuid::Uuid;

use super::Actor;
use crate::App;
use crate::forms::Faults;
use crate::layout::Section;
use crate::page;
use crate::posted::Posted;
use crate::problem::Problem;
pub(crate) use view::{
    Draft, DraftPage, Roster, RosterLine, RosterPage, RosterPerson, Rosters, RostersPage, Step,
};

/// `/station/rosters/…`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/rosters", get(list))
        .route("/rosters/new", get(blank).post(draft))
        .route("/rosters/{id}", get(show))
        .route("/rosters/{id}/people", post(add))
        .route("/rosters/{id}/remove", post(remove))
        .route("/rosters/{id}/result", post(result))
        .route("/rosters/{id}/step", post(step))
}

async fn list(State(app): State<App>, actor: Actor) -> Result<Response, Problem> {
    let view = calls::rosters(&app, &actor).await?;
    let title = actor.visit.texts().say("rosters");
    let frame = actor.frame(title, Section::Rosters).dense();
    Ok(RostersPage::new(frame, view).into_response())
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    page: u64,
}

async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let view = calls::roster(&app, &actor, id, asked.page.max(1)).await?;
    Ok(roster_page(&actor, view, StatusCode::OK))
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
    let (people, unknown) = calls::by_numbers(&app, &actor, fields.text("numbers")).await?;
    faults.require(unknown.is_empty(), "numbers", "fault-roster-numbers");
    if faults.is_empty() {
        match calls::draft(&app, &actor, &fields, people).await? {
            Ok(id) => {
                let address = format!("/station/rosters/{id}?done=drafted");
                return Ok(Redirect::to(&address).into_response());
            }
            Err((field, key)) => faults.add(field, key),
        }
    }
    let mut view = calls::blank(&app, &actor).await?;
    view.form.values = fields;
    view.form.faults = faults;
    view.unknown = unknown;
    Ok(draft_page(&actor, view, StatusCode::UNPROCESSABLE_ENTITY))
}

/// Puts people on a draft by their numbers. Those that name nobody stay in the field.
async fn add(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let (people, unknown) = calls::by_numbers(&app, &actor, fields.text("numbers")).await?;
    let told = if people.is_empty() {
        Ok(())
    } else {
        calls::add(&app, &actor, id, &people).await?
    };
    if unknown.is_empty() {
        return Ok(back(id, told, "roster-people"));
    }
    let mut view = calls::roster(&app, &actor, id, 1).await?;
    view.typed = unknown.join("\n");
    view.unknown = unknown;
    Ok(roster_page(&actor, view, StatusCode::UNPROCESSABLE_ENTITY))
}

/// Takes somebody off a draft.
async fn remove(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let person = fields.id("person").ok_or_else(Problem::bad_request)?;
    let told = calls::remove(&app, &actor, id, person, fields.text("reason")).await?;
    Ok(back(id, told, "roster-removed"))
}

/// What police said about the people of a page, or that all others are right.
async fn result(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let mut findings = Vec::new();
    for person in fields.all("person").filter_map(|id| id.parse().ok()) {
        if let Some(result) = RosterFinding::parse(fields.text(&format!("result-{person}"))) {
            let note = fields.text(&format!("note-{person}")).to_owned();
            findings.push(Finding {
                person,
                result,
                note,
            });
        }
    }
    if fields.has("rest") {
        for person in calls::unchecked(&app, &actor, id).await? {
            if findings.iter().all(|finding| finding.person != person) {
                findings.push(Finding {
                    person,
                    result: RosterFinding::Right,
                    note: String::new(),
                });
            }
        }
    }
    let told = calls::check(&app, &actor, id, &findings).await?;
    Ok(back(id, told, "roster-checked"))
}

/// Approved by the commune, or back to the draft.
async fn step(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let version = fields.text("version").parse().unwrap_or(0);
    let told = match fields.text("to") {
        "approved" => calls::approve(&app, &actor, id, version).await?,
        "drafted" => calls::send_back(&app, &actor, id, version, fields.text("reason")).await?,
        _ => return Err(Problem::bad_request()),
    };
    Ok(back(id, told, "roster"))
}

fn back(id: Uuid, told: calls::Outcome, done: &str) -> Response {
    let said = match told {
        Ok(()) => format!("done={done}"),
        Err(key) => format!("fault={key}"),
    };
    Redirect::to(&format!("/station/rosters/{id}?{said}")).into_response()
}

fn roster_page(actor: &Actor, view: Roster, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let frame = actor
        .frame(view.name.clone(), Section::Rosters)
        .under(Section::Rosters.href(), t.say("rosters"))
        .dense();
    page::answer(status, &RosterPage::new(frame, view))
}

fn draft_page(actor: &Actor, view: Draft, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let frame = actor
        .frame(t.say("roster-new"), Section::Rosters)
        .under(Section::Rosters.href(), t.say("rosters"));
    page::answer(status, &DraftPage::new(frame, view))
}
