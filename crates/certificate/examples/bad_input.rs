//! Writes `fixtures/hc1/bad-input.jsonl`: codes that are wrong in one way each, and some that only seem
//! so, with the keys that are trusted and the reason that a check must give.
//!
//! `cargo run -p khien-certificate --example bad_input > fixtures/hc1/bad-input.jsonl`
//!
//! Every line: `case`, `text`, `at` (the time that is asked about), `trust` (certificates in Base64
//! by the names of their keys in hexadecimal digits, as `khien qr check --trust` takes them; several
//! of one name in `trust_too`), `revoked` (batches in the JSON of the EU's gateway), `clock`, and
//! `reason`, null where the code is to be accepted. Keys are made anew in every run and nowhere kept.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example prints what it made, and cannot run without its keys"
)]

#[path = "bad_input/cases.rs"]
mod cases;
#[path = "bad_input/contents.rs"]
mod contents;
#[path = "bad_input/keys.rs"]
mod keys;
#[path = "bad_input/line.rs"]
mod line;
#[path = "bad_input/who.rs"]
mod who;

fn main() {
    let keys = keys::Keys::new();
    for line in cases::all(&keys) {
        println!("{}", line.to_json());
    }
}
