//! What a run is asked for, and what it gives.

use super::summary::Summary;
use khien_linkage::PopulationIndex;
use serde::Serialize;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// What is to be checked, and how.
pub struct Order<'a> {
    /// The register.
    pub index: &'a PopulationIndex,
    /// Files of records.
    pub records: &'a [PathBuf],
    /// Folder to write into; made if absent.
    pub out: &'a Path,
    /// Whether register values may be written.
    pub reveal: bool,
    /// Threads that check; all cores if not said.
    pub threads: Option<NonZeroUsize>,
    /// What the report says of the run.
    pub about: About,
}

/// What the report says of a run and the files do not.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// When the run began, local time, `2022-05-14T20:31`.
    pub checked_at: String,
    /// Whose files they are.
    pub place: Option<String>,
    /// Whether people and doses are invented: then the worked examples may show them.
    pub invented: bool,
    /// The command that gives this result again.
    pub command: Option<String>,
}

/// How long it took. Kept apart from the summary, which is the same every time.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Timing {
    /// Threads that checked.
    pub threads: u64,
    /// Wall-clock seconds from opening the first file to the last verdict.
    pub seconds: f64,
    /// Records per wall-clock second.
    pub records_per_second: f64,
}

/// What a run gave.
pub struct Done {
    /// The counts.
    pub summary: Summary,
    /// How long it took.
    pub timing: Timing,
    /// The files that were written.
    pub written: Vec<PathBuf>,
}
