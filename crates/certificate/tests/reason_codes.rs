//! The table of reason codes (docs/reference/reason-codes.md) is what the sources say: every code
//! once, in one spelling, with the words that stand at it.
//!
//! After a change: `cargo run -p khien-certificate --example reason_codes > docs/reference/reason-codes.md`
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/reason_table.rs"]
mod reason_table;

use std::collections::BTreeMap;

use reason_table::{codes, table};

#[test]
fn the_table_is_that_of_the_sources() {
    let written = include_str!("../../../docs/reference/reason-codes.md");
    assert!(written == table(), "run the example reason_codes");
}

#[test]
fn every_code_is_spelled_with_hyphens_and_means_one_thing() {
    let codes = codes();
    assert!(codes.len() > 200, "{}", codes.len());
    let mut meanings: BTreeMap<&str, &str> = BTreeMap::new();
    for code in &codes {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(code.name.bytes().all(plain), "{}", code.name);
        assert!(!code.meaning.is_empty(), "{} has no words", code.name);
        let other = meanings.insert(&code.name, &code.place);
        assert_eq!(other, None, "{} stands twice: {}", code.name, code.place);
    }
}
