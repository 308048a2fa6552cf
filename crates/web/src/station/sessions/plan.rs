//! A new session: where, when, with which vaccine, for which list.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;

use super::calls;
use crate::App;
use crate::forms::{Faults, Fields};
use crate::layout::Section;
use crate::page::{self, page};
use crate::pieces::{Choice, Form};
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::doses::day;
use crate::texts::Texts;

/// The page.
pub(crate) struct Plan {
    pub(crate) form: Form,
    /// Lots in stock, with what is left of each.
    pub(crate) lots: Vec<Choice>,
    /// Approved rosters.
    pub(crate) rosters: Vec<Choice>,
}

page!(PlanPage, "station/sessions/plan.html", Plan);

/// A session as planned.
pub(crate) struct PlanDraft {
    pub(crate) day: Date,
    pub(crate) part: String,
    pub(crate) place: String,
    pub(crate) lot: String,
    pub(crate) roster: String,
}

fn check(fields: &Fields) -> Result<PlanDraft, Faults> {
    let mut faults = Faults::default();
    let planned = day(fields.text("day"));
    faults.require(planned.is_some(), "day", "fault-day");
    let place = fields.text("place");
    faults.require(!place.is_empty(), "place", "fault-place");
    let lot = fields.text("lot");
    faults.require(!lot.is_empty(), "lot", "fault-lot-choice");
    match planned {
        Some(day) if faults.is_empty() => Ok(PlanDraft {
            day,
            part: fields.text("part").to_owned(),
            place: place.to_owned(),
            lot: lot.to_owned(),
            roster: fields.text("roster").to_owned(),
        }),
        _ => Err(faults),
    }
}

pub(super) async fn blank(State(app): State<App>, actor: Actor) -> Result<Response, Problem> {
    let view = calls::blank_plan(&app, &actor).await?;
    Ok(plan_page(&actor, view, StatusCode::OK))
}

pub(super) async fn plan(
    State(app): State<App>,
    actor: Actor,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    match check(&fields) {
        Ok(draft) => {
            let id = calls::plan(&app, &actor, draft).await?;
            Ok(Redirect::to(&format!("/station/sessions/{id}")).into_response())
        }
        Err(faults) => {
            let mut view = calls::blank_plan(&app, &actor).await?;
            view.form.values = fields;
            view.form.faults = faults;
            Ok(plan_page(&actor, view, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

fn plan_page(actor: &Actor, view: Plan, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let frame = actor
        .frame(t.say("session-new"), Section::Sessions)
        .under(Section::Sessions.href(), t.say("sessions"));
    page::answer(status, &PlanPage::new(frame, view))
}
