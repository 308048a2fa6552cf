//! One person: identity, doses, what the register said, history, who looked; and the form to
//! register or correct somebody.

mod calls;
#[cfg(test)]
pub(crate) mod examples;
pub(crate) mod form;
pub(crate) mod guardian;
pub(crate) mod record;
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
use crate::layout::Section;
use crate::page;
use crate::pieces::Form;
use crate::posted::Posted;
use crate::problem::Problem;
use calls::Saved;
pub(crate) use form::{Draft, check};
pub(crate) use view::{
    Answer, Change, Changed, Conflict, ConflictPage, DifferingField, DoseLine, DoseState, Edit,
    EditPage, FieldAnswer, Guardian, Look, Person, PersonPage, Question,
};

/// `/station/people/…`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/people/new", get(blank).post(register))
        .route("/people/{id}", get(show))
        .route("/people/{id}/edit", get(edit).post(correct))
}

async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let view = calls::person(&app, &actor, id).await?;
    let t = actor.visit.texts();
    let frame = actor
        .frame(view.name.clone(), Section::People)
        .under(Section::People.href(), t.say("people"));
    Ok(PersonPage::new(frame, view).into_response())
}

#[derive(Deserialize)]
struct From {
    #[serde(default)]
    from: String,
}

/// An empty form, or one filled from the card that was scanned or the name that was looked for.
async fn blank(State(app): State<App>, actor: Actor, Query(from): Query<From>) -> Response {
    let typed = actor.visit.open(&app, &from.from).unwrap_or_default();
    let id = app.new_id().to_string();
    let fields = form::fields_of_search(&typed).with("id", &id);
    edit_page(&actor, Edit::new(None, fields_form(&actor, fields)))
}

async fn edit(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (fields, wrong) = calls::fields(&app, &actor, id).await?;
    let mut view = Edit::new(Some(id), fields_form(&actor, fields));
    view.wrong = wrong;
    Ok(edit_page(&actor, view))
}

async fn register(
    State(app): State<App>,
    actor: Actor,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    save(&app, &actor, None, fields).await
}

async fn correct(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    save(&app, &actor, Some(id), fields).await
}

async fn save(
    app: &App,
    actor: &Actor,
    id: Option<Uuid>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut draft = match check(&fields, id.is_some()) {
        Ok(draft) => draft,
        Err(faults) => return Ok(again(actor, Edit::new(id, typed(actor, fields, faults)))),
    };
    match guardian::find(app, actor, fields.text("guardian")).await? {
        Ok(found) => draft.form.guardian = found.or(draft.form.guardian),
        Err(key) => {
            let mut faults = Faults::default();
            faults.add("guardian", key);
            return Ok(again(actor, Edit::new(id, typed(actor, fields, faults))));
        }
    }
    match calls::save(app, actor, id, draft).await? {
        Saved::Faults(faults) => Ok(again(actor, Edit::new(id, typed(actor, fields, faults)))),
        Saved::MayBeKnown(ids) => {
            let mut view = Edit::new(id, fields_form(actor, fields));
            view.known = guardian::names(app, &ids).await?;
            Ok(again(actor, view))
        }
        Saved::Done(id) => {
            let address = format!("/station/people/{id}?done=person");
            Ok(Redirect::to(&address).into_response())
        }
        Saved::Conflict(conflict) => {
            let title = actor.visit.texts().say("conflict");
            let frame = actor.frame(title, Section::People);
            let answer = ConflictPage::new(frame, conflict);
            Ok(page::answer(StatusCode::CONFLICT, &answer))
        }
    }
}

/// The form once more, with what is wrong.
fn again(actor: &Actor, view: Edit) -> Response {
    let mut response = edit_page(actor, view);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

fn typed(actor: &Actor, fields: Fields, faults: Faults) -> Form {
    fields_form(actor, fields).with_faults(faults)
}

fn fields_form(actor: &Actor, fields: Fields) -> Form {
    let t = actor.visit.texts();
    Form::new(t, "person", fields)
}

fn edit_page(actor: &Actor, view: Edit) -> Response {
    let t = actor.visit.texts();
    let key = if view.id.is_some() {
        "person-edit"
    } else {
        "person-new"
    };
    let frame = actor
        .frame(t.say(key), Section::People)
        .under(Section::People.href(), t.say("people"));
    EditPage::new(frame, view).into_response()
}
