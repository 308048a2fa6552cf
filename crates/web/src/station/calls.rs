//! Calls into the registry that every page makes, and what its failures become.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use khien_domain::AdminTree;
use khien_domain::rights::{Act, Scope, scopes};
use khien_registry::{By, NotAllowed, account, day_in_viet_nam};
use khien_store::{Moment, StoreError, Tx};
use uuid::Uuid;

use crate::App;
use crate::layout::{Section, SectionLink, UnitChoice, Visit, Who};
use crate::problem::Problem;

/// What a page says when the database failed.
pub(crate) fn failed(error: &StoreError) -> Problem {
    Problem::of_store(error)
}

/// What a page says when a right is missing.
pub(crate) fn refused(missing: NotAllowed) -> Problem {
    tracing::info!(right = missing.0.code(), "an act was refused");
    Problem::forbidden()
}

/// A moment as clocks in Viet Nam show it.
pub(crate) fn local(moment: Timestamp) -> DateTime {
    TimeZone::fixed(Offset::constant(7)).to_datetime(moment)
}

/// Who is signed in, as the frame shows it.
pub(super) async fn who(
    app: &App,
    visit: &Visit,
    found: &account::Who,
    at: Timestamp,
) -> Result<Who, Problem> {
    let mut tx = app
        .registry()
        .store()
        .read()
        .await
        .map_err(|e| failed(&e))?;
    let today = day_in_viet_nam(at);
    let mut units = Vec::new();
    for held in &found.actor.assignments {
        if let Some(unit) = unit(&mut tx, visit, &held.scope, today)
            .await
            .map_err(|e| failed(&e))?
        {
            let known = units.iter().any(|known: &UnitChoice| known.id == unit.id);
            if !known {
                units.push(unit);
            }
        }
    }
    choose(&mut units, visit.unit.as_deref());
    let sits = units.iter().find(|unit| unit.current);
    let sections = Section::ALL.into_iter().filter(|section| {
        if !sits.is_some_and(|unit| begins_at(*section, unit)) {
            return false;
        }
        let may = |act: &Act| {
            let mut held = scopes(&found.actor.assignments, *act, at);
            held.next().is_some()
        };
        rights(*section).iter().any(may)
    });
    let mut sections: Vec<SectionLink> = sections
        .map(|section| SectionLink {
            section,
            waiting: None,
        })
        .collect();
    drop(tx);
    let desk = units.iter().find(|unit| unit.current);
    let desk = desk.and_then(|unit| unit.facility.as_deref());
    let mut links = sections.iter_mut();
    if let Some(link) = links.find(|link| link.section == Section::Signing)
        && let Some(code) = desk
    {
        let by = By {
            actor: &found.actor,
            at,
            facility: Some(code),
            ids: app.ids(),
        };
        let waiting = super::signing::waiting(app, &by, code).await;
        link.waiting = waiting.map_err(|error| failed(&error))?;
    }
    Ok(Who {
        name: found.account.name.clone(),
        units,
        sections,
    })
}

/// Desks come first: most acts are done at one.
fn choose(units: &mut [UnitChoice], wanted: Option<&str>) {
    units.sort_by_key(|unit| unit.facility.is_none());
    let wanted = units
        .iter()
        .position(|unit| Some(unit.id.as_str()) == wanted);
    if let Some(unit) = units.get_mut(wanted.unwrap_or(0)) {
        unit.current = true;
    }
}

/// Whether a section has a page for whoever sits there: vials are in a facility, and the sessions and
/// faulty records of a whole district are figures, not a list.
fn begins_at(section: Section, unit: &UnitChoice) -> bool {
    match section {
        Section::Lots => unit.facility.is_some(),
        Section::Sessions | Section::Unit => {
            unit.facility.is_some() || unit.id.starts_with("commune-")
        }
        _ => true,
    }
}

/// The rights of which one opens a section.
fn rights(section: Section) -> &'static [Act] {
    match section {
        Section::Board => &[Act::BoardRead],
        Section::Sessions => &[Act::SessionRead],
        Section::People => &[Act::PersonFind],
        Section::Imports => &[Act::ImportReview],
        Section::Unit => &[Act::ListExport],
        Section::Rosters => &[Act::RosterRead],
        Section::Signing => &[Act::DoseSign, Act::PolicyEdit],
        Section::Lots => &[Act::StockRead],
        Section::Recovered => &[Act::RecoveredEnter],
        Section::Passports => &[Act::CertificateIssue],
        Section::Accounts => &[Act::AccountEdit],
        Section::Audit => &[Act::AuditRead],
    }
}

/// The unit of a role, named; nothing for a role about one person.
pub(crate) async fn unit(
    tx: &mut Tx,
    visit: &Visit,
    scope: &Scope,
    today: Date,
) -> Result<Option<UnitChoice>, StoreError> {
    let (kind, code) = (scope.kind().code(), scope.code());
    let id = format!("{kind}-{code}");
    let facility = match scope {
        Scope::Facility(code) => Some(code.clone()),
        Scope::Session(session) => {
            let session = tx.session(Uuid::from_u128(*session)).await?;
            session.map(|session| session.facility_code)
        }
        Scope::Person(_) => return Ok(None),
        _ => None,
    };
    if let Some(code) = facility {
        let row = tx.facility(&code).await?;
        return Ok(row.map(|row| UnitChoice {
            id,
            facility: Some(row.code),
            name: row.name,
            place: place(&row.commune_code, today),
            current: false,
        }));
    }
    let tree = AdminTree::national();
    let unit = tree.lookup(&code, today);
    Ok(Some(UnitChoice {
        id,
        facility: None,
        name: match (unit, scope) {
            (Some(unit), _) => unit.name.to_owned(),
            (None, Scope::Nation) => visit.texts().say("figures-nation"),
            (None, _) => code.clone(),
        },
        place: unit
            .and_then(|unit| {
                tree.province_of(unit, today)
                    .filter(|it| it.code != unit.code)
            })
            .map(|province| province.name.to_owned())
            .unwrap_or_default(),
        current: false,
    }))
}

/// "Xã An Châu, Huyện Đông Hưng, Tỉnh Thái Bình"; the code where it is not known.
pub(crate) fn place(commune: &str, on: Date) -> String {
    let address = AdminTree::national().address(commune, on);
    address.unwrap_or_else(|| commune.to_owned())
}

/// Names of accounts and facilities, each looked up once for a page.
#[derive(Default)]
pub(crate) struct Names {
    accounts: Vec<(Uuid, String)>,
    facilities: Vec<(String, String)>,
}

impl Names {
    /// Who did it; empty where the program did.
    pub(crate) async fn account(
        &mut self,
        tx: &mut Tx,
        id: Option<Uuid>,
    ) -> Result<String, StoreError> {
        let Some(id) = id else {
            return Ok(String::new());
        };
        if let Some((_, name)) = self.accounts.iter().find(|(known, _)| *known == id) {
            return Ok(name.clone());
        }
        let name = tx
            .account(id)
            .await?
            .map(|row| row.name)
            .unwrap_or_default();
        self.accounts.push((id, name.clone()));
        Ok(name)
    }

    /// What a facility or unit is called; its code where it is not known.
    pub(crate) async fn facility(&mut self, tx: &mut Tx, code: &str) -> Result<String, StoreError> {
        if let Some((_, name)) = self.facilities.iter().find(|(known, _)| known == code) {
            return Ok(name.clone());
        }
        let row = tx.facility(code).await?;
        let name = row.map_or_else(|| code.to_owned(), |row| row.name);
        self.facilities.push((code.to_owned(), name.clone()));
        Ok(name)
    }
}

/// When something happened, as a page shows it.
pub(crate) fn when(moment: Moment) -> DateTime {
    local(moment.0)
}
