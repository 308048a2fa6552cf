//! What goes on beside the requests: jobs, the seal of the audit, the folding of counters.
//!
//! Each loop does what waits, then rests. A fault of the database is told and tried again after a
//! while; the loops end when they are told to stop, between two pieces of work.

use super::checker::{CheckerFiles, Seen};
use super::outside::{Clock, TimeIds};
use jiff::SignedDuration;
use khien_certificate::keys::SigningKey;
use khien_registry::job::{Lane, Worker};
use khien_registry::seal::{SEALED_AT_ONCE, SealError, seal_once};
use khien_registry::{Registry, account};
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
/// Between two looks at the lists of the checker.
const LISTS: Duration = Duration::from_secs(30);
/// How long an ended login is kept, for whoever asks what happened last night.
const LOGINS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 7);
/// Rest after a fault.
const AFTER_FAULT: Duration = Duration::from_secs(2);

/// What the loops work with.
#[derive(Clone)]
pub(super) struct Work {
    pub(super) registry: Registry,
    pub(super) clock: Clock,
    pub(super) audit_key: Arc<SigningKey>,
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
    pub(super) files: CheckerFiles,
    pub(super) clock: Clock,
    pub(super) stop: watch::Receiver<bool>,
}

impl Lists {
    /// Publishes files that have changed. One that cannot be read leaves in force what was.
    pub(super) async fn renewed(mut self, mut seen: Seen) {
        while !*self.stop.borrow() {
            let now = self.files.look();
            if now != seen {
                seen = now;
                match self.files.read(self.clock.now()) {
                    Ok(published) => self.app.publish(published),
                    Err(error) => tracing::warn!(%error, "lists of the checker stay as they were"),
                }
            }
            rest(&mut self.stop, LISTS).await;
        }
    }
}

async fn rest(stop: &mut watch::Receiver<bool>, time: Duration) {
    tokio::select! {
        () = tokio::time::sleep(time) => {}
        _ = stop.changed() => {}
    }
}
