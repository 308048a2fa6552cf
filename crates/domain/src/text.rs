//! Text as Vietnamese files hold it: letters, syllables, and the form without diacritics.
//!
//! Not here: legacy encodings (`legacy_encoding`) and what makes a name (`person_name`).

pub(crate) mod compose;
pub(crate) mod letter;
pub(crate) mod syllable;

use letter::Letter;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Folds text for loose comparison: diacritics dropped, Đ and its look-alikes to `d`, lower case,
/// every run of blanks one space, nothing at either end.
///
/// Latin letters that Unicode does not decompose (ø, ł, ß, æ, …) get their usual ASCII spelling.
/// Letters of other scripts stay as they are, in lower case.
///
/// ```
/// assert_eq!(khien_domain::fold("  ĐẶNG\u{a0}Thuỳ  Trâm "), "dang thuy tram");
/// assert_eq!(khien_domain::fold("Søren Müller"), "soren muller");
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        let before = out.len();
        fold_syllable(word, &mut out);
        if out.len() == before {
            out.truncate(before.saturating_sub(1));
        }
    }
    out
}

/// Appends one word or phrase folded as [`fold`] does, its blanks kept as they stand.
///
/// Allocates nothing but what `out` has to grow by.
pub fn fold_syllable(text: &str, out: &mut String) {
    for c in text.chars() {
        match Letter::of(c) {
            Some(letter) => out.push(letter::ascii(letter.base()) as char),
            None if c.is_ascii() => out.push(c),
            None => fold_foreign(c, out),
        }
    }
}

/// Folds what is not a letter of the Vietnamese alphabet.
fn fold_foreign(c: char, out: &mut String) {
    if is_invisible(c) || is_combining_mark(c) {
        return;
    }
    decompose_canonical(c, |part| {
        for low in part.to_lowercase().filter(|low| !is_combining_mark(*low)) {
            match plain_spelling(low) {
                Some(spelling) => out.push_str(spelling),
                None => out.push(low),
            }
        }
    });
}

/// Letters that do not decompose, as they are spelt in plain ASCII (ICAO Doc 9303, part 3).
fn plain_spelling(c: char) -> Option<&'static str> {
    Some(match c {
        'Ð' | 'ð' | 'Ɖ' | 'ɖ' | 'Ɗ' | 'ɗ' => "d",
        'Ø' | 'ø' => "o",
        'Ł' | 'ł' => "l",
        'ß' | 'ẞ' => "ss",
        'Æ' | 'æ' => "ae",
        'Œ' | 'œ' => "oe",
        'Þ' | 'þ' => "th",
        'ı' => "i",
        'Ħ' | 'ħ' => "h",
        'Ŧ' | 'ŧ' => "t",
        'Ŋ' | 'ŋ' => "n",
        'Ƀ' | 'ƀ' | 'Ɓ' | 'ɓ' => "b",
        _ => return None,
    })
}

/// Whether the character only keeps words apart: any white space, among it the no-break space.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{180E}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}')
}

/// Whether the character is neither seen nor meant: zero-width and direction marks, soft hyphen,
/// byte-order mark, control characters.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
        || (c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folding_drops_marks_whether_composed_or_not() {
        for text in [
            "Nguyễn Thị Đường",
            "Nguye\u{302}\u{303}n Thi\u{323} Đu\u{31b}o\u{31b}\u{300}ng",
        ] {
            assert_eq!(fold(text), "nguyen thi duong");
        }
    }

    #[test]
    fn folding_knows_every_d_with_stroke() {
        assert_eq!(fold("Đ đ Ð ð Ɖ ɖ"), "d d d d d d");
    }

    #[test]
    fn folding_makes_blanks_one_space_and_drops_the_invisible() {
        assert_eq!(
            fold("\u{feff} A\u{a0}\u{200b}\t b\u{200b}c\u{2003}"),
            "a bc"
        );
        assert_eq!(fold("\u{200b} "), "");
    }

    #[test]
    fn folding_spells_foreign_letters_plainly() {
        assert_eq!(
            fold("Ångström Łódź Straße Čapek İzmir"),
            "angstrom lodz strasse capek izmir"
        );
        assert_eq!(fold("Иван 王"), "иван 王");
    }

    proptest! {
        #[test]
        fn folding_never_panics_and_is_idempotent(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
