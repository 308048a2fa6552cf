//! `khien simulate`.

use crate::args::Simulate;
use crate::failure::{BadArguments, Interrupted};
use crate::progress::Progress;
use crate::texts::Texts;
use crate::{config, interrupt, terminal};
use anyhow::Result;
use khien_synth::{Plan, Scenario, SynthError, simulate};
use std::ops::ControlFlow;

pub(super) fn run(args: &Simulate) -> Result<()> {
    let mut plan = Plan::new(args.people, args.records, args.seed);
    plan.birth_years = args.birth_years;
    if let Some(name) = &args.scenario {
        plan.scenario = Scenario::named(name).map_err(|error| BadArguments(error.to_string()))?;
    }
    let mut progress = Progress::start("rows", args.people + args.records);
    let mut written = 0;
    let report = simulate(&plan, &args.out, &mut |done, _| {
        progress.advance(done.saturating_sub(written), done);
        written = done;
        if interrupt::asked() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })
    .map_err(told_apart)?;
    progress.finish();
    if args.json {
        return terminal::say_json(&report);
    }
    let texts = Texts::of(config::language());
    let mut text = texts.with(
        "simulate-done",
        &[
            ("people", &texts.count(report.people)),
            ("records", &texts.count(report.records)),
            ("path", &args.out.display().to_string()),
        ],
    );
    text.push('\n');
    terminal::say(&text)
}

/// A plan that cannot be carried out is a matter of arguments; stopping was asked for.
fn told_apart(error: SynthError) -> anyhow::Error {
    match error {
        SynthError::Stopped => Interrupted.into(),
        SynthError::Io { .. } | SynthError::Parquet { .. } => error.into(),
        plan => BadArguments(plan.to_string()).into(),
    }
}
