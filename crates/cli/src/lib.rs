//! The command `khien`: arguments, the order of work, files in and out, words for people.
//!
//! Here: reading the command line, running the crates below in order, progress, exit codes,
//! counting what a run found, the report. Not here: rules about people, numbers or files
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

pub mod evaluate;
