//! Names mistyped, and names that are merely written in another way.

use super::encoding::{has_legacy_form, tcvn3, utf8_as_latin1, vni};
use super::letter::{
    TONES, is_vowel, join, plain, shape, split, unaccented, with_tone, without_tone,
};
use super::mishear::{misheard, regional};
use crate::dice::Dice;
use crate::kind::Kind;
use khien_domain::{NameOrigin, Note, PersonName};
use unicode_normalization::UnicodeNormalization;

/// How often a slip is tried before it is given up: on names where it can hardly happen.
const TRIES: usize = 8;

/// Whether this error can happen to this name.
pub(crate) fn applies(kind: Kind, name: &str) -> bool {
    let words = || name.split(' ');
    match kind {
        Kind::NameNoDiacritics | Kind::NameTelex | Kind::NameNfd | Kind::NameUtf8AsLatin1 => {
            !name.is_ascii()
        }
        // Old fonts are told from other damage by the Vietnamese syllables behind them: names of
        // other languages in these fonts could not be called "the same".
        Kind::NameVni | Kind::NameTcvn3 => {
            !name.is_ascii() && has_legacy_form(name) && is_vietnamese(name)
        }
        Kind::NameDropMiddle | Kind::NameOrder => words().count() >= 3,
        Kind::NameAddMiddle => {
            words().count() >= 2 && !words().any(|word| word == "Thị" || word == "Văn")
        }
        Kind::NameRegional => words().any(|word| regional(word).is_some()),
        Kind::NameIy => words().any(|word| other_i_or_y(word).is_some()),
        Kind::NameTonePlacement => words().any(|word| other_placement(word).is_some()),
        Kind::NameDStroke => name.contains('Đ'),
        _ => true,
    }
}

fn is_vietnamese(name: &str) -> bool {
    PersonName::parse(name).is_ok_and(|read| read.value.origin() == NameOrigin::Vietnamese)
}

/// The name with the error; `None` where it cannot happen to it.
pub(crate) fn typed(kind: Kind, dice: &mut Dice, name: &str, male: bool) -> Option<String> {
    if !applies(kind, name) {
        return None;
    }
    let typed = match kind {
        Kind::NameNoDiacritics => unaccented(name),
        Kind::NameDropMiddle => without_middle(dice, name),
        Kind::NameAddMiddle => with_middle(name, if male { "Văn" } else { "Thị" }),
        Kind::NameOrder => reordered(dice, name),
        Kind::NameRegional => each_word(name, |word| regional(word).map(str::to_owned)),
        Kind::NameIy => each_word(name, other_i_or_y),
        Kind::NameTonePlacement => each_word(name, other_placement),
        Kind::NameTelex => telex(dice, name),
        Kind::NameTypo => one_word(dice, name, slip)?,
        Kind::NameMisheard => one_word(dice, name, misheard)?,
        Kind::NameBlank => String::new(),
        _ => written(kind, dice, name)?,
    };
    (typed != name).then_some(typed)
}

/// Forms that mean the same.
fn written(kind: Kind, dice: &mut Dice, name: &str) -> Option<String> {
    Some(match kind {
        Kind::NameVni => Some(vni(name)).filter(|typed| !reads_as_typed(typed))?,
        Kind::NameTcvn3 => Some(tcvn3(name)).filter(|typed| !reads_as_typed(typed))?,
        Kind::NameUtf8AsLatin1 => utf8_as_latin1(name),
        Kind::NameNfd => name.nfd().collect(),
        Kind::NameCaps => name.to_uppercase(),
        Kind::NameLower => name.to_lowercase(),
        Kind::NameDStroke => name.replace('Đ', "Ð"),
        Kind::NameSpaces => spaced(dice, name),
        _ => name.to_owned(),
    })
}

/// Whether nothing shows that the text was typed in an old font: Hồ in VNI is Hoà, Thị is Thò.
/// Such a name is another name, and not the same one in another writing.
fn reads_as_typed(typed: &str) -> bool {
    PersonName::parse(typed).is_ok_and(|read| {
        let fonts = [Note::Vni, Note::Tcvn3];
        !fonts.iter().any(|&font| read.notes.has(font))
    })
}

fn spaced(dice: &mut Dice, name: &str) -> String {
    match dice.below(4) {
        0 => format!(" {name}"),
        1 => format!("{name} "),
        2 => name.replacen(' ', "  ", 1),
        _ => name.replace(' ', "\u{a0}"),
    }
}

fn each_word(name: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let words: Vec<String> = name
        .split(' ')
        .map(|word| change(word).unwrap_or_else(|| word.to_owned()))
        .collect();
    words.join(" ")
}

/// Changes one word, the given name more often than the others.
fn one_word(
    dice: &mut Dice,
    name: &str,
    change: impl Fn(&mut Dice, &str) -> Option<String>,
) -> Option<String> {
    let mut words: Vec<&str> = name.split(' ').collect();
    for _ in 0..TRIES {
        let at = dice.below(words.len() + 1).min(words.len() - 1);
        if let Some(changed) = change(dice, words[at]).filter(|changed| changed != words[at]) {
            words[at] = &changed;
            return Some(words.join(" "));
        }
    }
    None
}

fn without_middle(dice: &mut Dice, name: &str) -> String {
    let mut words: Vec<&str> = name.split(' ').collect();
    let last = words.len() - 1;
    if last > 2 && dice.chance(0.6) {
        words.remove(1 + dice.below(last - 1));
    } else {
        words.drain(1..last);
    }
    words.join(" ")
}

fn with_middle(name: &str, mark: &str) -> String {
    match name.split_once(' ') {
        Some((surname, rest)) => format!("{surname} {mark} {rest}"),
        None => name.to_owned(),
    }
}

fn reordered(dice: &mut Dice, name: &str) -> String {
    let mut words: Vec<&str> = name.split(' ').collect();
    let last = words.len() - 1;
    match dice.below(10) {
        0..=4 => words.rotate_right(1),
        5..=7 => words.swap(last - 1, last),
        _ => words.rotate_left(1),
    }
    words.join(" ")
}

/// A slip of the keyboard in one word, or a wrong or lost mark.
fn slip(dice: &mut Dice, word: &str) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    if !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let at = dice.below(letters.len());
    match dice.below(100) {
        0..25 => return Some(unaccented(word)),
        25..40 => return other_tone(dice, word),
        40..60 => letters[at] = neighbour_key(dice, letters[at])?,
        60..75 if letters.len() > 2 => {
            letters.remove(at);
        }
        75..85 => letters.insert(at, letters[at].to_lowercase().next()?),
        _ if at > 0 && letters.len() > 2 => letters.swap(at, if at == 1 { 2 } else { at - 1 }),
        _ => return None,
    }
    Some(letters.into_iter().collect())
}

fn other_tone(dice: &mut Dice, word: &str) -> Option<String> {
    let (letters, tone) = without_tone(word);
    let (at, mark) = tone?;
    let other = TONES[dice.below(TONES.len())];
    (other != mark).then(|| with_tone(&letters, Some((at, other))))
}

const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// The key to the left or right of a letter's key; marks are lost with it.
fn neighbour_key(dice: &mut Dice, letter: char) -> Option<char> {
    let key = plain(letter);
    let row = ROWS
        .iter()
        .find(|row| row.contains(key.to_ascii_lowercase()))?;
    let at = row.find(key.to_ascii_lowercase())?;
    let to = if at == 0 || (at + 1 < row.len() && dice.chance(0.5)) {
        at + 1
    } else {
        at - 1
    };
    let found = row[to..].chars().next()?;
    Some(if letter.is_uppercase() {
        found.to_ascii_uppercase()
    } else {
        found
    })
}

/// i for y or the reverse where the word has no other vowel and no final: Mỹ, Lý, Quý, Vi.
fn other_i_or_y(word: &str) -> Option<String> {
    let (mut letters, tone) = without_tone(word);
    let (&last, onset) = letters.split_last()?;
    let onset: String = onset.iter().collect::<String>().to_lowercase();
    if !matches!(
        onset.as_str(),
        "h" | "k" | "l" | "m" | "s" | "t" | "th" | "v" | "qu"
    ) {
        return None;
    }
    let other = match last {
        'i' => 'y',
        'y' => 'i',
        _ => return None,
    };
    *letters.last_mut()? = other;
    Some(with_tone(&letters, tone))
}

/// The tone of an open oa, oe or uy on the other vowel: hòa and hoà.
fn other_placement(word: &str) -> Option<String> {
    let (letters, tone) = without_tone(word);
    let (at, mark) = tone?;
    let [before @ .., first, second] = letters.as_slice() else {
        return None;
    };
    let pair = matches!((first, second), ('o', 'a' | 'e') | ('u', 'y'));
    let after_q = before
        .last()
        .is_some_and(|letter| matches!(letter, 'q' | 'Q'));
    if !pair || after_q || before.iter().any(|&letter| is_vowel(letter)) {
        return None;
    }
    let (of_first, of_second) = (letters.len() - 2, letters.len() - 1);
    let to = if at == of_first { of_second } else { of_first };
    Some(with_tone(&letters, Some((to, mark))))
}

/// Telex or VNI keys left in one word (seven in ten) or in all.
fn telex(dice: &mut Dice, name: &str) -> String {
    let digits = dice.chance(0.3);
    let keys = move |word: &str| (!word.is_ascii()).then(|| with_keys(word, digits));
    let marked: Vec<&str> = name.split(' ').filter(|word| !word.is_ascii()).collect();
    if dice.chance(0.3) {
        return each_word(name, keys);
    }
    let only = marked.get(dice.below(marked.len())).copied();
    each_word(name, |word| {
        (Some(word) == only).then(|| keys(word)).flatten()
    })
}

/// A word as its keys: marks of letters behind them, the tone at the end.
fn with_keys(word: &str, digits: bool) -> String {
    let mut out = String::new();
    let mut tone_key = None;
    for letter in word.chars() {
        let (base, tone) = split(letter);
        let at = tone.and_then(|mark| TONES.iter().position(|&known| known == mark));
        tone_key = tone_key.or(at.map(|at| {
            if digits {
                ["1", "2", "3", "4", "5"][at]
            } else {
                ["s", "f", "r", "x", "j"][at]
            }
        }));
        let key = plain(join(base, None));
        out.push(key);
        match (base, shape(base), digits) {
            ('đ' | 'Đ', _, false) => out.push('d'),
            ('đ' | 'Đ', _, true) => out.push('9'),
            (_, Some('\u{302}'), false) => out.push(key.to_ascii_lowercase()),
            (_, Some('\u{302}'), true) => out.push('6'),
            (_, Some(_), false) => out.push('w'),
            (_, Some('\u{31b}'), true) => out.push('7'),
            (_, Some(_), true) => out.push('8'),
            (_, None, _) => {}
        }
    }
    out.push_str(tone_key.unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Stream;

    const NAMES: [&str; 8] = [
        "Nguyễn Thị Thúy Hòa",
        "Trần Quốc Vỹ",
        "Đặng Lý",
        "Huỳnh Văn Phúc",
        "H' Hen Niê",
        "Thạch Thị Sa Rinh",
        "Lương Ánh",
        "Đỗ Đức Đạt",
    ];

    fn each(check: impl Fn(Kind, &str, &str)) {
        let mut dice = Dice::new(1, Stream::Records, 0);
        for kind in Kind::ALL.iter().filter(|kind| {
            kind.code().starts_with("name_")
                || matches!(
                    kind,
                    Kind::NameDropMiddle | Kind::NameAddMiddle | Kind::NameOrder
                )
        }) {
            for name in NAMES {
                for _ in 0..40 {
                    if let Some(typed) = typed(*kind, &mut dice, name, false) {
                        check(*kind, name, &typed);
                    }
                }
            }
        }
    }

    #[test]
    fn writing_can_be_undone_and_errors_cannot() {
        each(|kind, name, typed| {
            if kind == Kind::NameBlank {
                return;
            }
            let canonical =
                |text: &str| PersonName::parse(text).map(|read| read.value.canonical().to_owned());
            let same = canonical(typed) == canonical(name);
            assert_eq!(same, kind.is_writing(), "{kind:?}: {name} became {typed}");
        });
    }

    #[test]
    fn old_fonts_show_in_usual_names() {
        let mut dice = Dice::new(1, Stream::Records, 0);
        for kind in [Kind::NameVni, Kind::NameTcvn3] {
            for name in [
                "Nguyễn Thị Thúy Hòa",
                "Trần Quốc Vỹ",
                "Đỗ Đức Đạt",
                "Lê Văn Tám",
            ] {
                assert!(
                    typed(kind, &mut dice, name, true).is_some(),
                    "{kind:?} {name}"
                );
            }
        }
    }

    #[test]
    fn known_slips_look_as_expected() {
        assert_eq!(other_i_or_y("Vỹ").as_deref(), Some("Vĩ"));
        assert_eq!(other_i_or_y("Quý").as_deref(), Some("Quí"));
        assert_eq!(other_i_or_y("Thủy"), None);
        assert_eq!(other_placement("Hòa").as_deref(), Some("Hoà"));
        assert_eq!(other_placement("Thuý").as_deref(), Some("Thúy"));
        assert_eq!(other_placement("Quý"), None);
        assert_eq!(with_keys("Nguyễn", false), "Nguyeenx");
        assert_eq!(with_keys("Trần", true), "Tra6n2");
        assert_eq!(with_keys("Đường", false), "Dduwowngf");
    }
}
