//! `khien demo`: the sample district through everything.

use super::population::build_index;
use super::summary;
use super::verify::Printed;
use crate::args::Demo;
use crate::demo::{PLACE, write_samples};
use crate::texts::Texts;
use crate::verify::{About, Order, run as verify};
use crate::{config, terminal};
use anyhow::Result;
use khien_linkage::PopulationIndex;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &Demo) -> Result<()> {
    let out = match &args.out {
        Some(out) => out.clone(),
        None => fresh_folder(&config::data_folder()?),
    };
    let samples = write_samples(&out.join("samples"))?;
    let population = out.join("population.kidx");
    build_index(&samples.population, &population)?;
    let index = PopulationIndex::open(&population)?;
    let done = verify(&Order {
        index: &index,
        records: &samples.records,
        out: &out,
        reveal: true,
        threads: args.threads,
        about: About {
            checked_at: config::local_time(),
            place: Some(PLACE.to_owned()),
            invented: true,
            command: Some("khien demo".to_owned()),
        },
    })?;
    if args.json {
        return terminal::say_json(&Printed {
            summary: &done.summary,
            timing: done.timing,
            written: summary::paths(&done.written),
        });
    }
    let texts = Texts::of(config::language());
    let mut text = summary::text(&done, &out, texts);
    text.push_str(&texts.get("summary-invented"));
    text.push('\n');
    terminal::say(&text)
}

/// `demo-2022-05-14-2031` in the user's data folder; numbered if that is there already.
fn fresh_folder(data: &Path) -> PathBuf {
    let stamp = config::local_time().replace('T', "-").replace(':', "");
    let name = |number: u32| match number {
        1 => format!("demo-{stamp}"),
        _ => format!("demo-{stamp}-{number}"),
    };
    let paths = (1..).map(|number| data.join(name(number)));
    let mut fresh = paths.filter(|path| !path.exists());
    fresh.next().unwrap_or_else(|| data.join("demo"))
}
