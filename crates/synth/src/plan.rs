//! What to make: how many people and records, from which seed, after which scenario.

use crate::scenario::Scenario;
use crate::years::BirthYears;

/// The most people a plan may ask for: the nation, rounded up.
pub const MOST_PEOPLE: u64 = 100_000_000;
/// The most records a plan may ask for.
pub const MOST_RECORDS: u64 = 400_000_000;

/// An order for an invented nation. Equal plans give equal bytes.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// People in the register.
    pub people: u64,
    /// Records about them.
    pub records: u64,
    /// Where all chance comes from.
    pub seed: u64,
    /// Birth years of everybody; `None` for the scenario's own, else the whole age pyramid.
    pub birth_years: Option<BirthYears>,
    /// Which errors the records hold, and how often.
    pub scenario: &'static Scenario,
}

impl Plan {
    /// A plan after the scenario `plain`.
    pub fn new(people: u64, records: u64, seed: u64) -> Self {
        Self {
            people,
            records,
            seed,
            birth_years: None,
            scenario: Scenario::plain(),
        }
    }

    /// The birth years that apply: the plan's, else the scenario's, else all.
    pub fn years(&self) -> BirthYears {
        self.birth_years
            .or(self.scenario.birth_years)
            .unwrap_or(BirthYears::ALL)
    }
}
