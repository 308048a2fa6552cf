//! Calls into the registry.

use jiff::ToSpan;
use khien_domain::AdminTree;
use khien_domain::rights::{Act, Place};
use khien_registry::session::{self, Attending, SessionStretch};
use khien_store::{FacilityRow, PersonRow, StoreError, Tx};
use uuid::Uuid;

use super::{Fault, FaultLine, FaultTab, UnitFilter, UnitPeople};
use crate::App;
use crate::pieces::{Number, Part, ROWS, Strip, Verdict};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{Names, failed, when};
use crate::station::people::calls::{birth_date, sex};

/// Days back in which sessions are followed up, and sessions that are read at most.
const FOLLOWED: i32 = 30;
const MOST_SESSIONS: usize = 20;
/// Kind of the facilities that answer for the residents of their commune.
const STATION: &str = "commune_station";

/// Whose records the unit looks after.
enum Whose {
    /// The residents of a commune, wherever they were vaccinated.
    Residents(String),
    /// Those who came to the unit's own sessions.
    Attending,
}

/// People of the unit with faults.
pub(super) async fn people(
    app: &App,
    actor: &Actor,
    filter: UnitFilter,
) -> Result<UnitPeople, Problem> {
    if !actor.may_somewhere(Act::PersonRead) {
        return Err(Problem::forbidden());
    }
    let whose = whose(app, actor).await?;
    let recent = recent(app, actor).await?;
    let shown = shown(app, actor, (&whose, &recent), filter).await;
    shown.map_err(|error| failed(&error))
}

async fn whose(app: &App, actor: &Actor) -> Result<Whose, Problem> {
    let commune = match actor.facility.as_deref() {
        None => actor.commune(),
        Some(code) => {
            let row = facility(app, code).await.map_err(|error| failed(&error))?;
            let station = row.filter(|row| row.kind == STATION);
            station.map(|row| row.commune_code)
        }
    };
    let Some(commune) = commune else {
        return Ok(Whose::Attending);
    };
    let here = Place::of_unit(AdminTree::national(), &commune, actor.today());
    let here = here.unwrap_or_else(Place::nation);
    let here = match &actor.facility {
        Some(facility) => here.in_facility(facility.clone()),
        None => here,
    };
    if actor.may_at(Act::PersonRead, &here) {
        Ok(Whose::Residents(commune))
    } else {
        Err(Problem::forbidden())
    }
}

async fn facility(app: &App, code: &str) -> Result<Option<FacilityRow>, StoreError> {
    let mut tx = app.registry().store().read().await?;
    tx.facility(code).await
}

/// People of the unit's sessions of the last days. Nobody where the account sees no session.
async fn recent(app: &App, actor: &Actor) -> Result<Vec<Attending>, Problem> {
    let Some(facility) = actor.facility.as_deref() else {
        return Ok(Vec::new());
    };
    let by = actor.by(app);
    let stretch = SessionStretch {
        from: actor.today().saturating_sub(FOLLOWED.days()),
        until: actor.today().saturating_add(1.day()),
        skip: 0,
        take: MOST_SESSIONS,
    };
    let page = match session::list(app.registry(), &by, facility, stretch).await {
        Ok(page) => page,
        Err(session::BoardError::Store(error)) => return Err(failed(&error)),
        Err(_) => return Ok(Vec::new()),
    };
    let mut people = Vec::new();
    for board in page.sessions {
        match session::read(app.registry(), &by, board.session.id).await {
            Ok(sheet) => people.extend(sheet.people),
            Err(session::ReadError::Store(error)) => return Err(failed(&error)),
            Err(_) => {}
        }
    }
    Ok(people)
}

async fn shown(
    app: &App,
    actor: &Actor,
    (whose, recent): (&Whose, &[Attending]),
    filter: UnitFilter,
) -> Result<UnitPeople, StoreError> {
    let t = actor.visit.texts();
    let mut tx = app.registry().store().read().await?;
    let counts = counts(&mut tx, whose, recent).await?;
    let of = |code: &str| {
        let found = counts.iter().find(|(state, _)| state == code);
        found.map_or(0, |(_, people)| *people)
    };
    let tabs = Fault::ALL.map(|fault| FaultTab {
        count: match fault {
            Fault::SaidWrong | Fault::Unconfirmed => follow_up(recent, fault).count() as u64,
            identity => of(identity.code()),
        },
        fault,
    });
    let fault = filter.fault().unwrap_or(Fault::Mismatch);
    let (rows, next) = match (fault, whose) {
        (Fault::SaidWrong | Fault::Unconfirmed, _) => {
            page(follow_up(recent, fault).map(|it| &it.person), &filter)
        }
        (identity, Whose::Attending) => {
            let people = recent.iter().map(|it| &it.person);
            page(
                people.filter(|row| row.identity == identity.code()),
                &filter,
            )
        }
        (identity, Whose::Residents(commune)) => {
            residents(&mut tx, app, actor, (commune, identity), &filter).await?
        }
    };
    let mut lines = Vec::new();
    for row in rows {
        lines.push(line(&mut tx, &row).await?);
    }
    let parts = counts.iter().map(|(state, people)| Part {
        verdict: Verdict::of(state, ""),
        count: *people,
    });
    Ok(UnitPeople {
        strip: Strip::new(t, &t.say("unit-strip"), parts.collect()),
        people: counts.iter().map(|(_, people)| people).sum(),
        faulty: tabs.iter().map(|tab| tab.count).sum(),
        residents: matches!(whose, Whose::Residents(_)),
        tabs: tabs.into(),
        shown: fault,
        filter,
        lines,
        next,
    })
}

/// How many people of the unit have each state of identity.
async fn counts(
    tx: &mut Tx,
    whose: &Whose,
    recent: &[Attending],
) -> Result<Vec<(String, u64)>, StoreError> {
    let mut counts: Vec<(String, u64)> = Vec::new();
    match whose {
        Whose::Residents(commune) => {
            for (state, people) in tx.identity_counts(commune).await? {
                counts.push((state, u64::try_from(people).unwrap_or(0)));
            }
        }
        Whose::Attending => {
            for person in recent.iter().map(|it| &it.person) {
                match counts
                    .iter_mut()
                    .find(|(state, _)| *state == person.identity)
                {
                    Some((_, people)) => *people += 1,
                    None => counts.push((person.identity.clone(), 1)),
                }
            }
        }
    }
    Ok(counts)
}

/// Those who refused a field, or who said nothing.
fn follow_up(recent: &[Attending], fault: Fault) -> impl Iterator<Item = &Attending> {
    let said_wrong = fault == Fault::SaidWrong;
    let to_follow = recent.iter().filter(|it| it.is_to_follow_up());
    to_follow.filter(move |it| it.said.is_some() == said_wrong)
}

/// A page of people who are in memory already; the place after it is a number.
fn page<'a>(
    people: impl Iterator<Item = &'a PersonRow>,
    filter: &UnitFilter,
) -> (Vec<PersonRow>, Option<String>) {
    let rows = usize::try_from(ROWS).unwrap_or(20);
    let before: usize = filter.after.parse().unwrap_or(0);
    let mut people = people.skip(before).peekable();
    let shown: Vec<PersonRow> = people.by_ref().take(rows).cloned().collect();
    let next = people.peek().map(|_| (before + rows).to_string());
    (shown, next)
}

/// A page of residents; the place after it is sealed, for it holds a name.
async fn residents(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (commune, fault): (&str, Fault),
    filter: &UnitFilter,
) -> Result<(Vec<PersonRow>, Option<String>), StoreError> {
    let place = actor.visit.open(app, &filter.after).unwrap_or_default();
    let (name, id) = place.rsplit_once('\n').unwrap_or_default();
    let id = id.parse().unwrap_or(Uuid::nil());
    let limit = i64::try_from(ROWS).unwrap_or(20);
    let rows = tx.residents(commune, Some(fault.code()), name, id, limit);
    let rows = rows.await?;
    let last = rows.last().filter(|_| rows.len() as u64 >= ROWS);
    let next = last.map(|row| {
        let place = format!("{}\n{}", row.call_name, row.id);
        actor.visit.seal(app, &place)
    });
    Ok((rows, next))
}

async fn line(tx: &mut Tx, row: &PersonRow) -> Result<FaultLine, StoreError> {
    let doses = tx.doses(row.id).await?;
    let counting = doses.iter().filter(|dose| dose.state != "voided");
    let last = counting.clone().max_by_key(|dose| dose.given_on.0);
    let where_given = match last.and_then(|dose| dose.facility_code.as_deref()) {
        Some(code) => Names::default().facility(tx, code).await?,
        None => String::new(),
    };
    Ok(FaultLine {
        person: row.id,
        name: row.full_name.clone(),
        born: birth_date(row),
        sex: sex(row),
        number: row.id_number.as_deref().map(Number::new),
        hamlet: row.hamlet.clone().unwrap_or_default(),
        phone: row.phone.clone().unwrap_or_default(),
        verdict: Verdict::of(&row.identity, &row.identity_fields),
        doses: counting.count() as u64,
        where_given,
        since: when(row.updated_at).date(),
    })
}
