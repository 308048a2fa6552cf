//! Calls into the registry.

use khien_domain::rights::{Act, Scope, scopes};
use khien_registry::person::{self, ReadError};
use khien_registry::recovered::{self, EnterError, ListError};
use uuid::Uuid;

use super::{CaseDraft, NewCase, Recovered, RecoveredLine};
use crate::App;
use crate::forms::Fields;
use crate::pieces::{Form, Pager, ROWS};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{failed, refused};
use crate::station::people::calls::{birth_date, sex};

/// Most cases that are listed.
const MOST: i64 = 2_000;

/// The commune for which the account enters cases.
fn commune(actor: &Actor) -> Option<String> {
    let held = &actor.account.assignments;
    let mut mine = scopes(held, Act::RecoveredEnter, actor.at);
    mine.find_map(|scope| match scope {
        Scope::Commune(code) => Some(code.clone()),
        _ => None,
    })
}

/// Recovered cases of the commune, the newest first.
pub(super) async fn recovered(app: &App, actor: &Actor, page: u64) -> Result<Recovered, Problem> {
    let commune = commune(actor).ok_or_else(Problem::forbidden)?;
    let cases = recovered::list(app.registry(), &actor.by(app), &commune, MOST).await;
    let cases = cases.map_err(|error| match error {
        ListError::NotAllowed(missing) => refused(missing),
        ListError::NoCommune => Problem::not_found(),
        ListError::Store(error) => failed(&error),
    })?;
    let count = cases.len() as u64;
    let rows = usize::try_from(ROWS).unwrap_or(20);
    let before = usize::try_from(page - 1).unwrap_or(0).saturating_mul(rows);
    let shown = cases.into_iter().skip(before).take(rows);
    let t = actor.visit.texts();
    Ok(Recovered {
        lines: shown
            .map(|found| RecoveredLine {
                person: found.person.id,
                born: birth_date(&found.person),
                sex: sex(&found.person),
                name: found.person.full_name,
                hamlet: found.person.hamlet.unwrap_or_default(),
                positive: found.case.positive_on.0,
                recovered: found.case.recovered_on.map(|day| day.0),
            })
            .collect(),
        count,
        pager: Pager::new(t, page, count, "/station/recovered?page="),
    })
}

/// An empty form for a person.
pub(super) async fn blank(app: &App, actor: &Actor, person: Uuid) -> Result<NewCase, Problem> {
    if commune(actor).is_none() {
        return Err(Problem::forbidden());
    }
    let read = person::read(app.registry(), &actor.by(app), person).await;
    let record = read.map_err(|error| match error {
        ReadError::NotAllowed(missing) => refused(missing),
        ReadError::NoPerson => Problem::not_found(),
        ReadError::Store(error) => failed(&error),
    })?;
    let t = actor.visit.texts();
    let id = app.new_id().to_string();
    Ok(NewCase {
        person,
        name: record.person.full_name,
        form: Form::new(t, "case", Fields::from([("id", id.as_str())])),
    })
}

/// Records a case; else field and what to say.
pub(super) async fn record(
    app: &App,
    actor: &Actor,
    person: Uuid,
    draft: CaseDraft,
) -> Result<Result<(), (&'static str, &'static str)>, Problem> {
    let new = recovered::NewCase {
        id: draft.id,
        person,
        positive_on: draft.positive,
        recovered_on: draft.recovered,
        test: draft.test,
    };
    match recovered::enter(app.registry(), &actor.by(app), &new).await {
        Ok(()) => Ok(Ok(())),
        Err(EnterError::Days) => Ok(Err(("recovered", "fault-recovered-days"))),
        Err(EnterError::Known) => Ok(Err(("positive", "fault-recovered-known"))),
        Err(EnterError::NoCommune) => Ok(Err(("positive", "fault-recovered-commune"))),
        Err(EnterError::NoPerson | EnterError::Merged(_)) => Err(Problem::not_found()),
        Err(EnterError::NotAllowed(missing)) => Err(refused(missing)),
        Err(EnterError::Store(error)) => Err(failed(&error)),
    }
}
