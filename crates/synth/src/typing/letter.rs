//! Vietnamese letters taken apart: letter, shape and tone.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The five tone marks: sắc, huyền, hỏi, ngã, nặng.
pub(super) const TONES: [char; 5] = ['\u{301}', '\u{300}', '\u{309}', '\u{303}', '\u{323}'];

/// Circumflex, breve and horn: the marks that make another letter.
const SHAPES: [char; 3] = ['\u{302}', '\u{306}', '\u{31b}'];

/// A letter without its tone, and the tone.
pub(super) fn split(letter: char) -> (char, Option<char>) {
    let (mut tone, mut rest) = (None, [None; 3]);
    let mut count = 0;
    decompose_canonical(letter, |part| {
        if TONES.contains(&part) {
            tone = Some(part);
        } else if count < rest.len() {
            rest[count] = Some(part);
            count += 1;
        }
    });
    let base = rest.into_iter().flatten().nfc().next().unwrap_or(letter);
    (base, tone)
}

/// A letter with a tone, composed.
pub(super) fn join(base: char, tone: Option<char>) -> char {
    std::iter::once(base)
        .chain(tone)
        .nfc()
        .next()
        .unwrap_or(base)
}

/// A letter without tone and shape, đ as d.
pub(super) fn plain(letter: char) -> char {
    match letter {
        'đ' => 'd',
        'Đ' => 'D',
        _ => {
            let mut first = None;
            decompose_canonical(letter, |part| {
                first = first.or(Some(part));
            });
            first.unwrap_or(letter)
        }
    }
}

/// The shape mark of a letter without tone: circumflex, breve or horn.
pub(super) fn shape(base: char) -> Option<char> {
    let mut found = None;
    decompose_canonical(base, |part| {
        found = found.or(Some(part).filter(|mark| SHAPES.contains(mark)));
    });
    found
}

/// A text without any diacritic, letter case kept.
pub(super) fn unaccented(text: &str) -> String {
    text.chars()
        .filter(|&letter| !is_combining_mark(letter))
        .map(plain)
        .collect()
}

/// A syllable without its tone, and the tone with the position of its letter.
pub(super) fn without_tone(syllable: &str) -> (Vec<char>, Option<(usize, char)>) {
    let mut found = None;
    let letters = syllable
        .chars()
        .enumerate()
        .map(|(at, letter)| {
            let (base, tone) = split(letter);
            found = found.or(tone.map(|tone| (at, tone)));
            base
        })
        .collect();
    (letters, found)
}

/// Letters as text, with a tone on one of them.
pub(super) fn with_tone(letters: &[char], tone: Option<(usize, char)>) -> String {
    letters
        .iter()
        .enumerate()
        .map(|(at, &base)| join(base, tone.filter(|&(on, _)| on == at).map(|(_, tone)| tone)))
        .collect()
}

pub(super) fn is_vowel(base: char) -> bool {
    matches!(
        plain(base).to_ascii_lowercase(),
        'a' | 'e' | 'i' | 'o' | 'u' | 'y'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_apart_and_together_again() {
        for text in ["Nguyễn", "Đặng", "Ậ", "ưỡ", "Hòa", "Brèoh", "Êñuôl"] {
            for letter in text.chars() {
                let (base, tone) = split(letter);
                assert_eq!(join(base, tone), letter, "{text}");
            }
        }
        assert_eq!(split('ậ'), ('â', Some('\u{323}')));
        assert_eq!(shape('ơ'), Some('\u{31b}'));
        assert_eq!(unaccented("Đặng Thị Ngọc Ánh"), "Dang Thi Ngoc Anh");
    }
}
