//! What people do, on a real store with a real register: given, when, then.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[macro_use]
#[path = "../support/mod.rs"]
mod support;

mod account_editing;
mod accounts;
mod clock_back;
mod desks;
mod doses;
mod facilities;
mod figures;
mod imports;
mod jobs;
mod merges;
mod merges_and_splits;
mod office;
mod passport_forms;
mod passport_orders;
mod passports;
mod people;
mod policies;
mod recovered;
mod rosters;
mod same_file;
mod sealer;
mod sessions;
mod sheets;
mod signings;
mod slips;
mod stock;
mod tokens;
mod unit;
