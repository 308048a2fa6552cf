//! Any text as a birth date: never a panic, and what was read is written and read again alike.
#![no_main]

use khien_domain::BirthDate;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &str| {
    if let Ok(read) = BirthDate::parse(raw) {
        let again = BirthDate::parse(&read.value.to_string());
        assert_eq!(again.expect("what was read is a date").value, read.value);
        assert!(read.value.agrees_with_register(&read.value));
    }
});
