//! NFC that also mends marks in the wrong order: e, acute, circumflex becomes ế.
//!
//! Canonical ordering keeps circumflex, breve and the tone marks above in the order typed, so
//! plain NFC leaves "e + acute + circumflex" as é with a stray circumflex.

use super::letter::{
    A_BREVE, A_HAT, D_STROKE, E_HAT, Letter, O_HAT, O_HORN, U_HORN, ascii, is_shaped, is_vowel,
};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text in NFC, with shape and tone marks of Vietnamese letters in whatever order they came.
pub(crate) fn compose(text: &str) -> String {
    plain_compose(text).unwrap_or_else(|| full_compose(text))
}

/// Composes text of the Vietnamese alphabet without decomposing it first; `None` for text with
/// other letters or marks.
fn plain_compose(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut last: Option<Letter> = None;
    for c in text.chars() {
        let next = match (Letter::of(c), last) {
            (None, Some(letter)) if !c.is_ascii() => Some(marked(letter, c)?),
            (None, None) if !c.is_ascii() => return None,
            (letter, _) => {
                out.extend(last.map(Letter::to_char));
                if letter.is_none() {
                    out.push(c);
                }
                letter
            }
        };
        last = next;
    }
    out.extend(last.map(Letter::to_char));
    Some(out)
}

/// The letter with one mark more, or with the same mark twice.
fn marked(letter: Letter, mark: char) -> Option<Letter> {
    let (base, tone, upper) = (letter.base(), letter.tone(), letter.is_upper());
    if let Some(new) = tone_of(mark) {
        let fits = is_vowel(base) && (tone == 0 || tone == new);
        return fits.then(|| Letter::new(base, new, upper));
    }
    let new = shaped(char::from(ascii(base)), mark)?;
    (base == new || !is_shaped(base)).then(|| Letter::new(new, tone, upper))
}

/// The same for any text, after decomposing it.
fn full_compose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut cluster = String::new();
    for c in text.nfd() {
        if !is_combining_mark(c) && !cluster.is_empty() {
            flush(&cluster, &mut out);
            cluster.clear();
        }
        cluster.push(c);
    }
    flush(&cluster, &mut out);
    // A cluster may compose with the one before it (Hangul); plain NFC settles that.
    if unicode_normalization::is_nfc(&out) {
        out
    } else {
        out.nfc().collect()
    }
}

fn flush(cluster: &str, out: &mut String) {
    match vietnamese(cluster) {
        Some(letter) => out.push(letter.to_char()),
        None => out.extend(cluster.nfc()),
    }
}

/// The one letter that a base and its marks make, whatever the order of the marks.
fn vietnamese(cluster: &str) -> Option<Letter> {
    let mut marks = cluster.chars();
    let base = marks.next()?;
    let plain = Letter::of(base).filter(|_| base.is_ascii())?;
    let (mut shape, mut tone) = (None, None);
    for mark in marks {
        let place = if tone_of(mark).is_some() {
            &mut tone
        } else {
            &mut shape
        };
        // The same mark twice is one mark; two different ones are no Vietnamese letter.
        if place.is_some_and(|seen| seen != mark) {
            return None;
        }
        *place = Some(mark);
    }
    let tone = tone.and_then(tone_of).unwrap_or(0);
    let base = match shape {
        None => plain.base(),
        Some(mark) => shaped(base.to_ascii_lowercase(), mark)?,
    };
    let letter = Letter::new(base, tone, plain.is_upper());
    (tone == 0 || is_vowel(base)).then_some(letter)
}

fn tone_of(mark: char) -> Option<u8> {
    Some(match mark {
        '\u{300}' => 1,
        '\u{309}' => 2,
        '\u{303}' => 3,
        '\u{301}' => 4,
        '\u{323}' => 5,
        _ => return None,
    })
}

fn shaped(base: char, mark: char) -> Option<u8> {
    Some(match (base, mark) {
        ('a', '\u{306}') => A_BREVE,
        ('a', '\u{302}') => A_HAT,
        ('e', '\u{302}') => E_HAT,
        ('o', '\u{302}') => O_HAT,
        ('o', '\u{31B}') => O_HORN,
        ('u', '\u{31B}') => U_HORN,
        ('d', '\u{335}'..='\u{338}') => D_STROKE,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::compose;
    use proptest::prelude::*;

    #[test]
    fn decomposed_text_is_composed() {
        assert_eq!(
            compose("Nguye\u{302}\u{303}n Đu\u{31b}\u{300}ng"),
            "Nguyễn Đừng"
        );
    }

    #[test]
    fn marks_in_the_wrong_order_make_the_same_letter() {
        for text in [
            "e\u{301}\u{302}",
            "e\u{302}\u{301}",
            "\u{e9}\u{302}",
            "\u{ea}\u{301}",
            "ê\u{341}",
        ] {
            assert_eq!(compose(text), "ế");
        }
        assert_eq!(compose("o\u{323}\u{31b} a\u{301}\u{306}"), "ợ ắ");
    }

    #[test]
    fn a_mark_typed_twice_is_one() {
        assert_eq!(compose("a\u{301}\u{301}"), "á");
    }

    #[test]
    fn a_stroke_laid_over_d_makes_d_with_stroke() {
        assert_eq!(compose("D\u{335}o\u{302}\u{303}"), "Đỗ");
    }

    #[test]
    fn foreign_marks_are_left_as_nfc_has_them() {
        assert_eq!(
            compose("Mu\u{308}ller Nu\u{301}n\u{303}ez Ha\u{30a}kan"),
            "Müller Núñez Håkan"
        );
        assert_eq!(compose("Y Blo\u{306}"), "Y Blŏ");
    }

    proptest! {
        #[test]
        fn the_short_way_gives_what_the_long_way_gives(
            letters in proptest::collection::vec(
                proptest::sample::select("adeouyADEUêôơăĐ ếọ'x\u{300}\u{301}\u{303}\u{309}\u{323}\u{302}\u{306}\u{31b}\u{308}"
                    .chars().collect::<Vec<_>>()), 0..8)
        ) {
            let text: String = letters.into_iter().collect();
            if let Some(short) = super::plain_compose(&text) {
                prop_assert_eq!(short, super::full_compose(&text));
            }
        }

        #[test]
        fn composing_never_panics_and_is_idempotent(text in "\\PC*") {
            let once = compose(&text);
            prop_assert_eq!(compose(&once), once);
        }
    }
}
