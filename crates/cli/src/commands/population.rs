//! `khien population build`: a register extract becomes an index file.

use crate::args::PopulationBuild;
use crate::failure::BadArguments;
use crate::progress::Progress;
use crate::reading::{self, BytesRead, Source};
use crate::texts::Texts;
use crate::{config, interrupt, outputs, terminal};
use anyhow::{Context, Result};
use khien_exchange::{open_register, register_from_reader};
use khien_linkage::{BuildReport, IndexBuilder, RowFault};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Rows by why they were left out.
pub(crate) type Rejected = BTreeMap<&'static str, u64>;

/// What was built.
#[derive(Debug, Serialize)]
struct Built {
    out: String,
    people: u64,
    names: u64,
    bytes: u64,
    checksum: String,
    /// Rows of the extract that could not be used, by reason.
    rejected: Rejected,
    /// Rows whose cells could not be read as they stand.
    unreadable: u64,
}

pub(super) fn build(args: &PopulationBuild) -> Result<()> {
    if args.out.file_name().is_none() {
        let message = format!("{}: is no name for a file", args.out.display());
        return Err(BadArguments(message).into());
    }
    let (report, rejected, unreadable) = build_index(&args.input, &args.out)?;
    let built = Built {
        out: args.out.display().to_string(),
        people: report.people,
        names: report.names,
        bytes: report.bytes,
        checksum: format!("{:016x}", report.checksum),
        rejected,
        unreadable,
    };
    if args.json {
        return terminal::say_json(&built);
    }
    terminal::say(&text(&built, Texts::of(config::language())))
}

/// Builds the index of an extract; unusable rows are left out and counted.
///
/// # Errors
/// If the extract cannot be read, holds no usable row, or the index cannot be written.
pub(crate) fn build_index(input: &Path, out: &Path) -> Result<(BuildReport, Rejected, u64)> {
    refuse_to_overwrite(input, out)?;
    let size = input.metadata().map_or(0, |facts| facts.len());
    let read = BytesRead::default();
    let (mut rows, mut rows_read) = match reading::open(input, &read)? {
        Source::Parquet(rows) => (open_register(input)?, Some(rows)),
        Source::Stream(stream) => {
            let name = input.display().to_string();
            (register_from_reader(stream, &name)?, None)
        }
    };
    let mut progress = Progress::start("people", size);
    let mut builder = IndexBuilder::new();
    let mut rejected = Rejected::new();
    for batch in rows.by_ref() {
        interrupt::check()?;
        let batch = batch?;
        for row in batch.rows() {
            if let Err(fault) = builder.push(&row) {
                *rejected.entry(code(fault)).or_default() += 1;
            }
        }
        if let Some(rows) = &mut rows_read {
            rows.add(batch.len() as u64);
        }
        progress.advance(batch.len() as u64, read.get());
    }
    for fault in rows.faults().kept().iter().take(5) {
        progress.note(&fault.to_string());
    }
    let unreadable = rows.faults().total();
    progress.finish();
    anyhow::ensure!(!builder.is_empty(), "{}: no usable row", input.display());
    interrupt::check()?;
    let pending = outputs::Pending::new(out);
    let report = builder
        .finish(pending.temporary())
        .with_context(|| format!("{}: cannot be built", out.display()))?;
    interrupt::check()?;
    pending.keep()?;
    Ok((report, rejected, unreadable))
}

fn refuse_to_overwrite(input: &Path, out: &Path) -> Result<()> {
    let target = out.canonicalize().ok();
    if target.is_some() && target == input.canonicalize().ok() {
        let message = format!("{}: is the extract itself", out.display());
        return Err(BadArguments(message).into());
    }
    Ok(())
}

fn code(fault: RowFault) -> &'static str {
    match fault {
        RowFault::PersonalId => "personal_id",
        RowFault::FullName => "full_name",
        RowFault::BirthDate => "date_of_birth",
        RowFault::Full => "full",
    }
}

fn text(built: &Built, texts: &Texts) -> String {
    let mut text = texts.with(
        "build-done",
        &[
            ("people", &texts.count(built.people)),
            ("path", &built.out),
            ("bytes", &texts.count(built.bytes)),
            ("checksum", &built.checksum),
        ],
    );
    text.push('\n');
    for (why, count) in &built.rejected {
        let line = texts.with(
            "build-rejected",
            &[("count", &texts.count(*count)), ("why", why)],
        );
        text.push_str(&line);
        text.push('\n');
    }
    text
}
