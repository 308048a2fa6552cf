//! Spellings of one name in different regions of the country.

use crate::text::fold;
use std::sync::LazyLock;

/// One spelling of a syllable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionalSpelling {
    /// With its diacritics, lower case.
    pub text: String,
    /// Without them.
    pub folded: String,
}

static PAIRS: LazyLock<Vec<(RegionalSpelling, RegionalSpelling)>> = LazyLock::new(|| {
    let spelling = |text: &str| RegionalSpelling {
        text: text.to_lowercase(),
        folded: fold(text),
    };
    include_str!("../../../../data/names/regional_spellings.csv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .map(|(one, other)| (spelling(one), spelling(other)))
        .collect()
});

/// Pairs of syllables that are one name (Hoàng and Huỳnh, Vũ and Võ), from
/// `data/names/regional_spellings.csv`.
pub fn regional_spellings() -> impl Iterator<Item = (RegionalSpelling, RegionalSpelling)> {
    PAIRS.iter().cloned()
}

/// Whether two syllables in lower case, with their diacritics, are such a pair.
pub(super) fn are_regional(one: &str, other: &str) -> bool {
    PAIRS.iter().any(|(a, b)| {
        let (a, b) = (a.text.as_str(), b.text.as_str());
        (a, b) == (one, other) || (b, a) == (one, other)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_hold_in_either_order_and_are_no_chain() {
        assert!(are_regional("hoàng", "huỳnh") && are_regional("võ", "vũ"));
        assert!(!are_regional("hoàng", "võ") && !are_regional("hoàng", "hoàng"));
    }

    #[test]
    fn every_line_of_the_data_is_a_pair_of_different_syllables() {
        assert!(regional_spellings().count() > 30);
        for (one, other) in regional_spellings() {
            assert!(!one.folded.is_empty() && !other.folded.is_empty());
            assert_ne!(one, other);
        }
    }
}
