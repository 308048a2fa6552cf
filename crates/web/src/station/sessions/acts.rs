//! What is done to one person of a session: one form, one act, back to the page.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::calls::{self, Act};
use crate::App;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::Actor;

/// Opens a planned session.
pub(super) async fn open(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(_): Posted,
) -> Result<Response, Problem> {
    calls::open(&app, &actor, id).await?;
    Ok(Redirect::to(&format!("/station/sessions/{id}")).into_response())
}

/// Checks somebody in, with consent.
pub(super) async fn arrive(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let attendee = fields.id("attendee").ok_or_else(Problem::bad_request)?;
    let act = Act::Arrive {
        consent: fields.has("consent"),
        guardian: fields.text("guardian").to_owned(),
    };
    calls::act(&app, &actor, id, attendee, act).await?;
    Ok(back_to(id, attendee))
}

/// Fit, deferred or contraindicated.
pub(super) async fn screen(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let attendee = fields.id("attendee").ok_or_else(Problem::bad_request)?;
    let act = Act::Screen {
        result: fields.text("result").to_owned(),
        reason: fields.text("reason").to_owned(),
    };
    calls::act(&app, &actor, id, attendee, act).await?;
    Ok(back_to(id, attendee))
}

/// The dose: the second of two taps. The id was made with the page, so that a double press or a
/// resent form records once.
pub(super) async fn dose(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let attendee = fields.id("attendee").ok_or_else(Problem::bad_request)?;
    let act = Act::Dose {
        dose: fields.id("dose").ok_or_else(Problem::bad_request)?,
        vial: fields.text("vial").to_owned(),
        lot: fields.text("lot").to_owned(),
        nevertheless: fields.text("nevertheless").to_owned(),
    };
    calls::act(&app, &actor, id, attendee, act).await?;
    Ok(back_to(id, attendee))
}

/// A reaction during the watch.
pub(super) async fn reaction(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let attendee = fields.id("attendee").ok_or_else(Problem::bad_request)?;
    let act = Act::Reaction {
        what: fields.text("what").to_owned(),
        serious: fields.has("serious"),
    };
    calls::act(&app, &actor, id, attendee, act).await?;
    Ok(back_to(id, attendee))
}

/// The person goes home.
pub(super) async fn leave(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let attendee = fields.id("attendee").ok_or_else(Problem::bad_request)?;
    calls::act(&app, &actor, id, attendee, Act::Leave).await?;
    Ok(Redirect::to(&format!("/station/sessions/{id}#seats")).into_response())
}

fn back_to(session: Uuid, attendee: Uuid) -> Response {
    let address = format!("/station/sessions/{session}?person={attendee}#person");
    Redirect::to(&address).into_response()
}
