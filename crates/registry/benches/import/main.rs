//! What importing a file of doses costs, beside what the engine alone needs for the same rows.
//!
//! `cargo bench -p khien-registry --bench import -- sqlite 100000`
//! `cargo bench -p khien-registry --bench import -- postgres://user@host/postgres 100000`
//!
//! A file of that many doses goes through the whole way on an empty registry: taken, read,
//! normalised, each person looked for, checked by the register in this process, rules, rows,
//! audit, counters. Then exactly the rows that came out go into another empty database with the
//! same tables and indexes: `COPY` by `psql` on PostgreSQL, prepared statements of many rows in
//! one transaction on SQLite. The ratio is of the two wall times. Work that the platform does
//! behind an import (sealing the audit, folding the counters) is measured after it.

#![expect(clippy::unwrap_used, reason = "a benchmark stops by panicking")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod database;
mod file;
mod raw;
mod usage;
mod world;

use std::time::Duration;

use database::Database;
use usage::Used;
use world::World;

/// Tables that hold the rows of an import before the work behind it.
const WRITTEN: [&str; 9] = [
    "import",
    "import_file",
    "person",
    "verdict",
    "import_row",
    "dose",
    "audit_entry",
    "audit_unsealed",
    "dose_delta",
];

#[tokio::main]
async fn main() {
    let mut words = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"));
    let engine = words.next().unwrap_or_else(|| "sqlite".to_owned());
    let rows: u64 = words.next().map_or(20_000, |word| word.parse().unwrap());

    let folder = tempfile::tempdir().unwrap();
    let register = file::register(rows, folder.path());
    let bytes = file::doses(rows);
    println!("{rows} rows, {} MB", bytes.len() / 1_000_000);

    let database = Database::new(&engine, "import", folder.path()).await;
    let world = World::new(&database, register).await;
    let import = imported(&world, bytes, rows).await;
    behind(&world, &database).await;
    world.registry.store().close().await;

    let fresh = Database::new(&engine, "raw", folder.path()).await;
    let raw = raw::insert(&database, &fresh, &WRITTEN).await;
    println!(
        "ratio: {:.2} s raw, {:.2} s import: {:.1} % of the raw rate",
        raw.as_secs_f64(),
        import.as_secs_f64(),
        100.0 * raw.as_secs_f64() / import.as_secs_f64()
    );
    database.remove().await;
    fresh.remove().await;
}

/// The whole way of the file; gives how long it took.
async fn imported(world: &World, bytes: Vec<u8>, rows: u64) -> Duration {
    usage::forget_peak();
    let whole = Used::begin();
    let step = Used::begin();
    world.upload(&bytes).await;
    drop(bytes);
    step.tell("  taken");
    let step = Used::begin();
    world.work().await;
    step.tell("  read");
    let step = Used::begin();
    world.apply().await;
    world.work().await;
    step.tell("  applied");
    let took = whole.tell("import");
    println!(
        "{:.0} rows/s, peak memory {} MiB",
        f64::from(u32::try_from(rows).unwrap()) / took.as_secs_f64(),
        usage::peak()
    );
    world.tell().await;
    took
}

/// What the platform does behind an import.
async fn behind(world: &World, database: &Database) {
    raw::keep(database, &WRITTEN).await;
    let step = Used::begin();
    world.fold().await;
    step.tell("counters folded");
    let step = Used::begin();
    let sealed = world.seal().await;
    step.tell("audit sealed");
    println!("{sealed} entries sealed");
}
