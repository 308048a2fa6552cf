//! Lists of those who are to be vaccinated: drafted, checked, approved, used.

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::RosterState;
use khien_domain::rights::Act;
use khien_registry::roster::{
    self, ApproveError, CheckError, DraftError, Finding, NewRoster, PeopleError, ReadError,
    RosterSheet, TakeError,
};
use khien_store::RosterRow;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::Answer;
use super::body::{Asked, Sent, query_unreadable};
use super::caller::Caller;
use super::fault::{conflict, not_allowed, stored, unfit, wrong};
use super::key::Key;
use super::operation::Operation;
use super::version::{Seen, changed};
use super::wire::{At, Coded, FindingCode};
use crate::App;
use crate::problem::Problem;

/// Most lists that are shown.
const MOST: i64 = 200;

/// Operations on rosters.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/communes/{code}/rosters", list)
            .named(
                "list_rosters",
                "rosters",
                "Lists of a commune that the caller may see",
            )
            .acts(&[Act::RosterRead])
            .query(&[(
                "state",
                "`drafted`, `checked`, `approved` or `used`; all if left out.",
            )])
            .answers::<Rosters>(StatusCode::OK, "The newest first."),
        Operation::post("/rosters", draft)
            .named("draft_roster", "rosters", "Draw up a list")
            .acts(&[Act::RosterDraft])
            .keyed()
            .takes::<RosterToDraft>()
            .answers::<Roster>(StatusCode::OK, "The list is drawn up."),
        Operation::get("/rosters/{id}", read)
            .named("read_roster", "rosters", "A list with its people")
            .acts(&[Act::RosterRead])
            .answers::<RosterWithPeople>(StatusCode::OK, "The list."),
        Operation::post("/rosters/{id}/people", add)
            .named("add_people_to_roster", "rosters", "Add people to a list")
            .acts(&[Act::RosterDraft])
            .takes::<People>()
            .answers::<Roster>(StatusCode::OK, "The list.")
            .problems(&["wrong-state", "conflict"]),
        Operation::post("/rosters/{id}/findings", check)
            .named("check_roster", "rosters", "Enter what the police found")
            .acts(&[Act::RosterCheck])
            .takes::<Findings>()
            .answers::<Roster>(StatusCode::OK, "The list.")
            .problems(&["wrong-state", "conflict"]),
        Operation::post("/rosters/{id}/approve", approve)
            .named("approve_roster", "rosters", "Approve a checked list")
            .acts(&[Act::RosterApprove])
            .guarded()
            .answers::<Roster>(StatusCode::OK, "The list as it is now.")
            .problems(&["wrong-state"]),
        Operation::post("/rosters/{id}/use", use_in)
            .named(
                "use_roster",
                "rosters",
                "Take an approved list into a session",
            )
            .acts(&[Act::RosterUse])
            .takes::<Use>()
            .answers::<Roster>(StatusCode::OK, "The list as it is now.")
            .problems(&["wrong-state", "roster-not-approved", "conflict"]),
    ]
}

/// A list.
#[derive(Serialize, ToSchema)]
struct Roster {
    id: Uuid,
    name: String,
    facility: Option<String>,
    organisation: Option<String>,
    commune: String,
    /// `drafted`, `checked`, `approved`, `used`.
    state: String,
    /// Counts changes; the number in the `ETag`.
    version: i64,
}

impl From<RosterRow> for Roster {
    fn from(row: RosterRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            facility: row.facility_code,
            organisation: row.organisation,
            commune: row.commune_code,
            state: row.state,
            version: row.version,
        }
    }
}

/// Lists of a commune.
#[derive(Serialize, ToSchema)]
struct Rosters {
    rosters: Vec<Roster>,
}

/// A list with its people.
#[derive(Serialize, ToSchema)]
struct RosterWithPeople {
    roster: Roster,
    people: Vec<Listed>,
}

/// Somebody on a list.
#[derive(Serialize, ToSchema)]
struct Listed {
    person: Uuid,
    full_name: String,
    date_of_birth: Option<String>,
    sex: Option<String>,
    /// What the police found.
    finding: Option<String>,
    /// In words.
    note: Option<String>,
}

/// A list to be drawn up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RosterToDraft {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    id: Option<Uuid>,
    /// As staff call it.
    name: String,
    /// Commune whose committee approves it.
    commune: String,
    /// The facility that is to vaccinate.
    facility: Option<String>,
    /// The employer or school that draws it up.
    organisation: Option<String>,
    /// Who is on it.
    #[serde(default)]
    people: Vec<Uuid>,
}

/// People of the registry.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct People {
    people: Vec<Uuid>,
}

/// What the police found.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Findings {
    findings: Vec<PersonFound>,
}

/// What the police found about one person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PersonFound {
    person: Uuid,
    result: FindingCode,
    /// In words.
    note: Option<String>,
}

/// Into which session.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Use {
    session: Uuid,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InState {
    state: Option<String>,
}

async fn row(app: &App, id: Uuid) -> Result<RosterRow, Problem> {
    let read = async {
        let mut tx = app.registry().store().read().await?;
        tx.roster(id).await
    };
    let row = read.await.map_err(|error| stored(&error))?;
    row.ok_or_else(Problem::not_found)
}

async fn shown(app: &App, id: Uuid) -> Result<Answer, Problem> {
    let row = row(app, id).await?;
    let version = row.version;
    Ok(Answer::ok(&Roster::from(row)).version(version))
}

async fn list(
    State(app): State<App>,
    caller: Caller,
    Coded(code): Coded,
    Asked(asked): Asked<InState>,
) -> Result<Answer, Problem> {
    let state = asked.state.map(|code| RosterState::parse(&code));
    let state = match state {
        Some(None) => return Err(query_unreadable()),
        Some(state) => state,
        None => None,
    };
    let rows = roster::list(app.registry(), &caller.by(&app), &code, state, MOST).await;
    let rows = rows.map_err(unread)?;
    let rosters = rows.into_iter().map(Roster::from).collect();
    Ok(Answer::ok(&Rosters { rosters }))
}

fn unread(error: ReadError) -> Problem {
    match error {
        ReadError::NoRoster => Problem::not_found(),
        ReadError::NotAllowed(missing) => not_allowed(missing),
        ReadError::Store(error) => stored(&error),
    }
}

async fn read(State(app): State<App>, caller: Caller, At(id): At) -> Result<Answer, Problem> {
    let sheet = roster::read(app.registry(), &caller.by(&app), id).await;
    let RosterSheet { roster, people, .. } = sheet.map_err(unread)?;
    let version = roster.version;
    let listed = people.into_iter().map(|(person, entry)| Listed {
        person: person.id,
        full_name: person.full_name,
        date_of_birth: person.date_of_birth,
        sex: person.sex,
        finding: entry.police_result,
        note: entry.police_note,
    });
    let told = RosterWithPeople {
        roster: roster.into(),
        people: listed.collect(),
    };
    Ok(Answer::ok(&told).version(version))
}

fn not_listed(error: PeopleError) -> Problem {
    match error {
        PeopleError::NoRoster => Problem::not_found(),
        PeopleError::NotDraft => conflict("wrong-state"),
        PeopleError::NoPerson(_) | PeopleError::NotOnList => wrong("/people", "unknown"),
        PeopleError::NoReason => wrong("/reason", "missing"),
        PeopleError::Changed => Problem::conflict(),
        PeopleError::NotAllowed(missing) => not_allowed(missing),
        PeopleError::Store(error) => stored(&error),
    }
}

async fn draft(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Sent(body): Sent<RosterToDraft>,
) -> Result<Answer, Problem> {
    let new = NewRoster {
        id: key.or(body.id)?,
        name: body.name,
        commune: body.commune,
        facility: body.facility,
        organisation: body.organisation,
        people: body.people,
    };
    match roster::draft(app.registry(), &caller.by(&app), &new).await {
        Ok(()) => {
            let row = row(&app, new.id).await?;
            if row.name != new.name.trim() || row.commune_code != new.commune {
                return Err(unfit("key-reused"));
            }
            shown(&app, new.id).await
        }
        Err(DraftError::NoName) => Err(wrong("/name", "missing")),
        Err(DraftError::NoCommune) => Err(wrong("/commune", "unknown")),
        Err(DraftError::NoFacility) => Err(wrong("/facility", "unknown")),
        Err(DraftError::People(error)) => Err(not_listed(error)),
        Err(DraftError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(DraftError::Store(error)) => Err(stored(&error)),
    }
}

async fn add(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Sent(body): Sent<People>,
) -> Result<Answer, Problem> {
    let added = roster::add(app.registry(), &caller.by(&app), id, &body.people).await;
    added.map_err(not_listed)?;
    shown(&app, id).await
}

async fn check(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Sent(body): Sent<Findings>,
) -> Result<Answer, Problem> {
    let findings = body.findings.into_iter().map(|found| Finding {
        person: found.person,
        result: found.result.0,
        note: found.note.unwrap_or_default(),
    });
    let findings: Vec<Finding> = findings.collect();
    match roster::check(app.registry(), &caller.by(&app), id, &findings).await {
        Ok(_) => shown(&app, id).await,
        Err(CheckError::Approved | CheckError::Empty) => Err(conflict("wrong-state")),
        Err(CheckError::NotOnList(_)) => Err(wrong("/findings", "unknown")),
        Err(CheckError::Changed) => Err(Problem::conflict()),
        Err(CheckError::NoRoster) => Err(Problem::not_found()),
        Err(CheckError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(CheckError::Store(error)) => Err(stored(&error)),
    }
}

async fn approve(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Seen(seen_version): Seen,
) -> Result<Answer, Problem> {
    match roster::approve(app.registry(), &caller.by(&app), id, seen_version).await {
        Ok(()) => shown(&app, id).await,
        Err(ApproveError::Changed) => {
            let row = row(&app, id).await?;
            let version = row.version;
            let theirs = serde_json::to_value(Roster::from(row)).unwrap_or(Value::Null);
            Err(changed(&json!({ "state": "approved" }), &theirs, version))
        }
        Err(ApproveError::WrongState(state)) => {
            Err(conflict("wrong-state").with("state", Value::from(state.code())))
        }
        Err(ApproveError::NoReason) => Err(wrong("/reason", "missing")),
        Err(ApproveError::NoRoster) => Err(Problem::not_found()),
        Err(ApproveError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(ApproveError::Store(error)) => Err(stored(&error)),
    }
}

async fn use_in(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Sent(body): Sent<Use>,
) -> Result<Answer, Problem> {
    match roster::use_in(app.registry(), &caller.by(&app), id, body.session).await {
        Ok(_) => shown(&app, id).await,
        Err(error) => Err(not_taken(error)),
    }
}

/// Why a list was not taken into a session.
pub(super) fn not_taken(error: TakeError) -> Problem {
    match error {
        TakeError::NoRoster => wrong("/roster", "unknown"),
        TakeError::NoSession => wrong("/session", "unknown"),
        TakeError::SessionClosed => conflict("wrong-state"),
        TakeError::NotApproved(state) => {
            conflict("roster-not-approved").with("state", Value::from(state.code()))
        }
        TakeError::OtherFacility => wrong("/session", "not-with-this"),
        TakeError::Changed => Problem::conflict(),
        TakeError::NotAllowed(missing) => not_allowed(missing),
        TakeError::Store(error) => stored(&error),
    }
}
