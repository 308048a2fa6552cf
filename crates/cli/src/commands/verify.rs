//! `khien verify`.

use crate::args::Verify;
use crate::texts::Texts;
use crate::verify::{About, Order, Summary, Timing, run as verify};
use crate::{config, terminal};
use anyhow::Result;
use khien_linkage::PopulationIndex;
use serde::Serialize;

/// What `--json` prints: the summary, and what differs from run to run.
#[derive(Serialize)]
pub(super) struct Printed<'a> {
    #[serde(flatten)]
    pub(super) summary: &'a Summary,
    pub(super) timing: Timing,
    pub(super) written: Vec<String>,
}

pub(super) fn run(args: &Verify) -> Result<()> {
    let index = PopulationIndex::open(&args.population)?;
    let done = verify(&Order {
        index: &index,
        records: &args.records,
        out: &args.out,
        reveal: args.reveal,
        threads: args.threads,
        about: About {
            checked_at: config::local_time(),
            ..About::default()
        },
    })?;
    if args.json {
        return terminal::say_json(&Printed {
            summary: &done.summary,
            timing: done.timing,
            written: super::summary::paths(&done.written),
        });
    }
    let texts = Texts::of(config::language());
    terminal::say(&super::summary::text(&done, &args.out, texts))
}
