//! Any text as a name: never a panic, and a repaired name needs no second repair.
//!
//! Only letters and spaces are held to the second promise. What else was typed is dropped or taken
//! for a legacy encoding, names of no pattern known here and words longer than any syllable are only
//! read: what they were meant to be is a guess, and the second guess, which no longer sees what was
//! dropped, may differ.
#![no_main]

use khien_domain::{NameOrigin, Note, PersonName, fold, name_difference};
use libfuzzer_sys::fuzz_target;

/// Letters of the longest Vietnamese syllable, "nghiêng".
const LONGEST: usize = 7;

fuzz_target!(|raw: &str| {
    let _ = fold(raw);
    if let Ok(read) = PersonName::parse(raw) {
        let name = read.value;
        assert!(!name.given().is_empty() && !name.surname().is_empty());
        let letters = raw.chars().all(|c| c.is_alphabetic() || c == ' ');
        let foreign = name.origin() == NameOrigin::Foreign;
        let long = name.syllables().any(|word| word.chars().count() > LONGEST);
        if !letters || foreign || long || read.notes.has(Note::Marks) {
            return;
        }
        let again = PersonName::parse(name.as_str())
            .expect("what was read is a name")
            .value;
        assert_eq!(again.canonical(), name.canonical());
        assert!(name_difference(&name, &again).is_none());
    }
});
