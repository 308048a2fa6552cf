//! How alike two folded syllables are: by keys struck beside, by sound, by region.
//!
//! Vietnamese has no standard phonetic code; the classes follow the confusions that clerks make
//! when a name is dictated (s/x, ch/tr, d/gi/r, l/n, c/k/q, i/y, finals n/ng and c/t) and the
//! regional spellings of the same name (Hoàng/Huỳnh, Vũ/Võ).

use std::collections::HashMap;
use std::sync::LazyLock;

use khien_domain::regional_spellings;
use xxhash_rust::xxh3::xxh3_64;

/// Longest syllable that is compared letter by letter; longer ones must be equal.
const LONGEST: usize = 16;

/// For each folded syllable with a regional spelling, the pairs that it belongs to: one bit each.
static REGIONAL: LazyLock<HashMap<String, u64>> = LazyLock::new(|| {
    let mut pairs_of = HashMap::new();
    for ((one, other), pair) in regional_spellings().zip(0..u64::BITS) {
        *pairs_of.entry(one.folded).or_default() |= 1 << pair;
        *pairs_of.entry(other.folded).or_default() |= 1 << pair;
    }
    pairs_of
});

/// What a folded syllable sounds like, here and elsewhere in the country.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sound {
    /// Hash of the syllable without the distinctions that dictation loses.
    spoken: u64,
    /// The pairs of regional spellings that it belongs to.
    regional: u64,
}

/// A folded syllable and its sound, which is worth keeping where it is compared often.
#[derive(Clone, Copy)]
pub(crate) struct Heard<'a> {
    pub(crate) text: &'a str,
    /// [`sound`] of the text.
    pub(crate) sound: Sound,
}

impl<'a> Heard<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            sound: sound(text),
        }
    }

    /// Whether one syllable may be a slip for the other: one edit, the same sound, or a regional
    /// form.
    pub(crate) fn is_close(self, other: Heard<'_>) -> bool {
        self.sound.spoken == other.sound.spoken
            || self.sound.regional & other.sound.regional != 0
            || within_one_edit(self.text.as_bytes(), other.text.as_bytes())
    }
}

/// Whether one insertion, deletion, substitution or transposition of neighbours turns a into b.
pub(crate) fn within_one_edit(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same_start = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let (short, long) = (&short[same_start..], &long[same_start..]);
    if short.len() < long.len() {
        return short == &long[1..];
    }
    match (short, long) {
        ([], []) => true,
        ([x1, x2, x_rest @ ..], [y1, y2, y_rest @ ..]) if x1 == y2 && x2 == y1 => x_rest == y_rest,
        ([_, x_rest @ ..], [_, y_rest @ ..]) => x_rest == y_rest,
        _ => false,
    }
}

/// What an initial sounds like, longest spelling first.
const INITIALS: &[(&str, u8)] = &[
    ("ngh", b'G'),
    ("ng", b'G'),
    ("nh", b'H'),
    ("gh", b'g'),
    ("gi", b'z'),
    ("ch", b'c'),
    ("tr", b'c'),
    ("th", b'T'),
    ("kh", b'K'),
    ("ph", b'f'),
    ("qu", b'W'),
    ("c", b'k'),
    ("q", b'k'),
    ("s", b'x'),
    ("d", b'z'),
    ("r", b'z'),
    ("n", b'l'),
];
/// Finals that are taken for each other.
const FINALS: &[(&str, &str)] = &[("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t")];

/// The sound of a folded syllable.
pub(crate) fn sound(syllable: &str) -> Sound {
    Sound {
        spoken: spoken(syllable),
        regional: REGIONAL.get(syllable).copied().unwrap_or(0),
    }
}

/// A syllable without the distinctions that dictation loses, as a number. A syllable longer than
/// any Vietnamese one sounds like nothing else.
fn spoken(syllable: &str) -> u64 {
    if syllable.len() > LONGEST {
        return xxh3_64(syllable.as_bytes());
    }
    let initial = INITIALS.iter().find(|(text, _)| syllable.starts_with(text));
    let rest = initial.map_or(syllable, |(text, _)| &syllable[text.len()..]);
    let last = FINALS
        .iter()
        .find(|(text, _)| rest.len() > text.len() && rest.ends_with(text));
    let middle = last.map_or(rest, |(text, _)| &rest[..rest.len() - text.len()]);
    let end = last.map_or("", |(_, sound)| sound);
    let letters = initial
        .map(|(_, sound)| *sound)
        .into_iter()
        .chain(middle.bytes());
    let mut key = [0; LONGEST + 1];
    let mut len = 0;
    for (place, letter) in key.iter_mut().zip(letters.chain(end.bytes())) {
        *place = if letter == b'y' { b'i' } else { letter };
        len += 1;
    }
    xxh3_64(&key[..len])
}

/// A set of syllables of the index's dictionary.
pub(crate) struct SyllableSet(Vec<u64>);

impl SyllableSet {
    /// An empty set for a dictionary of this many syllables.
    pub(crate) fn new(dictionary: u16) -> Self {
        Self(vec![0; usize::from(dictionary) / 64 + 1])
    }

    pub(crate) fn insert(&mut self, syllable: u16) {
        if let Some(word) = self.0.get_mut(usize::from(syllable) / 64) {
            *word |= 1 << (syllable % 64);
        }
    }

    pub(crate) fn has(&self, syllable: u16) -> bool {
        self.0
            .get(usize::from(syllable) / 64)
            .is_some_and(|word| word >> (syllable % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_close(a: &str, b: &str) -> bool {
        Heard::new(a).is_close(Heard::new(b))
    }

    #[test]
    fn one_slip_of_the_keys_is_close() {
        for (a, b) in [
            ("huong", "hung"),
            ("hanh", "hnah"),
            ("lan", "lam"),
            ("hoa", "hoan"),
        ] {
            assert!(is_close(a, b) && is_close(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("huong", "hang"),
            ("lan", "mai"),
            ("a", "anh"),
            ("hoa", "hanh"),
        ] {
            assert!(!is_close(a, b), "{a} {b}");
        }
    }

    #[test]
    fn what_dictation_confuses_is_close() {
        for (a, b) in [
            ("trinh", "chinh"),
            ("giang", "zang"),
            ("duong", "ruong"),
            ("sy", "xi"),
        ] {
            assert!(is_close(a, b), "{a} {b}");
        }
    }

    #[test]
    fn regional_spellings_are_close_in_either_order() {
        assert!(is_close("hoang", "huynh") && is_close("vo", "vu"));
        assert!(is_close("canh", "kieng") && !is_close("huynh", "vo"));
    }

    #[test]
    fn every_pair_of_regional_spellings_has_its_bit() {
        assert!(regional_spellings().count() <= u64::BITS as usize);
        for (one, other) in regional_spellings() {
            assert!(is_close(&one.folded, &other.folded), "{}", one.text);
        }
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let mut set = SyllableSet::new(130);
        set.insert(0);
        set.insert(129);
        set.insert(60_000);
        assert!(set.has(0) && set.has(129) && !set.has(64) && !set.has(60_000));
    }

    proptest::proptest! {
        #[test]
        fn closeness_is_symmetric_and_never_panics(a in "[a-z]{0,20}", b in "[a-z]{0,20}") {
            proptest::prop_assert_eq!(is_close(&a, &b), is_close(&b, &a));
            proptest::prop_assert!(is_close(&a, &a));
        }
    }
}
