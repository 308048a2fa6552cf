//! Prints the table of reason codes as it stands in `docs/reference/reason-codes.md`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example prints what it read, and cannot run without the sources"
)]

#[path = "../tests/support/reason_table.rs"]
mod reason_table;

fn main() {
    print!("{}", reason_table::table());
}
