//! The rules of the house, kept by tests instead of by memory.
//!
//! Each rule is one test whose message says what to do. `./test house` runs them alone and shows
//! the ten longest files and functions, so that growth is seen before it hurts.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a rule that cannot be checked must fail loudly, and growth is shown"
)]

mod catalogues;
mod dependencies;
mod licence;
mod papers;
mod sizes;
mod source_code;
mod tree;
