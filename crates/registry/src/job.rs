//! Jobs: what an act ordered for later, done by a worker with the rights of whoever ordered it.

use jiff::{SignedDuration, Timestamp};
use khien_domain::rights::{Assignment, Role, Scope};
use khien_store::{AssignmentRow, JobRow, Moment, StoreError, Tx};
use uuid::Uuid;

use crate::by::{Actor, By, NewIds};
use crate::import;
use crate::person;
use crate::registry::Registry;
use crate::session;

/// How long a worker keeps a job without a sign of life.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// How long a job waits after its first failure; doubled each time.
const PAUSE: SignedDuration = SignedDuration::from_secs(10);
/// The pause is doubled no more often than this: an hour and a half.
const MOST_DOUBLED: i64 = 9;
/// After so many failures somebody must look.
const MOST_ATTEMPTS: i64 = 8;

/// Why a job did not end well this time.
#[derive(Debug, thiserror::Error)]
pub(crate) enum JobFault {
    /// It can never succeed: a code for the page.
    #[error("{0}")]
    Hopeless(&'static str),
    /// It may succeed later.
    #[error("{0}")]
    Later(&'static str),
    /// Somebody else is away, as the population register: it waits as long as that lasts, which is
    /// no failure of the job.
    #[error("{0}")]
    Away(&'static str),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A job to be done as soon as a worker is free.
pub(crate) fn waiting(by: &By<'_>, kind: &str, subject: Uuid) -> JobRow {
    let at = Moment(by.at);
    JobRow {
        id: by.new_id(),
        kind: kind.to_owned(),
        subject,
        order_text: crate::written::json(&serde_json::json!({ "facility": by.facility })),
        state: "waiting".to_owned(),
        run_after: at,
        leased_until: None,
        attempts: 0,
        done_steps: 0,
        all_steps: 0,
        fault: None,
        asked_by: Some(by.actor.account),
        created_at: at,
        updated_at: at,
    }
}

/// A job at work.
pub(crate) struct Running<'a> {
    pub(crate) job: &'a JobRow,
    pub(crate) by: By<'a>,
    /// The present moment, which a long job asks for again and again.
    pub(crate) now: &'a (dyn Fn() -> Timestamp + Send + Sync),
}

impl Running<'_> {
    /// Notes how far the job is and keeps it.
    pub(crate) async fn progress(
        &self,
        tx: &mut Tx,
        done: i64,
        all: i64,
    ) -> Result<(), StoreError> {
        let now = (self.now)();
        let until = Moment(now.saturating_add(LEASE).unwrap_or(now));
        tx.progress_job(self.job.id, done, all, until, Moment(now))
            .await?;
        Ok(())
    }
}

/// Takes the next job that is due and does it; `false` if none is.
///
/// # Errors
/// The database, while taking the job or noting its end. A fault of the job itself is noted in it.
pub async fn run_one(
    registry: &Registry,
    ids: &dyn NewIds,
    now: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Result<bool, StoreError> {
    let at = now();
    let mut tx = registry.store.write().await?;
    let until = Moment(at.saturating_add(LEASE).unwrap_or(at));
    let Some(job) = tx.claim_job(Moment(at), until).await? else {
        return Ok(false);
    };
    let actor = actor(&mut tx, &job).await?;
    tx.commit().await?;
    let order: serde_json::Value = serde_json::from_str(&job.order_text).unwrap_or_default();
    let running = Running {
        job: &job,
        by: By {
            actor: &actor,
            at,
            facility: order["facility"].as_str(),
            ids,
        },
        now,
    };
    let ended = run(registry, &running).await;
    let mut tx = registry.store.write().await?;
    let (state, fault, again) = after(&job, &ended, now());
    tx.end_job(job.id, state, fault, Moment(again), Moment(now()))
        .await?;
    tx.commit().await?;
    Ok(true)
}

async fn run(registry: &Registry, running: &Running<'_>) -> Result<(), JobFault> {
    match running.job.kind.as_str() {
        import::READ_JOB => import::run_read(registry, running).await,
        import::APPLY_JOB => import::run_apply(registry, running).await,
        import::UNDO_JOB => import::run_undo(registry, running).await,
        session::SHEET_JOB => session::run_sheet(registry, running).await,
        person::CLUSTER_JOB => person::run_cluster(registry, running).await,
        person::CHECK_JOB => person::run_check(registry, running).await,
        _ => Err(JobFault::Hopeless("unknown_job")),
    }
}

/// State, fault and the moment of the next attempt.
fn after(
    job: &JobRow,
    ended: &Result<(), JobFault>,
    now: Timestamp,
) -> (&'static str, Option<&'static str>, Timestamp) {
    let (fault, is_away) = match ended {
        Ok(()) => return ("done", None, now),
        Err(JobFault::Hopeless(fault)) => return ("failed", Some(*fault), now),
        Err(JobFault::Later(fault)) => (*fault, false),
        Err(JobFault::Away(fault)) => (*fault, true),
        Err(JobFault::Store(_)) => ("database", false),
    };
    if job.attempts >= MOST_ATTEMPTS && !is_away {
        return ("failed", Some(fault), now);
    }
    let doubled = i32::try_from(1_i64 << job.attempts.clamp(0, MOST_DOUBLED)).unwrap_or(i32::MAX);
    let again = now.saturating_add(PAUSE * doubled).unwrap_or(now);
    ("waiting", Some(fault), again)
}

/// Whoever ordered the job, with the roles that they have now.
async fn actor(tx: &mut Tx, job: &JobRow) -> Result<Actor, StoreError> {
    let account = job.asked_by.unwrap_or_default();
    let rows = tx.assignments(account).await?;
    Ok(Actor {
        account,
        assignments: rows.iter().filter_map(assignment).collect(),
    })
}

/// A role as the rights know it; one whose code is no longer known gives none.
pub fn assignment(row: &AssignmentRow) -> Option<Assignment> {
    Some(Assignment {
        role: Role::parse(&row.role)?,
        scope: Scope::parse(&row.scope_kind, &row.scope_code).ok()?,
        until: row.until.map(|until| until.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(attempts: i64) -> JobRow {
        let at = Moment(Timestamp::UNIX_EPOCH);
        JobRow {
            id: Uuid::nil(),
            kind: person::CHECK_JOB.to_owned(),
            subject: Uuid::nil(),
            order_text: String::new(),
            state: "running".to_owned(),
            run_after: at,
            leased_until: None,
            attempts,
            done_steps: 0,
            all_steps: 0,
            fault: None,
            asked_by: None,
            created_at: at,
            updated_at: at,
        }
    }

    #[test]
    fn a_job_gives_up_at_last_but_not_because_somebody_else_is_away() {
        let now = Timestamp::UNIX_EPOCH;
        let state = |attempts, fault| after(&tried(attempts), &Err(fault), now).0;
        assert_eq!(
            state(MOST_ATTEMPTS - 1, JobFault::Later("changed")),
            "waiting"
        );
        assert_eq!(state(MOST_ATTEMPTS, JobFault::Later("changed")), "failed");
        assert_eq!(state(1, JobFault::Hopeless("no_person")), "failed");
        assert_eq!(state(1_000_000, JobFault::Away("register_away")), "waiting");
    }

    #[test]
    fn who_is_away_is_asked_again_within_two_hours() {
        let now = Timestamp::UNIX_EPOCH;
        let (_, _, again) = after(
            &tried(1_000_000),
            &Err(JobFault::Away("register_away")),
            now,
        );
        assert!(again.duration_since(now) < SignedDuration::from_hours(2));
    }
}
