//! Calls into the registry.

use jiff::ToSpan;
use jiff::civil::Date;
use khien_domain::RosterState;
use khien_domain::rights::{Act, Scope, scopes};
use khien_store::{Day, SessionRow, StoreError, Tx};

use super::{Board, SessionState, Site, Waiting, WaitingKind};
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::failed;
use crate::station::figures::place;
use crate::station::funnel::begins_at;
use crate::station::person::record::product;

/// Days in which a forgotten session is looked for.
const LOOK_BACK: i32 = 30;
/// Imports that are looked through for those that wait.
const RECENT: i64 = 50;
/// Days before its last day of use in which a lot should go first.
const SOON: i32 = 31;

/// The board of the actor's unit.
pub(super) async fn today(app: &App, actor: &Actor) -> Result<Board, Problem> {
    if !actor.may_here(Act::BoardRead) {
        return Err(Problem::forbidden());
    }
    let board = board(app, actor).await;
    board.map_err(|error| failed(&error))
}

async fn board(app: &App, actor: &Actor) -> Result<Board, StoreError> {
    let today = actor.today();
    let tomorrow = next(today);
    let mut board = Board {
        day: today,
        given: None,
        entered: 0,
        sites: Vec::new(),
        waiting: Vec::new(),
        facility: actor.facility.clone(),
        standing: None,
        new_id: app.new_id(),
        may_report: false,
        may_see_figures: actor.may_somewhere(Act::FigureRead),
        may_see_funnel: begins_at(actor),
        may_plan: actor.may_here(Act::SessionPlan),
        may_import: actor.may_here(Act::ImportUpload),
    };
    let mut tx = app.registry().store().read().await?;
    if let Some(facility) = actor.facility.as_deref() {
        let figures = tx.figures(facility, Day(today), Day(tomorrow)).await?;
        let newest = figures.first();
        board.given = newest.map(|figure| whole(figure.doses_given));
        board.standing = newest.map(|figure| figure.id);
        let act = match newest {
            Some(_) => Act::FigureCorrect,
            None => Act::FigureReport,
        };
        if let Some(row) = tx.facility(facility).await? {
            board.may_report = actor.may_at(act, &place(&row, today));
        }
        let entered = tx
            .doses_entered(facility, Day(today), Day(tomorrow))
            .await?;
        board.entered = entered.iter().map(|(_, doses)| whole(*doses)).sum();
        let sessions = tx
            .sessions_of_facility(facility, Day(today), Day(tomorrow))
            .await?;
        for session in &sessions {
            board.sites.push(site(&mut tx, session).await?);
        }
        waiting_at(&mut tx, facility, today, &mut board.waiting).await?;
    }
    waiting_for_residents(&mut tx, actor, &mut board.waiting).await?;
    waiting_lists(&mut tx, actor, &mut board.waiting).await?;
    Ok(board)
}

fn next(day: Date) -> Date {
    day.saturating_add(1.day())
}

fn whole(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

async fn site(tx: &mut Tx, session: &SessionRow) -> Result<Site, StoreError> {
    let mut vaccine = String::new();
    if let Some(on_table) = tx.session_lots(session.id).await?.first()
        && let Some(lot) = tx.lot(on_table.lot_id).await?
    {
        vaccine = format!("{}, {}", product(&lot.product_code), lot.number);
    }
    let (mut listed, mut dosed, mut said) = (0, 0, 0);
    for row in tx.session_counts(session.id).await? {
        listed += row.people;
        if row.dosed {
            dosed += row.people;
            said += if row.said.is_some() { row.people } else { 0 };
        }
    }
    Ok(Site {
        session: session.id,
        place: session.place.clone(),
        vaccine,
        state: match session.state.as_str() {
            "open" => SessionState::Open,
            "closed" => SessionState::Closed,
            "signed" => SessionState::Signed,
            _ => SessionState::Planned,
        },
        listed: whole(listed),
        dosed: whole(dosed),
        confirmed: whole(said),
    })
}

/// What waits at a desk: forgotten sessions, files to look through, lots that go first.
async fn waiting_at(
    tx: &mut Tx,
    facility: &str,
    today: Date,
    waiting: &mut Vec<Waiting>,
) -> Result<(), StoreError> {
    let from = Day(today.saturating_sub(LOOK_BACK.days()));
    let sessions = tx.sessions_of_facility(facility, from, Day(today)).await?;
    let open: Vec<_> = sessions.iter().filter(|it| it.state == "open").collect();
    let since = open.iter().map(|session| session.held_on.0).min();
    note(waiting, WaitingKind::OpenSessions, open.len(), since);
    let (mut wrong, mut silent) = (0, 0);
    for session in &sessions {
        for row in tx.session_counts(session.id).await? {
            match row.said.as_deref() {
                _ if !row.dosed => {}
                Some("confirmed") => {}
                Some(_) => wrong += whole(row.people),
                None => silent += whole(row.people),
            }
        }
    }
    note(waiting, WaitingKind::SaidWrong, counted(wrong), None);
    note(waiting, WaitingKind::Unconfirmed, counted(silent), None);
    let imports = tx.imports(facility, RECENT, 0).await?;
    let parsed = imports
        .iter()
        .filter(|it| it.state == "parsed" && it.fault.is_none());
    note(waiting, WaitingKind::Imports, parsed.count(), None);
    let limit = today.saturating_add(SOON.days());
    let lots = tx.balances(facility).await?;
    let soon = lots.iter().filter_map(|lot| lot.expires_on);
    let soon = soon.filter(|day| day.0 >= today && day.0 < limit).count();
    note(waiting, WaitingKind::Expiring, soon, None);
    Ok(())
}

/// What waits for a commune station: residents whose record the register contradicts.
async fn waiting_for_residents(
    tx: &mut Tx,
    actor: &Actor,
    waiting: &mut Vec<Waiting>,
) -> Result<(), StoreError> {
    let mut wrong = 0;
    for scope in scopes(&actor.account.assignments, Act::IdentityConfirm, actor.at) {
        if let Scope::Commune(commune) = scope {
            let counts = tx.identity_counts(commune).await?;
            let mismatch = counts.iter().filter(|(state, _)| state == "mismatch");
            wrong += mismatch.map(|(_, people)| whole(*people)).sum::<u64>();
        }
    }
    note(waiting, WaitingKind::Mismatches, counted(wrong), None);
    Ok(())
}

/// Lists that wait for the police or for the committee of a commune.
async fn waiting_lists(
    tx: &mut Tx,
    actor: &Actor,
    waiting: &mut Vec<Waiting>,
) -> Result<(), StoreError> {
    let mut lists = 0;
    for (act, state) in [
        (Act::RosterCheck, RosterState::Drafted),
        (Act::RosterApprove, RosterState::Checked),
    ] {
        for scope in scopes(&actor.account.assignments, act, actor.at) {
            if let Scope::Commune(commune) = scope {
                let rows = tx.rosters(commune, Some(state.code()), RECENT);
                lists += rows.await?.len();
            }
        }
    }
    note(waiting, WaitingKind::Rosters, lists, None);
    Ok(())
}

fn counted(people: u64) -> usize {
    usize::try_from(people).unwrap_or(0)
}

fn note(waiting: &mut Vec<Waiting>, kind: WaitingKind, count: usize, since: Option<Date>) {
    if count > 0 {
        waiting.push(Waiting {
            kind,
            count: count as u64,
            since,
        });
    }
}
