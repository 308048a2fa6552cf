//! Merges as they travel.

use khien_registry::person::{self, MergePreview};
use khien_store::{JobRow, PersonMergeRow};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::doses::Dose;
use crate::api::persons::{Fields, Person};

/// A record, and the version of it that the sender saw.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SeenPerson {
    /// The record.
    pub(super) id: Uuid,
    /// Its `version` as it was read.
    pub(super) version: i64,
}

/// A merge that is only looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MergeToLookAt {
    /// The record that would be joined.
    pub(super) other: Uuid,
}

/// A record to be joined to this one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonToMerge {
    /// A UUID of version 7 that the client made, of the merge; or send it as `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    /// The record that goes.
    pub(super) other: SeenPerson,
    /// Of doses entered twice, those that are right.
    #[serde(default)]
    pub(super) keep: Vec<Uuid>,
    /// Why.
    pub(super) reason: String,
}

/// Records to be joined to this one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ClusterToMerge {
    /// A UUID of version 7 that the client made, of the job; or send it as `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    /// The records that go.
    pub(super) others: Vec<SeenPerson>,
    /// Of doses entered twice, those that are right.
    #[serde(default)]
    pub(super) keep: Vec<Uuid>,
    /// Why.
    pub(super) reason: String,
}

/// A merge to be taken back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MergeToSplit {
    /// Doses recorded since the merge that are the other person's.
    #[serde(default)]
    pub(super) for_other: Vec<Uuid>,
    /// Doses recorded since the merge that stay.
    #[serde(default)]
    pub(super) for_this: Vec<Uuid>,
    /// Why.
    pub(super) reason: String,
}

/// Doses of one record that are somebody else's.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonToSeparate {
    /// The doses that go.
    pub(super) doses: Vec<Uuid>,
    /// Somebody who is entered with this.
    pub(super) to_new: Option<NewPersonApart>,
    /// Somebody who is known.
    pub(super) to_known: Option<SeenPerson>,
    /// Why.
    pub(super) reason: String,
}

/// Somebody who gets a record of their own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPersonApart {
    /// A UUID of version 7 that the client made.
    pub(super) id: Uuid,
    /// What is known of the person.
    pub(super) person: Fields,
}

/// Two entries of one dose.
#[derive(Serialize, ToSchema)]
pub(super) struct Twin {
    /// That of the record that stays.
    this: Uuid,
    /// That of the other record.
    other: Uuid,
    /// Whether lot or place contradict each other: `keep` has to name one.
    differ: bool,
}

impl From<person::Twin> for Twin {
    fn from(twin: person::Twin) -> Self {
        Self {
            this: twin.survivors,
            other: twin.losers,
            differ: twin.differ,
        }
    }
}

/// What a merge would do.
#[derive(Serialize, ToSchema)]
pub(super) struct Previewed {
    /// The record that stays.
    this: Person,
    /// The record that would be joined.
    other: Person,
    /// Doses of both by day, voided ones too.
    doses: Vec<Dose>,
    /// Doses that both have.
    twins: Vec<Twin>,
    /// Codes of the fields that the other fills.
    filled: Vec<String>,
}

impl From<MergePreview> for Previewed {
    fn from(preview: MergePreview) -> Self {
        Self {
            this: Person::from(&preview.survivor),
            other: Person::from(&preview.loser),
            doses: preview.doses.into_iter().map(Dose::from).collect(),
            twins: preview.twins.into_iter().map(Twin::from).collect(),
            filled: preview.filled,
        }
    }
}

/// Records that were joined to one.
#[derive(Serialize, ToSchema)]
pub(super) struct MergesOfPerson {
    /// The newest first.
    pub(super) merges: Vec<Merge>,
}

/// A merge.
#[derive(Serialize, ToSchema)]
pub(super) struct Merge {
    id: Uuid,
    /// The record that was joined.
    other: Uuid,
    reason: String,
    merged_by: Uuid,
    #[schema(format = DateTime)]
    merged_at: String,
    /// When it was taken back.
    #[schema(format = DateTime)]
    split_at: Option<String>,
}

impl From<PersonMergeRow> for Merge {
    fn from(row: PersonMergeRow) -> Self {
        Self {
            id: row.id,
            other: row.loser_id,
            reason: row.reason,
            merged_by: row.merged_by,
            merged_at: row.merged_at.0.to_string(),
            split_at: row.split_at.map(|at| at.0.to_string()),
        }
    }
}

/// Long work.
#[derive(Serialize, ToSchema)]
pub(super) struct Job {
    id: Uuid,
    kind: String,
    /// `waiting`, `running`, `done`, `failed`.
    state: String,
    /// Steps done.
    done: i64,
    /// Steps in all; 0 where not known yet.
    of: i64,
    /// Why it failed, by code.
    fault: Option<String>,
}

impl From<JobRow> for Job {
    fn from(row: JobRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            state: row.state,
            done: row.done_steps,
            of: row.all_steps,
            fault: row.fault,
        }
    }
}
