//! Passports issued to a whole country, from what lies in the database to what lies in the database.
//!
//! ```text
//! cargo bench -p khien-registry -p khien-linkage --bench issue -- postgres://user@host/postgres 1000000 [WORKERS [DOSES]]
//! cargo bench -p khien-registry -p khien-linkage --bench issue -- sqlite 100000
//! ```
//!
//! A registry of so many people whose identity is settled, each with so many doses under the signatures
//! of their facility, all noted as due: as after the first wave. The step of the server works until
//! nobody is due, several of them at once where asked. Beside it, before and after: bare signatures of
//! the same key on one core.

#![expect(clippy::unwrap_used, reason = "a benchmark stops by panicking")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod country;
#[path = "../import/database.rs"]
mod database;
#[path = "../lookup/indexes.rs"]
mod indexes;
#[path = "../lookup/people.rs"]
#[expect(dead_code, reason = "its questions are asked elsewhere")]
mod people;
mod server;
#[path = "../import/usage.rs"]
#[expect(dead_code, reason = "how much memory is used is asked elsewhere")]
mod usage;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use database::Database;
use jiff::Timestamp;
use khien_domain::{Answers, PopulationRegister, Record};
use khien_registry::passport::{Issued, Ministry, Verified, issue_due};
use khien_registry::{NewIds, Registry};
use server::Server;
use usage::Used;
use uuid::Uuid;

/// People of a step, as on the server.
const STEP: i64 = 200;
const FACILITY: &str = "34001";
/// For how long bare signatures are counted.
const SIGNING: Duration = Duration::from_secs(3);

/// Nobody asks the register here.
struct Silent;

impl PopulationRegister for Silent {
    fn ask<'a>(&'a self, _: &'a [Record<'a>]) -> Answers<'a> {
        Box::pin(async { Ok(Vec::new()) })
    }
}

/// Ids in their order, as those of the server.
#[derive(Default)]
struct Counted(AtomicU64);

impl NewIds for Counted {
    fn new_id(&self, _: Timestamp) -> Uuid {
        people::id(9, self.0.fetch_add(1, Ordering::Relaxed))
    }
}

#[tokio::main]
async fn main() {
    let mut words = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"));
    let engine = words.next().unwrap_or_else(|| "sqlite".to_owned());
    let mut number = |usual: u64| words.next().map_or(usual, |word| word.parse().unwrap());
    let (count, workers, doses) = (number(2_000), number(1), number(2));

    let folder = tempfile::tempdir().unwrap();
    let database = Database::new(&engine, "issue", folder.path()).await;
    let begun = Instant::now();
    let ministry = country::fill(&database, count, doses).await;
    println!("filled in {:.0} s", begun.elapsed().as_secs_f64());
    let before = signatures(&ministry);
    let took = all(&database, &ministry, (count, workers)).await;
    let after = signatures(&ministry);
    let rate = of(count) / took.as_secs_f64();
    println!("bare signatures on one core: {before:.0}/s before, {after:.0}/s after");
    println!(
        "issued: {rate:.0}/s; 80 million at this rate: {:.1} h",
        80e6 / rate / 3600.0
    );
    database.remove().await;
}

fn of(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// Bare signatures a second on this core.
fn signatures(ministry: &Ministry) -> f64 {
    let message = [7; 300];
    let (begun, mut count) = (Instant::now(), 0);
    while begun.elapsed() < SIGNING {
        ministry.signer.sign(&message).unwrap();
        count += 1;
    }
    of(count) / begun.elapsed().as_secs_f64()
}

/// Issues to everybody, and tells what that used.
async fn all(database: &Database, ministry: &Ministry, (count, workers): (u64, u64)) -> Duration {
    let registry = Registry::new(database.open().await, Arc::new(Silent));
    let server = Server::of(database).await;
    let ids = Arc::new(Counted::default());
    let used = Used::begin();
    let work = (0..workers).map(|_| {
        let (registry, ministry, ids) = (registry.clone(), ministry.clone(), Arc::clone(&ids));
        tokio::spawn(async move { work(&registry, &ministry, ids.as_ref()).await })
    });
    let work: Vec<_> = work.collect();
    let mut issued = 0;
    for worker in work {
        issued += worker.await.unwrap();
    }
    assert_eq!(issued, usize::try_from(count).unwrap());
    let took = used.tell("issuing");
    server.tell(count).await;
    registry.store().close().await;
    took
}

/// One of the loops of the server; how many it issued.
async fn work(registry: &Registry, ministry: &Ministry, ids: &dyn NewIds) -> usize {
    let (mut verified, mut issued) = (Verified::default(), 0);
    loop {
        let when = (ids, country::now());
        let step: Issued = issue_due(registry, ministry, &mut verified, when, STEP)
            .await
            .unwrap();
        assert!(step.broken.is_empty() && step.refused.is_empty());
        issued += step.issued;
        if step.looked_at == 0 {
            return issued;
        }
    }
}
