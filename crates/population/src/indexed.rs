//! The register as an index in this process.

use khien_domain::{Answers, PopulationRegister, Record, RegisterAnswer};
use khien_linkage::{Checker, Model, PopulationIndex};

/// An index that answers as the register would.
pub struct IndexedRegister {
    index: PopulationIndex,
    snapshot: String,
}

impl IndexedRegister {
    /// The register behind an open index; its checksum names the snapshot.
    pub fn new(index: PopulationIndex) -> Self {
        let snapshot = format!("{:016x}", index.info().checksum);
        Self { index, snapshot }
    }

    fn answer(&self, checker: &mut Checker<'_>, record: &Record<'_>) -> RegisterAnswer {
        let outcome = checker.check(record);
        let mut explanation = String::new();
        outcome.evidence.explain(&mut explanation);
        RegisterAnswer {
            verdict: outcome.verdict,
            explanation,
            model: Model::CURRENT.version.to_owned(),
            snapshot: self.snapshot.clone(),
        }
    }
}

impl PopulationRegister for IndexedRegister {
    fn ask<'a>(&'a self, records: &'a [Record<'a>]) -> Answers<'a> {
        Box::pin(async move {
            let mut checker = self.index.checker();
            Ok(records
                .iter()
                .map(|record| self.answer(&mut checker, record))
                .collect())
        })
    }
}
