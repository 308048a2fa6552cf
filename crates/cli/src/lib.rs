//! The command `khien`: arguments, the order of work, files in and out, words for people.
//!
//! Here: reading the command line, running the crates below in order, progress, exit codes,
//! counting what a run found, the report, the sockets and loops of a server. Not here: rules about people, numbers or files
//! (`domain`, `linkage`, `exchange`), nor any text that is not in `locales/`.
//!
//! This is the only crate that reads a clock, the environment or the terminal.
//!
//! ```
//! use khien_cli::evaluate::Share;
//!
//! let right = Share::new(98, 100);
//! let interval = right.interval().unwrap();
//! assert!(interval.low > 0.92 && interval.high < 1.0);
//! ```

pub mod args;
pub mod commands;
pub mod config;
pub mod core_dumps;
pub mod demo;
pub mod evaluate;
pub mod failure;
pub mod installation;
pub mod interrupt;
pub mod issuing;
mod number;
pub mod outputs;
pub mod progress;
pub mod qr;
mod reading;
pub mod report;
pub mod serve;
pub mod terminal;
pub mod texts;
pub mod verify;

use clap::Parser;
use std::process::ExitCode;

/// Runs the command line: the whole of `main`.
///
/// Exit status 0 if done; 1 if failed, after one line on standard error; 2 for wrong arguments.
pub fn run() -> ExitCode {
    hide_values_in_panics();
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version go to standard output and are no failure.
            let status = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(status);
        }
    };
    let done = std::panic::catch_unwind(|| {
        interrupt::listen()?;
        commands::run(args.command)
    });
    match done {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) if failure::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            terminal::note(&failure::one_line(&error));
            failure::status(&error)
        }
        Err(_) => ExitCode::FAILURE,
    }
}

/// A panic is a fault of this program. Its message may quote a cell, so only the place is told.
fn hide_values_in_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let place = place.unwrap_or_else(|| "an unknown place".to_owned());
        terminal::note(&format!(
            "a fault of this program at {place}; please report it"
        ));
    }));
}
