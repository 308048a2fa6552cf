//! Pages by one request at a time against the router, on a real store, in both languages.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod audit;
mod checker;
mod figures;
mod frame;
mod funnel;
mod imports;
mod lots;
mod merges;
mod national;
mod parting;
mod passport;
mod passports;
mod people;
mod recovered;
mod rosters;
mod sessions;
mod sheets;
mod signing;
mod slip;
mod strangers;
mod support;
mod tokens;
mod unit;
