//! What goes from one record into another when two are joined, and what is needed for the way back.

use khien_domain::DoseState;
use khien_domain::rights::Act;
use khien_store::{DoseRow, Moment, PersonRow, StoreError, Tx};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::by::By;
use crate::dose::{self, HandOver, hand_over};

/// What a merge moved, kept as JSON with the merge. Ids and codes only: what the fields held stands
/// in the record that was joined, which nobody changes meanwhile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Moved {
    /// Fields of the survivor that were empty and are now as in the other record.
    pub(super) filled: Vec<String>,
    /// Doses that came over, or of which one of a pair was voided.
    pub(super) doses: Vec<MovedDose>,
    /// Doses that the survivor had.
    pub(super) stayed: Vec<Uuid>,
    pub(super) attendances: Vec<Uuid>,
    pub(super) confirmations: Vec<Uuid>,
    pub(super) reactions: Vec<Uuid>,
    pub(super) recovered: Vec<Uuid>,
    pub(super) children: Vec<Uuid>,
    pub(super) rosters: Vec<Uuid>,
}

/// A dose that a merge touched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MovedDose {
    pub(super) dose: Uuid,
    /// Whether it was the other record's.
    pub(super) came_over: bool,
    /// Its state before.
    pub(super) state: String,
    /// What it was right after: as long as it is, its state may come back, with its signature.
    pub(super) facts: String,
}

/// A text of a person that may be missing.
type Text = fn(&mut PersonRow) -> &mut Option<String>;

/// Texts that the survivor takes over where it has none.
const TEXTS: [(&str, Text); 12] = [
    ("date_of_birth", |row| &mut row.date_of_birth),
    ("sex", |row| &mut row.sex),
    ("id_number", |row| &mut row.id_number),
    ("old_number", |row| &mut row.old_number),
    ("insurance_number", |row| &mut row.insurance_number),
    ("phone", |row| &mut row.phone),
    ("nationality", |row| &mut row.nationality),
    ("commune_code", |row| &mut row.commune_code),
    ("hamlet", |row| &mut row.hamlet),
    ("address", |row| &mut row.address),
    ("workplace", |row| &mut row.workplace),
    ("priority_group", |row| &mut row.priority_group),
];

/// Name of the guardian among the filled fields.
const GUARDIAN: &str = "guardian";

/// Fills what the survivor lacks; gives the names of the fields.
pub(super) fn fill(survivor: &mut PersonRow, loser: &PersonRow) -> Vec<String> {
    let mut other = loser.clone();
    let mut filled = Vec::new();
    for (name, text) in TEXTS {
        let known = text(&mut other).take();
        let here = text(survivor);
        if here.is_none() && known.is_some() {
            *here = known;
            filled.push(name.to_owned());
        }
    }
    if survivor.guardian_id.is_none() && loser.guardian_id.is_some() {
        survivor.guardian_id = loser.guardian_id;
        filled.push(GUARDIAN.to_owned());
    }
    filled
}

/// Empties what was filled and not changed since.
pub(super) fn unfill(survivor: &mut PersonRow, loser: &PersonRow, filled: &[String]) {
    let mut other = loser.clone();
    for (name, text) in TEXTS {
        if filled.iter().any(|it| it == name) && text(survivor) == text(&mut other) {
            *text(survivor) = None;
        }
    }
    if filled.iter().any(|it| it == GUARDIAN) && survivor.guardian_id == loser.guardian_id {
        survivor.guardian_id = None;
    }
}

/// What a dose says, whoever's it is.
pub(super) fn facts(row: &DoseRow) -> String {
    format!("{} {}", dose::snapshot(row), row.state)
}

/// Doses that the person can see, each day and product once.
pub(super) fn visible<'a>(doses: impl IntoIterator<Item = &'a DoseRow>) -> Vec<(String, String)> {
    let counting = doses.into_iter().filter(|row| dose::counts(row));
    let mut seen: Vec<_> = counting
        .map(|row| (row.given_on.0.to_string(), row.product_code.clone()))
        .collect();
    seen.sort_unstable();
    seen.dedup();
    seen
}

/// Why something did not go over.
#[derive(Debug, thiserror::Error)]
pub(super) enum MoveFault {
    /// Somebody else changed it meanwhile.
    #[error("somebody else changed the record meanwhile")]
    Changed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// From which record to which, and why.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    pub(super) from: &'a PersonRow,
    pub(super) to: &'a PersonRow,
    pub(super) act: Act,
    pub(super) reason: &'a str,
}

impl Way<'_> {
    /// Hands a dose over.
    pub(super) async fn dose(
        self,
        tx: &mut Tx,
        by: &By<'_>,
        row: &DoseRow,
        state: DoseState,
    ) -> Result<DoseRow, MoveFault> {
        let order = HandOver {
            from: self.from,
            to: self.to,
            state,
            act: self.act,
            reason: self.reason,
        };
        let after = hand_over(tx, by, row, order).await?;
        after.ok_or(MoveFault::Changed)
    }

    /// Takes attendances over that `wanted` names; where both records attend one session, each keeps
    /// its own. Gives those that went.
    pub(super) async fn attendances(
        self,
        tx: &mut Tx,
        by: &By<'_>,
        wanted: impl Fn(&khien_store::AttendanceRow) -> bool,
    ) -> Result<Vec<Uuid>, MoveFault> {
        let mut went = Vec::new();
        for mut row in tx.attendances_of_person(self.from.id).await? {
            let both = tx.attendance_of(row.session_id, self.to.id).await?;
            if !wanted(&row) || both.is_some() {
                continue;
            }
            row.person_id = self.to.id;
            row.updated_at = Moment(by.at);
            if !tx.update_attendance(&row).await? {
                return Err(MoveFault::Changed);
            }
            went.push(row.id);
        }
        Ok(went)
    }

    /// Takes over what the person said, by id and dose.
    pub(super) async fn confirmations(
        self,
        tx: &mut Tx,
        wanted: impl Fn(Uuid, Option<Uuid>) -> bool,
    ) -> Result<Vec<Uuid>, StoreError> {
        let mut went = Vec::new();
        for row in tx.confirmations(self.from.id).await? {
            if wanted(row.id, row.dose_id) && tx.move_confirmation(row.id, self.to.id).await? {
                went.push(row.id);
            }
        }
        Ok(went)
    }

    /// Takes reactions over, by id and dose.
    pub(super) async fn reactions(
        self,
        tx: &mut Tx,
        wanted: impl Fn(Uuid, Uuid) -> bool,
    ) -> Result<Vec<Uuid>, StoreError> {
        let mut went = Vec::new();
        for row in tx.reactions(self.from.id).await? {
            if wanted(row.id, row.dose_id) && tx.move_reaction(row.id, self.to.id).await? {
                went.push(row.id);
            }
        }
        Ok(went)
    }

    /// Takes recovered cases over; one that both records have stays in both.
    pub(super) async fn recovered(
        self,
        tx: &mut Tx,
        wanted: impl Fn(Uuid) -> bool,
    ) -> Result<Vec<Uuid>, StoreError> {
        let known = tx.recovered_cases(self.to.id).await?;
        let mut went = Vec::new();
        for row in tx.recovered_cases(self.from.id).await? {
            let both = known.iter().any(|it| it.positive_on == row.positive_on);
            if wanted(row.id) && !both && tx.move_recovered_case(row.id, self.to.id).await? {
                went.push(row.id);
            }
        }
        Ok(went)
    }

    /// Makes the other record the guardian of children.
    pub(super) async fn children(
        self,
        tx: &mut Tx,
        by: &By<'_>,
        wanted: impl Fn(Uuid) -> bool,
    ) -> Result<Vec<Uuid>, MoveFault> {
        let mut went = Vec::new();
        for mut child in tx.children(self.from.id).await? {
            if !wanted(child.id) {
                continue;
            }
            child.guardian_id = Some(self.to.id);
            child.updated_at = Moment(by.at);
            if !tx.update_person(&child).await? {
                return Err(MoveFault::Changed);
            }
            went.push(child.id);
        }
        Ok(went)
    }

    /// Puts the other record on rosters; where both are on one, each stays.
    pub(super) async fn rosters(
        self,
        tx: &mut Tx,
        wanted: impl Fn(Uuid) -> bool,
    ) -> Result<Vec<Uuid>, StoreError> {
        let known = tx.rosters_of_person(self.to.id).await?;
        let mut went = Vec::new();
        for entry in tx.rosters_of_person(self.from.id).await? {
            let roster = entry.roster_id;
            let both = known.iter().any(|it| it.roster_id == roster);
            if wanted(roster)
                && !both
                && tx
                    .move_roster_entry(roster, self.from.id, self.to.id)
                    .await?
            {
                went.push(roster);
            }
        }
        Ok(went)
    }
}
