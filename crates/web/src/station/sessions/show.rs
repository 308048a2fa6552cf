//! The page of a session: the queue, the person in front, the seats.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

use super::calls;
use super::view::SessionPage;
use crate::App;
use crate::layout::Section;
use crate::page;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::Actor;

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    /// Whose record lies in front of the clerk.
    person: Option<Uuid>,
    /// What was looked for, sealed.
    #[serde(default)]
    find: String,
}

/// The page, or only the seats when htmx asks for them.
pub(super) async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let typed = actor.visit.open(&app, &asked.find).unwrap_or_default();
    let view = calls::session(&app, &actor, id, asked.person, &typed).await?;
    let t = actor.visit.texts();
    let title = t
        .text(format!("session-title-{}", view.part))
        .set("day", view.day)
        .to_string();
    let frame = actor
        .frame(title, Section::Sessions)
        .under(Section::Sessions.href(), t.say("sessions"));
    let session = SessionPage::new(frame, view);
    if actor.visit.part {
        return Ok(page::answer(StatusCode::OK, &session.as_seats()));
    }
    Ok(session.into_response())
}

/// Looks for somebody in the list of the session, or adds somebody who is not on it.
pub(super) async fn find(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Response {
    let sealed = actor.visit.seal(&app, fields.text("q"));
    Redirect::to(&format!("/station/sessions/{id}?find={sealed}")).into_response()
}
