//! One dose: entered afterwards, corrected, or marked as entered in error; never deleted.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
mod form;
mod view;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use uuid::Uuid;

use super::Actor;
use crate::App;
use crate::forms::Fields;
use crate::layout::Section;
use crate::page;
use crate::posted::Posted;
use crate::problem::Problem;
use calls::Recorded;
pub(crate) use form::{DoseDraft, check, day};
pub(crate) use view::{Dose, DoseForm, DoseFormPage, DosePage, Stop};

/// `/station/people/{id}/doses/new` and `/station/doses/{id}`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/people/{id}/doses/new", get(blank).post(record))
        .route("/doses/{id}", get(show))
        .route("/doses/{id}/edit", get(edit).post(correct))
        .route("/doses/{id}/void", post(void))
}

async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = calls::dose(&app, &actor, id).await?;
    let t = actor.visit.texts();
    let title = t.dose(view.line.kind, view.line.nth);
    let person = format!("/station/people/{}", view.person);
    let frame = actor
        .frame(title, Section::People)
        .under(Section::People.href(), t.say("people"))
        .under(person, view.name.clone());
    Ok(DosePage::new(frame, view).into_response())
}

async fn blank(
    State(app): State<App>,
    actor: Actor,
    Path(person): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = calls::blank(&app, &actor, person).await?;
    Ok(form_page(&actor, view, StatusCode::OK))
}

async fn edit(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = calls::filled(&app, &actor, id).await?;
    Ok(form_page(&actor, view, StatusCode::OK))
}

async fn record(
    State(app): State<App>,
    actor: Actor,
    Path(person): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let view = calls::blank(&app, &actor, person).await?;
    save(&app, &actor, view, fields).await
}

async fn correct(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let view = calls::filled(&app, &actor, id).await?;
    save(&app, &actor, view, fields).await
}

async fn save(
    app: &App,
    actor: &Actor,
    mut view: DoseForm,
    fields: Fields,
) -> Result<Response, Problem> {
    let read = check(&fields, view.dose.is_some());
    view.form.values = fields;
    let draft = match read {
        Ok(draft) => draft,
        Err(faults) => {
            view.form.faults = faults;
            return Ok(form_page(actor, view, StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    match calls::save(app, actor, view.person, view.dose, draft).await? {
        Recorded::Done => {
            let address = format!("/station/people/{}?done=dose", view.person);
            Ok(Redirect::to(&address).into_response())
        }
        Recorded::Fault(field, key) => {
            view.form.faults.add(field, key);
            Ok(form_page(actor, view, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Recorded::Changed => Err(Problem::conflict()),
        Recorded::Stopped(stop) => {
            view.stop = Some(stop);
            Ok(form_page(actor, view, StatusCode::CONFLICT))
        }
    }
}

async fn void(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let person = calls::void(&app, &actor, id, fields.text("reason")).await?;
    let address = format!("/station/people/{person}?done=voided");
    Ok(Redirect::to(&address).into_response())
}

fn form_page(actor: &Actor, view: DoseForm, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let key = if view.dose.is_some() {
        "dose-edit"
    } else {
        "dose-new"
    };
    let person = format!("/station/people/{}", view.person);
    let frame = actor
        .frame(t.say(key), Section::People)
        .under(Section::People.href(), t.say("people"))
        .under(person, view.name.clone());
    page::answer(status, &DoseFormPage::new(frame, view))
}
