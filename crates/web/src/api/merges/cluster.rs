//! A whole cluster joined to one record: a job, and how far a job is.

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::rights::Act;
use khien_registry::person::{self, CLUSTER_JOB, Cluster, ClusterError};
use khien_store::JobRow;
use serde_json::json;
use uuid::Uuid;

use super::stale;
use super::wire::{ClusterToMerge, Job};
use crate::App;
use crate::api::answer::Answer;
use crate::api::body::Sent;
use crate::api::caller::Caller;
use crate::api::fault::{conflict, not_allowed, stored, unfit, wrong};
use crate::api::key::Key;
use crate::api::operation::Operation;
use crate::api::persons::row;
use crate::api::wire::At;
use crate::problem::Problem;

/// Operations on clusters and their jobs.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("/persons/{id}/merge-cluster", order)
            .named("merge_cluster", "persons", "Join many records to this one, as a job")
            .about(
                "One merge each, of which each can be taken back. What cannot be joined is left as it is, and \
                 the job then fails with `twins_left` or `records_left`. The key is the id of the job.",
            )
            .acts(&[Act::PersonMerge])
            .keyed()
            .takes::<ClusterToMerge>()
            .answers::<Job>(StatusCode::ACCEPTED, "It is ordered.")
            .problems(&["person-merged", "version-changed"]),
        Operation::get("/jobs/{id}", read)
            .named("read_job", "persons", "How far a job is")
            .about("For whoever ordered it.")
            .anybody_in()
            .answers::<Job>(StatusCode::OK, "The job."),
    ]
}

async fn order(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    key: Key,
    Sent(body): Sent<ClusterToMerge>,
) -> Result<Answer, Problem> {
    let losers: Vec<(Uuid, i64)> = body.others.iter().map(|it| (it.id, it.version)).collect();
    let cluster = Cluster {
        id: key.or(body.id)?,
        survivor: id,
        losers: &losers,
        keep: &body.keep,
        reason: &body.reason,
    };
    match person::merge_cluster(app.registry(), &caller.by(&app), cluster).await {
        Ok(()) => {
            let job = job(&app, cluster.id).await?;
            if job.kind != CLUSTER_JOB || job.subject != id {
                return Err(unfit("key-reused"));
            }
            let place = format!("/api/v1/jobs/{}", job.id);
            Ok(Answer::taken(&Job::from(job), &place))
        }
        Err(ClusterError::NoPerson(missing)) if missing == id => Err(Problem::not_found()),
        Err(ClusterError::NoPerson(_)) => Err(wrong("/others", "unknown")),
        Err(ClusterError::Merged(into)) => {
            Err(conflict("person-merged").with("merged_into", json!(into)))
        }
        Err(ClusterError::NoCluster) => Err(wrong("/others", "missing")),
        Err(ClusterError::Changed(changed)) => Err(stale(&row(&app, changed).await?)),
        Err(ClusterError::NoReason) => Err(wrong("/reason", "missing")),
        Err(ClusterError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(ClusterError::Store(error)) => Err(stored(&error)),
    }
}

async fn job(app: &App, id: Uuid) -> Result<JobRow, Problem> {
    let read = async {
        let mut tx = app.registry().store().read().await?;
        tx.job(id).await
    };
    let job = read.await.map_err(|error| stored(&error))?;
    job.ok_or_else(Problem::not_found)
}

async fn read(State(app): State<App>, caller: Caller, At(id): At) -> Result<Answer, Problem> {
    let job = job(&app, id).await?;
    let asked = caller.by(&app).actor.account;
    if job.asked_by != Some(asked) {
        return Err(Problem::not_found());
    }
    Ok(Answer::ok(&Job::from(job)))
}
