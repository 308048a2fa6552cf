//! Two records that are one person are joined, and parted again.

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
use crate::layout::Section;
use crate::page;
use crate::posted::Posted;
use crate::problem::Problem;
pub(crate) use view::{
    Compared, Merge, MergeDose, MergePage, Side, Since, Split, SplitPage, Twins, TwinsPage,
};

/// `/station/people/{id}/merge/…` and `/station/merges/{id}`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/people/{id}/merge", get(look).post(find))
        .route("/people/{id}/merge/{other}", get(compare).post(merge))
        .route("/merges/{id}", get(joined).post(split))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    find: String,
}

/// Who may be the same, and a search for others.
async fn look(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let typed = actor.visit.open(&app, &asked.find).unwrap_or_default();
    let view = calls::twins(&app, &actor, id, typed).await?;
    let frame = actor
        .frame(actor.visit.texts().say("merge-find"), Section::People)
        .under(format!("/station/people/{id}"), view.name.clone());
    Ok(TwinsPage::new(frame, view).into_response())
}

async fn find(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Response {
    let sealed = actor.visit.seal(&app, fields.text("q"));
    Redirect::to(&format!("/station/people/{id}/merge?find={sealed}")).into_response()
}

/// The two beside each other.
async fn compare(
    State(app): State<App>,
    actor: Actor,
    Path((id, other)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let view = calls::compared(&app, &actor, (id, other)).await?;
    Ok(merge_page(&actor, view, StatusCode::OK))
}

async fn merge(
    State(app): State<App>,
    actor: Actor,
    Path((id, other)): Path<(Uuid, Uuid)>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let mut view = calls::compared(&app, &actor, (id, other)).await?;
    match calls::merge(&app, &actor, &view, &fields).await? {
        Ok(()) => {
            let address = format!("/station/people/{id}?done=merged");
            Ok(Redirect::to(&address).into_response())
        }
        Err(key) => {
            view.fault = key;
            fields.text("reason").clone_into(&mut view.reason);
            Ok(merge_page(&actor, view, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// What a merge did, and the way back.
async fn joined(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = calls::joined(&app, &actor, id).await?;
    Ok(split_page(&actor, view, StatusCode::OK))
}

async fn split(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let mut view = calls::joined(&app, &actor, id).await?;
    match calls::split(&app, &actor, &view, &fields).await? {
        Ok(()) => {
            let address = format!("/station/people/{}?done=split", view.loser.id);
            Ok(Redirect::to(&address).into_response())
        }
        Err(key) => {
            view.fault = key;
            fields.text("reason").clone_into(&mut view.reason);
            Ok(split_page(&actor, view, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

fn merge_page(actor: &Actor, view: Merge, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let person = format!("/station/people/{}", view.survivor.id);
    let frame = actor
        .frame(t.say("merge"), Section::People)
        .under(Section::People.href(), t.say("people"))
        .under(person, view.survivor.name.clone());
    page::answer(status, &MergePage::new(frame, view))
}

fn split_page(actor: &Actor, view: Split, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let person = format!("/station/people/{}", view.survivor.id);
    let frame = actor
        .frame(t.say("split"), Section::People)
        .under(Section::People.href(), t.say("people"))
        .under(person, view.survivor.name.clone());
    page::answer(status, &SplitPage::new(frame, view))
}
