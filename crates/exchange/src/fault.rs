//! What was wrong with single rows or cells while the rest of the file was read.

use crate::error::ExchangeError;

/// Most faults that are kept; the others are counted.
const KEPT: usize = 1_000;

/// Faults of rows and cells, in the order of the file. The first thousand are kept.
#[derive(Debug, Default)]
pub struct Faults {
    kept: Vec<ExchangeError>,
    total: u64,
}

impl Faults {
    pub(crate) fn add(&mut self, fault: ExchangeError) {
        self.total += 1;
        if self.kept.len() < KEPT {
            self.kept.push(fault);
        }
    }

    /// The first faults, at most a thousand.
    pub fn kept(&self) -> &[ExchangeError] {
        &self.kept
    }

    /// How many there were.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Whether nothing was wrong.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }
}
