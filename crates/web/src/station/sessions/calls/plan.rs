//! Sessions in a list, planned, opened, with lots on their table.

use jiff::ToSpan;
use khien_domain::RosterState;
use khien_domain::rights::Act;
use khien_registry::roster::{self, TakeError};
use khien_registry::session::{
    self, BoardError, NewSession, OpenError, PlanError, SessionBoard, SessionStretch, TableError,
};
use khien_registry::stock;
use khien_store::{BalanceRow, RosterRow, SessionRow, StoreError};
use uuid::Uuid;

use super::{Outcome, state};
use crate::App;
use crate::forms::Fields;
use crate::pieces::{Choice, Form, Pager, ROWS};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{failed, refused};
use crate::station::person::record::product;
use crate::station::sessions::{Plan, PlanDraft, SessionLine, Sessions};
use crate::texts::{Dated, Texts};

/// Days around today whose sessions are listed.
const AROUND: i32 = 400;
/// Rosters that are offered.
const MOST_ROSTERS: i64 = 50;

/// Sessions of the unit.
pub(in crate::station::sessions) async fn sessions(
    app: &App,
    actor: &Actor,
    page: u64,
) -> Result<Sessions, Problem> {
    let t = actor.visit.texts();
    let rows = usize::try_from(ROWS).unwrap_or(20);
    let by = actor.by(app);
    let found = if let Some(facility) = actor.facility.as_deref() {
        let stretch = SessionStretch {
            from: actor.today().saturating_sub(AROUND.days()),
            until: actor.today().saturating_add(AROUND.days()),
            skip: usize::try_from(page - 1).unwrap_or(0).saturating_mul(rows),
            take: rows,
        };
        let list = session::list(app.registry(), &by, facility, stretch).await;
        list.map(|page| (page.sessions, page.all))
    } else {
        let commune = actor.commune().ok_or_else(Problem::forbidden)?;
        let today = session::board_in_commune(app.registry(), &by, &commune, by.today());
        today.await.map(|all| {
            let count = all.len();
            (all, count)
        })
    };
    let (boards, all) = found.map_err(|error| match error {
        BoardError::NotAllowed(missing) => refused(missing),
        BoardError::NoFacility => Problem::not_found(),
        BoardError::Store(error) => failed(&error),
    })?;
    let lines = lines(app, boards).await.map_err(|error| failed(&error))?;
    Ok(Sessions {
        lines,
        pager: Pager::new(t, page, all as u64, "/station/sessions?page="),
        may_plan: actor.facility.is_some() && actor.may_here(Act::SessionPlan),
    })
}

async fn lines(app: &App, boards: Vec<SessionBoard>) -> Result<Vec<SessionLine>, StoreError> {
    let mut tx = app.registry().store().read().await?;
    let mut lines = Vec::new();
    for SessionBoard { session, counts } in boards {
        let mut vaccine = String::new();
        if let Some(laid) = tx.session_lots(session.id).await?.first()
            && let Some(lot) = tx.lot(laid.lot_id).await?
        {
            vaccine = format!("{}, {}", product(&lot.product_code), lot.number);
        }
        lines.push(SessionLine {
            id: session.id,
            day: session.held_on.0,
            name: session.name,
            place: session.place,
            vaccine,
            state: state(&session.state),
            listed: counts.listed + counts.off_list,
            dosed: counts.dosed,
        });
    }
    Ok(lines)
}

/// An empty plan.
pub(in crate::station::sessions) async fn blank_plan(
    app: &App,
    actor: &Actor,
) -> Result<Plan, Problem> {
    let t = actor.visit.texts();
    let facility = actor.facility.as_deref().ok_or_else(Problem::forbidden)?;
    if !actor.may_here(Act::SessionPlan) {
        return Err(Problem::forbidden());
    }
    let (id, day) = (app.new_id().to_string(), actor.today().shown());
    let fields = Fields::from([
        ("id", id.as_str()),
        ("day", day.as_str()),
        ("name", &t.say("plan-name-usual")),
    ]);
    let lots = in_stock(app, actor, facility).await?;
    let mut second_lots = vec![Choice::new("", t.say("plan-no-second-lot"))];
    second_lots.extend(lots.iter().cloned());
    let mut rosters = vec![Choice::new("", t.say("plan-no-roster"))];
    let approved = approved(app, actor, facility).await?.into_iter();
    rosters.extend(approved.map(|row| Choice::new(row.id.to_string(), row.name)));
    Ok(Plan {
        form: Form::new(t, "plan", fields),
        lots,
        second_lots,
        rosters,
    })
}

/// Lots of the facility that may be used today, those that expire first on top.
pub(super) async fn in_stock(
    app: &App,
    actor: &Actor,
    facility: &str,
) -> Result<Vec<Choice>, Problem> {
    let stock = match stock::read(app.registry(), &actor.by(app), facility).await {
        Ok(stock) => stock,
        Err(stock::ReadError::NotAllowed(_)) => return Ok(Vec::new()),
        Err(stock::ReadError::NoFacility) => return Err(Problem::not_found()),
        Err(stock::ReadError::Store(error)) => return Err(failed(&error)),
    };
    let today = actor.today();
    let mut rows = stock.balances;
    rows.retain(|row| row.vials > 0 && row.expires_on.is_none_or(|last| today <= last.0));
    rows.sort_by_key(|row| row.expires_on.map(|day| day.0));
    let t = actor.visit.texts();
    let choices = rows.iter().map(|row| choice(t, row));
    Ok(choices.collect())
}

fn choice(t: &'static Texts, row: &BalanceRow) -> Choice {
    let text = t
        .text("plan-lot-line")
        .set("product", product(&row.product_code))
        .set("lot", &row.number)
        .set("vials", row.vials);
    let expires = row.expires_on.map(|day| day.0.shown());
    let text = text.set("day", expires.unwrap_or_default());
    Choice::new(row.lot_id.to_string(), text.to_string())
}

/// Approved lists of the facility's commune that no other facility is named for.
async fn approved(app: &App, actor: &Actor, facility: &str) -> Result<Vec<RosterRow>, Problem> {
    let row = async {
        let mut tx = app.registry().store().read().await?;
        tx.facility(facility).await
    };
    let row = row.await.map_err(|error| failed(&error))?;
    let Some(row) = row else {
        return Ok(Vec::new());
    };
    let state = Some(RosterState::Approved);
    let by = actor.by(app);
    let listed = roster::list(app.registry(), &by, &row.commune_code, state, MOST_ROSTERS).await;
    let mut rosters = listed.map_err(|error| match error {
        roster::ReadError::NotAllowed(missing) => refused(missing),
        roster::ReadError::NoRoster => Problem::not_found(),
        roster::ReadError::Store(error) => failed(&error),
    })?;
    rosters.retain(|list| {
        let named = list.facility_code.as_deref();
        named.is_none_or(|code| code == facility)
    });
    Ok(rosters)
}

/// Plans a session; else field and what to say.
pub(in crate::station::sessions) async fn plan(
    app: &App,
    actor: &Actor,
    draft: PlanDraft,
) -> Result<Result<(), (&'static str, &'static str)>, Problem> {
    let facility = actor.facility.clone().ok_or_else(Problem::forbidden)?;
    let new = NewSession {
        id: draft.id,
        facility,
        roster: draft.roster,
        name: draft.name,
        place: draft.place,
        commune: String::new(),
        held_on: draft.day,
        lots: draft.lots,
    };
    match session::plan(app.registry(), &actor.by(app), &new).await {
        Ok(()) => Ok(Ok(())),
        Err(PlanError::NoName) => Ok(Err(("name", "fault-session-name"))),
        Err(PlanError::FacilityClosed(_)) => Ok(Err(("day", "fault-facility-closed"))),
        Err(PlanError::Table(error)) => Ok(Err(("lot", lot_fault(error)?))),
        Err(PlanError::Roster(error)) => Ok(Err(("roster", roster_fault(error)?))),
        Err(PlanError::NoFacility | PlanError::NoCommune) => Err(Problem::not_found()),
        Err(PlanError::NotAllowed(missing)) => Err(refused(missing)),
        Err(PlanError::Store(error)) => Err(failed(&error)),
    }
}

fn roster_fault(error: TakeError) -> Result<&'static str, Problem> {
    match error {
        TakeError::NotApproved(_) | TakeError::SessionClosed => Ok("fault-roster-not-approved"),
        TakeError::OtherFacility => Ok("fault-roster-elsewhere"),
        TakeError::Changed => Ok("fault-changed"),
        TakeError::NoRoster | TakeError::NoSession => Err(Problem::not_found()),
        TakeError::NotAllowed(missing) => Err(refused(missing)),
        TakeError::Store(error) => Err(failed(&error)),
    }
}

fn lot_fault(error: TableError) -> Result<&'static str, Problem> {
    match error {
        TableError::LotExpired(..) => Ok("fault-lot-expired"),
        TableError::SessionClosed => Ok("fault-session-not-open"),
        TableError::NoSession | TableError::NoLot(_) => Err(Problem::not_found()),
        TableError::NotAllowed(missing) => Err(refused(missing)),
        TableError::Store(error) => Err(failed(&error)),
    }
}

/// Opens a planned session.
pub(in crate::station::sessions) async fn open(
    app: &App,
    actor: &Actor,
    id: Uuid,
    version: i64,
) -> Result<Outcome, Problem> {
    opened(session::open(app.registry(), &actor.by(app), id, version).await)
}

/// Opens a closed session again.
pub(in crate::station::sessions) async fn reopen(
    app: &App,
    actor: &Actor,
    id: Uuid,
    version: i64,
    reason: &str,
) -> Result<Outcome, Problem> {
    opened(session::reopen(app.registry(), &actor.by(app), id, version, reason).await)
}

fn opened(done: Result<(), OpenError>) -> Result<Outcome, Problem> {
    match done {
        Ok(()) => Ok(Ok(())),
        Err(OpenError::NotYet(_)) => Ok(Err("fault-session-not-yet")),
        Err(OpenError::WrongState(_) | OpenError::Changed) => Ok(Err("fault-changed")),
        Err(OpenError::NoReason) => Ok(Err("fault-no-reason")),
        Err(OpenError::Table(error)) => Ok(Err(lot_fault(error)?)),
        Err(OpenError::NoSession) => Err(Problem::not_found()),
        Err(OpenError::NotAllowed(missing)) => Err(refused(missing)),
        Err(OpenError::Stock(_)) => Err(Problem::conflict()),
        Err(OpenError::Store(error)) => Err(failed(&error)),
    }
}

/// Puts a lot on the table, to be used first.
pub(in crate::station::sessions) async fn lay(
    app: &App,
    actor: &Actor,
    id: Uuid,
    lot: Uuid,
) -> Result<Outcome, Problem> {
    match session::put_lots(app.registry(), &actor.by(app), id, &[lot]).await {
        Ok(()) => Ok(Ok(())),
        Err(error) => Ok(Err(lot_fault(error)?)),
    }
}

/// The session in words: "Buổi sáng, 14/05/2022".
pub(super) fn title(t: &'static Texts, row: &SessionRow) -> String {
    let text = t.text("session-title").set("name", &row.name);
    text.set("day", row.held_on.0).to_string()
}
