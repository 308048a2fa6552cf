//! UTF-8 bytes that were read as a single-byte code page: `Nguyá»…n`, `ThÃ nh`, `Tráş§n`.
//!
//! Some bytes rarely survive: 0x81, 0x8D, 0x8F, 0x90 and 0x9D are no characters of
//! Windows-1252, 0xA0 becomes a plain space and 0xAD vanishes. What they can have been is
//! weighed word by word.

use super::code_page::Page;

use super::forced_case::Forced;
use super::options::{self, Rank};
use crate::text::is_blank;

/// A choice of no character at all.
const NOTHING: char = '\u{E000}';

/// The combining acute, whose second byte Windows-1252 lacks. Alone it proves nothing: the first
/// one is the grave of Windows-1258.
const ACUTE: char = '\u{301}';

/// One character of the decoded text.
struct Found {
    /// What it can be, the likeliest first.
    choices: Vec<char>,
    /// Characters of the damaged text that it takes.
    taken: usize,
    /// Whether all of its bytes are there.
    whole: bool,
}

/// The text whose UTF-8 bytes the page shows, if all of its characters beyond ASCII are such
/// bytes and at least one of them is beyond doubt.
pub(super) fn decode(text: &str, page: Page, forced: Forced, rank: Rank<'_>) -> Option<String> {
    // Most texts fail here, before anything is allocated.
    let first = text.chars().find(|c| !c.is_ascii() && !is_blank(*c))?;
    if !matches!(lead(page.byte(first)?, forced), 0xC2..=0xEF) {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut letters: Vec<Vec<char>> = Vec::with_capacity(chars.len());
    let (mut at, mut proven) = (0, false);
    while let Some(&c) = chars.get(at) {
        // A blank that belongs to no sequence is a space.
        if c.is_ascii() || is_blank(c) {
            letters.push(vec![if is_blank(c) { ' ' } else { c }]);
            at += 1;
            continue;
        }
        let found = sequence(&chars[at..], page, forced)?;
        // A capital within a word of small letters is no letter of that word.
        let capital_inside = at > 0 && chars[at - 1].is_ascii_lowercase() && c.is_uppercase();
        proven |= found.whole || capital_inside && found.choices != [ACUTE];
        letters.push(found.choices);
        at += found.taken;
        if !found.whole && chars.get(at) == Some(&' ') {
            letters.push(vec![NOTHING, ' ']);
            at += 1;
        }
    }
    proven.then(|| words(&letters, rank))
}

/// Settles the open choices word by word.
fn words(letters: &[Vec<char>], rank: Rank<'_>) -> String {
    let whole_rank = |text: &str| {
        let text = text.replace(NOTHING, "");
        text.split(' ')
            .filter(|word| !word.is_empty())
            .map(rank)
            .min()
            .unwrap_or(0)
    };
    let words: Vec<String> = letters
        .split(|choices| choices[..] == [' '])
        .map(|word| options::best(word, &whole_rank).replace(NOTHING, ""))
        .collect();
    words.join(" ")
}

/// Reads one sequence of two or three bytes at the start of `chars`.
fn sequence(chars: &[char], page: Page, forced: Forced) -> Option<Found> {
    let lead = lead(page.byte(chars[0])?, forced);
    let next = |at: usize| {
        let c = chars.get(at).filter(|c| !c.is_ascii())?;
        continuation(*c, page)
    };
    let (middle, last) = match lead {
        0xC2..=0xDF => (None, 1),
        0xE0..=0xEF => (Some(next(1)?), 2),
        _ => return None,
    };
    let Some(byte) = next(last) else {
        let choices: Vec<char> = lost(lead, middle)?.chars().collect();
        return Some(Found {
            choices,
            taken: last,
            whole: false,
        });
    };
    let choices: Vec<char> = both_cases(byte, forced)
        .filter_map(|byte| character(lead, middle, byte))
        .collect();
    (!choices.is_empty()).then_some(Found {
        choices,
        taken: last + 1,
        whole: true,
    })
}

fn continuation(c: char, page: Page) -> Option<u8> {
    let byte = match c {
        // Upper case of ƒ.
        'Ƒ' => 0x83,
        _ => page.byte(c)?,
    };
    (0x80..0xC0).contains(&byte).then_some(byte)
}

/// The lead byte before a program changed the case of the letter that shows it.
fn lead(byte: u8, forced: Forced) -> u8 {
    match (forced, byte) {
        (Forced::Lower, 0xE3..=0xE6 | 0xEC) => byte - 0x20,
        (Forced::Upper, 0xC1) => 0xE1,
        _ => byte,
    }
}

/// The byte, and its other case where Windows-1252 has both: Š, Œ, Ž.
fn both_cases(byte: u8, forced: Forced) -> impl Iterator<Item = u8> {
    let other = match byte {
        0x8A | 0x8C | 0x8E if forced == Forced::Upper => Some(byte + 0x10),
        0x9A | 0x9C | 0x9E if forced == Forced::Lower => Some(byte - 0x10),
        _ => None,
    };
    std::iter::once(byte).chain(other)
}

fn character(lead: u8, middle: Option<u8>, last: u8) -> Option<char> {
    let bytes = [lead, middle.unwrap_or(last), last];
    let length = 2 + usize::from(middle.is_some());
    let c = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
    Some(c)
}

/// What a sequence whose last byte did not survive can have been.
fn lost(lead: u8, middle: Option<u8>) -> Option<&'static str> {
    match (lead, middle) {
        (0xC3, None) => Some("àíÁÍÝ"),
        (0xC4, None) => Some("Đ"),
        (0xC6, None) => Some("Ơ"),
        (0xCC, None) => Some("\u{301}"),
        (0xE1, Some(0xBA)) => Some("ậẠ"),
        (0xE1, Some(0xBB)) => Some("ềọờỏửỐỠ"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::syllable::{Fit, Word};

    fn read(text: &str, page: Page) -> Option<String> {
        let rank = |word: &str| u8::from(Word::of(&word.to_lowercase()).fit() != Fit::No);
        decode(text, page, Forced::of(text), &rank)
    }

    #[test]
    fn whole_sequences_are_read_in_every_page() {
        for (text, page) in [
            ("Nguyá»…n Thá»‹ BÃ¬nh", Page::Windows1252),
            ("Nguyá»\u{85}n Thá»\u{8b} BÃ¬nh", Page::Windows1252),
            ("Nguyá»…n Thá»‹ BĂ¬nh", Page::Windows1250),
            ("Nguyá»…n Thá»‹ BĂ¬nh", Page::Windows1258),
        ] {
            assert_eq!(
                read(text, page).as_deref(),
                Some("Nguyễn Thị Bình"),
                "{page:?}"
            );
        }
        assert_eq!(
            read("Tráş§n LĂŞ", Page::Windows1250).as_deref(),
            Some("Trần Lê")
        );
    }

    #[test]
    fn a_no_break_space_that_became_a_space_is_read() {
        let cases = [
            ("LÃª ThÃ nh HÃ", "Lê Thành Hà"),
            ("HÃ  VÄƒn ThÃ nh", "Hà Văn Thành"),
            ("HÃ VÄƒn ThÃ\u{a0}nh", "Hà Văn Thành"),
        ];
        for (text, name) in cases {
            assert_eq!(
                read(text, Page::Windows1252).as_deref(),
                Some(name),
                "{text}"
            );
        }
    }

    #[test]
    fn bytes_that_windows_1252_lacks_are_weighed() {
        let cases = [
            ("Äáº·ng Thá»‹ Ngá»c", "Đặng Thị Ngọc"),
            ("HoÃ ng Äá»©c", "Hoàng Đức"),
            ("Pháº¡m Háºu", "Phạm Hậu"),
        ];
        for (text, name) in cases {
            assert_eq!(
                read(text, Page::Windows1252).as_deref(),
                Some(name),
                "{text}"
            );
        }
    }

    #[test]
    fn proper_letters_are_not_utf_8() {
        for text in ["Hã Nam", "Müller", "Ánh", "Núñez", "François"] {
            assert_eq!(read(text, Page::Windows1252), None, "{text}");
        }
    }
}
