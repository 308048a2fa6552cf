//! The public suites over a folder.

use clap::ValueEnum;
use khien_certificate::conformance::{Folder, Outcome, certlogic, dcc, ddcc, shc};
use std::fs;
use std::path::{Path, PathBuf};

/// A public suite; the folder that it wants stands behind it.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Suite {
    /// dgc-testdata of the EU (dcc)
    DccTestdata,
    /// dcc-quality-assurance of the EU: codes of countries (dcc)
    DccQa,
    /// eu-dcc-schema: valid and invalid certificates (dcc)
    DccSchema,
    /// `CertLogic`: the evaluator (certlogic)
    Certlogic,
    /// `CertLogic`: the validator of expressions (certlogic)
    CertlogicValidation,
    /// Rules of countries with their tests (certlogic)
    CertlogicRules,
    /// SMART Health Cards (shc)
    Shc,
    /// Families of codes that the WHO unpacks (ddcc)
    Ddcc,
}

impl Suite {
    /// The name on the command line.
    pub fn name(self) -> String {
        let named = self.to_possible_value();
        named.map_or_else(String::new, |it| it.get_name().to_owned())
    }

    /// Every check of the suite.
    pub fn run(self, folder: &dyn Folder) -> Vec<Outcome> {
        match self {
            Self::DccTestdata => dcc::testdata(folder),
            Self::DccQa => dcc::qa(folder),
            Self::DccSchema => dcc::schema(folder),
            Self::Certlogic => certlogic::test_suite(folder),
            Self::CertlogicValidation => certlogic::validation(folder),
            Self::CertlogicRules => certlogic::rules(folder),
            Self::Shc => shc::cards(folder),
            Self::Ddcc => ddcc::families(folder),
        }
    }
}

/// A folder of the file system.
pub struct Cases {
    root: PathBuf,
    files: Vec<String>,
}

impl Cases {
    /// Looks which files there are.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn below(root: &Path) -> std::io::Result<Self> {
        let mut files = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(root.join(&folder))? {
                let entry = entry?;
                let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                    continue;
                };
                let path = if folder.is_empty() {
                    name
                } else {
                    format!("{folder}/{name}")
                };
                if entry.file_type()?.is_dir() {
                    folders.push(path);
                } else {
                    files.push(path);
                }
            }
        }
        files.sort_unstable();
        Ok(Self {
            root: root.to_owned(),
            files,
        })
    }
}

impl Folder for Cases {
    fn files(&self) -> Vec<String> {
        self.files.clone()
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        // Cases name files of theirs; what leads out of the folder is none.
        let inside = !Path::new(path).is_absolute() && !path.split('/').any(|part| part == "..");
        inside
            .then(|| fs::read(self.root.join(path)).ok())
            .flatten()
    }
}
