//! Saying that two records are one person.
//!
//! Everything of the one goes into the other; nothing is deleted, and `person_merge` keeps what went,
//! for the way back. The ledger of verdicts stays where it is and is read with the survivor's.
//! Whatever the two held, each day's dose of each product is visible once afterwards, and no dose that
//! was visible before is missing: the merge ends with that question, and without it nothing is written.

use khien_domain::PersonState;
use khien_domain::rights::Act;
use khien_store::{DoseRow, Moment, PersonMergeRow, PersonRow, StoreError, Tx};
use uuid::Uuid;

use super::correct::need;
use super::fields::form_of;
use super::joined::{MoveFault, Moved, MovedDose, Way, facts, fill, visible};
use super::{identity, snapshot};
use crate::by::{By, NotAllowed};
use crate::dose::{are_twins, on_arrival, void_row};
use crate::given::worded;
use crate::registry::{Registry, active};
use crate::written::{Written, json, write};

/// Why two records were not joined.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// The right is missing, for one of the two.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such person.
    #[error("there is no such person")]
    NoPerson,
    /// One of the two was joined to another already: that one is to be taken.
    #[error("the record was merged into another")]
    Merged(Uuid),
    /// A record is one person with itself.
    #[error("both are one record")]
    SameRecord,
    /// One is the other's guardian: one of them is wrong, and has to be corrected first.
    #[error("one is the guardian of the other")]
    Guardian,
    /// Somebody changed one of the two since they were shown.
    #[error("somebody else changed one of the records meanwhile")]
    Changed,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// Pairs of doses of one product on one day that differ in lot or place: which of each is right?
    #[error("{} doses were entered twice and differ", .0.len())]
    Twins(Vec<Twin>),
    /// A dose that was visible would not be afterwards. A fault of ours; nothing was written.
    #[error("a dose would be lost")]
    WouldLose,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<MoveFault> for MergeError {
    fn from(fault: MoveFault) -> Self {
        match fault {
            MoveFault::Changed => Self::Changed,
            MoveFault::Store(StoreError::Exists(_)) => Self::WouldLose,
            MoveFault::Store(error) => Self::Store(error),
        }
    }
}

/// Two entries of one dose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Twin {
    /// The survivor's.
    pub survivors: Uuid,
    /// The other record's.
    pub losers: Uuid,
    /// Whether lot and place contradict each other: somebody has to decide.
    pub differ: bool,
}

/// Two records to be joined.
#[derive(Clone, Copy)]
pub struct Merging<'a> {
    /// Of the merge, made by the client, so that a retry joins nothing twice.
    pub id: Uuid,
    /// The record that stays, and the version that the clerk saw.
    pub survivor: (Uuid, i64),
    /// The record that is joined to it, and the version that the clerk saw.
    pub loser: (Uuid, i64),
    /// Of doses entered twice, those that are right; the others are voided.
    pub keep: &'a [Uuid],
    /// Why.
    pub reason: &'a str,
}

/// What joining two records would do.
pub struct MergePreview {
    /// The record that stays.
    pub survivor: PersonRow,
    /// The record that would be joined to it.
    pub loser: PersonRow,
    /// Doses of both by day, voided ones too.
    pub doses: Vec<DoseRow>,
    /// Doses entered twice.
    pub twins: Vec<Twin>,
    /// Fields that the survivor would take over, by code.
    pub filled: Vec<String>,
}

/// What joining two records would do, for the page before it.
///
/// # Errors
/// See [`MergeError`].
pub async fn merge_preview(
    registry: &Registry,
    by: &By<'_>,
    survivor: Uuid,
    loser: Uuid,
) -> Result<MergePreview, MergeError> {
    let mut tx = registry.store.read().await?;
    let (survivor, loser) = pair(&mut tx, by, survivor, loser).await?;
    let mut doses = tx.doses(survivor.id).await?;
    let others = tx.doses(loser.id).await?;
    let twins = twins(&doses, &others);
    doses.extend(others);
    doses.sort_by_key(|row| (row.given_on.0, row.id));
    let filled = fill(&mut survivor.clone(), &loser);
    Ok(MergePreview {
        survivor,
        loser,
        doses,
        twins,
        filled,
    })
}

/// Joins two records, asks the population register about the one that stays. The same id again
/// changes nothing and succeeds.
///
/// # Errors
/// See [`MergeError`]. Nothing is written then.
pub async fn merge(registry: &Registry, by: &By<'_>, order: Merging<'_>) -> Result<(), MergeError> {
    let reason = worded(order.reason).ok_or(MergeError::NoReason)?;
    let answer = {
        let mut tx = registry.store.read().await?;
        if tx.person_merge(order.id).await?.is_some() {
            return Ok(());
        }
        let (mut survivor, loser) = seen(&mut tx, by, &order).await?;
        drop(tx);
        fill(&mut survivor, &loser);
        identity::ask(registry, &form_of(&survivor)).await
    };
    let mut tx = registry.store.write().await?;
    lock(&mut tx, [order.survivor.0, order.loser.0]).await?;
    if tx.person_merge(order.id).await?.is_some() {
        return Ok(());
    }
    let (before, loser) = seen(&mut tx, by, &order).await?;
    let mut after = before.clone();
    let mut moved = Moved {
        filled: fill(&mut after, &loser),
        ..Moved::default()
    };
    let way = Way {
        from: &loser,
        to: &after,
        act: Act::PersonMerge,
        reason,
    };
    move_doses(&mut tx, by, way, order.keep, &mut moved).await?;
    moved.attendances = way.attendances(&mut tx, by, |_| true).await?;
    moved.confirmations = way.confirmations(&mut tx, |_, _| true).await?;
    moved.reactions = way.reactions(&mut tx, |_, _| true).await?;
    moved.recovered = way.recovered(&mut tx, |_| true).await?;
    moved.children = way.children(&mut tx, by, |_| true).await?;
    moved.rosters = way.rosters(&mut tx, |_| true).await?;

    let form = form_of(&after);
    identity::put(answer.as_ref(), Moment(by.at), &mut after);
    save(&mut tx, by, (&before, after), reason).await?;
    identity::keep(&mut tx, by, before.id, &form, answer.as_ref()).await?;
    let mut gone = loser.clone();
    PersonState::Merged.code().clone_into(&mut gone.state);
    gone.merged_into = Some(before.id);
    save(&mut tx, by, (&loser, gone), reason).await?;
    tx.insert_person_merge(&row(by, &order, &moved, reason))
        .await?;
    tx.commit().await?;
    Ok(())
}

fn row(by: &By<'_>, order: &Merging<'_>, moved: &Moved, reason: &str) -> PersonMergeRow {
    PersonMergeRow {
        id: order.id,
        survivor_id: order.survivor.0,
        loser_id: order.loser.0,
        moved: json(moved),
        reason: reason.to_owned(),
        merged_by: by.actor.account,
        merged_at: Moment(by.at),
        split_by: None,
        split_at: None,
    }
}

/// Keeps others from changing records, in an order that all keep.
pub(super) async fn lock(tx: &mut Tx, mut people: [Uuid; 2]) -> Result<(), StoreError> {
    people.sort_unstable();
    for person in people {
        tx.lock_person(person).await?;
    }
    Ok(())
}

/// Both records, for somebody who may join them.
async fn pair(
    tx: &mut Tx,
    by: &By<'_>,
    survivor: Uuid,
    loser: Uuid,
) -> Result<(PersonRow, PersonRow), MergeError> {
    if survivor == loser {
        return Err(MergeError::SameRecord);
    }
    let mut rows = Vec::new();
    for id in [survivor, loser] {
        let row = tx.person(id).await?.ok_or(MergeError::NoPerson)?;
        need(tx, by, Act::PersonMerge, &row).await??;
        rows.push(active(row).map_err(MergeError::Merged)?);
    }
    let (Some(loser), Some(survivor)) = (rows.pop(), rows.pop()) else {
        return Err(MergeError::NoPerson);
    };
    if survivor.guardian_id == Some(loser.id) || loser.guardian_id == Some(survivor.id) {
        return Err(MergeError::Guardian);
    }
    Ok((survivor, loser))
}

/// The same as the clerk saw them.
async fn seen(
    tx: &mut Tx,
    by: &By<'_>,
    order: &Merging<'_>,
) -> Result<(PersonRow, PersonRow), MergeError> {
    let (survivor, loser) = pair(tx, by, order.survivor.0, order.loser.0).await?;
    if (survivor.version, loser.version) != (order.survivor.1, order.loser.1) {
        return Err(MergeError::Changed);
    }
    Ok((survivor, loser))
}

/// Doses that both records have.
fn twins(survivors: &[DoseRow], losers: &[DoseRow]) -> Vec<Twin> {
    let mut found = Vec::new();
    for losers in losers {
        let twin = survivors.iter().find(|row| are_twins(row, losers));
        found.extend(twin.map(|row| Twin {
            survivors: row.id,
            losers: losers.id,
            differ: contradicts(row, losers),
        }));
    }
    found
}

/// Whether both say a lot or a place, and not the same.
fn contradicts(one: &DoseRow, other: &DoseRow) -> bool {
    let key = |text: &Option<String>| {
        let text = text.as_deref()?;
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        Some(letters.collect::<String>().to_uppercase())
    };
    let differ = |one: Option<String>, other: Option<String>| {
        one.zip(other).is_some_and(|(one, other)| one != other)
    };
    differ(key(&one.lot_number), key(&other.lot_number))
        || differ(one.facility_code.clone(), other.facility_code.clone())
        || one.country != other.country
}

/// Of two entries the one to void: what the clerk said, else the one that says less; of two that say
/// as much, the one that comes over, so that a signature stays.
fn to_void(twin: &Twin, rows: (&DoseRow, &DoseRow), keep: &[Uuid]) -> Option<Uuid> {
    match (keep.contains(&twin.survivors), keep.contains(&twin.losers)) {
        (true, false) => return Some(twin.losers),
        (false, true) => return Some(twin.survivors),
        _ if twin.differ => return None,
        _ => {}
    }
    let says =
        |row: &DoseRow| u8::from(row.lot_number.is_some()) + u8::from(row.facility_code.is_some());
    if says(rows.1) > says(rows.0) {
        Some(twin.survivors)
    } else {
        Some(twin.losers)
    }
}

/// Voids the second entries, hands the doses over, and asks whether all are still to be seen.
async fn move_doses(
    tx: &mut Tx,
    by: &By<'_>,
    way: Way<'_>,
    keep: &[Uuid],
    moved: &mut Moved,
) -> Result<(), MergeError> {
    let ours = tx.doses(way.to.id).await?;
    let theirs = tx.doses(way.from.id).await?;
    let before = visible(ours.iter().chain(&theirs));
    let voided = voided(&ours, &theirs, keep)?;
    for row in ours.iter().chain(&theirs) {
        if voided.contains(&row.id)
            && !void_row(tx, by, row.clone(), way.act, "entered_twice").await?
        {
            return Err(MergeError::Changed);
        }
    }
    moved.stayed = ours.iter().map(|row| row.id).collect();
    for old in &theirs {
        let row = tx.dose(old.id).await?.ok_or(MergeError::Changed)?;
        let state = on_arrival(&row);
        let row = way.dose(tx, by, &row, state).await?;
        moved.doses.push(touched(old, &row, true));
    }
    for old in ours.iter().filter(|row| voided.contains(&row.id)) {
        let row = tx.dose(old.id).await?.ok_or(MergeError::Changed)?;
        moved.doses.push(touched(old, &row, false));
    }
    let now = tx.doses(way.to.id).await?;
    if visible(&now) != before || now.len() != ours.len() + theirs.len() {
        return Err(MergeError::WouldLose);
    }
    Ok(())
}

/// The second entries of doses; all that nobody decided about are told at once.
fn voided(ours: &[DoseRow], theirs: &[DoseRow], keep: &[Uuid]) -> Result<Vec<Uuid>, MergeError> {
    let row = |rows: &'_ [DoseRow], id| rows.iter().find(|row| row.id == id).cloned();
    let (mut voided, mut undecided) = (Vec::new(), Vec::new());
    for twin in twins(ours, theirs) {
        let rows = row(ours, twin.survivors).zip(row(theirs, twin.losers));
        match rows.and_then(|(one, other)| to_void(&twin, (&one, &other), keep)) {
            Some(dose) => voided.push(dose),
            None => undecided.push(twin),
        }
    }
    if undecided.is_empty() {
        Ok(voided)
    } else {
        Err(MergeError::Twins(undecided))
    }
}

fn touched(before: &DoseRow, after: &DoseRow, came_over: bool) -> MovedDose {
    MovedDose {
        dose: before.id,
        came_over,
        state: before.state.clone(),
        facts: facts(after),
    }
}

/// Writes a changed record with its audit entry.
async fn save(
    tx: &mut Tx,
    by: &By<'_>,
    (before, mut after): (&PersonRow, PersonRow),
    reason: &str,
) -> Result<(), MergeError> {
    after.updated_at = Moment(by.at);
    if !tx.update_person(&after).await? {
        return Err(MergeError::Changed);
    }
    let written = Written {
        act: Act::PersonMerge.code(),
        kind: "person",
        subject: after.id.to_string(),
        before: Some(snapshot(before)),
        after: Some(snapshot(&after)),
        reason: Some(reason),
    };
    write(tx, by, written).await?;
    Ok(())
}
