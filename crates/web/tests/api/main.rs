//! The API by one request at a time against the router, on a real store.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod back;
mod checks;
mod coming_in;
mod doses;
mod hostile;
mod how_to;
mod merges;
mod passport_orders;
mod persons;
mod rights;
mod samples;
mod signings;
mod support;
