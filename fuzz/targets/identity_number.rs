//! Any text as an identity number: never a panic, and what was read is written and read again alike.
#![no_main]

use khien_domain::{IdentityNumber, Note};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &str| {
    if let Ok(read) = IdentityNumber::parse(raw) {
        let again = IdentityNumber::parse(&read.value.to_string());
        let again = again.expect("what was read is a number");
        assert_eq!(again.value, read.value);
        assert!(!again.notes.has(Note::LostZero));
    }
});
