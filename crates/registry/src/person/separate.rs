//! One record that is really two people: chosen doses go to a new record, or to one that is known.

use khien_domain::rights::Act;
use khien_store::{DoseRow, Moment, PersonRow, StoreError, Tx};
use uuid::Uuid;

use super::correct::need;
use super::fields::{FieldFault, PersonForm, form_of, given};
use super::joined::{MoveFault, Way};
use super::merge::lock;
use super::register::empty;
use super::{identity, snapshot};
use crate::by::{By, NotAllowed};
use crate::dose::on_arrival;
use crate::given::worded;
use crate::registry::{Registry, active, place_of_person};
use crate::written::{Written, write};

/// Why a record was not parted.
#[derive(Debug, thiserror::Error)]
pub enum SeparateError {
    /// The right is missing, for one of the two.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such person.
    #[error("there is no such person")]
    NoPerson,
    /// One of the two was joined to another: that one is to be taken.
    #[error("the record was merged into another")]
    Merged(Uuid),
    /// A record cannot be parted from itself.
    #[error("both are one record")]
    SameRecord,
    /// No dose was chosen.
    #[error("no dose was chosen")]
    NoDoses,
    /// A chosen dose is not of this record.
    #[error("the dose is not of this record")]
    NotTheirs(Uuid),
    /// The other has a dose of that product on that day.
    #[error("the other person has the dose already")]
    Twin,
    /// Fields of the new person that cannot be taken as typed.
    #[error("{} fields cannot be taken as typed", .0.len())]
    Fields(Vec<FieldFault>),
    /// Somebody changed one of the two since they were shown.
    #[error("somebody else changed one of the records meanwhile")]
    Changed,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<MoveFault> for SeparateError {
    fn from(fault: MoveFault) -> Self {
        match fault {
            MoveFault::Changed => Self::Changed,
            MoveFault::Store(StoreError::Exists(_)) => Self::Twin,
            MoveFault::Store(error) => Self::Store(error),
        }
    }
}

/// To whom the doses go.
#[derive(Clone, Copy)]
pub enum Apart<'a> {
    /// Somebody who is entered with this: id, made by the client, and what was typed.
    New(Uuid, &'a PersonForm),
    /// Somebody who is known, at the version that the clerk saw.
    Known(Uuid, i64),
}

impl Apart<'_> {
    fn id(self) -> Uuid {
        match self {
            Self::New(id, _) | Self::Known(id, _) => id,
        }
    }
}

/// A record to be parted.
#[derive(Clone, Copy)]
pub struct Separating<'a> {
    /// Whose record it stays, and the version that the clerk saw.
    pub person: (Uuid, i64),
    /// Doses that are the other's.
    pub doses: &'a [Uuid],
    /// Who the other is.
    pub to: Apart<'a>,
    /// Why.
    pub reason: &'a str,
}

/// Hands chosen doses over, with the attendances, words and reactions that belong to them, and asks
/// the population register about both. Where they are handed over already, the act succeeds.
///
/// # Errors
/// See [`SeparateError`]. Nothing is written then.
pub async fn separate(
    registry: &Registry,
    by: &By<'_>,
    order: Separating<'_>,
) -> Result<(), SeparateError> {
    let reason = worded(order.reason).ok_or(SeparateError::NoReason)?;
    let other = order.to.id();
    if other == order.person.0 {
        return Err(SeparateError::SameRecord);
    }
    let forms = {
        let mut tx = registry.store.read().await?;
        if is_done(&mut tx, &order).await? {
            return Ok(());
        }
        let row = seen(&mut tx, by, order.person).await?;
        let other = match order.to {
            Apart::New(_, form) => form.clone(),
            Apart::Known(id, version) => form_of(&seen(&mut tx, by, (id, version)).await?),
        };
        [form_of(&row), other]
    };
    let [one, two] = &forms;
    let answers = [
        identity::ask(registry, one).await,
        identity::ask(registry, two).await,
    ];
    let mut tx = registry.store.write().await?;
    lock(&mut tx, [order.person.0, other]).await?;
    if is_done(&mut tx, &order).await? {
        return Ok(());
    }
    let from = seen(&mut tx, by, order.person).await?;
    let (to, is_new) = match order.to {
        Apart::New(id, form) => (new(by, id, form)?, true),
        Apart::Known(id, version) => (seen(&mut tx, by, (id, version)).await?, false),
    };
    if is_new {
        tx.insert_person(&to).await?;
    }
    for ((row, form), answer) in [&from, &to].into_iter().zip(&forms).zip(&answers) {
        let before = (!is_new || row.id == from.id).then_some(row);
        let mut after = row.clone();
        identity::put(answer.as_ref(), Moment(by.at), &mut after);
        save(&mut tx, by, (before, after), reason).await?;
        identity::keep(&mut tx, by, row.id, form, answer.as_ref()).await?;
    }
    let way = Way {
        from: &from,
        to: &to,
        act: Act::PersonSplit,
        reason,
    };
    hand(&mut tx, by, way, order.doses).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether every chosen dose is the other's already.
async fn is_done(tx: &mut Tx, order: &Separating<'_>) -> Result<bool, SeparateError> {
    if order.doses.is_empty() {
        return Err(SeparateError::NoDoses);
    }
    for dose in order.doses {
        let row = tx.dose(*dose).await?;
        let row = row.ok_or(SeparateError::NotTheirs(*dose))?;
        if row.person_id != order.to.id() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A record as the clerk saw it, for somebody who may part it.
async fn seen(
    tx: &mut Tx,
    by: &By<'_>,
    (id, version): (Uuid, i64),
) -> Result<PersonRow, SeparateError> {
    let row = tx.person(id).await?.ok_or(SeparateError::NoPerson)?;
    need(tx, by, Act::PersonSplit, &row).await??;
    let row = active(row).map_err(SeparateError::Merged)?;
    if row.version == version {
        Ok(row)
    } else {
        Err(SeparateError::Changed)
    }
}

/// Somebody who was not known to be another person.
fn new(by: &By<'_>, id: Uuid, form: &PersonForm) -> Result<PersonRow, SeparateError> {
    let commune = given(&form.commune_code);
    by.need(Act::PersonRegister, &place_of_person(by, commune))?;
    let fields = form.read().map_err(SeparateError::Fields)?;
    let mut row = empty(id, Moment(by.at));
    fields.put(form, &mut row);
    Ok(row)
}

async fn hand(
    tx: &mut Tx,
    by: &By<'_>,
    way: Way<'_>,
    chosen: &[Uuid],
) -> Result<(), SeparateError> {
    let mut doses: Vec<DoseRow> = tx.doses(way.from.id).await?;
    for dose in chosen {
        if !doses.iter().any(|row| row.id == *dose) {
            return Err(SeparateError::NotTheirs(*dose));
        }
    }
    doses.retain(|row| chosen.contains(&row.id));
    for row in &doses {
        way.dose(tx, by, row, on_arrival(row)).await?;
    }
    let goes = |dose: Option<Uuid>| dose.is_some_and(|dose| chosen.contains(&dose));
    way.attendances(tx, by, |row| goes(row.dose_id)).await?;
    way.confirmations(tx, |_, dose| goes(dose)).await?;
    way.reactions(tx, |_, dose| goes(Some(dose))).await?;
    Ok(())
}

/// Writes a record with its audit entry; without a `before` it is a new one.
async fn save(
    tx: &mut Tx,
    by: &By<'_>,
    (before, mut after): (Option<&PersonRow>, PersonRow),
    reason: &str,
) -> Result<(), SeparateError> {
    after.updated_at = Moment(by.at);
    if !tx.update_person(&after).await? {
        return Err(SeparateError::Changed);
    }
    let written = Written {
        act: Act::PersonSplit.code(),
        kind: "person",
        subject: after.id.to_string(),
        before: before.map(snapshot),
        after: Some(snapshot(&after)),
        reason: Some(reason),
    };
    write(tx, by, written).await?;
    Ok(())
}
