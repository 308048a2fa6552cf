//! The ways back at a session: open again, lay other lots, take a check-in or a dose back.

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::rights::Act;
use khien_registry::session::{self, OpenError, TakeBackError};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::desks::shown as attendance;
use super::wire::{Attendance, Session};
use super::{not_at_desk, not_on_table, overtaken, shown};
use crate::App;
use crate::api::answer::Answer;
use crate::api::body::Sent;
use crate::api::caller::Caller;
use crate::api::doses::Reason;
use crate::api::fault::{conflict, not_allowed, stored, wrong};
use crate::api::operation::Operation;
use crate::api::stock::refused;
use crate::api::version::Seen;
use crate::api::wire::At;
use crate::problem::Problem;

/// Operations that lead back.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("/sessions/{id}/reopen", reopen)
            .named("reopen_session", "sessions", "Open a closed session again")
            .about("The vials that it used are back in stock until it is closed again.")
            .acts(&[Act::SessionOpen])
            .guarded()
            .takes::<Reason>()
            .answers::<Session>(StatusCode::OK, "The session as it is now.")
            .problems(&["wrong-state"]),
        Operation::post("/sessions/{id}/lots", put_lots)
            .named("put_lots", "sessions", "Put lots on the table")
            .about("The one to use first at first. Lots that were on the table and are not named come after.")
            .acts(&[Act::SessionPlan, Act::SessionDose])
            .takes::<Table>()
            .answers::<Session>(StatusCode::OK, "The session.")
            .problems(&["wrong-state", "lot-expired"]),
        Operation::post("/attendances/{id}/undo-check-in", undo_check_in)
            .named("undo_check_in", "sessions", "Take a check-in back")
            .acts(&[Act::SessionCheckIn])
            .answers::<Attendance>(StatusCode::OK, "How far the person is now.")
            .problems(&["wrong-state", "wrong-step", "conflict"]),
        Operation::post("/attendances/{id}/take-back", take_back)
            .named("take_back_dose", "sessions", "Take back a dose entered for the wrong person")
            .about("The dose is voided; the person is fit again, without one.")
            .acts(&[Act::DoseVoid])
            .takes::<Reason>()
            .answers::<Attendance>(StatusCode::OK, "How far the person is now.")
            .problems(&["wrong-state", "wrong-step", "conflict"]),
    ]
}

async fn reopen(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Seen(seen_version): Seen,
    Sent(body): Sent<Reason>,
) -> Result<Answer, Problem> {
    let by = caller.by(&app);
    match session::reopen(app.registry(), &by, id, seen_version, &body.reason).await {
        Ok(()) => shown(&app, id).await,
        Err(OpenError::Changed) => Err(overtaken(&app, id, &json!({ "state": "open" })).await?),
        Err(OpenError::WrongState(state)) => {
            Err(conflict("wrong-state").with("state", Value::from(state.code())))
        }
        Err(OpenError::NotYet(day)) => {
            Err(conflict("not-yet").with("held_on", Value::from(day.to_string())))
        }
        Err(OpenError::Table(error)) => Err(not_on_table(error)),
        Err(OpenError::Stock(error)) => Err(refused(error)),
        Err(OpenError::NoReason) => Err(wrong("/reason", "missing")),
        Err(OpenError::NoSession) => Err(Problem::not_found()),
        Err(OpenError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(OpenError::Store(error)) => Err(stored(&error)),
    }
}

/// Lots on the table.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Table {
    /// In order of use.
    lots: Vec<Uuid>,
}

async fn put_lots(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Sent(body): Sent<Table>,
) -> Result<Answer, Problem> {
    let put = session::put_lots(app.registry(), &caller.by(&app), id, &body.lots).await;
    put.map_err(not_on_table)?;
    shown(&app, id).await
}

async fn undo_check_in(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
) -> Result<Answer, Problem> {
    let undone = session::undo_check_in(app.registry(), &caller.by(&app), id).await;
    undone.map_err(not_at_desk)?;
    attendance(&app, id).await
}

async fn take_back(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Sent(body): Sent<Reason>,
) -> Result<Answer, Problem> {
    match session::take_back(app.registry(), &caller.by(&app), id, &body.reason).await {
        Ok(()) => attendance(&app, id).await,
        Err(TakeBackError::NoReason) => Err(wrong("/reason", "missing")),
        Err(TakeBackError::Desk(error)) => Err(not_at_desk(error)),
    }
}
