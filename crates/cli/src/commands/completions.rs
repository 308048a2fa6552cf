//! `khien completions` and `khien man`: both from the definition of the arguments.

use crate::args::{Args, Completions, Man};
use crate::{outputs, terminal};
use anyhow::{Context, Result};
use clap::CommandFactory;
use std::path::Path;

/// Prints the completion script of a shell.
pub(super) fn completions(args: &Completions) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "khien", &mut script);
    terminal::say(&String::from_utf8_lossy(&script))
}

/// Writes a page for the command and one for each of its commands.
pub(super) fn man(args: &Man) -> Result<()> {
    outputs::folder(&args.out)?;
    let mut command = Args::command();
    // Gives every part its full name: khien-population-build.
    command.build();
    page(&command, &args.out)
}

fn page(command: &clap::Command, out: &Path) -> Result<()> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let mut text = Vec::new();
    clap_mangen::Man::new(command.clone())
        .render(&mut text)
        .with_context(|| format!("{name}.1: cannot be made"))?;
    outputs::write(&out.join(format!("{name}.1")), &text)?;
    let parts = command.get_subcommands();
    parts
        .filter(|part| part.get_name() != "help")
        .try_for_each(|part| page(part, out))
}
