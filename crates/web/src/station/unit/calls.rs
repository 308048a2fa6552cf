//! Calls into the registry.

use khien_domain::IdentityState;
use khien_domain::rights::{Act, Scope, scopes};
use khien_registry::unit::{
    self, IdentityError, IdentityWord, Unit, UnitCounts, UnitError, UnitFault, UnitLine, UnitQuery,
};
use khien_store::StoreError;

use super::{Fault, FaultLine, FaultTab, UnitFilter, UnitPeople, Word};
use crate::App;
use crate::pieces::{Number, Part, ROWS, Strip, Verdict};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{Names, failed, refused, when};
use crate::station::people::calls::{birth_date, sex};

fn unseen(error: UnitError) -> Problem {
    match error {
        UnitError::NotAllowed(missing) => refused(missing),
        UnitError::NoUnit => Problem::not_found(),
        UnitError::Store(error) => failed(&error),
    }
}

/// The residents of the account's commune; without one, those whom its facility vaccinated.
fn whose(actor: &Actor) -> Option<Unit<'_>> {
    let held = &actor.account.assignments;
    let mut mine = scopes(held, Act::ListExport, actor.at);
    let commune = mine.find_map(|scope| match scope {
        Scope::Commune(code) => Some(Unit::Commune(code)),
        _ => None,
    });
    commune.or(actor.facility.as_deref().map(Unit::Facility))
}

/// People of the unit with faults.
pub(super) async fn people(
    app: &App,
    actor: &Actor,
    filter: UnitFilter,
) -> Result<UnitPeople, Problem> {
    let t = actor.visit.texts();
    let by = actor.by(app);
    let unit = whose(actor).ok_or_else(Problem::forbidden)?;
    let counts = unit::counts(app.registry(), &by, unit).await;
    let counts = counts.map_err(unseen)?;
    let hamlets = match unit {
        Unit::Commune(code) => unit::hamlets(app.registry(), &by, code).await,
        Unit::Facility(_) => Ok(Vec::new()),
    };
    let fault = filter.fault().unwrap_or(Fault::Mismatch);
    let place = actor.visit.open(app, &filter.after).unwrap_or_default();
    let after = place
        .rsplit_once('\n')
        .and_then(|(name, id)| Some((name, id.parse().ok()?)));
    let query = UnitQuery {
        fault: Some(sought(fault)),
        hamlet: Some(filter.hamlet.as_str()).filter(|hamlet| !hamlet.is_empty()),
        after,
        limit: i64::try_from(ROWS).unwrap_or(20),
    };
    let found = unit::people(app.registry(), &by, unit, query).await;
    let found = found.map_err(unseen)?;
    let last = found.last().filter(|_| found.len() as u64 >= ROWS);
    let next = last.map(|line| {
        let place = format!("{}\n{}", line.person.call_name, line.person.id);
        actor.visit.seal(app, &place)
    });
    let lines = lines(app, found).await.map_err(|error| failed(&error))?;
    let residents = matches!(unit, Unit::Commune(_));
    let tabs = Fault::ALL.map(|fault| FaultTab {
        count: count(&counts, fault),
        fault,
    });
    let parts = counts.identity.iter().map(|(state, people)| Part {
        verdict: Verdict::of(state, ""),
        count: whole(*people),
    });
    Ok(UnitPeople {
        strip: Strip::new(t, &t.say("unit-strip"), parts.collect()),
        people: whole(counts.people),
        faulty: whole(counts.faulty),
        may_confirm: residents && actor.may_somewhere(Act::IdentityConfirm),
        residents,
        hamlets: hamlets.map_err(unseen)?,
        tabs: tabs.into(),
        shown: fault,
        filter,
        lines,
        next,
    })
}

fn whole(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

fn sought(fault: Fault) -> UnitFault<'static> {
    match fault {
        Fault::SaidWrong => UnitFault::SaidWrong,
        Fault::Unconfirmed => UnitFault::Unconfirmed,
        identity => {
            let state = IdentityState::parse(identity.code());
            UnitFault::Identity(state.unwrap_or(IdentityState::Mismatch))
        }
    }
}

fn count(counts: &UnitCounts, fault: Fault) -> u64 {
    let people = match fault {
        Fault::SaidWrong => counts.said_wrong,
        Fault::Unconfirmed => counts.unconfirmed,
        identity => counts.identity.get(identity.code()).copied().unwrap_or(0),
    };
    whole(people)
}

async fn lines(app: &App, found: Vec<UnitLine>) -> Result<Vec<FaultLine>, StoreError> {
    let mut tx = app.registry().store().read().await?;
    let mut names = Names::default();
    let mut lines = Vec::new();
    for line in found {
        let row = line.person;
        let last = line.doses.last();
        let where_given = match last.and_then(|dose| dose.facility_code.as_deref()) {
            Some(code) => names.facility(&mut tx, code).await?,
            None => String::new(),
        };
        lines.push(FaultLine {
            person: row.id,
            version: row.version,
            new_id: app.new_id(),
            born: birth_date(&row),
            sex: sex(&row),
            number: row.id_number.as_deref().map(Number::new),
            verdict: Verdict::of(&row.identity, &row.identity_fields),
            since: when(row.updated_at).date(),
            name: row.full_name,
            hamlet: row.hamlet.unwrap_or_default(),
            phone: row.phone.unwrap_or_default(),
            doses: line.doses.len() as u64,
            where_given,
            confirmed_here: line.confirmed.is_some_and(|word| word.refused.is_empty()),
        });
    }
    Ok(lines)
}

/// Keeps the commune's word on who a resident is; else what to say instead.
pub(super) async fn confirm(
    app: &App,
    actor: &Actor,
    word: Word,
) -> Result<Result<(), &'static str>, Problem> {
    let said = IdentityWord {
        id: word.id,
        person: word.person,
        seen_version: word.version,
        channel: word.channel,
        refused: &[],
    };
    match unit::confirm_identity(app.registry(), &actor.by(app), said).await {
        Ok(()) => Ok(Ok(())),
        Err(IdentityError::Changed) => Ok(Err("fault-changed")),
        Err(IdentityError::Merged(_)) => Ok(Err("fault-merged")),
        Err(IdentityError::NoPerson) => Err(Problem::not_found()),
        Err(IdentityError::NotAllowed(missing)) => Err(refused(missing)),
        Err(IdentityError::Store(error)) => Err(failed(&error)),
    }
}
