//! The page of a session: the queue, the person in front, the seats.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

use super::calls::{self, InFront};
use super::view::SessionPage;
use crate::App;
use crate::layout::Section;
use crate::page;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::Actor;

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    /// Whose attendance lies in front of the clerk.
    person: Option<Uuid>,
    /// Or who is about to come off the list.
    other: Option<Uuid>,
    /// From which lot the dose would be.
    lot: Option<Uuid>,
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
    let in_front = match (asked.person, asked.other) {
        _ if actor.visit.part => InFront::Nobody,
        (Some(attendance), _) => InFront::Attending(attendance),
        (None, Some(person)) => InFront::OffList(person),
        (None, None) => InFront::Nobody,
    };
    let view = calls::session(&app, &actor, id, (in_front, asked.lot), &typed).await?;
    let t = actor.visit.texts();
    let title = t.text("session-title").set("name", &view.name);
    let title = title.set("day", view.day).to_string();
    let frame = actor
        .frame(title, Section::Sessions)
        .under(Section::Sessions.href(), t.say("sessions"));
    let session = SessionPage::new(frame, view);
    if actor.visit.part {
        return Ok(page::answer(StatusCode::OK, &session.as_seats()));
    }
    Ok(session.into_response())
}

/// Looks for somebody in the list of the session, then among everybody. Whom a number or a card
/// names without doubt is opened at once.
pub(super) async fn find(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let typed = fields.text("q");
    let address = if let Some(attendance) = calls::the_one(&app, &actor, id, typed).await? {
        format!("/station/sessions/{id}?person={attendance}#person")
    } else {
        let sealed = actor.visit.seal(&app, typed);
        format!("/station/sessions/{id}?find={sealed}")
    };
    Ok(Redirect::to(&address).into_response())
}
