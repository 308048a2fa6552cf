//! `khien migrate` and `khien doctor`: the registry's database before anybody works on it.

use crate::args::Registry;
use crate::failure::BadArguments;
use crate::texts::Texts;
use crate::{config, terminal};
use anyhow::{Result, ensure};
use khien_store::{Store, StoreError};
use serde::Serialize;
use std::num::NonZeroU32;

/// What `khien migrate --json` prints.
#[derive(Serialize)]
struct Migrated {
    migrations_run: usize,
}

/// What `khien doctor --json` prints.
#[derive(Serialize)]
struct Found {
    sound: bool,
    faults: Vec<String>,
    doses_counted: i64,
    doses_recounted: i64,
    audit_entries_unsealed: i64,
    jobs_failed: i64,
}

pub(super) fn migrate(args: &Registry) -> Result<()> {
    let run = wait(async {
        let store = open(&args.database).await?;
        let run = store.migrate().await?;
        store.check_schema().await?;
        store.close().await;
        anyhow::Ok(run)
    })?;
    if args.json {
        return terminal::say_json(&Migrated {
            migrations_run: run,
        });
    }
    let texts = Texts::of(config::language());
    let line = match run {
        0 => texts.get("migrate-nothing"),
        run => texts.with("migrate-done", &[("count", &texts.count(run as u64))]),
    };
    terminal::say(&format!("{line}\n"))
}

pub(super) fn doctor(args: &Registry) -> Result<()> {
    let found = wait(async {
        let store = open(&args.database).await?;
        store.check_schema().await?;
        let health = store.health().await?;
        store.close().await;
        anyhow::Ok(Found {
            sound: health.is_sound(),
            faults: health.faults,
            doses_counted: health.doses_counted,
            doses_recounted: health.doses_recounted,
            audit_entries_unsealed: health.entries_unsealed,
            jobs_failed: health.jobs_failed,
        })
    })?;
    if args.json {
        terminal::say_json(&found)?;
    } else {
        terminal::say(&text(&found, Texts::of(config::language())))?;
    }
    ensure!(found.sound, "the registry is not sound");
    Ok(())
}

fn text(found: &Found, texts: &Texts) -> String {
    let count = |number: i64| texts.count(number.unsigned_abs());
    let mut lines = vec![texts.with(
        "doctor-doses",
        &[
            ("counted", &count(found.doses_counted)),
            ("recounted", &count(found.doses_recounted)),
        ],
    )];
    let waiting = count(found.audit_entries_unsealed);
    lines.push(texts.with("doctor-unsealed", &[("count", &waiting)]));
    lines.push(texts.with("doctor-jobs", &[("count", &count(found.jobs_failed))]));
    lines.extend(found.faults.iter().cloned());
    lines.push(texts.get(if found.sound {
        "doctor-sound"
    } else {
        "doctor-not-sound"
    }));
    lines.join("\n") + "\n"
}

pub(super) async fn open(address: &str) -> Result<Store> {
    opened(Store::open(address).await)
}

/// With so many connections at most, if it is on a server.
pub(super) async fn open_with(address: &str, connections: NonZeroU32) -> Result<Store> {
    opened(Store::open_with(address, connections).await)
}

fn opened(store: Result<Store, StoreError>) -> Result<Store> {
    store.map_err(|error| match error {
        StoreError::Address => BadArguments(error.to_string()).into(),
        other => other.into(),
    })
}

/// Runs what has to wait for the database.
pub(super) fn wait<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(work)
}
