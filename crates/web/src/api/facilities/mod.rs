//! Facilities: listed, read, entered, changed, closed.

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::rights::Act;
use khien_registry::facility::{
    self, ChangeError, CloseError, EnterError, FacilityChange, FacilityClosing, FacilityFault,
    FacilityForm,
};
use khien_store::FacilityRow;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::answer::Answer;
use super::body::{Asked, Sent};
use super::caller::Caller;
use super::cursor;
use super::fault::{conflict, not_allowed, stored, wrong};
use super::operation::Operation;
use super::version::{Seen, changed};
use super::wire::{Coded, FacilityKindCode, IsoDay};
use crate::App;
use crate::problem::Problem;

/// Operations on facilities.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/facilities", list)
            .named("list_facilities", "facilities", "Facilities by code")
            .anybody_in()
            .paged()
            .answers::<Facilities>(StatusCode::OK, "One page."),
        Operation::post("/facilities", enter)
            .named("enter_facility", "facilities", "Enter a facility")
            .about("Its code is its id: the same facility sent again changes nothing.")
            .acts(&[Act::FacilityEdit])
            .takes::<FacilityToEnter>()
            .answers::<Facility>(StatusCode::OK, "The facility is there.")
            .problems(&["facility-known"]),
        Operation::get("/facilities/{code}", read)
            .named("read_facility", "facilities", "Read a facility")
            .anybody_in()
            .answers::<Facility>(StatusCode::OK, "The facility."),
        Operation::put("/facilities/{code}", change)
            .named(
                "change_facility",
                "facilities",
                "Change what is known of a facility",
            )
            .acts(&[Act::FacilityEdit])
            .takes::<FacilityChanged>()
            .answers::<Facility>(StatusCode::OK, "The facility as it is now."),
        Operation::post("/facilities/{code}/close", close)
            .named(
                "close_facility",
                "facilities",
                "Close a facility, or open it again",
            )
            .acts(&[Act::FacilityEdit])
            .guarded()
            .takes::<FacilityToClose>()
            .answers::<Facility>(StatusCode::OK, "The facility as it is now.")
            .problems(&["vaccine-left", "sessions-left"]),
    ]
}

/// What is known of a facility.
#[derive(Deserialize, Serialize, ToSchema)]
struct Facility {
    /// Five digits, the first two of the province.
    #[schema(example = "34001")]
    code: String,
    /// As staff call it.
    name: String,
    /// What it is.
    kind: String,
    /// Commune where it stands.
    commune_code: String,
    /// Who manages it, where that is not the health service of its place.
    managing_body: Option<String>,
    /// Since when it is closed.
    closed_on: Option<IsoDay>,
    /// Counts changes; the number in the `ETag`.
    version: i64,
}

impl From<FacilityRow> for Facility {
    fn from(row: FacilityRow) -> Self {
        Self {
            code: row.code,
            name: row.name,
            kind: row.kind,
            commune_code: row.commune_code,
            managing_body: row.managing_body,
            closed_on: row.closed_on.map(|day| IsoDay(day.0)),
            version: row.version,
        }
    }
}

/// A page of facilities.
#[derive(Serialize, ToSchema)]
struct Facilities {
    facilities: Vec<Facility>,
    /// The cursor of the next page, if there is one.
    next: Option<String>,
}

/// A facility to be entered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FacilityToEnter {
    /// Five digits, the first two of the province.
    code: String,
    /// As staff call it.
    name: String,
    /// What it is.
    kind: FacilityKindCode,
    /// Commune where it stands.
    commune_code: String,
    /// Who manages it, where that is not the health service of its place.
    managing_body: Option<String>,
}

/// A facility as it should be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FacilityChanged {
    /// As staff call it.
    name: String,
    /// What it is.
    kind: FacilityKindCode,
    /// Commune where it stands.
    commune_code: String,
    /// Who manages it, where that is not the health service of its place.
    managing_body: Option<String>,
    /// Why.
    reason: String,
}

/// From when a facility gives no doses.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FacilityToClose {
    /// The day; none opens it again.
    closed_on: Option<IsoDay>,
    /// Why.
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paging {
    limit: Option<i64>,
    cursor: Option<String>,
}

async fn list(State(app): State<App>, Asked(paging): Asked<Paging>) -> Result<Answer, Problem> {
    let limit = cursor::limit(paging.limit)?;
    let after: String = cursor::after("facilities", paging.cursor.as_deref())?;
    let read = async {
        let mut tx = app.registry().store().read().await?;
        tx.facilities(&after, limit + 1).await
    };
    let rows = read.await.map_err(|error| stored(&error))?;
    let (rows, next) = cursor::page("facilities", rows, limit, |row| row.code.clone());
    let facilities = rows.into_iter().map(Facility::from).collect();
    Ok(Answer::ok(&Facilities { facilities, next }))
}

async fn row(app: &App, code: &str) -> Result<FacilityRow, Problem> {
    let read = async {
        let mut tx = app.registry().store().read().await?;
        tx.facility(code).await
    };
    let row = read.await.map_err(|error| stored(&error))?;
    row.ok_or_else(Problem::not_found)
}

async fn shown(app: &App, code: &str) -> Result<Answer, Problem> {
    let row = row(app, code).await?;
    let version = row.version;
    Ok(Answer::ok(&Facility::from(row)).version(version))
}

async fn read(State(app): State<App>, Coded(code): Coded) -> Result<Answer, Problem> {
    shown(&app, &code).await
}

fn faulty(fault: FacilityFault) -> Problem {
    match fault {
        FacilityFault::Code => wrong("/code", "unreadable"),
        FacilityFault::NoName => wrong("/name", "missing"),
        FacilityFault::NoCommune => wrong("/commune_code", "unknown"),
        FacilityFault::ManagingBody => wrong("/managing_body", "unreadable"),
    }
}

async fn enter(
    State(app): State<App>,
    caller: Caller,
    Sent(body): Sent<FacilityToEnter>,
) -> Result<Answer, Problem> {
    let form = FacilityForm {
        name: body.name,
        kind: body.kind.0,
        commune_code: body.commune_code,
        managing_body: body.managing_body.unwrap_or_default(),
    };
    match facility::enter(app.registry(), &caller.by(&app), &body.code, &form).await {
        Ok(()) => shown(&app, &body.code).await,
        Err(EnterError::Known) => Err(conflict("facility-known")),
        Err(EnterError::Fault(fault)) => Err(faulty(fault)),
        Err(EnterError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(EnterError::Store(error)) => Err(stored(&error)),
    }
}

async fn change(
    State(app): State<App>,
    caller: Caller,
    Coded(code): Coded,
    Seen(seen_version): Seen,
    Sent(body): Sent<FacilityChanged>,
) -> Result<Answer, Problem> {
    let form = FacilityForm {
        name: body.name,
        kind: body.kind.0,
        commune_code: body.commune_code,
        managing_body: body.managing_body.unwrap_or_default(),
    };
    let wanted = FacilityChange {
        code: &code,
        form: &form,
        seen_version,
        reason: &body.reason,
    };
    match facility::change(app.registry(), &caller.by(&app), wanted).await {
        Ok(()) => shown(&app, &code).await,
        Err(ChangeError::Changed) => {
            let mine = json!({
                "name": form.name,
                "kind": form.kind.code(),
                "commune_code": form.commune_code,
                "managing_body": Some(&form.managing_body).filter(|it| !it.is_empty()),
            });
            Err(overtaken(&app, &code, &mine).await?)
        }
        Err(ChangeError::Fault(fault)) => Err(faulty(fault)),
        Err(ChangeError::NoReason) => Err(wrong("/reason", "missing")),
        Err(ChangeError::NoFacility) => Err(Problem::not_found()),
        Err(ChangeError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(ChangeError::Store(error)) => Err(stored(&error)),
    }
}

/// Both versions, once somebody else was faster.
async fn overtaken(app: &App, code: &str, mine: &Value) -> Result<Problem, Problem> {
    let row = row(app, code).await?;
    let version = row.version;
    let theirs = serde_json::to_value(Facility::from(row)).unwrap_or(Value::Null);
    Ok(changed(mine, &theirs, version))
}

async fn close(
    State(app): State<App>,
    caller: Caller,
    Coded(code): Coded,
    Seen(seen_version): Seen,
    Sent(body): Sent<FacilityToClose>,
) -> Result<Answer, Problem> {
    let wanted = FacilityClosing {
        code: &code,
        closed_on: body.closed_on.map(|day| day.0),
        seen_version,
        reason: &body.reason,
    };
    match facility::close(app.registry(), &caller.by(&app), wanted).await {
        Ok(()) => shown(&app, &code).await,
        Err(CloseError::Changed) => {
            let mine = json!({ "closed_on": body.closed_on });
            Err(overtaken(&app, &code, &mine).await?)
        }
        Err(CloseError::VaccineLeft(lots)) => {
            Err(conflict("vaccine-left").with("lots", Value::from(lots)))
        }
        Err(CloseError::SessionsLeft(sessions)) => {
            Err(conflict("sessions-left").with("sessions", Value::from(sessions)))
        }
        Err(CloseError::NoReason) => Err(wrong("/reason", "missing")),
        Err(CloseError::NoFacility) => Err(Problem::not_found()),
        Err(CloseError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(CloseError::Store(error)) => Err(stored(&error)),
    }
}
