//! What goes on beside the requests: jobs, the seal of the audit, the folding of counters.
//!
//! Each loop does what waits, then rests. A fault of the database is told and tried again after a
//! while; the loops end when they are told to stop, between two pieces of work.

use super::checker::{CheckerFiles, Seen};
use super::department::Department;
use super::outside::{Clock, TimeIds};
use super::own_lists::OwnLists;
use jiff::{SignedDuration, Timestamp};
use khien_certificate::keys::SigningKey;
use khien_registry::job::{Lane, Worker};
use khien_registry::passport::Ministry;
use khien_registry::seal::{SEALED_AT_ONCE, SealError, seal_once};
use khien_registry::{NewIds, Registry, account, passport};
use khien_web::App;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Between two looks for jobs.
const JOBS: Duration = Duration::from_millis(200);
/// Between two seals: entries are in the chain within a second.
const SEALS: Duration = Duration::from_millis(400);
/// Between two foldings of the counters.
const COUNTERS: Duration = Duration::from_secs(5);
/// Between two clearings of logins that have ended.
const CLEARING: Duration = Duration::from_hours(1);
/// After this time lists are published again, though nothing has changed.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// Between two looks at the lists of the checker.
const LISTS: Duration = Duration::from_secs(30);
/// How long an ended login is kept, for whoever asks what happened last night.
const LOGINS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 7);
/// Between two looks for people who are due a passport.
const PASSPORTS: Duration = Duration::from_millis(500);
/// Notes of people that one step looks at: a fraction of a second, in which SQLite has no other writer.
const PASSPORTS_AT_ONCE: i64 = 200;
/// Between two looks for passports that end soon.
const RENEWALS: Duration = Duration::from_hours(24);
/// People noted at once whose passports end soon.
const RENEWED_AT_ONCE: i64 = 1_000;
/// Between two looks for facilities that were counted long ago.
const FUNNEL: Duration = Duration::from_secs(10);
/// Rest after a fault of the key or the clock: somebody has to come.
const AFTER_KEY_FAULT: Duration = Duration::from_mins(1);
/// Rest after a fault.
const AFTER_FAULT: Duration = Duration::from_secs(2);

/// What the loops work with.
#[derive(Clone)]
pub(super) struct Work {
    pub(super) registry: Registry,
    pub(super) clock: Clock,
    pub(super) audit_key: Arc<SigningKey>,
    pub(super) department: Option<Arc<Department>>,
    pub(super) stop: watch::Receiver<bool>,
}

/// Starts every loop.
pub(super) fn start(work: &Work) -> JoinSet<()> {
    let mut loops = JoinSet::new();
    for lane in Lane::ALL {
        loops.spawn(work.clone().jobs(lane));
    }
    loops.spawn(work.clone().seals());
    loops.spawn(work.clone().counters());
    loops.spawn(work.clone().clearing());
    loops.spawn(work.clone().funnel());
    if let Some(department) = &work.department {
        loops.spawn(work.clone().passports(Arc::clone(department)));
        loops.spawn(work.clone().renewals());
    }
    loops
}

impl Work {
    async fn jobs(mut self, lane: Lane) {
        let mut worker = Worker::new(lane);
        let clock = self.clock;
        let now = move || clock.now();
        while !*self.stop.borrow() {
            match worker.run_one(&self.registry, &TimeIds, &now).await {
                Ok(true) => {}
                Ok(false) => self.rest(JOBS).await,
                Err(error) => {
                    tracing::warn!(%error, "no job could be taken or ended");
                    self.rest(AFTER_FAULT).await;
                }
            }
        }
    }

    async fn seals(mut self) {
        while !*self.stop.borrow() {
            match seal_once(&self.registry, &self.audit_key, self.clock.now()).await {
                Ok(sealed) if i64::try_from(sealed) == Ok(SEALED_AT_ONCE) => {}
                Ok(_) | Err(SealError::Overtaken) => self.rest(SEALS).await,
                Err(error) => {
                    tracing::error!(%error, "the audit could not be sealed");
                    self.rest(AFTER_FAULT).await;
                }
            }
        }
        // What was written by the last requests.
        let _ = seal_once(&self.registry, &self.audit_key, self.clock.now()).await;
    }

    async fn counters(mut self) {
        while !*self.stop.borrow() {
            if let Err(error) = self.fold().await {
                tracing::warn!(%error, "counters could not be folded");
            }
            self.rest(COUNTERS).await;
        }
    }

    async fn clearing(mut self) {
        while !*self.stop.borrow() {
            let now = self.clock.now();
            let before = now.saturating_sub(LOGINS_KEPT).unwrap_or(now);
            if let Err(error) = account::clear_ended_logins(&self.registry, before).await {
                tracing::warn!(%error, "ended logins could not be cleared");
            }
            self.rest(CLEARING).await;
        }
    }

    /// Issues passports to whoever is due one.
    async fn passports(mut self, department: Arc<Department>) {
        let mut verified = passport::Verified::default();
        while !*self.stop.borrow() {
            let now = self.clock.now();
            let pause = if let Some(ministry) = department.at(now) {
                self.issue(ministry, &mut verified, now).await
            } else {
                tracing::error!("no key signs passports at this time");
                Some(AFTER_KEY_FAULT)
            };
            if let Some(pause) = pause {
                self.rest(pause).await;
            }
        }
    }

    /// One step; how long to rest after it.
    async fn issue(
        &self,
        ministry: &Ministry,
        verified: &mut passport::Verified,
        now: Timestamp,
    ) -> Option<Duration> {
        let when = (&TimeIds as &dyn NewIds, now);
        let (registry, count) = (&self.registry, PASSPORTS_AT_ONCE);
        match passport::issue_due(registry, ministry, verified, when, count).await {
            Ok(step) => {
                tell(&step);
                (step.looked_at == 0).then_some(PASSPORTS)
            }
            Err(passport::IssueError::Overtaken) => Some(PASSPORTS),
            Err(passport::IssueError::Store(error)) => {
                tracing::warn!(%error, "passports wait for the database");
                Some(AFTER_FAULT)
            }
            Err(error) => {
                tracing::error!(code = error.code(), "no passport was issued");
                Some(AFTER_KEY_FAULT)
            }
        }
    }

    async fn renewals(mut self) {
        while !*self.stop.borrow() {
            let when = (&TimeIds as &dyn NewIds, self.clock.now());
            match passport::note_renewals(&self.registry, when, RENEWED_AT_ONCE).await {
                Ok(0) => self.rest(RENEWALS).await,
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(
                        code = error.code(),
                        "passports that end soon were not noted"
                    );
                    self.rest(AFTER_KEY_FAULT).await;
                }
            }
        }
    }

    /// Counts how far doses are on the way to passports, a facility at a time.
    async fn funnel(mut self) {
        while !*self.stop.borrow() {
            match passport::count_next(&self.registry, self.clock.now()).await {
                Ok(true) => {}
                Ok(false) => self.rest(FUNNEL).await,
                Err(error) => {
                    tracing::warn!(%error, "a facility could not be counted");
                    self.rest(AFTER_FAULT).await;
                }
            }
        }
    }

    async fn fold(&self) -> Result<(), khien_store::StoreError> {
        let mut tx = self.registry.store().write().await?;
        tx.fold_dose_deltas().await?;
        tx.commit().await
    }

    /// Rests, but not when told to stop.
    async fn rest(&mut self, time: Duration) {
        rest(&mut self.stop, time).await;
    }
}

/// What the renewing of the checker's lists works with.
pub(super) struct Lists {
    pub(super) app: App,
    pub(super) registry: Registry,
    pub(super) files: CheckerFiles,
    pub(super) clock: Clock,
    pub(super) stop: watch::Receiver<bool>,
}

impl Lists {
    /// Publishes what has changed, of the files or of this registry; and now and then what has not, so
    /// that verifiers see lists that are fresh. Files that cannot be read leave in force what was.
    pub(super) async fn renewed(mut self, (mut seen, mut own): (Seen, OwnLists)) {
        let mut since = self.clock.now();
        while !*self.stop.borrow() {
            let now = self.clock.now();
            let files = self.files.look();
            let read = own.read(&self.registry, now).await;
            if let Err(error) = &read {
                tracing::warn!(%error, "keys and revocations could not be read");
            }
            let lists = read.unwrap_or_else(|_| own.clone());
            if files != seen || lists != own || now.duration_since(since) > FRESH {
                (seen, own, since) = (files, lists, now);
                match self.files.read(&own, now) {
                    Ok(published) => self.app.publish(published),
                    Err(error) => tracing::warn!(%error, "lists of the checker stay as they were"),
                }
            }
            rest(&mut self.stop, LISTS).await;
        }
    }
}

/// What of a step somebody has to look at.
fn tell(step: &passport::Issued) {
    for dose in &step.broken {
        tracing::error!(%dose, "the signature under a dose does not hold");
    }
    for (person, code) in &step.refused {
        tracing::error!(%person, code, "a record says what no passport can");
    }
}

async fn rest(stop: &mut watch::Receiver<bool>, time: Duration) {
    tokio::select! {
        () = tokio::time::sleep(time) => {}
        _ = stop.changed() => {}
    }
}
