//! The command line is a contract: the real command, in temporary folders, on real files.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on must fail loudly"
)]

mod bad_input;
mod check;
mod demo;
mod doses;
mod evaluate;
mod interrupt;
mod keys;
mod policy;
mod population;
mod qr;
mod registry;
mod scene;
mod serve;
mod simulate;
mod usage;
mod verify;
