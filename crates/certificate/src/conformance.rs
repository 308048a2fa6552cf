//! Public test suites run against this crate, for integrators with fresh upstream files.
//!
//! Each suite takes a [`Folder`] that the caller reads, and gives one [`Outcome`] for every check.
//! Not here: reading of files, and what is printed.

use std::collections::BTreeMap;

pub mod certlogic;
pub mod dcc;
pub mod ddcc;
pub mod shc;

/// A folder of test cases as the caller reads it.
pub trait Folder {
    /// The paths of all files below the folder, relative to it, `/` between their parts.
    fn files(&self) -> Vec<String>;

    /// What a file holds; `None` if there is no such file.
    fn read(&self, path: &str) -> Option<Vec<u8>>;
}

/// Files held in memory, by their paths.
impl Folder for BTreeMap<String, Vec<u8>> {
    fn files(&self) -> Vec<String> {
        self.keys().cloned().collect()
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.get(path).cloned()
    }
}

/// What one check gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The case: mostly the path of a file.
    pub case: String,
    /// The step of the case.
    pub step: String,
    /// What the suite expects.
    pub expected: String,
    /// What was found: the same, or what is wrong.
    pub actual: String,
    /// Whether the two agree.
    pub ok: bool,
}

impl Outcome {
    /// A check whose finding is compared as text.
    pub fn new(
        case: &str,
        step: &str,
        expected: impl Into<String>,
        actual: impl Into<String>,
    ) -> Self {
        let (expected, actual) = (expected.into(), actual.into());
        Self {
            case: case.to_owned(),
            step: step.to_owned(),
            ok: expected == actual,
            expected,
            actual,
        }
    }
}
