//! The contract of the store: every question, on both engines, with the same answers.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(
    clippy::assigning_clones,
    reason = "rows are changed as one reads them"
)]

#[macro_use]
#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod audit;
mod certificates;
mod copies;
mod counts;
mod doses;
mod errors;
mod examples;
mod forms;
mod health;
mod imports;
mod jobs;
mod people;
mod policies;
mod schema;
mod sessions;
mod sheets;
mod signings;
mod stock;
mod tokens;
mod unit_people;
