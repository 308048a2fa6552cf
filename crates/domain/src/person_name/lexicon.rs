//! Which syllables names are made of, from the tables of `data/names`.

use super::word_set::WordSet;
use crate::text::fold_syllable;
use std::sync::LazyLock;

const SURNAMES: &str = include_str!("../../../../data/names/surnames.csv");
const OTHERS: [&str; 4] = [
    include_str!("../../../../data/names/middle_male.csv"),
    include_str!("../../../../data/names/middle_female.csv"),
    include_str!("../../../../data/names/given_male.csv"),
    include_str!("../../../../data/names/given_female.csv"),
];

struct Lexicon {
    surnames: WordSet,
    surnames_folded: WordSet,
    all: WordSet,
    all_folded: WordSet,
    middles_folded: WordSet,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let tables = |tables: &[&'static str]| -> Vec<String> {
        tables.iter().flat_map(|table| words(table)).collect()
    };
    let fold_all = |words: &[String]| WordSet::of(words.iter().map(|word| folded(word)));
    let surnames = tables(&[SURNAMES]);
    let all = [&surnames[..], &tables(&OTHERS)[..]].concat();
    Lexicon {
        surnames_folded: fold_all(&surnames),
        middles_folded: fold_all(&tables(&OTHERS[..2])),
        all_folded: fold_all(&all),
        surnames: WordSet::of(surnames),
        all: WordSet::of(all),
    }
});

/// The syllables of a table's first column, in lower case. The tables place tone marks in the
/// usual older way, as the canonical form does (a test holds them to it).
fn words(table: &str) -> impl Iterator<Item = String> {
    table
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .flat_map(|name| name.split(' '))
        .map(str::to_lowercase)
}

fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_syllable(word, &mut out);
    out
}

/// Whether the canonical syllable is a surname of the table.
pub(super) fn is_surname(syllable: &str) -> bool {
    LEXICON.surnames.has(syllable)
}

/// Whether the folded syllable is a surname of the table without its diacritics.
pub(super) fn is_folded_surname(syllable: &str) -> bool {
    LEXICON.surnames_folded.has(syllable)
}

/// Whether the canonical syllable occurs in names.
pub(super) fn is_known(syllable: &str) -> bool {
    LEXICON.all.has(syllable)
}

/// Whether the folded syllable occurs in names, diacritics aside.
pub(super) fn is_folded_known(syllable: &str) -> bool {
    LEXICON.all_folded.has(syllable)
}

/// Whether the folded syllable occurs in middle names, diacritics aside.
pub(super) fn is_folded_middle(syllable: &str) -> bool {
    LEXICON.middles_folded.has(syllable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_hold_canonical_syllables() {
        for word in LEXICON.all.iter() {
            let mut canonical = String::new();
            crate::canonical_into(word, &mut canonical).unwrap();
            assert_eq!(canonical, *word);
        }
    }

    #[test]
    fn surnames_are_known_with_and_without_diacritics() {
        assert!(is_surname("nguyễn") && !is_surname("nguyen") && is_folded_surname("nguyen"));
        assert!(is_known("thị") && !is_known("thò") && is_folded_known("thi"));
    }
}
