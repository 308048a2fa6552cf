//! Counts of people by fault, and the people behind each count.

use std::collections::BTreeMap;

use khien_domain::rights::{Act, Place};
use khien_domain::{AdminTree, IdentityState};
use khien_store::{ConfirmationRow, DoseRow, Faulty, PersonRow, StoreError, Tx};
use uuid::Uuid;

use super::GATE;
use crate::by::{By, NotAllowed};
use crate::dose;
use crate::registry::{Registry, place_of_facility};

/// Why nobody was shown.
#[derive(Debug, thiserror::Error)]
pub enum UnitError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such commune or facility.
    #[error("there is no such unit")]
    NoUnit,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whose people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit<'a> {
    /// Residents of a commune.
    Commune(&'a str),
    /// People whom a facility vaccinated.
    Facility(&'a str),
}

/// What may be wrong with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitFault<'a> {
    /// A state of identity.
    Identity(IdentityState),
    /// A field that is not as in the population register, by its code.
    Field(&'a str),
    /// The person last said that something is wrong.
    SaidWrong,
    /// The person got a dose and has said nothing.
    Unconfirmed,
}

/// People of a unit, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitCounts {
    /// Everybody.
    pub people: i64,
    /// People with any fault of identity, or who said that something is wrong.
    pub faulty: i64,
    /// By code of the state of identity.
    pub identity: BTreeMap<String, i64>,
    /// By code of the field that differs; one person may have several.
    pub fields: BTreeMap<String, i64>,
    /// Last said that something is wrong.
    pub said_wrong: i64,
    /// Got a dose and have said nothing.
    pub unconfirmed: i64,
}

/// Which people.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnitQuery<'a> {
    /// With which fault; none: everybody.
    pub fault: Option<UnitFault<'a>>,
    /// In which hamlet.
    pub hamlet: Option<&'a str>,
    /// The last one of the page before, by call name and id.
    pub after: Option<(&'a str, Uuid)>,
    /// Most of a page.
    pub limit: i64,
}

/// A person of the list.
pub struct UnitLine {
    /// Who.
    pub person: PersonRow,
    /// Doses that count, wherever they were given, by day.
    pub doses: Vec<DoseRow>,
    /// What the person last said of the record at a session.
    pub said: Option<ConfirmationRow>,
    /// The commune's own word on who this is, the last one.
    pub confirmed: Option<ConfirmationRow>,
}

/// Counts the people of a unit by what is wrong.
///
/// # Errors
/// See [`UnitError`].
pub async fn counts(
    registry: &Registry,
    by: &By<'_>,
    unit: Unit<'_>,
) -> Result<UnitCounts, UnitError> {
    let mut tx = registry.store.read().await?;
    by.need(Act::BoardRead, &place(&mut tx, by, unit).await?)?;
    let rows = match unit {
        Unit::Commune(code) => tx.faults_of_commune(code).await?,
        Unit::Facility(code) => tx.faults_of_facility(code).await?,
    };
    let mut counts = UnitCounts::default();
    for row in rows {
        let said_wrong = row.said.as_deref() == Some("refused");
        let state = IdentityState::parse(&row.identity);
        counts.people += row.people;
        if said_wrong || state.is_some_and(IdentityState::needs_mending) {
            counts.faulty += row.people;
        }
        if said_wrong {
            counts.said_wrong += row.people;
        }
        if row.said.is_none() && row.dosed {
            counts.unconfirmed += row.people;
        }
        for field in row.identity_fields.split_whitespace() {
            *counts.fields.entry(field.to_owned()).or_default() += row.people;
        }
        *counts.identity.entry(row.identity).or_default() += row.people;
    }
    Ok(counts)
}

/// People of a unit by call name, a page of them.
///
/// # Errors
/// See [`UnitError`].
pub async fn people(
    registry: &Registry,
    by: &By<'_>,
    unit: Unit<'_>,
    query: UnitQuery<'_>,
) -> Result<Vec<UnitLine>, UnitError> {
    let mut tx = registry.store.read().await?;
    by.need(Act::ListExport, &place(&mut tx, by, unit).await?)?;
    let mut wanted = Faulty {
        hamlet: query.hamlet,
        after: query.after.unwrap_or(("", Uuid::nil())),
        limit: query.limit,
        ..Faulty::default()
    };
    match query.fault {
        Some(UnitFault::Identity(state)) => wanted.identity = Some(state.code()),
        Some(UnitFault::Field(field)) => wanted.field = Some(field),
        Some(UnitFault::SaidWrong) => wanted.said = Some("refused"),
        Some(UnitFault::Unconfirmed) => wanted.said = Some("nothing"),
        None => {}
    }
    let rows = match unit {
        Unit::Commune(code) => tx.faulty_of_commune(code, wanted).await?,
        Unit::Facility(code) => tx.faulty_of_facility(code, wanted).await?,
    };
    let mut lines = Vec::new();
    for person in rows {
        lines.push(line(&mut tx, person).await?);
    }
    Ok(lines)
}

/// Hamlets of a commune, for the filter.
///
/// # Errors
/// See [`UnitError`].
pub async fn hamlets(
    registry: &Registry,
    by: &By<'_>,
    commune: &str,
) -> Result<Vec<String>, UnitError> {
    let mut tx = registry.store.read().await?;
    by.need(
        Act::BoardRead,
        &place(&mut tx, by, Unit::Commune(commune)).await?,
    )?;
    Ok(tx.hamlets(commune).await?)
}

async fn line(tx: &mut Tx, person: PersonRow) -> Result<UnitLine, StoreError> {
    let mut doses = tx.doses(person.id).await?;
    doses.retain(dose::counts);
    // The newest first.
    let words = tx.confirmations(person.id).await?;
    let last = |identity: bool| {
        let mut words = words.iter();
        words.find(|word| (word.gate == GATE) == identity).cloned()
    };
    Ok(UnitLine {
        said: last(false),
        confirmed: last(true),
        person,
        doses,
    })
}

async fn place(tx: &mut Tx, by: &By<'_>, unit: Unit<'_>) -> Result<Place, UnitError> {
    let place = match unit {
        Unit::Commune(code) => Place::of_unit(AdminTree::national(), code, by.today()),
        Unit::Facility(code) => place_of_facility(tx, by, code).await?,
    };
    place.ok_or(UnitError::NoUnit)
}
