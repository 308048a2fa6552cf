//! One file per command: what its arguments mean, in which order things happen, what is printed.

mod check;
mod completions;
mod demo;
mod evaluate;
mod population;
mod registry;
mod simulate;
mod summary;
mod verify;

use crate::args::{Command, Population};
use anyhow::Result;

/// Runs a command.
///
/// # Errors
/// Whatever made it fail; `failure` knows what to print and which exit status belongs to it.
pub fn run(command: Command) -> Result<()> {
    match command {
        Command::Population(Population::Build(args)) => population::build(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Simulate(args) => simulate::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Migrate(args) => registry::migrate(&args),
        Command::Doctor(args) => registry::doctor(&args),
        Command::Demo(args) => demo::run(&args),
        Command::Completions(args) => completions::completions(&args),
        Command::Man(args) => completions::man(&args),
    }
}
