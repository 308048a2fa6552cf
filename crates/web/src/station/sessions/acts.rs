//! What is done to one person of a session: one form, one act, back to the page.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use khien_domain::schedule::StopCode;
use khien_domain::{
    ConsentAnswer, ReactionSeverity, ReactionSign, ScreeningReason, ScreeningResult,
};
use khien_registry::session::{NewReaction, Screening};
use uuid::Uuid;

use super::calls::{self, Coming, Drawn, Outcome, Signed};
use crate::App;
use crate::forms::Fields;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::station::Actor;

/// Checks somebody in, with the answer on the consent form if it was given.
pub(super) async fn arrive(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let coming = Coming {
        id: attendee(&fields)?,
        person: fields.id("person").ok_or_else(Problem::bad_request)?,
    };
    let attendance = match calls::check_in(&app, &actor, id, coming).await? {
        Ok(attendance) => attendance,
        Err(key) => {
            let other = format!("?other={}&fault={key}#person", coming.person);
            return Ok(to(id, &other));
        }
    };
    let signed = signed(&fields);
    let told = match signed {
        Some(signed) => calls::consent(&app, &actor, attendance, &signed).await?,
        None => Ok(()),
    };
    Ok(back(id, attendance, told))
}

/// The consent form, where it was not answered on arrival or the answer changed.
pub(super) async fn consent(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let attendance = attendee(&fields)?;
    let signed = signed(&fields).ok_or_else(Problem::bad_request)?;
    let told = calls::consent(&app, &actor, attendance, &signed).await?;
    Ok(back(id, attendance, told))
}

/// Fit, deferred or contraindicated.
pub(super) async fn screen(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let result = ScreeningResult::parse(fields.text("result"));
    let screening = Screening {
        attendance: attendee(&fields)?,
        result: result.ok_or_else(Problem::bad_request)?,
        reasons: fields
            .all("reason")
            .filter_map(ScreeningReason::parse)
            .collect(),
        note: fields.text("note").to_owned(),
    };
    let told = calls::screen(&app, &actor, &screening).await?;
    Ok(back(id, screening.attendance, told))
}

/// The dose: the second of two taps. The id was made with the page, so that a double press or a
/// resent form records once.
pub(super) async fn dose(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let attendance = attendee(&fields)?;
    let lot = fields.id("lot");
    let drawn = Drawn {
        dose: fields.id("dose").ok_or_else(Problem::bad_request)?,
        attendance,
        lot,
        nevertheless: fields.text("nevertheless").to_owned(),
        stops: fields.all("stop").filter_map(StopCode::parse).collect(),
    };
    match calls::give(&app, &actor, drawn).await? {
        Ok(()) => Ok(back(id, attendance, Ok(()))),
        Err(key) => {
            let lot = lot.map(|lot| format!("&lot={lot}")).unwrap_or_default();
            let address = format!("?person={attendance}{lot}&fault={key}#person");
            Ok(to(id, &address))
        }
    }
}

/// Takes the check-in or the dose of the wrong person back.
pub(super) async fn take_back(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let attendance = attendee(&fields)?;
    let told = if fields.text("what") == "dose" {
        calls::take_back(&app, &actor, attendance, fields.text("reason")).await?
    } else {
        calls::undo_check_in(&app, &actor, attendance).await?
    };
    Ok(back(id, attendance, told))
}

/// A reaction during the watch, or days later.
pub(super) async fn reaction(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let severity = ReactionSeverity::parse(fields.text("severity"));
    let seen = NewReaction {
        id: fields.id("id").ok_or_else(Problem::bad_request)?,
        attendance: attendee(&fields)?,
        severity: severity.ok_or_else(Problem::bad_request)?,
        signs: fields.all("sign").filter_map(ReactionSign::parse).collect(),
    };
    let told = calls::reaction(&app, &actor, &seen).await?;
    Ok(match told {
        Ok(()) => said(id, seen.attendance, "reaction"),
        Err(_) => back(id, seen.attendance, told),
    })
}

/// The person goes home.
pub(super) async fn leave(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
    Posted(fields): Posted,
) -> Result<Response, Problem> {
    let attendance = attendee(&fields)?;
    Ok(
        match calls::leave(&app, &actor, attendance, fields.text("early")).await? {
            Ok(()) => to(id, "?done=left#seats"),
            Err(key) => back(id, attendance, Err(key)),
        },
    )
}

fn attendee(fields: &Fields) -> Result<Uuid, Problem> {
    fields.id("attendee").ok_or_else(Problem::bad_request)
}

/// What the consent form says; nothing if it was not answered.
fn signed(fields: &Fields) -> Option<Signed> {
    Some(Signed {
        answer: ConsentAnswer::parse(fields.text("consent"))?,
        guardian: fields.text("guardian").to_owned(),
    })
}

fn back(session: Uuid, attendance: Uuid, told: Outcome) -> Response {
    let fault = match told {
        Ok(()) => String::new(),
        Err(key) => format!("&fault={key}"),
    };
    to(session, &format!("?person={attendance}{fault}#person"))
}

fn said(session: Uuid, attendance: Uuid, done: &str) -> Response {
    to(session, &format!("?person={attendance}&done={done}#person"))
}

fn to(session: Uuid, rest: &str) -> Response {
    Redirect::to(&format!("/station/sessions/{session}{rest}")).into_response()
}
