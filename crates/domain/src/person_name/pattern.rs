//! Which naming pattern explains a name: Vietnamese, one of the country's other peoples, none.
//!
//! It serves to tell a citizen's name from a foreigner's where a file has no nationality. It
//! never tells a person's ethnicity.

use super::canonical::{Scan, scan};
use super::word_set::WordSet;
use super::{lexicon, typing_keys};
use crate::note::{Note, Notes};
use crate::text::syllable::{Fit, Word};
use crate::text::{fold, fold_syllable};
use std::sync::LazyLock;

const PATTERNS: &str = include_str!("../../../../data/names/minority_patterns.csv");

/// Which naming pattern explains a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameOrigin {
    /// Vietnamese syllables, with or without diacritics.
    Vietnamese,
    /// A pattern of one of the country's other peoples.
    Minority,
    /// Nothing explains it.
    Foreign,
}

/// Surnames that show a Vietnamese name even where it is typed without diacritics and the other
/// words are unknown. Those that East Asian names share (Kim, Chu, Ho, Ly, Lam, Tang, …) do not.
const TELLING_SURNAMES: [&str; 20] = [
    "bui", "dang", "dinh", "doan", "duong", "giang", "hoang", "huynh", "luong", "ngo", "nguyen",
    "nong", "pham", "phan", "phung", "quach", "tran", "trieu", "trinh", "truong",
];

/// Surnames and prefixes of other peoples' names, in canonical form.
struct Patterns {
    /// Surnames that tell.
    surnames: Surnames,
    /// Without diacritics, those of two words and those that are no Vietnamese syllables.
    folded: Surnames,
    prefixes: WordSet,
}

/// Surnames of one word or two.
struct Surnames {
    all: WordSet,
    /// First words of those of two.
    firsts: WordSet,
}

impl Surnames {
    fn of(texts: &[String]) -> Self {
        let firsts = texts
            .iter()
            .filter_map(|text| Some(text.split_once(' ')?.0.to_owned()));
        Surnames {
            firsts: WordSet::of(firsts),
            all: WordSet::of(texts.iter().cloned()),
        }
    }

    /// Whether the text begins with one.
    fn begin(&self, text: &str) -> bool {
        let first = first_word(text);
        self.all.has(first) || self.begin_two(text, first)
    }

    fn begin_two(&self, text: &str, first: &str) -> bool {
        if !self.firsts.has(first) || text.len() == first.len() {
            return false;
        }
        let second = first_word(&text[first.len() + 1..]);
        self.all.has(&text[..first.len() + 1 + second.len()])
    }
}

static MINORITY: LazyLock<Patterns> = LazyLock::new(|| {
    let of_kind = |kind: &str| -> Vec<String> {
        PATTERNS
            .lines()
            .filter_map(|line| {
                line.strip_prefix(kind)?
                    .strip_prefix(',')?
                    .split(',')
                    .next()
            })
            .map(canonical)
            .collect()
    };
    let surnames = of_kind("surname");
    let strange = |text: &&String| text.contains(' ') || Word::of(text).fit() == Fit::No;
    let folded: Vec<String> = surnames
        .iter()
        .filter(strange)
        .map(|text| fold(text))
        .collect();
    Patterns {
        surnames: Surnames::of(&surnames),
        folded: Surnames::of(&folded),
        prefixes: WordSet::of(of_kind("prefix")),
    }
});

fn canonical(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    scan(text, true, &mut out);
    out
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}

/// The origin of a name in canonical form, and the notes that follow from it.
pub(super) fn explain(name: &str, seen: &Scan) -> (NameOrigin, Notes) {
    let residue = seen.fitting < seen.words && has_residue(name);
    let mut notes: Notes = residue.then_some(Note::TypingResidue).into_iter().collect();
    let origin = if is_minority(name, seen) {
        notes.add(Note::MinorityName);
        NameOrigin::Minority
    } else if residue || is_vietnamese(name, seen) {
        if name.is_ascii() && lacks_diacritics(name) {
            notes.add(Note::NoDiacritics);
        }
        NameOrigin::Vietnamese
    } else {
        notes.add(Note::ForeignName);
        NameOrigin::Foreign
    };
    (origin, notes)
}

/// Whether typing keys are left in a word, and with them understood the whole name would be
/// made of Vietnamese syllables.
fn has_residue(name: &str) -> bool {
    let mut found = false;
    for word in name.split(' ') {
        if Word::of(word).fit() == Fit::No {
            let understood = typing_keys::decode(word).is_some_and(|word| lexicon::is_known(&word));
            if !understood {
                return false;
            }
            found = true;
        }
    }
    found
}

fn is_minority(name: &str, seen: &Scan) -> bool {
    if MINORITY.surnames.begin(name) || name.is_ascii() && MINORITY.folded.begin(name) {
        return true;
    }
    let first = first_word(name);
    if seen.fitting == seen.words && !first.contains('\'') && first.len() > 1 {
        return false;
    }
    has_prefix(name, first, seen) || has_strange_surname(name)
}

fn has_prefix(name: &str, first: &str, seen: &Scan) -> bool {
    let prefixes = &MINORITY.prefixes;
    if let Some((prefix, _)) = first.split_once('\'') {
        return prefixes.has(prefix);
    }
    // "A" is also a letter of foreign names: it tells only beside Vietnamese spelling.
    let trusted = first != "a" || seen.fitting == seen.words;
    first.len() < name.len() && trusted && prefixes.has(first)
}

/// Whether a surname that no Vietnamese syllable resembles stands anywhere (Ê Đê names end with
/// it), with its diacritics or without any.
fn has_strange_surname(name: &str) -> bool {
    let list = if name.is_ascii() {
        &MINORITY.folded
    } else {
        &MINORITY.surnames
    };
    let mut rest = Some(name);
    while let Some(text) = rest {
        let first = first_word(text);
        let strange = Word::of(first).fit() == Fit::No;
        if strange && list.all.has(first) || list.begin_two(text, first) {
            return true;
        }
        rest = text.split_once(' ').map(|(_, next)| next);
    }
    false
}

fn is_vietnamese(name: &str, seen: &Scan) -> bool {
    if name.is_ascii() {
        return is_plain_vietnamese(name, seen);
    }
    // Letters that no other language has: a slip beside them is still a Vietnamese name.
    if seen.fitting == seen.words || name.contains(|c| ('ạ'..='ỹ').contains(&c)) {
        return true;
    }
    let first = first_word(name);
    let known_mark = |word: &str| !word.is_ascii() && lexicon::is_known(word);
    seen.fitting * 2 >= seen.words
        && (lexicon::is_surname(first)
            || is_folded_surname(first)
            || name.split(' ').any(known_mark))
}

/// A name without diacritics is Vietnamese if names hold all of its words, if its surname tells,
/// or if surname and second word are a usual beginning and the rest could be syllables.
fn is_plain_vietnamese(name: &str, seen: &Scan) -> bool {
    let mut words = name.split(' ');
    let (first, second) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let begins = lexicon::is_folded_surname(first) && lexicon::is_folded_middle(second);
    name.split(' ').all(lexicon::is_folded_known)
        || seen.fitting * 2 >= seen.words && TELLING_SURNAMES.contains(&first)
        || seen.fitting == seen.words && seen.words > 2 && begins
}

fn is_folded_surname(first: &str) -> bool {
    let mut folded = String::with_capacity(first.len());
    fold_syllable(first, &mut folded);
    lexicon::is_folded_surname(&folded)
}

/// Whether a word of the plain name is only known with diacritics.
fn lacks_diacritics(name: &str) -> bool {
    name.split(' ')
        .any(|word| !lexicon::is_known(word) && lexicon::is_folded_known(word))
}
