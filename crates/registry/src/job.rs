//! Jobs: what an act ordered for later, done by a worker with the rights of whoever ordered it.

use jiff::{SignedDuration, Timestamp};
use khien_domain::rights::{Assignment, Role, Scope};
use khien_store::{AssignmentRow, JobRow, Moment, StoreError, Tx};
use uuid::Uuid;

use crate::by::{Actor, By, NewIds};
use crate::import;
use crate::passport;
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
/// How long a job waits for a database that was away, once it is back.
const DATABASE_PAUSE: SignedDuration = SignedDuration::from_secs(1);
/// No plan reaches so far: a later moment was written by a clock that was wrong.
const FAR: SignedDuration = SignedDuration::from_hours(24);

/// Among which jobs a job waits: each lane has a worker of its own, so that what is done in a moment
/// need not wait for what takes an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Questions about single people.
    Quick,
    /// Files and clusters.
    Long,
}

impl Lane {
    /// Both, the quick one first.
    pub const ALL: [Self; 2] = [Self::Quick, Self::Long];

    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Long => "long",
        }
    }
}

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
    /// Another worker has taken it, because this one gave no sign of life: what was not committed
    /// is theirs to do.
    #[error("another worker has the job")]
    Taken,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A long job to be done as soon as a worker is free.
pub(crate) fn waiting(by: &By<'_>, kind: &str, subject: Uuid) -> JobRow {
    let at = Moment(by.at);
    JobRow {
        id: by.new_id(),
        kind: kind.to_owned(),
        lane: Lane::Long.code().to_owned(),
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
    /// Notes how far the job is and keeps it; in the transaction of a step, so that of two workers
    /// who both believe to have the job only one commits it.
    pub(crate) async fn progress(&self, tx: &mut Tx, done: i64, all: i64) -> Result<(), JobFault> {
        let now = (self.now)();
        let until = Moment(now.saturating_add(LEASE).unwrap_or(now));
        let kept = tx.progress_job(self.job, (done, all), until, Moment(now));
        if kept.await? {
            Ok(())
        } else {
            Err(JobFault::Taken)
        }
    }
}

/// Who does the jobs of a lane, one after the other.
pub struct Worker {
    lane: Lane,
    unnoted: Option<Ended>,
}

/// How a job ended.
struct Ended {
    job: JobRow,
    state: &'static str,
    fault: Option<&'static str>,
    again: Timestamp,
}

impl Worker {
    /// For one lane.
    pub fn new(lane: Lane) -> Self {
        Self {
            lane,
            unnoted: None,
        }
    }

    /// Takes the next job that is due and does it; `false` if none is. The end of a job that the
    /// database did not take is noted first.
    ///
    /// # Errors
    /// The database, while taking the job or noting its end. A fault of the job itself is noted in
    /// it.
    pub async fn run_one(
        &mut self,
        registry: &Registry,
        ids: &dyn NewIds,
        now: &(dyn Fn() -> Timestamp + Send + Sync),
    ) -> Result<bool, StoreError> {
        self.note(registry, now()).await?;
        let at = now();
        let later = |by| Moment(at.saturating_add(by).unwrap_or(at));
        let lane = self.lane.code();
        let mut tx = registry.store.write().await?;
        let claimed = tx.claim_job(lane, Moment(at), later(LEASE), later(FAR));
        let Some(job) = claimed.await? else {
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
        self.unnoted = after(&ended, job, now());
        self.note(registry, now()).await?;
        Ok(true)
    }

    /// Notes how the last job ended, if that is not noted yet.
    async fn note(&mut self, registry: &Registry, at: Timestamp) -> Result<(), StoreError> {
        let Some(ended) = &self.unnoted else {
            return Ok(());
        };
        let mut tx = registry.store.write().await?;
        let (state, fault, again) = (ended.state, ended.fault, Moment(ended.again));
        // If another worker has the job by now, its end is theirs to note.
        tx.end_job(&ended.job, state, fault, again, Moment(at))
            .await?;
        tx.commit().await?;
        self.unnoted = None;
        Ok(())
    }
}

/// Takes the next job that is due and does it, of whichever lane; `false` if none is.
///
/// # Errors
/// Those of [`Worker::run_one`].
pub async fn run_one(
    registry: &Registry,
    ids: &dyn NewIds,
    now: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Result<bool, StoreError> {
    for lane in Lane::ALL {
        if Worker::new(lane).run_one(registry, ids, now).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn run(registry: &Registry, running: &Running<'_>) -> Result<(), JobFault> {
    match running.job.kind.as_str() {
        import::READ_JOB => import::run_read(registry, running).await,
        import::APPLY_JOB => import::run_apply(registry, running).await,
        import::UNDO_JOB => import::run_undo(registry, running).await,
        session::SHEET_JOB => session::run_sheet(registry, running).await,
        person::CLUSTER_JOB => person::run_cluster(registry, running).await,
        passport::ORDER_JOB => passport::run_order(registry, running).await,
        person::CHECK_JOB => person::run_check(registry, running).await,
        _ => Err(JobFault::Hopeless("unknown_job")),
    }
}

/// How a job ended, if that is for its worker to say.
fn after(ended: &Result<(), JobFault>, job: JobRow, now: Timestamp) -> Option<Ended> {
    let (state, fault, again) = match ended {
        Ok(()) => ("done", None, now),
        Err(JobFault::Taken) => return None,
        Err(JobFault::Hopeless(fault)) => ("failed", Some(*fault), now),
        Err(JobFault::Later(fault)) if job.attempts >= MOST_ATTEMPTS => {
            ("failed", Some(*fault), now)
        }
        Err(JobFault::Later(fault) | JobFault::Away(fault)) => {
            ("waiting", Some(*fault), later(now, doubled(job.attempts)))
        }
        // Everybody waits for the database: once it takes this note, it is back.
        Err(JobFault::Store(error)) if error.is_passing() || error.is_full() => {
            ("waiting", Some("database"), later(now, DATABASE_PAUSE))
        }
        Err(JobFault::Store(_)) if job.attempts >= MOST_ATTEMPTS => {
            ("failed", Some("database"), now)
        }
        Err(JobFault::Store(_)) => (
            "waiting",
            Some("database"),
            later(now, doubled(job.attempts)),
        ),
    };
    Some(Ended {
        job,
        state,
        fault,
        again,
    })
}

fn later(now: Timestamp, pause: SignedDuration) -> Timestamp {
    now.saturating_add(pause).unwrap_or(now)
}

/// The pause after so many attempts.
fn doubled(attempts: i64) -> SignedDuration {
    PAUSE * i32::try_from(1_i64 << attempts.clamp(0, MOST_DOUBLED)).unwrap_or(i32::MAX)
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
            lane: Lane::Quick.code().to_owned(),
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
        let state = |attempts, fault| after(&Err(fault), tried(attempts), now).unwrap().state;
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
        let away = Err(JobFault::Away("register_away"));
        let ended = after(&away, tried(1_000_000), now).unwrap();
        assert!(ended.again.duration_since(now) < SignedDuration::from_hours(2));
    }

    #[test]
    fn a_database_that_was_away_costs_a_job_nothing() {
        let now = Timestamp::UNIX_EPOCH;
        let away = Err(JobFault::Store(sqlx::Error::PoolTimedOut.into()));
        let ended = after(&away, tried(1_000_000), now).unwrap();
        assert_eq!(ended.state, "waiting");
        assert_eq!(ended.again.duration_since(now), DATABASE_PAUSE);
        assert!(after(&Err(JobFault::Taken), tried(1), now).is_none());
    }
}
