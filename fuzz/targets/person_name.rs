//! Any text as a name: never a panic, and what was read is a name again.
//!
//! That a repaired name needs no second repair holds for names (the tests of the domain say so),
//! not for any text: what "Ị HûÐg" was meant to be is a guess, and the second guess may differ.
#![no_main]

use khien_domain::{PersonName, fold, name_difference};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &str| {
    let _ = fold(raw);
    if let Ok(read) = PersonName::parse(raw) {
        let name = read.value;
        assert!(!name.given().is_empty() && !name.surname().is_empty());
        assert!(name_difference(&name, &name).is_none());
        let again = PersonName::parse(name.as_str()).expect("what was read is a name");
        let _ = name_difference(&name, &again.value);
    }
});
