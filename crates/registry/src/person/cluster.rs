//! Joining a whole cluster of records to one: a job, for there may be hundreds and each is a
//! transaction of its own.

use khien_domain::rights::Act;
use khien_store::{JobRow, StoreError};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::correct::need;
use super::merge::{MergeError, Merging, merge};
use crate::by::{By, NotAllowed};
use crate::given::worded;
use crate::job::{JobFault, Running, waiting};
use crate::registry::{Registry, active};
use crate::written::{Written, json, write};

/// Kind of the job that joins a cluster.
pub const CLUSTER_JOB: &str = "person_merge_cluster";

/// Why a cluster was not ordered to be joined.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// The right is missing, for one of the records.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such person.
    #[error("there is no such person")]
    NoPerson(Uuid),
    /// One was joined to another already.
    #[error("the record was merged into another")]
    Merged(Uuid),
    /// Fewer than two records, or one twice.
    #[error("a cluster is two or more records")]
    NoCluster,
    /// Somebody changed one since they were shown.
    #[error("somebody else changed the record meanwhile")]
    Changed(Uuid),
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A cluster to be joined.
#[derive(Clone, Copy)]
pub struct Cluster<'a> {
    /// Of the job, made by the client, so that a retry orders nothing twice.
    pub id: Uuid,
    /// The record that stays.
    pub survivor: Uuid,
    /// Those that are joined to it, with the versions that the clerk saw.
    pub losers: &'a [(Uuid, i64)],
    /// Of doses entered twice, those that are right.
    pub keep: &'a [Uuid],
    /// Why.
    pub reason: &'a str,
}

/// The order as it lies in the job.
#[derive(Serialize, Deserialize)]
struct Order {
    facility: Option<String>,
    survivor: Uuid,
    /// Id of the merge, record, version.
    losers: Vec<(Uuid, Uuid, i64)>,
    keep: Vec<Uuid>,
    reason: String,
}

/// Orders a cluster to be joined; the job of that id tells how far it is.
///
/// # Errors
/// See [`ClusterError`]. Nothing is written then.
pub async fn merge_cluster(
    registry: &Registry,
    by: &By<'_>,
    cluster: Cluster<'_>,
) -> Result<(), ClusterError> {
    let reason = worded(cluster.reason).ok_or(ClusterError::NoReason)?;
    let mut tx = registry.store.write().await?;
    if tx.job(cluster.id).await?.is_some() {
        return Ok(());
    }
    let mut ids: Vec<Uuid> = cluster.losers.iter().map(|(id, _)| *id).collect();
    ids.push(cluster.survivor);
    ids.sort_unstable();
    ids.dedup();
    if ids.len() != cluster.losers.len() + 1 || ids.len() < 2 {
        return Err(ClusterError::NoCluster);
    }
    for id in ids {
        let row = tx.person(id).await?.ok_or(ClusterError::NoPerson(id))?;
        need(&mut tx, by, Act::PersonMerge, &row).await??;
        let row = active(row).map_err(ClusterError::Merged)?;
        let seen = cluster.losers.iter().find(|(loser, _)| *loser == id);
        if seen.is_some_and(|(_, version)| *version != row.version) {
            return Err(ClusterError::Changed(id));
        }
    }
    let losers = cluster.losers.iter();
    let order = Order {
        facility: by.facility.map(str::to_owned),
        survivor: cluster.survivor,
        losers: losers
            .map(|(id, version)| (by.new_id(), *id, *version))
            .collect(),
        keep: cluster.keep.to_vec(),
        reason: reason.to_owned(),
    };
    let job = JobRow {
        id: cluster.id,
        order_text: json(&order),
        all_steps: i64::try_from(order.losers.len()).unwrap_or(i64::MAX),
        ..waiting(by, CLUSTER_JOB, cluster.survivor)
    };
    tx.insert_job(&job).await?;
    let written = Written {
        act: Act::PersonMerge.code(),
        kind: "job",
        subject: job.id.to_string(),
        before: None,
        after: Some(job.order_text),
        reason: Some(reason),
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

/// Joins the records of a cluster, one a transaction. Those that cannot be joined are left as they
/// are and the others joined; the job then ends with a code, and who opens it sees which are left.
pub(crate) async fn run_cluster(
    registry: &Registry,
    running: &Running<'_>,
) -> Result<(), JobFault> {
    let order: Order = serde_json::from_str(&running.job.order_text)
        .map_err(|_| JobFault::Hopeless("unreadable_order"))?;
    let all = i64::try_from(order.losers.len()).unwrap_or(i64::MAX);
    let mut left = None;
    for (done, step) in (1..).zip(&order.losers) {
        match join(registry, running, &order, *step).await {
            Ok(()) => {}
            Err(MergeError::Store(error)) => return Err(error.into()),
            Err(MergeError::Twins(_)) => left = Some("twins_left"),
            Err(_) => left = left.or(Some("records_left")),
        }
        let mut tx = registry.store.write().await?;
        running.progress(&mut tx, done, all).await?;
        tx.commit().await?;
    }
    left.map_or(Ok(()), |code| Err(JobFault::Hopeless(code)))
}

async fn join(
    registry: &Registry,
    running: &Running<'_>,
    order: &Order,
    (merge_id, loser, version): (Uuid, Uuid, i64),
) -> Result<(), MergeError> {
    let survivor = {
        let mut tx = registry.store.read().await?;
        tx.person(order.survivor).await?
    };
    let survivor = survivor.ok_or(MergeError::NoPerson)?;
    let by = By {
        at: (running.now)(),
        ..running.by
    };
    let one = Merging {
        id: merge_id,
        survivor: (survivor.id, survivor.version),
        loser: (loser, version),
        keep: &order.keep,
        reason: &order.reason,
    };
    merge(registry, &by, one).await
}
