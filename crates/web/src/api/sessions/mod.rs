//! Sessions: planned, opened, from desk to desk, closed.

mod back;
mod desks;
mod wire;

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::rights::Act;
use khien_registry::day_in_viet_nam;
use khien_registry::session::{
    self, BoardError, CloseError, Closing, DeskError, LotCount, NewSession, OpenError, PlanError,
    ReadError, TableError,
};
use khien_store::SessionRow;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::answer::Answer;
use super::body::{Asked, Sent};
use super::caller::Caller;
use super::fault::{conflict, not_allowed, stored, unfit, wrong};
use super::key::Key;
use super::operation::Operation;
use super::rosters::not_taken;
use super::stock::refused;
use super::version::{Seen, changed};
use super::wire::{At, Coded, IsoDay};
use crate::App;
use crate::problem::Problem;
use wire::{Board, Session, SessionToClose, SessionToPlan, Sheet, differences};

/// Operations on sessions.
pub(super) fn operations() -> Vec<Operation> {
    let mut all = vec![
        Operation::get("/facilities/{code}/sessions", board)
            .named(
                "list_sessions",
                "sessions",
                "Sessions of a facility on a day, with their counts",
            )
            .acts(&[Act::SessionRead])
            .query(&[("on", "The day, `YYYY-MM-DD`; today if left out.")])
            .answers::<Board>(StatusCode::OK, "Those that the caller may see."),
        Operation::post("/sessions", plan)
            .named("plan_session", "sessions", "Plan a session")
            .acts(&[Act::SessionPlan])
            .keyed()
            .takes::<SessionToPlan>()
            .answers::<Session>(StatusCode::OK, "The session is planned.")
            .problems(&[
                "facility-closed",
                "lot-expired",
                "roster-not-approved",
                "wrong-state",
            ]),
        Operation::get("/sessions/{id}", read)
            .named(
                "read_session",
                "sessions",
                "A session with its table and its people",
            )
            .acts(&[Act::SessionRead])
            .answers::<Sheet>(StatusCode::OK, "The session."),
        Operation::post("/sessions/{id}/open", open)
            .named("open_session", "sessions", "Open a session on its day")
            .acts(&[Act::SessionOpen])
            .guarded()
            .answers::<Session>(StatusCode::OK, "The session as it is now.")
            .problems(&["wrong-state", "not-yet", "lot-expired"]),
        Operation::post("/sessions/{id}/close", close)
            .named(
                "close_session",
                "sessions",
                "Close a session with its counts",
            )
            .about("Where the counts differ, a reason is needed. Who did not come is marked so.")
            .acts(&[Act::SessionClose])
            .guarded()
            .takes::<SessionToClose>()
            .answers::<Session>(StatusCode::OK, "The session as it is now.")
            .problems(&["wrong-state", "not-settled", "counts-differ"]),
    ];
    all.extend(desks::operations());
    all.extend(back::operations());
    all
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OnDay {
    on: Option<IsoDay>,
}

async fn board(
    State(app): State<App>,
    caller: Caller,
    Coded(code): Coded,
    Asked(asked): Asked<OnDay>,
) -> Result<Answer, Problem> {
    let on = asked.on.map_or(day_in_viet_nam(caller.at()), |day| day.0);
    match session::board(app.registry(), &caller.by(&app), &code, on).await {
        Ok(sessions) => Ok(Answer::ok(&Board {
            sessions: sessions.into_iter().map(Into::into).collect(),
        })),
        Err(BoardError::NoFacility) => Err(Problem::not_found()),
        Err(BoardError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(BoardError::Store(error)) => Err(stored(&error)),
    }
}

async fn row(app: &App, id: Uuid) -> Result<SessionRow, Problem> {
    let read = async {
        let mut tx = app.registry().store().read().await?;
        tx.session(id).await
    };
    let row = read.await.map_err(|error| stored(&error))?;
    row.ok_or_else(Problem::not_found)
}

async fn shown(app: &App, id: Uuid) -> Result<Answer, Problem> {
    let row = row(app, id).await?;
    let version = row.version;
    Ok(Answer::ok(&Session::from(row)).version(version))
}

async fn plan(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Sent(body): Sent<SessionToPlan>,
) -> Result<Answer, Problem> {
    let new = NewSession {
        id: key.or(body.id)?,
        facility: body.facility,
        roster: body.roster,
        name: body.name,
        place: body.place,
        commune: body.commune,
        held_on: body.held_on.0,
        lots: body.lots,
    };
    match session::plan(app.registry(), &caller.by(&app), &new).await {
        Ok(()) => {
            let row = row(&app, new.id).await?;
            if row.facility_code != new.facility || row.held_on.0 != new.held_on {
                return Err(unfit("key-reused"));
            }
            let version = row.version;
            Ok(Answer::ok(&Session::from(row)).version(version))
        }
        Err(PlanError::NoFacility) => Err(wrong("/facility", "unknown")),
        Err(PlanError::FacilityClosed(_)) => Err(conflict("facility-closed")),
        Err(PlanError::NoName) => Err(wrong("/name", "missing")),
        Err(PlanError::NoCommune) => Err(wrong("/commune", "unknown")),
        Err(PlanError::Table(error)) => Err(not_on_table(error)),
        Err(PlanError::Roster(error)) => Err(not_taken(error)),
        Err(PlanError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(PlanError::Store(error)) => Err(stored(&error)),
    }
}

fn not_on_table(error: TableError) -> Problem {
    match error {
        TableError::NoLot(_) => wrong("/lots", "unknown"),
        TableError::LotExpired(lot, _) => unfit("lot-expired").with("lot", json!(lot)),
        TableError::SessionClosed => conflict("wrong-state"),
        TableError::NoSession => Problem::not_found(),
        TableError::NotAllowed(missing) => not_allowed(missing),
        TableError::Store(error) => stored(&error),
    }
}

async fn read(State(app): State<App>, caller: Caller, At(id): At) -> Result<Answer, Problem> {
    match session::read(app.registry(), &caller.by(&app), id).await {
        Ok(sheet) => {
            let version = sheet.session.version;
            Ok(Answer::ok(&Sheet::from(sheet)).version(version))
        }
        Err(ReadError::NoSession) => Err(Problem::not_found()),
        Err(ReadError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(ReadError::Store(error)) => Err(stored(&error)),
    }
}

/// Both versions, once somebody else was faster.
async fn overtaken(app: &App, id: Uuid, mine: &Value) -> Result<Problem, Problem> {
    let row = row(app, id).await?;
    let version = row.version;
    let theirs = serde_json::to_value(Session::from(row)).unwrap_or(Value::Null);
    Ok(changed(mine, &theirs, version))
}

async fn open(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Seen(seen_version): Seen,
) -> Result<Answer, Problem> {
    match session::open(app.registry(), &caller.by(&app), id, seen_version).await {
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

async fn close(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Seen(seen_version): Seen,
    Sent(body): Sent<SessionToClose>,
) -> Result<Answer, Problem> {
    let counted = body.lots.iter().map(|it| LotCount {
        lot: it.lot,
        vials_opened: it.vials_opened,
        doses_wasted: it.doses_wasted,
    });
    let closing = Closing {
        session: id,
        seen_version,
        lots: counted.collect(),
        reason: body.reason.unwrap_or_default(),
        shortfall: body.shortfall.unwrap_or_default(),
    };
    match session::close(app.registry(), &caller.by(&app), &closing).await {
        Ok(()) => shown(&app, id).await,
        Err(CloseError::Changed) => Err(overtaken(&app, id, &json!({ "state": "closed" })).await?),
        Err(CloseError::NotOpen(state)) => {
            Err(conflict("wrong-state").with("state", Value::from(state.code())))
        }
        Err(CloseError::NotSettled(people)) => {
            Err(conflict("not-settled").with("people", Value::from(people)))
        }
        Err(CloseError::Differs(found)) => {
            Err(unfit("counts-differ").with("lots", differences(&found)))
        }
        Err(CloseError::Reconcile(_)) => Err(wrong("/lots", "unknown")),
        Err(CloseError::Stock(error)) => Err(refused(error)),
        Err(CloseError::Desk(error)) => Err(not_at_desk(error)),
        Err(CloseError::NoSession) => Err(Problem::not_found()),
        Err(CloseError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(CloseError::Store(error)) => Err(stored(&error)),
    }
}

/// Why a desk could not do it.
fn not_at_desk(error: DeskError) -> Problem {
    match error {
        DeskError::NoAttendance => Problem::not_found(),
        DeskError::NoPerson => wrong("/person", "unknown"),
        DeskError::NotOpen(state) => {
            conflict("wrong-state").with("state", Value::from(state.code()))
        }
        DeskError::WrongStep(state) => {
            conflict("wrong-step").with("state", Value::from(state.code()))
        }
        DeskError::Changed => Problem::conflict(),
        DeskError::Policy(_) => Problem::broken(String::new()),
        DeskError::NotAllowed(missing) => not_allowed(missing),
        DeskError::Store(error) => stored(&error),
    }
}
