//! Any text as a name: never a panic, and a repaired name needs no second repair.
//!
//! Text with control characters, digits or marks that are no part of a name, words longer than any
//! syllable, and names of no pattern known here, are only read: what they were meant to be is
//! anybody's guess, and the second guess, which no longer sees what was dropped, may differ.
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
        let guessed = read.notes.has(Note::Marks)
            || name.origin() == NameOrigin::Foreign
            || name.canonical().contains(|c: char| c.is_ascii_digit())
            || name.syllables().any(|word| word.chars().count() > LONGEST);
        if guessed || raw.contains(char::is_control) {
            return;
        }
        let again = PersonName::parse(name.as_str())
            .expect("what was read is a name")
            .value;
        assert_eq!(again.canonical(), name.canonical());
        assert!(name_difference(&name, &again).is_none());
    }
});
