//! Names of vaccines, found in what was typed word by word.

use std::collections::HashMap;

use super::product::{Product, ProductFault};
use crate::text::fold;

/// Words around the name that do not tell one vaccine from another.
const NOISE: &[&str] = &[
    "covid",
    "covid19",
    "19",
    "vaccine",
    "vaccin",
    "vacxin",
    "vac",
    "vacine",
    "vx",
    "xin",
    "phong",
    "inactivated",
    "loai",
    "mrna",
    "sarscov2",
    "suspension",
    "for",
    "injection",
];

/// Names shorter than this are read only as they stand: one letter more or less makes another.
const SHORTEST_WITH_A_SLIP: usize = 5;

/// No product's name has more words.
const MOST_WORDS: usize = 5;

/// Where in the catalogue a name leads; `None` for a vaccine without a licence.
type Place = Option<usize>;

/// How a name was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// Letter by letter.
    Exact(Place),
    /// But for one letter.
    OneEdit(Place),
}

impl Match {
    fn place(self) -> Place {
        match self {
            Self::Exact(place) | Self::OneEdit(place) => place,
        }
    }
}

/// Names without blanks and marks, and where they lead.
#[derive(Debug)]
pub(super) struct Aliases(HashMap<String, Place>);

impl Aliases {
    pub(super) fn of(products: &[Product], lines: &str) -> Self {
        let listed = lines.lines().skip(1).filter_map(|line| {
            let (alias, code) = line.split_once(',')?;
            Some((
                words(alias).concat(),
                products.iter().position(|product| product.code == code),
            ))
        });
        Self(listed.filter(|(name, _)| !name.is_empty()).collect())
    }

    /// The one vaccine that a text names.
    pub(super) fn find(&self, raw: &str) -> Result<Match, ProductFault> {
        let all = words(raw);
        if all.is_empty() {
            return Err(ProductFault::Missing);
        }
        let whole = self.0.get(&all.concat());
        if let Some(place) = whole {
            return Ok(Match::Exact(*place));
        }
        let said: Vec<&str> = all
            .iter()
            .map(String::as_str)
            .filter(|word| !NOISE.contains(word))
            .collect();
        self.cover(&said)
    }

    /// Takes the longest names from the left; all must lead to the same place.
    fn cover(&self, said: &[&str]) -> Result<Match, ProductFault> {
        let mut found: Option<Match> = None;
        let mut strange = said.is_empty();
        let mut rest = said;
        while !rest.is_empty() {
            let Some((next, used)) = self.longest(rest) else {
                strange = true;
                rest = rest.get(1..).unwrap_or_default();
                continue;
            };
            if found.is_some_and(|it| it.place() != next.place()) {
                return Err(ProductFault::Several);
            }
            found = Some(worse(found, next));
            rest = rest.get(used..).unwrap_or_default();
        }
        found.filter(|_| !strange).ok_or(ProductFault::Unknown)
    }

    fn longest(&self, said: &[&str]) -> Option<(Match, usize)> {
        (1..=said.len().min(MOST_WORDS)).rev().find_map(|used| {
            let name = said.get(..used)?.concat();
            Some((self.named(&name)?, used))
        })
    }

    fn named(&self, name: &str) -> Option<Match> {
        if let Some(place) = self.0.get(name) {
            return Some(Match::Exact(*place));
        }
        if name.len() < SHORTEST_WITH_A_SLIP {
            return None;
        }
        let long = |known: &str| known.len() >= SHORTEST_WITH_A_SLIP;
        let mut near = self
            .0
            .iter()
            .filter(|(known, _)| long(known) && is_one_edit(known, name));
        let (_, place) = near.next()?;
        near.all(|(_, other)| other == place)
            .then_some(Match::OneEdit(*place))
    }
}

fn worse(known: Option<Match>, next: Match) -> Match {
    match known {
        Some(Match::OneEdit(place)) => Match::OneEdit(place),
        Some(Match::Exact(_)) | None => next,
    }
}

/// Folded words: letters and digits between marks.
fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let pieces = folded.split(|c: char| !c.is_alphanumeric());
    pieces
        .filter(|piece| !piece.is_empty())
        .map(str::to_owned)
        .collect()
}

/// One letter put in, left out or replaced, or two neighbours exchanged.
fn is_one_edit(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    let (long, short) = (long.as_bytes(), short.as_bytes());
    let head = long.iter().zip(short).take_while(|(x, y)| x == y).count();
    let tail =
        |from_long: usize, from_short: usize| long.get(from_long..) == short.get(from_short..);
    match long.len() - short.len() {
        0 => {
            let exchanged =
                long.get(head) == short.get(head + 1) && long.get(head + 1) == short.get(head);
            head < long.len()
                && (tail(head + 1, head + 1) || (exchanged && tail(head + 2, head + 2)))
        }
        1 => tail(head + 1, head),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_is_one_letter_or_an_exchange() {
        for other in [
            "pfizez", "pfizr", "pfizzer", "fpizer", "pfizre", "pfize", "apfizer",
        ] {
            assert!(is_one_edit("pfizer", other), "{other}");
            assert!(is_one_edit(other, "pfizer"), "{other}");
        }
        for other in ["pfizer", "pfi", "fpizez", "moderna", ""] {
            assert!(!is_one_edit("pfizer", other), "{other}");
        }
    }
}
