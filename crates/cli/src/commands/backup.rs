//! `khien backup` and `khien restore`: a registry into one file, and back, counted both times.

use super::registry::{open, wait};
use crate::args::{Backup, Restore};
use crate::failure::BadArguments;
use crate::installation::write_new;
use crate::texts::Texts;
use crate::{config, terminal};
use anyhow::{Context, Result, bail, ensure};
use khien_store::{Copied, Store};
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};

/// What `--json` prints.
#[derive(Serialize)]
struct Printed {
    rows: u64,
    tables: Vec<Table>,
}

#[derive(Serialize)]
struct Table {
    name: &'static str,
    rows: u64,
}

pub(super) fn backup(args: &Backup) -> Result<()> {
    if args.out.exists() {
        bail!(
            "{} is there already and is not overwritten",
            args.out.display()
        );
    }
    let unfinished = unfinished(&args.out);
    // Left by a backup that was killed; the name is nobody else's.
    remove(&unfinished);
    // Before anything is in it, so that what is about everybody is never for everybody. SQLite gives its
    // journal the rights of the file.
    write_new(&unfinished, b"")?;
    let copied = wait(async {
        let store = open(&args.database).await?;
        store.check_schema().await?;
        let copied = store.backup(&unfinished).await;
        store.close().await;
        let copied = copied?;
        let copy = open(&address(&unfinished)).await?;
        check(&copy).await?;
        copy.close().await;
        anyhow::Ok(copied)
    });
    if copied.is_err() {
        remove(&unfinished);
    }
    let copied = copied?;
    fs::rename(&unfinished, &args.out)
        .with_context(|| format!("cannot write {}", args.out.display()))?;
    say("backup-done", &copied, &args.out, args.json)
}

pub(super) fn restore(args: &Restore) -> Result<()> {
    ensure!(
        args.from.is_file(),
        BadArguments(format!("there is no backup {}", args.from.display()))
    );
    let copied = wait(async {
        let backup = open(&address(&args.from)).await?;
        let store = open(&args.database).await?;
        store.migrate().await?;
        let copied = store.restore(&backup).await;
        backup.close().await;
        let copied = copied?;
        check(&store).await?;
        store.close().await;
        anyhow::Ok(copied)
    })?;
    say("restore-done", &copied, &args.from, args.json)
}

/// Whether the copy is as sound as it should be. Jobs that have failed were copied with the rest.
async fn check(copy: &Store) -> Result<()> {
    let health = copy.health().await?;
    ensure!(
        health.faults.is_empty() && health.doses_counted == health.doses_recounted,
        "the copy is not sound: `khien doctor` says more of the registry that it was made from"
    );
    Ok(())
}

fn address(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

/// Removes an unfinished copy with the journal beside it. What cannot be removed is met again when it
/// is to be written.
fn remove(unfinished: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut name = unfinished.as_os_str().to_owned();
        name.push(end);
        let _ = fs::remove_file(PathBuf::from(name));
    }
}

/// The name until the copy is whole.
fn unfinished(out: &Path) -> PathBuf {
    let mut name = out.as_os_str().to_owned();
    name.push(".unfinished");
    PathBuf::from(name)
}

fn say(key: &str, copied: &Copied, file: &Path, json: bool) -> Result<()> {
    if json {
        let table = |(name, rows): &(&'static str, u64)| Table { name, rows: *rows };
        return terminal::say_json(&Printed {
            rows: copied.total(),
            tables: copied.rows.iter().map(table).collect(),
        });
    }
    let texts = Texts::of(config::language());
    let file = file.display().to_string();
    let rows = texts.count(copied.total());
    terminal::say(&format!(
        "{}\n",
        texts.with(key, &[("rows", &rows), ("file", &file)])
    ))
}
