//! Ký mũi tiêm: what waits for a signature, the head's day in one act, keys and certificates, and
//! the authorities that count.
//!
//! No PIN and no key is ever in an address, in a page or in the log: both come by `POST` alone, and
//! are forgotten with the answer.

mod act;
mod authorities;
mod calls;
mod certificates;
#[cfg(test)]
pub(crate) mod examples;
mod outside;
mod proof;
mod view;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::civil::Date;
use khien_domain::rights::Act as Right;

use super::Actor;
use crate::App;
use crate::layout::{Frame, Section};
use crate::page;
use crate::posted::PostedFile;
use crate::problem::Problem;
use act::Outcome;
pub(crate) use calls::waiting;
pub(crate) use view::*;

/// `/station/signing/…`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/signing", get(begin))
        .route(
            "/signing/certificates",
            get(certificates::list).post(certificates::add),
        )
        .route("/signing/certificates/request", post(certificates::request))
        .route("/signing/certificates/{id}/end", post(certificates::end))
        .route(
            "/signing/authorities",
            get(authorities::list).post(authorities::accept),
        )
        .route("/signing/authorities/{id}/end", post(authorities::end))
        .route("/signing/acts/{id}", get(act::show).post(act::complete))
        .route("/signing/acts/{id}/statement", get(act::statement))
        .route("/signing/{code}", get(days))
        .route("/signing/{code}/{day}", get(day).post(sign))
        .route("/doses/{id}/proof", get(proof::save))
}

/// The days of the desk; the facilities of whoever sits at none; the authorities for the ministry.
async fn begin(State(app): State<App>, actor: Actor) -> Result<Response, Problem> {
    if !actor.may_somewhere(Right::DoseSign) {
        if actor.may_somewhere(Right::PolicyEdit) {
            return Ok(Redirect::to("/station/signing/authorities").into_response());
        }
        return Err(Problem::forbidden());
    }
    if let Some(code) = actor.facility.clone() {
        return days_page(&app, &actor, &code).await;
    }
    let view = calls::facilities(&app, &actor).await?;
    let title = actor.visit.texts().say("signing");
    let frame = actor.frame(title, Section::Signing).dense();
    Ok(FacilitiesPage::new(frame, view).into_response())
}

async fn days(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    days_page(&app, &actor, &code).await
}

async fn days_page(app: &App, actor: &Actor, code: &str) -> Result<Response, Problem> {
    let view = calls::days(app, actor, code).await?;
    let frame = match actor.facility.as_deref() {
        Some(desk) if desk == code => {
            let title = actor.visit.texts().say("signing");
            actor.frame(title, Section::Signing)
        }
        _ => frame(actor, view.name.clone()),
    };
    Ok(DaysPage::new(frame.dense(), view).into_response())
}

/// The frame of a page under the first one.
fn frame(actor: &Actor, title: String) -> Frame {
    let first = actor.visit.texts().say("signing");
    actor
        .frame(title, Section::Signing)
        .under(Section::Signing.href(), first)
}

async fn day(
    State(app): State<App>,
    actor: Actor,
    Path((code, day)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = calls::day(&app, &actor, (&code, parsed(&day)?), None).await?;
    Ok(day_page(&actor, view, StatusCode::OK))
}

fn parsed(day: &str) -> Result<Date, Problem> {
    let read: Option<Date> = day.parse().ok();
    let read = read.filter(|read| read.to_string() == day && (1900..=2200).contains(&read.year()));
    read.ok_or_else(Problem::not_found)
}

/// Signs the ticked doses, or prepares the statement for a key that is elsewhere.
async fn sign(
    State(app): State<App>,
    actor: Actor,
    Path((code, day)): Path<(String, String)>,
    PostedFile { fields, file }: PostedFile,
) -> Result<Response, Problem> {
    let day = parsed(&day)?;
    let order = act::Order {
        code: &code,
        fields: &fields,
        file,
    };
    match act::sign(&app, &actor, order).await? {
        Outcome::Done(id) => {
            let address = format!("/station/signing/acts/{id}");
            Ok(Redirect::to(&address).into_response())
        }
        Outcome::Fault(field, key) => {
            let mut view = calls::day(&app, &actor, (&code, day), Some(&fields)).await?;
            view.form.faults.add(field, key);
            Ok(day_page(&actor, view, act::status(key)))
        }
    }
}

fn day_page(actor: &Actor, view: SigningDayView, status: StatusCode) -> Response {
    let title = actor.visit.texts().text("signing-day-title");
    let title = title.set("day", view.day).to_string();
    let mut frame = frame(actor, title).dense();
    if actor.facility.as_deref() != Some(&view.code) {
        let address = format!("/station/signing/{}", view.code);
        frame = frame.under(address, view.name.clone());
    }
    page::answer(status, &SigningDayPage::new(frame, view))
}
