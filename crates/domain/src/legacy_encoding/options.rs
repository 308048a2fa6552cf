//! A word some of whose letters can be read in several ways.

/// How believable a single word is; more is better, zero is no Vietnamese syllable.
pub(crate) type Rank<'a> = &'a dyn Fn(&str) -> u8;

/// Most combinations that are weighed for one word.
const LIMIT: usize = 256;

/// The combination of the letters' choices that ranks best; among equals the one with the
/// earlier choices. Beyond [`LIMIT`] combinations later letters keep their first choice.
pub(super) fn best(letters: &[Vec<char>], rank: Rank<'_>) -> String {
    let first = || {
        letters
            .iter()
            .filter_map(|choices| choices.first())
            .collect::<String>()
    };
    if letters.iter().all(|choices| choices.len() < 2) {
        return first();
    }
    let mut words = vec![String::new()];
    for choices in letters {
        let wide = words.len() * choices.len() > LIMIT;
        let choices = if wide { &choices[..1] } else { &choices[..] };
        words = words
            .iter()
            .flat_map(|word| choices.iter().map(move |c| format!("{word}{c}")))
            .collect();
    }
    let mut best: Option<(u8, String)> = None;
    for word in words {
        let score = rank(&word);
        if best.as_ref().is_none_or(|(other, _)| score > *other) {
            best = Some((score, word));
        }
    }
    best.map_or_else(first, |(_, word)| word)
}
