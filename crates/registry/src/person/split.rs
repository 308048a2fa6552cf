//! Taking a merge back: exactly, and for what was recorded since, as somebody says.

use khien_domain::rights::Act;
use khien_domain::{DoseState, PersonState};
use khien_store::{DoseRow, Moment, PersonMergeRow, PersonRow, StoreError, Tx};
use uuid::Uuid;

use super::correct::need;
use super::fields::form_of;
use super::joined::{MoveFault, Moved, MovedDose, Way, facts, unfill};
use super::merge::lock;
use super::{identity, snapshot};
use crate::by::{By, NotAllowed};
use crate::dose::{are_twins, counts, on_arrival};
use crate::given::worded;
use crate::registry::{Registry, active};
use crate::written::{Written, write};

/// Why a merge was not taken back.
#[derive(Debug, thiserror::Error)]
pub enum SplitError {
    /// The right is missing, for one of the two.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such merge.
    #[error("there is no such merge")]
    NoMerge,
    /// The record that stayed was joined to another since: that is to be taken back first.
    #[error("the record was merged into another")]
    Merged(Uuid),
    /// A later merge found the same dose once more: that is to be taken back first.
    #[error("a later merge has to be taken back first")]
    LaterFirst(Uuid),
    /// Doses that were recorded since: whose are they?
    #[error("{} doses were recorded since the merge", .0.len())]
    Undecided(Vec<Uuid>),
    /// A dose was given to one of the two that is not of this record.
    #[error("the dose is not of this record")]
    NotTheirs(Uuid),
    /// One of the two would have a dose of one product twice on a day.
    #[error("a dose would be there twice")]
    Twin,
    /// Somebody changed the record since it was shown.
    #[error("somebody else changed the record meanwhile")]
    Changed,
    /// What the merge moved cannot be read: taking it back would leave everything where it is.
    #[error("what the merge moved cannot be read")]
    Unreadable,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<MoveFault> for SplitError {
    fn from(fault: MoveFault) -> Self {
        match fault {
            MoveFault::Changed => Self::Changed,
            MoveFault::Store(StoreError::Exists(_)) => Self::Twin,
            MoveFault::Store(error) => Self::Store(error),
        }
    }
}

/// A merge to be taken back.
#[derive(Clone, Copy)]
pub struct Splitting<'a> {
    /// Which merge.
    pub merge: Uuid,
    /// The version of the record that stayed, as the clerk saw it.
    pub seen_version: i64,
    /// Doses recorded since the merge that are the other person's.
    pub for_loser: &'a [Uuid],
    /// Doses recorded since the merge that stay.
    pub for_survivor: &'a [Uuid],
    /// Why.
    pub reason: &'a str,
}

/// Takes a merge back and asks the population register about both. One that was taken back already
/// stays so, and the act succeeds.
///
/// # Errors
/// See [`SplitError`]. Nothing is written then.
pub async fn split(
    registry: &Registry,
    by: &By<'_>,
    order: Splitting<'_>,
) -> Result<(), SplitError> {
    let reason = worded(order.reason).ok_or(SplitError::NoReason)?;
    let answers = {
        let mut tx = registry.store.read().await?;
        let Some(two) = Two::find(&mut tx, by, &order).await? else {
            return Ok(());
        };
        drop(tx);
        let (survivor, loser) = (form_of(&two.alone()), form_of(&two.loser));
        [
            identity::ask(registry, &survivor).await,
            identity::ask(registry, &loser).await,
        ]
    };
    let mut tx = registry.store.write().await?;
    let merge = tx.person_merge(order.merge).await?;
    let merge = merge.ok_or(SplitError::NoMerge)?;
    lock(&mut tx, [merge.survivor_id, merge.loser_id]).await?;
    let Some(two) = Two::find(&mut tx, by, &order).await? else {
        return Ok(());
    };
    let mut back = two.loser.clone();
    PersonState::Active.code().clone_into(&mut back.state);
    back.merged_into = None;
    let pairs = [(&two.survivor, two.alone()), (&two.loser, back)];
    for ((before, mut after), answer) in pairs.into_iter().zip(answers) {
        let form = form_of(&after);
        identity::put(answer.as_ref(), Moment(by.at), &mut after);
        save(&mut tx, by, (before, after), reason).await?;
        identity::keep(&mut tx, by, before.id, &form, answer.as_ref()).await?;
    }
    two.part_doses(&mut tx, by, &order, reason).await?;
    two.part_rest(&mut tx, by, &order, reason).await?;
    let by_whom = by.actor.account;
    if !tx
        .end_person_merge(merge.id, by_whom, Moment(by.at))
        .await?
    {
        return Err(SplitError::Changed);
    }
    tx.commit().await?;
    Ok(())
}

/// Doses of a joined record that were recorded since the merge, for the page that asks whose they
/// are. Empty where there is nothing to ask.
///
/// # Errors
/// See [`SplitError`].
pub async fn recorded_since(
    registry: &Registry,
    by: &By<'_>,
    merge: Uuid,
) -> Result<Vec<DoseRow>, SplitError> {
    let mut tx = registry.store.read().await?;
    let row = tx.person_merge(merge).await?.ok_or(SplitError::NoMerge)?;
    let two = Two::of(&mut tx, by, row).await?;
    two.since(&mut tx).await
}

/// The two records of a merge, as they are now.
struct Two {
    merge: PersonMergeRow,
    moved: Moved,
    survivor: PersonRow,
    loser: PersonRow,
}

impl Two {
    /// The two as the clerk saw them; nothing where they were parted already.
    async fn find(
        tx: &mut Tx,
        by: &By<'_>,
        order: &Splitting<'_>,
    ) -> Result<Option<Self>, SplitError> {
        let merge = tx.person_merge(order.merge).await?;
        let merge = merge.ok_or(SplitError::NoMerge)?;
        if merge.split_at.is_some() {
            return Ok(None);
        }
        let two = Self::of(tx, by, merge).await?;
        if two.survivor.version != order.seen_version {
            return Err(SplitError::Changed);
        }
        Ok(Some(two))
    }

    async fn of(tx: &mut Tx, by: &By<'_>, merge: PersonMergeRow) -> Result<Self, SplitError> {
        let survivor = tx.person(merge.survivor_id).await?;
        let survivor = survivor.ok_or(SplitError::NoMerge)?;
        let loser = tx.person(merge.loser_id).await?;
        let loser = loser.ok_or(SplitError::NoMerge)?;
        for row in [&survivor, &loser] {
            need(tx, by, Act::PersonSplit, row).await??;
        }
        Ok(Self {
            moved: moved(&merge)?,
            survivor: active(survivor).map_err(SplitError::Merged)?,
            loser,
            merge,
        })
    }

    /// The survivor without what the merge filled.
    fn alone(&self) -> PersonRow {
        let mut alone = self.survivor.clone();
        unfill(&mut alone, &self.loser, &self.moved.filled);
        alone
    }

    /// The merge's way back.
    fn way<'a>(&'a self, reason: &'a str) -> Way<'a> {
        Way {
            from: &self.survivor,
            to: &self.loser,
            act: Act::PersonSplit,
            reason,
        }
    }

    /// Doses that nobody knows whose they are: counting ones that neither record brought along, nor
    /// a record that was joined to this one besides.
    async fn since(&self, tx: &mut Tx) -> Result<Vec<DoseRow>, SplitError> {
        let mut known = self.moved.stayed.clone();
        known.extend(self.moved.doses.iter().map(|it| it.dose));
        for merge in self.others(tx).await? {
            known.extend(came_over(&merge)?);
        }
        let mut doses = tx.doses(self.survivor.id).await?;
        doses.retain(|row| counts(row) && !known.contains(&row.id));
        Ok(doses)
    }

    /// Other records that are joined to the survivor now.
    async fn others(&self, tx: &mut Tx) -> Result<Vec<PersonMergeRow>, StoreError> {
        let mut merges = tx.merges_of_survivor(self.survivor.id).await?;
        merges.retain(|it| it.split_at.is_none() && it.id != self.merge.id);
        Ok(merges)
    }

    /// Everybody's doses to everybody.
    async fn part_doses(
        &self,
        tx: &mut Tx,
        by: &By<'_>,
        order: &Splitting<'_>,
        reason: &str,
    ) -> Result<(), SplitError> {
        let since = self.since(tx).await?;
        let asked = |row: &DoseRow| {
            !order.for_loser.contains(&row.id) && !order.for_survivor.contains(&row.id)
        };
        let undecided: Vec<Uuid> = since
            .iter()
            .filter(|row| asked(row))
            .map(|row| row.id)
            .collect();
        if !undecided.is_empty() {
            return Err(SplitError::Undecided(undecided));
        }
        let all = order.for_loser.iter().chain(order.for_survivor);
        let stray = |id: &&Uuid| !since.iter().any(|row| row.id == **id);
        if let Some(stray) = all.copied().collect::<Vec<_>>().iter().find(stray) {
            return Err(SplitError::NotTheirs(*stray));
        }
        let way = self.way(reason);
        for row in since.iter().filter(|row| order.for_loser.contains(&row.id)) {
            way.dose(tx, by, row, on_arrival(row)).await?;
        }
        self.no_later_merge_found(tx).await?;
        // First what goes, so that what was voided beside it can come back.
        let (theirs, ours): (Vec<_>, Vec<_>) = self.moved.doses.iter().partition(|it| it.came_over);
        for it in theirs.into_iter().chain(ours) {
            self.give_back(tx, by, it, reason).await?;
        }
        Ok(())
    }

    /// A dose that the merge touched becomes what it was, as far as nobody else touched it since.
    async fn give_back(
        &self,
        tx: &mut Tx,
        by: &By<'_>,
        it: &MovedDose,
        reason: &str,
    ) -> Result<(), SplitError> {
        let row = tx.dose(it.dose).await?.ok_or(SplitError::Changed)?;
        if row.person_id != self.survivor.id {
            // It was found to be a third person's since.
            return Ok(());
        }
        let untouched = facts(&row) == it.facts;
        let state = DoseState::parse(&it.state).filter(|_| untouched);
        let mut state = state.unwrap_or_else(|| on_arrival(&row));
        let to = if it.came_over {
            &self.loser
        } else {
            &self.survivor
        };
        let mut would_be = row.clone();
        would_be.person_id = to.id;
        state.code().clone_into(&mut would_be.state);
        let there = tx.doses(to.id).await?;
        let there = there
            .iter()
            .find(|other| other.id != row.id && are_twins(other, &would_be));
        if let Some(other) = there.filter(|_| !counts(&row)) {
            self.no_later_merge_brought(tx, other.id).await?;
            state = DoseState::Voided;
        }
        let way = Way {
            to,
            ..self.way(reason)
        };
        if to.id != row.person_id || state.code() != row.state {
            way.dose(tx, by, &row, state).await?;
        }
        Ok(())
    }

    /// A later merge may have found a dose of this one once more. Either it voided ours: then only its
    /// own end brings it back. Or it voided the other one: were ours to go, that person's dose would
    /// be seen nowhere.
    async fn no_later_merge_found(&self, tx: &mut Tx) -> Result<(), SplitError> {
        let doses = tx.doses(self.survivor.id).await?;
        let ours = came_over(&self.merge)?;
        let brought: Vec<&DoseRow> = doses.iter().filter(|row| ours.contains(&row.id)).collect();
        let place = |merge: &PersonMergeRow| (merge.merged_at.0, merge.id);
        for later in self.others(tx).await? {
            let moved = moved(&later)?;
            let voided = moved.doses.iter().filter(|it| {
                let row = doses.iter().find(|row| row.id == it.dose && !counts(row));
                row.is_some_and(|row| brought.iter().any(|ours| same_dose(ours, row)))
            });
            if place(&later) > place(&self.merge) && voided.count() > 0 {
                return Err(SplitError::LaterFirst(later.id));
            }
        }
        Ok(())
    }

    async fn no_later_merge_brought(&self, tx: &mut Tx, dose: Uuid) -> Result<(), SplitError> {
        let others = self.others(tx).await?;
        for merge in others {
            if came_over(&merge)?.contains(&dose) {
                return Err(SplitError::LaterFirst(merge.id));
            }
        }
        Ok(())
    }

    /// Attendances, words, reactions, cases, children and lists, with those of the doses that went.
    async fn part_rest(
        &self,
        tx: &mut Tx,
        by: &By<'_>,
        order: &Splitting<'_>,
        reason: &str,
    ) -> Result<(), SplitError> {
        let (way, moved) = (self.way(reason), &self.moved);
        let goes = |dose: Option<Uuid>| dose.is_some_and(|dose| order.for_loser.contains(&dose));
        way.attendances(tx, by, |row| {
            moved.attendances.contains(&row.id) || goes(row.dose_id)
        })
        .await?;
        way.confirmations(tx, |id, dose| {
            moved.confirmations.contains(&id) || goes(dose)
        })
        .await?;
        way.reactions(tx, |id, dose| {
            moved.reactions.contains(&id) || goes(Some(dose))
        })
        .await?;
        way.recovered(tx, |id| moved.recovered.contains(&id))
            .await?;
        way.children(tx, by, |id| moved.children.contains(&id))
            .await?;
        way.rosters(tx, |id| moved.rosters.contains(&id)).await?;
        Ok(())
    }
}

/// Whether both say the same product on the same day, whatever became of them.
fn same_dose(one: &DoseRow, other: &DoseRow) -> bool {
    one.given_on == other.given_on && one.product_code == other.product_code
}

/// What a merge moved.
fn moved(merge: &PersonMergeRow) -> Result<Moved, SplitError> {
    serde_json::from_str(&merge.moved).map_err(|_| SplitError::Unreadable)
}

/// Doses that a merge brought over.
fn came_over(merge: &PersonMergeRow) -> Result<Vec<Uuid>, SplitError> {
    let doses = moved(merge)?.doses.into_iter().filter(|it| it.came_over);
    Ok(doses.map(|it| it.dose).collect())
}

/// Writes a changed record with its audit entry.
async fn save(
    tx: &mut Tx,
    by: &By<'_>,
    (before, mut after): (&PersonRow, PersonRow),
    reason: &str,
) -> Result<(), SplitError> {
    after.updated_at = Moment(by.at);
    if !tx.update_person(&after).await? {
        return Err(SplitError::Changed);
    }
    let written = Written {
        act: Act::PersonSplit.code(),
        kind: "person",
        subject: after.id.to_string(),
        before: Some(snapshot(before)),
        after: Some(snapshot(&after)),
        reason: Some(reason),
    };
    write(tx, by, written).await?;
    Ok(())
}
