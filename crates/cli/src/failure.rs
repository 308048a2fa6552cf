//! How a run ends: the exit status, and one clear line where something went wrong.

use std::fmt;
use std::io;
use std::process::ExitCode;

/// Arguments that clap accepts and that still make no sense together. Exit status 2.
#[derive(Debug)]
pub struct BadArguments(pub String);

impl fmt::Display for BadArguments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadArguments {}

/// Somebody pressed Ctrl-C, or the system asked to end. Exit status 1.
#[derive(Debug)]
pub struct Interrupted;

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("interrupted; nothing unfinished was kept")
    }
}

impl std::error::Error for Interrupted {}

/// The exit status that belongs to a failure.
pub fn status(error: &anyhow::Error) -> ExitCode {
    ExitCode::from(if error.is::<BadArguments>() { 2 } else { 1 })
}

/// The whole chain of causes as one line, each cause said once.
pub fn one_line(error: &anyhow::Error) -> String {
    let mut line = String::new();
    for cause in error.chain() {
        let text = plain(cause);
        if line.is_empty() {
            line = text;
        } else if !line.contains(&text) {
            line.push_str(": ");
            line.push_str(&text);
        }
    }
    line
}

/// A cause without line breaks, and what the system says in words that need no manual.
fn plain(cause: &(dyn std::error::Error + 'static)) -> String {
    let text = match cause.downcast_ref::<io::Error>().map(io::Error::kind) {
        Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => {
            "no space left on the disk".to_owned()
        }
        _ => cause.to_string(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the reader of our standard output went away (`khien … | head`): no failure of ours.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let system = cause.downcast_ref::<io::Error>();
        system.is_some_and(|system| system.kind() == io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    fn chain(causes: &[&'static str]) -> anyhow::Error {
        let (first, others) = causes.split_first().unwrap();
        let root = anyhow::anyhow!("{first}");
        others
            .iter()
            .fold(root, |error, cause| error.context(*cause))
    }

    #[test]
    fn a_chain_becomes_one_line_that_says_nothing_twice() {
        let error = chain(&[
            "No such file",
            "a.csv: cannot be read: No such file",
            "building",
        ]);
        let line = one_line(&error);
        assert_eq!(line, "building: a.csv: cannot be read: No such file");
    }

    #[test]
    fn line_breaks_inside_a_cause_are_folded() {
        assert_eq!(one_line(&chain(&["first\n  second"])), "first second");
    }

    #[test]
    fn a_full_disk_is_said_in_plain_words() {
        let full: Result<(), io::Error> = Err(io::ErrorKind::StorageFull.into());
        let error = full.context("out/verdicts.parquet").unwrap_err();
        assert_eq!(
            one_line(&error),
            "out/verdicts.parquet: no space left on the disk"
        );
    }

    #[test]
    fn bad_arguments_are_told_apart() {
        let bad = anyhow::Error::new(BadArguments("x".to_owned()));
        assert_eq!(
            format!("{:?}", status(&bad)),
            format!("{:?}", ExitCode::from(2))
        );
        let other = anyhow::anyhow!("x");
        assert_eq!(
            format!("{:?}", status(&other)),
            format!("{:?}", ExitCode::from(1))
        );
    }
}
