//! Calls into the registry.

use khien_domain::rights::{Act, Scope};
use khien_domain::{RosterFinding, RosterState};
use khien_registry::person::{self, FindError};
use khien_registry::roster::{
    self, ApproveError, CheckError, DraftError, Finding, NewRoster, PeopleError, ReadError,
    RosterSheet,
};
use khien_store::{RosterEntryRow, RosterRow, StoreError};
use serde_json::Value;
use uuid::Uuid;

use super::{Draft, Roster, RosterLine, RosterPerson, Rosters, Step};
use crate::App;
use crate::forms::Fields;
use crate::pieces::{Form, Number, Pager, ROWS};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{Names, failed, refused, when};
use crate::station::people::calls::{birth_date, sex};

/// Most lists on the page.
const MOST: i64 = 100;

/// Done, or what to say instead: a key of the family `fault-`.
pub(super) type Outcome = Result<(), &'static str>;

/// Rosters of the commune in which the account works.
pub(super) async fn rosters(app: &App, actor: &Actor) -> Result<Rosters, Problem> {
    let may_draft = actor.may_somewhere(Act::RosterDraft);
    let Some(commune) = commune(app, actor).await? else {
        return Ok(Rosters {
            lines: Vec::new(),
            may_draft,
        });
    };
    let rows = roster::list(app.registry(), &actor.by(app), &commune, None, MOST).await;
    let rows = rows.map_err(unreadable)?;
    let lines = async {
        let mut tx = app.registry().store().read().await?;
        let mut lines = Vec::new();
        for row in rows {
            lines.push(RosterLine {
                id: row.id,
                people: tx.roster_entries(row.id).await?.len(),
                state: state(&row),
                since: when(row.updated_at).date(),
                by: row.organisation.unwrap_or_default(),
                name: row.name,
            });
        }
        Ok(lines)
    };
    Ok(Rosters {
        lines: lines.await.map_err(|error: StoreError| failed(&error))?,
        may_draft,
    })
}

/// The commune of the desk or of the office.
async fn commune(app: &App, actor: &Actor) -> Result<Option<String>, Problem> {
    let Some(facility) = actor.facility.as_deref() else {
        return Ok(actor.commune());
    };
    let row = async {
        let mut tx = app.registry().store().read().await?;
        tx.facility(facility).await
    };
    let row = row.await.map_err(|error| failed(&error))?;
    Ok(row.map(|row| row.commune_code))
}

fn state(row: &RosterRow) -> RosterState {
    RosterState::parse(&row.state).unwrap_or(RosterState::Used)
}

fn unreadable(error: ReadError) -> Problem {
    match error {
        ReadError::NotAllowed(missing) => refused(missing),
        ReadError::NoRoster => Problem::not_found(),
        ReadError::Store(error) => failed(&error),
    }
}

/// One roster, a page of its people.
pub(super) async fn roster(
    app: &App,
    actor: &Actor,
    id: Uuid,
    page: u64,
) -> Result<Roster, Problem> {
    let sheet = roster::read(app.registry(), &actor.by(app), id).await;
    let sheet = sheet.map_err(unreadable)?;
    let steps = steps(app, &sheet.roster).await;
    let found = |wanted: fn(&RosterEntryRow) -> bool| {
        let entries = sheet.people.iter().map(|(_, entry)| entry);
        entries.filter(|entry| wanted(entry)).count()
    };
    let may = |act| actor.may_at(act, &sheet.here);
    let state = state(&sheet.roster);
    let open = [RosterState::Drafted, RosterState::Checked].contains(&state);
    let count = sheet.people.len();
    let href = format!("/station/rosters/{id}?page=");
    Ok(Roster {
        id,
        version: sheet.roster.version,
        name: sheet.roster.name.clone(),
        by: sheet.roster.organisation.clone().unwrap_or_default(),
        state,
        steps: steps.map_err(|error| failed(&error))?,
        count,
        checked: found(|entry| entry.police_result.is_some()),
        wrong: found(|entry| {
            let right = ["right", "not_checked"];
            let result = entry.police_result.as_deref();
            result.is_some_and(|result| !right.contains(&result))
        }),
        people: people(&sheet, page),
        pager: Pager::new(actor.visit.texts(), page, count as u64, href),
        may_change: state == RosterState::Drafted && may(Act::RosterDraft),
        may_check: open && count > 0 && may(Act::RosterCheck),
        may_approve: state == RosterState::Checked && may(Act::RosterApprove),
        may_send_back: [RosterState::Checked, RosterState::Approved].contains(&state)
            && [Act::RosterApprove, Act::RosterCheck, Act::RosterDraft]
                .into_iter()
                .any(may),
        typed: String::new(),
        unknown: Vec::new(),
    })
}

fn people(sheet: &RosterSheet, page: u64) -> Vec<RosterPerson> {
    let rows = usize::try_from(ROWS).unwrap_or(20);
    let before = usize::try_from(page.saturating_sub(1)).unwrap_or(0);
    let shown = sheet.people.iter().skip(before.saturating_mul(rows));
    let shown = shown.take(rows).map(|(person, entry)| RosterPerson {
        person: person.id,
        name: person.full_name.clone(),
        born: birth_date(person),
        sex: sex(person),
        number: person.id_number.as_deref().map(Number::new),
        result: entry
            .police_result
            .as_deref()
            .and_then(RosterFinding::parse),
        note: entry.police_note.clone().unwrap_or_default(),
    });
    shown.collect()
}

/// When each state was reached last, and by whom, out of the audit.
async fn steps(app: &App, row: &RosterRow) -> Result<Vec<Step>, StoreError> {
    let mut tx = app.registry().store().read().await?;
    let mut names = Names::default();
    let mut steps: Vec<Step> = Vec::new();
    let audit = tx.audit_of("roster", &row.id.to_string(), 200).await?;
    // The newest first, so the first of each state is the one that counts.
    for entry in &audit {
        let after: Value = entry
            .after
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default();
        let reached = after["state"].as_str().and_then(RosterState::parse);
        let Some(reached) = reached else { continue };
        if reached <= state(row) && steps.iter().all(|step| step.state != reached) {
            steps.push(Step {
                state: reached,
                when: when(entry.at),
                who: names.account(&mut tx, entry.actor).await?,
            });
        }
    }
    Ok(steps)
}

/// An empty form.
pub(super) async fn blank(app: &App, actor: &Actor) -> Result<Draft, Problem> {
    if !actor.may_somewhere(Act::RosterDraft) {
        return Err(Problem::forbidden());
    }
    let t = actor.visit.texts();
    let id = app.new_id().to_string();
    let commune = commune(app, actor).await?.unwrap_or_default();
    let organisation = organisation(actor).unwrap_or_default();
    let fields = Fields::from([
        ("id", id.as_str()),
        ("commune", commune.as_str()),
        ("organisation", organisation.as_str()),
    ]);
    Ok(Draft {
        form: Form::new(t, "roster", fields),
        asks_commune: commune.is_empty(),
        unknown: Vec::new(),
    })
}

/// The employer or school that the account stands for.
fn organisation(actor: &Actor) -> Option<String> {
    let mut scopes = actor.account.assignments.iter().map(|held| &held.scope);
    scopes.find_map(|scope| match scope {
        Scope::Organisation(code) if actor.facility.is_none() => Some(code.clone()),
        _ => None,
    })
}

/// People by their numbers, one a line; and the lines that name nobody or several.
pub(super) async fn by_numbers(
    app: &App,
    actor: &Actor,
    typed: &str,
) -> Result<(Vec<Uuid>, Vec<String>), Problem> {
    let (mut people, mut unknown) = (Vec::new(), Vec::new());
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    for line in lines {
        match person::find(app.registry(), &actor.by(app), line).await {
            Ok(found) => match found.as_slice() {
                [one] => people.push(one.id),
                _ => unknown.push(line.to_owned()),
            },
            Err(FindError::TooShort) => unknown.push(line.to_owned()),
            Err(FindError::NotAllowed(missing)) => return Err(refused(missing)),
            Err(FindError::Store(error)) => return Err(failed(&error)),
        }
    }
    Ok((people, unknown))
}

/// Draws up a roster; else field and what to say.
pub(super) async fn draft(
    app: &App,
    actor: &Actor,
    fields: &Fields,
    people: Vec<Uuid>,
) -> Result<Result<Uuid, (&'static str, &'static str)>, Problem> {
    let text = |name: &str| Some(fields.text(name).to_owned()).filter(|it| !it.is_empty());
    let own = commune(app, actor).await?;
    let new = NewRoster {
        id: fields.id("id").ok_or_else(Problem::bad_request)?,
        name: fields.text("name").to_owned(),
        commune: own.or_else(|| text("commune")).unwrap_or_default(),
        facility: actor.facility.clone(),
        organisation: organisation(actor).or_else(|| text("organisation")),
        people,
    };
    match roster::draft(app.registry(), &actor.by(app), &new).await {
        Ok(()) => Ok(Ok(new.id)),
        Err(DraftError::NoName) => Ok(Err(("name", "fault-roster-name"))),
        Err(DraftError::NoCommune) => Ok(Err(("commune", "fault-roster-commune"))),
        Err(DraftError::NoFacility) => Err(Problem::not_found()),
        Err(DraftError::People(error)) => match changed(error)? {
            Ok(()) => Ok(Ok(new.id)),
            Err(key) => Ok(Err(("numbers", key))),
        },
        Err(DraftError::NotAllowed(missing)) => Err(refused(missing)),
        Err(DraftError::Store(error)) => Err(failed(&error)),
    }
}

fn changed(error: PeopleError) -> Result<Outcome, Problem> {
    match error {
        PeopleError::NotDraft => Ok(Err("fault-roster-state")),
        PeopleError::Changed => Ok(Err("fault-changed")),
        PeopleError::NoReason => Ok(Err("fault-no-reason")),
        PeopleError::NoRoster | PeopleError::NoPerson(_) | PeopleError::NotOnList => {
            Err(Problem::not_found())
        }
        PeopleError::NotAllowed(missing) => Err(refused(missing)),
        PeopleError::Store(error) => Err(failed(&error)),
    }
}

/// Puts people on a draft.
pub(super) async fn add(
    app: &App,
    actor: &Actor,
    id: Uuid,
    people: &[Uuid],
) -> Result<Outcome, Problem> {
    match roster::add(app.registry(), &actor.by(app), id, people).await {
        Ok(()) => Ok(Ok(())),
        Err(error) => changed(error),
    }
}

/// Takes somebody off a draft.
pub(super) async fn remove(
    app: &App,
    actor: &Actor,
    id: Uuid,
    person: Uuid,
    reason: &str,
) -> Result<Outcome, Problem> {
    match roster::remove(app.registry(), &actor.by(app), id, person, reason).await {
        Ok(()) => Ok(Ok(())),
        Err(error) => changed(error),
    }
}

/// People of a roster about whom the police said nothing so far.
pub(super) async fn unchecked(app: &App, actor: &Actor, id: Uuid) -> Result<Vec<Uuid>, Problem> {
    let sheet = roster::read(app.registry(), &actor.by(app), id).await;
    let people = sheet.map_err(unreadable)?.people.into_iter();
    let open = people.filter(|(_, entry)| entry.police_result.is_none());
    Ok(open.map(|(person, _)| person.id).collect())
}

/// Keeps what the police found.
pub(super) async fn check(
    app: &App,
    actor: &Actor,
    id: Uuid,
    findings: &[Finding],
) -> Result<Outcome, Problem> {
    match roster::check(app.registry(), &actor.by(app), id, findings).await {
        Ok(_) => Ok(Ok(())),
        Err(CheckError::Approved) => Ok(Err("fault-roster-state")),
        Err(CheckError::Changed) => Ok(Err("fault-changed")),
        Err(CheckError::Empty) => Ok(Err("fault-roster-empty")),
        Err(CheckError::NoRoster | CheckError::NotOnList(_)) => Err(Problem::not_found()),
        Err(CheckError::NotAllowed(missing)) => Err(refused(missing)),
        Err(CheckError::Store(error)) => Err(failed(&error)),
    }
}

/// Approves a roster.
pub(super) async fn approve(
    app: &App,
    actor: &Actor,
    id: Uuid,
    version: i64,
) -> Result<Outcome, Problem> {
    stepped(roster::approve(app.registry(), &actor.by(app), id, version).await)
}

/// Sends a roster back.
pub(super) async fn send_back(
    app: &App,
    actor: &Actor,
    id: Uuid,
    version: i64,
    reason: &str,
) -> Result<Outcome, Problem> {
    stepped(roster::send_back(app.registry(), &actor.by(app), id, version, reason).await)
}

fn stepped(done: Result<(), ApproveError>) -> Result<Outcome, Problem> {
    match done {
        Ok(()) => Ok(Ok(())),
        Err(ApproveError::WrongState(_)) => Ok(Err("fault-roster-state")),
        Err(ApproveError::NoReason) => Ok(Err("fault-no-reason")),
        Err(ApproveError::Changed) => Ok(Err("fault-changed")),
        Err(ApproveError::NoRoster) => Err(Problem::not_found()),
        Err(ApproveError::NotAllowed(missing)) => Err(refused(missing)),
        Err(ApproveError::Store(error)) => Err(failed(&error)),
    }
}
