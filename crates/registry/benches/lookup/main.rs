//! How long a clerk waits for a person in a large registry.
//!
//! `cargo bench -p khien-registry --bench lookup -- sqlite 1000000 500`
//! `cargo bench -p khien-registry --bench lookup -- postgres://user@host/postgres 1000000 500`
//!
//! A registry of so many people, with 2.4 doses each, is asked so many times a second: by number,
//! by phone, by the text of a card, by a whole name without diacritics, by the same with a birth
//! year, and by a call name. Questions come at fixed moments whether or not the one before is
//! answered; the wait is counted from the moment on which a question was due.

#![expect(clippy::unwrap_used, reason = "a benchmark stops by panicking")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[path = "../import/database.rs"]
mod database;
mod indexes;
mod people;

use std::sync::Arc;
use std::time::{Duration, Instant};

use database::Database;
use jiff::Timestamp;
use khien_domain::rights::{Assignment, Role, Scope};
use khien_domain::{Answers, PopulationRegister, Record};
use khien_registry::{Actor, By, NewIds, Registry, person};
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

/// For how long questions come.
const SECONDS: u64 = 60;
const FACILITY: &str = "34001";

/// Nobody asks the register here.
struct Silent;

impl PopulationRegister for Silent {
    fn ask<'a>(&'a self, _: &'a [Record<'a>]) -> Answers<'a> {
        Box::pin(async { Ok(Vec::new()) })
    }
}

struct NoIds;

impl NewIds for NoIds {
    fn new_id(&self, _: Timestamp) -> Uuid {
        Uuid::nil()
    }
}

#[tokio::main]
async fn main() {
    let mut words = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"));
    let engine = words.next().unwrap_or_else(|| "sqlite".to_owned());
    let people: u64 = words.next().map_or(20_000, |word| word.parse().unwrap());
    let a_second: u64 = words.next().map_or(500, |word| word.parse().unwrap());

    let folder = tempfile::tempdir().unwrap();
    let database = Database::new(&engine, "lookup", folder.path()).await;
    let store = database.open().await;
    let begun = Instant::now();
    let makes = indexes::take_away(&database).await;
    let questions = people::fill(&store, people).await;
    indexes::run(&database, makes).await;
    gather_statistics(&database).await;
    println!("filled in {:.0} s", begun.elapsed().as_secs_f64());

    let registry = Registry::new(store, Arc::new(Silent));
    // Once through, so that what is asked for most lies in memory as on a running server.
    ask(&registry, &questions, a_second, 10).await;
    let waits = ask(&registry, &questions, a_second, SECONDS).await;
    tell(&waits);
    registry.store().close().await;
    database.remove().await;
}

/// As the server does by itself some minutes after a large import.
async fn gather_statistics(database: &Database) {
    if let Database::Postgres { .. } = database {
        let mut connection = PgConnection::connect(&database.address()).await.unwrap();
        let analysed = sqlx::query("VACUUM ANALYZE").execute(&mut connection).await;
        analysed.unwrap();
    }
}

/// A kind of question and how long its answer took.
type Wait = (&'static str, Duration);

async fn ask(
    registry: &Registry,
    questions: &[(&'static str, String)],
    a_second: u64,
    seconds: u64,
) -> Vec<Wait> {
    let begun = tokio::time::Instant::now();
    let mut asked = Vec::new();
    for at in 0..a_second * seconds {
        let due = begun + Duration::from_nanos(at * 1_000_000_000 / a_second);
        tokio::time::sleep_until(due).await;
        let place = usize::try_from(at).unwrap() % questions.len();
        let (kind, text) = questions[place].clone();
        let registry = registry.clone();
        asked.push(tokio::spawn(async move {
            let scope = Scope::Facility(FACILITY.to_owned());
            let actor = Actor {
                account: Uuid::from_u128(1),
                assignments: vec![Assignment::lasting(Role::Clerk, scope)],
            };
            let by = By {
                actor: &actor,
                at: people::noon(),
                facility: Some(FACILITY),
                ids: &NoIds,
            };
            let found = person::find(&registry, &by, &text).await.unwrap();
            assert!(!found.is_empty(), "nobody by {kind}");
            (kind, due.elapsed())
        }));
    }
    let mut waits = Vec::new();
    for answer in asked {
        waits.push(answer.await.unwrap());
    }
    waits
}

/// Prints the waits of each kind, and of all.
fn tell(waits: &[Wait]) {
    let mut kinds: Vec<&str> = waits.iter().map(|(kind, _)| *kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.push("all");
    for wanted in kinds {
        let chosen = waits
            .iter()
            .filter(|(kind, _)| wanted == "all" || *kind == wanted);
        let mut millis: Vec<f64> = chosen.map(|(_, took)| took.as_secs_f64() * 1e3).collect();
        millis.sort_by(f64::total_cmp);
        let at = |per_mille: usize| millis[(millis.len() - 1) * per_mille / 1000];
        println!(
            "{wanted}: {} asked; ms: half under {:.2}, p95 {:.2}, p99 {:.2}, longest {:.2}",
            millis.len(),
            at(500),
            at(950),
            at(990),
            at(1000)
        );
    }
}
