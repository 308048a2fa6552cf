//! Recovered cases, which the commune's station enters.

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::rights::Act;
use khien_registry::recovered::{self, EnterError, ListError, NewCase};
use khien_store::RecoveredCaseRow;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::Answer;
use super::body::Sent;
use super::caller::Caller;
use super::fault::{conflict, not_allowed, stored, unfit, wrong};
use super::key::Key;
use super::operation::Operation;
use super::wire::{Coded, IsoDay, RecoveredTestCode};
use crate::App;
use crate::problem::Problem;

/// Most cases that are listed.
const MOST: i64 = 500;

/// Operations on recovered cases.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("/recovered-cases", enter)
            .named(
                "enter_recovered_case",
                "recovered cases",
                "Enter a recovered case",
            )
            .acts(&[Act::RecoveredEnter])
            .keyed()
            .takes::<CaseToEnter>()
            .answers::<Case>(StatusCode::CREATED, "The case is entered.")
            .answers::<Case>(StatusCode::OK, "It was entered before by the same request.")
            .problems(&[
                "case-known",
                "days-impossible",
                "commune-needed",
                "person-merged",
            ]),
        Operation::get("/communes/{code}/recovered-cases", list)
            .named(
                "list_recovered_cases",
                "recovered cases",
                "Recovered cases of a commune",
            )
            .acts(&[Act::RecoveredEnter])
            .answers::<Cases>(StatusCode::OK, "The newest first, five hundred at most."),
    ]
}

/// A case to be entered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CaseToEnter {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    id: Option<Uuid>,
    /// Who.
    person: Uuid,
    /// Day of the positive test.
    positive_on: IsoDay,
    /// Day of recovery, if it is over.
    recovered_on: Option<IsoDay>,
    /// By what it was found.
    test: RecoveredTestCode,
}

/// A recovered case.
#[derive(Serialize, ToSchema)]
struct Case {
    id: Uuid,
    person: Uuid,
    commune_code: String,
    positive_on: IsoDay,
    recovered_on: Option<IsoDay>,
    test: String,
    /// When it was entered.
    #[schema(format = DateTime)]
    created_at: String,
}

impl From<RecoveredCaseRow> for Case {
    fn from(row: RecoveredCaseRow) -> Self {
        Self {
            id: row.id,
            person: row.person_id,
            commune_code: row.commune_code,
            positive_on: IsoDay(row.positive_on.0),
            recovered_on: row.recovered_on.map(|day| IsoDay(day.0)),
            test: row.test,
            created_at: row.created_at.0.to_string(),
        }
    }
}

/// Cases of a commune.
#[derive(Serialize, ToSchema)]
struct Cases {
    cases: Vec<Case>,
}

async fn enter(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Sent(body): Sent<CaseToEnter>,
) -> Result<Answer, Problem> {
    let new = NewCase {
        id: key.or(body.id)?,
        person: body.person,
        positive_on: body.positive_on.0,
        recovered_on: body.recovered_on.map(|day| day.0),
        test: body.test.0,
    };
    match recovered::enter(app.registry(), &caller.by(&app), &new).await {
        Ok(()) => kept(&app, &caller, &new).await,
        Err(EnterError::Known) => Err(conflict("case-known")),
        Err(EnterError::Merged(into)) => {
            Err(conflict("person-merged").with("merged_into", json!(into)))
        }
        Err(EnterError::Days) => Err(unfit("days-impossible")),
        Err(EnterError::NoCommune) => Err(unfit("commune-needed")),
        Err(EnterError::NoPerson) => Err(wrong("/person", "unknown")),
        Err(EnterError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(EnterError::Store(error)) => Err(stored(&error)),
    }
}

async fn kept(app: &App, caller: &Caller, new: &NewCase) -> Result<Answer, Problem> {
    let read = async {
        let mut tx = app.registry().store().read().await?;
        tx.recovered_case(new.id).await
    };
    let row = read.await.map_err(|error| stored(&error))?;
    let row = row.ok_or_else(Problem::not_found)?;
    let is_as_sent = row.person_id == new.person
        && row.positive_on.0 == new.positive_on
        && row.recovered_on.map(|day| day.0) == new.recovered_on
        && row.test == new.test.code();
    if !is_as_sent {
        return Err(unfit("key-reused"));
    }
    let is_new = row.created_at.0 == caller.moment();
    let place = format!("/api/v1/recovered-cases/{}", row.id);
    let case = Case::from(row);
    Ok(if is_new {
        Answer::made(&case, &place)
    } else {
        Answer::ok(&case)
    })
}

async fn list(
    State(app): State<App>,
    caller: Caller,
    Coded(code): Coded,
) -> Result<Answer, Problem> {
    match recovered::list(app.registry(), &caller.by(&app), &code, MOST).await {
        Ok(found) => Ok(Answer::ok(&Cases {
            cases: found.into_iter().map(|it| Case::from(it.case)).collect(),
        })),
        Err(ListError::NoCommune) => Err(Problem::not_found()),
        Err(ListError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(ListError::Store(error)) => Err(stored(&error)),
    }
}
