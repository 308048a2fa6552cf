//! Whether a name is in a legacy encoding, and which: decided by what the name then says.
//!
//! A proper name is never touched: a reading is taken only if the text as it stands has words
//! that are no Vietnamese syllables, the reading has fewer of them, and what it changed gives
//! syllables that names are known to be made of.

use super::canonical::{Scan, scan};
use super::lexicon;
use crate::legacy_encoding::{self, Reading};
use crate::note::Note;
use crate::text::compose::compose;
use crate::text::is_blank;

/// The text out of its legacy encoding, if that is what it is in. `seen` is the pass over it.
pub(super) fn decode(text: &str, canonical: &str, seen: &Scan) -> Option<Reading> {
    let doubtful = !seen.suspect;
    if doubtful && !worth_a_second_look(canonical) || legacy_encoding::is_unicode(text) {
        return None;
    }
    if let Some(reading) = legacy_encoding::utf8_reading(text, &rank).filter(|_| !doubtful) {
        let text = compose(&reading.text);
        if scan(&text, true, &mut String::new()).words > 0 {
            return Some(Reading { text, ..reading });
        }
    }
    let mut readings = legacy_encoding::readings(text, &rank).peekable();
    readings.peek()?;
    let old = ranks(text);
    readings
        .filter_map(|reading| judge(&reading, text, &old, doubtful).map(|score| (score, reading)))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, reading)| reading)
}

/// Rank of a syllable that occurs in names; other syllables have 1.
const KNOWN: u8 = 2;

/// How believable a word is in a name.
fn rank(word: &str) -> u8 {
    let mut canonical = String::with_capacity(word.len());
    let mut seen = scan(word, false, &mut canonical);
    if seen.uncomposed {
        canonical.clear();
        seen = scan(&compose(word), true, &mut canonical);
    }
    if seen.words != 1 || seen.fitting != 1 || seen.notes.has(Note::Marks) {
        0
    } else if lexicon::is_known(&canonical) && !seen.suspect {
        KNOWN
    } else {
        1
    }
}

/// Made of Vietnamese syllables as it stands, and yet perhaps not what was meant: "Phan Thò Mai"
/// (VNI for Thị), "Ngô Vãn Linh" (Windows-1258 for Văn) and a first syllable that is no surname,
/// such as "Vò" (TCVN3 for Vũ).
fn worth_a_second_look(canonical: &str) -> bool {
    let mut words = canonical.split(' ');
    let surname = words.next().unwrap_or_default();
    let latin1 = |c: char| u32::from(c) < 0x100;
    canonical.chars().all(latin1)
        && !canonical.is_ascii()
        && (words.any(|word| matches!(word, "thò" | "vãn"))
            || !lexicon::is_surname(surname) && !surname.is_ascii())
}

/// The score of an acceptable reading; `None` for one that is not.
fn judge(reading: &Reading, text: &str, old: &[(&str, u8)], doubtful: bool) -> Option<usize> {
    if reading.text == text || is_strange(&reading.text) {
        return None;
    }
    let new = ranks(&reading.text);
    let acceptable = old.len() == new.len() && improves(old, &new, is_strange(text), doubtful);
    let known: usize = new.iter().map(|(_, rank)| usize::from(*rank)).sum();
    acceptable.then(|| 1 + 2 * known - usize::from(has_inner_capital(&reading.text)))
}

/// Whether what a reading changed makes the words a likelier name.
fn improves(old: &[(&str, u8)], new: &[(&str, u8)], strange: bool, doubtful: bool) -> bool {
    let changed = || {
        old.iter()
            .zip(new)
            .filter(|(a, b)| a != b)
            .map(|((_, a), (_, b))| (*a, *b))
    };
    let better = changed().filter(|(a, b)| *b == KNOWN && a < b).count();
    let unfit = changed().filter(|(_, b)| *b == 0).count();
    let spoilt = changed().filter(|(a, b)| b < a).count();
    let surname = |words: &[(&str, u8)]| words.first().is_some_and(|(word, _)| is_surname(word));
    let found_surname = surname(new) && !surname(old);
    if doubtful {
        return better > 0 && surname(new) && new.iter().all(|(_, rank)| *rank == KNOWN);
    }
    // A slip in one word must not hide what the others say.
    let one_slip =
        spoilt == 0 || spoilt == 1 && better > 1 && changed().all(|(a, b)| a < KNOWN || b == KNOWN);
    let sense = better > 0 && unfit <= better || found_surname && unfit == 0;
    one_slip && (sense || strange)
}

fn is_surname(word: &str) -> bool {
    let mut canonical = String::with_capacity(word.len());
    scan(word, true, &mut canonical);
    lexicon::is_surname(&canonical)
}

/// The words of a text with their ranks.
fn ranks(text: &str) -> Vec<(&str, u8)> {
    text.split(is_blank)
        .filter(|word| !word.is_empty())
        .map(|word| (word, rank(word)))
        .collect()
}

/// Whether a capital stands within a word of a text that also has small letters.
fn has_inner_capital(text: &str) -> bool {
    let inner = |word: &str| word.chars().skip(1).any(char::is_uppercase);
    text.chars().any(|c| c.is_ascii_lowercase()) && text.split(is_blank).any(inner)
}

/// Whether a capital beyond ASCII follows a small letter, which no proper name has (`LguyÔn`).
fn is_strange(text: &str) -> bool {
    let mut small = false;
    for c in text.chars() {
        if small && c.is_uppercase() && !c.is_ascii() {
            return true;
        }
        small = c.is_lowercase();
    }
    false
}
