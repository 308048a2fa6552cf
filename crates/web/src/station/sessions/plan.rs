//! A new session: where, when, with which vaccine, for which list.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use uuid::Uuid;

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

/// The page.
pub(crate) struct Plan {
    pub(crate) form: Form,
    /// Lots in stock, with what is left of each.
    pub(crate) lots: Vec<Choice>,
    /// The same, and none: a second lot on the table.
    pub(crate) second_lots: Vec<Choice>,
    /// Approved rosters.
    pub(crate) rosters: Vec<Choice>,
}

page!(PlanPage, "station/sessions/plan.html", Plan);

/// A session as planned.
pub(crate) struct PlanDraft {
    /// Made with the form, so that sending it twice plans once.
    pub(crate) id: Uuid,
    pub(crate) day: Date,
    pub(crate) name: String,
    /// Empty: in the facility.
    pub(crate) place: String,
    /// Lots on the table, the one to use first at first.
    pub(crate) lots: Vec<Uuid>,
    pub(crate) roster: Option<Uuid>,
}

fn check(fields: &Fields) -> Result<PlanDraft, Faults> {
    let mut faults = Faults::default();
    let planned = day(fields.text("day"));
    faults.require(planned.is_some(), "day", "fault-day");
    let name = fields.text("name");
    faults.require(!name.is_empty(), "name", "fault-session-name");
    let mut lots: Vec<Uuid> = Vec::new();
    for lot in fields.all("lot").chain(fields.all("second_lot")) {
        if let Ok(lot) = lot.parse()
            && !lots.contains(&lot)
        {
            lots.push(lot);
        }
    }
    faults.require(!lots.is_empty(), "lot", "fault-lot-choice");
    let id = fields.id("id");
    match (planned, id) {
        (Some(day), Some(id)) if faults.is_empty() => Ok(PlanDraft {
            id,
            day,
            name: name.to_owned(),
            place: fields.text("place").to_owned(),
            lots,
            roster: fields.id("roster"),
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
    let faults = match check(&fields) {
        Ok(draft) => {
            let id = draft.id;
            match calls::plan(&app, &actor, draft).await? {
                Ok(()) => {
                    let address = format!("/station/sessions/{id}?done=planned");
                    return Ok(Redirect::to(&address).into_response());
                }
                Err((field, key)) => {
                    let mut faults = Faults::default();
                    faults.add(field, key);
                    faults
                }
            }
        }
        Err(faults) => faults,
    };
    let mut view = calls::blank_plan(&app, &actor).await?;
    view.form.values = fields;
    view.form.faults = faults;
    Ok(plan_page(&actor, view, StatusCode::UNPROCESSABLE_ENTITY))
}

fn plan_page(actor: &Actor, view: Plan, status: StatusCode) -> Response {
    let t = actor.visit.texts();
    let frame = actor
        .frame(t.say("session-new"), Section::Sessions)
        .under(Section::Sessions.href(), t.say("sessions"));
    page::answer(status, &PlanPage::new(frame, view))
}
