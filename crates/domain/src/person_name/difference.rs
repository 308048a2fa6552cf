//! How two names that are not equivalent differ.

use super::name::PersonName;
use super::regional::are_regional;
use super::typing_keys;

/// The kind of difference between a name as typed and the register's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameDifference {
    /// The typed name carries no diacritic at all; without diacritics both are the same.
    NoDiacritics,
    /// Some diacritics are missing or other ones; without diacritics both are the same.
    SomeDiacritics,
    /// i for y or the reverse in an open syllable (Mỹ, Mĩ).
    Iy,
    /// The typed name lacks a syllable between surname and given name.
    MiddleDropped,
    /// The typed name has a further syllable between surname and given name.
    MiddleAdded,
    /// The same syllables in another order.
    Order,
    /// One letter is wrong, missing, too many, or two neighbours are exchanged.
    OneLetter,
    /// A regional spelling of the same name (Hoàng and Huỳnh, Vũ and Võ).
    RegionalSpelling,
    /// Keys of Telex or VNI typing were left in the text (Nguyeenx, Tra6n2).
    TypingResidue,
    /// None of these.
    Other,
}

impl NameDifference {
    /// Every kind, in declared order.
    pub const ALL: &'static [NameDifference] = &[
        Self::NoDiacritics,
        Self::SomeDiacritics,
        Self::Iy,
        Self::MiddleDropped,
        Self::MiddleAdded,
        Self::Order,
        Self::OneLetter,
        Self::RegionalSpelling,
        Self::TypingResidue,
        Self::Other,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoDiacritics => "no_diacritics",
            Self::SomeDiacritics => "some_diacritics",
            Self::Iy => "iy",
            Self::MiddleDropped => "middle_dropped",
            Self::MiddleAdded => "middle_added",
            Self::Order => "order",
            Self::OneLetter => "one_letter",
            Self::RegionalSpelling => "regional_spelling",
            Self::TypingResidue => "typing_residue",
            Self::Other => "other",
        }
    }
}

/// How the typed name differs from the register's; `None` if they are equivalent.
///
/// The first kind that explains the whole difference is given, in the order: diacritics, i and
/// y, typing keys, regional spelling, order, middle name, one letter.
///
/// ```
/// use khien_domain::{PersonName, name_difference};
/// let typed = PersonName::parse("Tran Van An")?.value;
/// let register = PersonName::parse("Trần Văn An")?.value;
/// let difference = name_difference(&typed, &register).map(|kind| kind.code());
/// assert_eq!(difference, Some("no_diacritics"));
/// # Ok::<(), khien_domain::NameFault>(())
/// ```
pub fn name_difference(typed: &PersonName, register: &PersonName) -> Option<NameDifference> {
    let (a, b) = (typed.canonical(), register.canonical());
    if a == b {
        return None;
    }
    if typed.folded() == register.folded() {
        let plain = a.is_ascii();
        return Some(if plain {
            NameDifference::NoDiacritics
        } else if pairwise(a, b, same_but_iy) {
            NameDifference::Iy
        } else {
            NameDifference::SomeDiacritics
        });
    }
    Some(if pairwise(a, b, same_but_iy) {
        NameDifference::Iy
    } else if pairwise(a, b, same_but_keys) {
        NameDifference::TypingResidue
    } else if pairwise(a, b, are_regional) {
        NameDifference::RegionalSpelling
    } else if reordered(a, b) || reordered(typed.folded(), register.folded()) {
        NameDifference::Order
    } else {
        middle_or_letter(typed, register)
    })
}

fn middle_or_letter(typed: &PersonName, register: &PersonName) -> NameDifference {
    let (a, b) = (typed.folded(), register.folded());
    if lacks_middle(a, b) {
        NameDifference::MiddleDropped
    } else if lacks_middle(b, a) {
        NameDifference::MiddleAdded
    } else if one_slip(typed.canonical(), register.canonical()) || one_slip(a, b) {
        NameDifference::OneLetter
    } else {
        NameDifference::Other
    }
}

/// Whether both names have as many syllables, and each pair is equal or alike as told.
fn pairwise(a: &str, b: &str, alike: fn(&str, &str) -> bool) -> bool {
    let (mut left, mut right) = (a.split(' '), b.split(' '));
    loop {
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if one == other || alike(one, other) => {}
            _ => return false,
        }
    }
}

const I: &str = "iìỉĩíị";
const Y: &str = "yỳỷỹýỵ";

/// The same but for i and y where both are said alike: alone in an open syllable (mỹ, quí), or
/// first before ê (yến).
fn same_but_iy(one: &str, other: &str) -> bool {
    let as_i = |word: &str| -> Option<String> {
        let last = word.chars().next_back()?;
        let stem = &word[..word.len() - last.len_utf8()];
        let open = stem == "qu" || !stem.contains(|c: char| !c.is_ascii() || "aeiouy".contains(c));
        if open {
            return Some(format!("{stem}{}", with_i(last)));
        }
        let leading = word.strip_prefix('y').filter(|rest| !rest.is_empty());
        Some(leading.map_or_else(|| word.to_owned(), |rest| format!("i{rest}")))
    };
    as_i(one) == as_i(other)
}

fn same_but_keys(typed: &str, register: &str) -> bool {
    let says = |keys: &str, name: &str| typing_keys::decode(keys).is_some_and(|word| word == name);
    says(typed, register) || says(register, typed)
}

fn reordered(a: &str, b: &str) -> bool {
    let sorted = |name: &str| -> Vec<String> {
        let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    a.len() == b.len() && sorted(a) == sorted(b)
}

/// Whether `short` is `long` without one or more of its inner syllables.
fn lacks_middle(short: &str, long: &str) -> bool {
    let (short, long): (Vec<&str>, Vec<&str>) =
        (short.split(' ').collect(), long.split(' ').collect());
    if short.len() >= long.len() || short.len() < 2 {
        return false;
    }
    let ends = short.first() == long.first() && short.last() == long.last();
    let mut inner = long[1..long.len() - 1].iter();
    ends && short[1..short.len() - 1]
        .iter()
        .all(|word| inner.any(|other| other == word))
}

/// Whether one letter more, less or other, or two neighbours exchanged, makes them equal. What
/// is written with two letters and heard as one (ch, tr, gi, ng, …) may count as one, and i as y.
fn one_slip(a: &str, b: &str) -> bool {
    let letters = |name: &str| name.chars().collect::<Vec<char>>();
    one_edit(&letters(a), &letters(b)) || one_edit(&sounds(a), &sounds(b))
}

fn one_edit<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    let start = a
        .iter()
        .zip(b)
        .take_while(|(one, other)| one == other)
        .count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(one, other)| one == other)
        .count();
    match (&a[..a.len() - end], &b[..b.len() - end]) {
        ([] | [_], [] | [_]) => true,
        ([a1, a2], [b1, b2]) => a1 == b2 && a2 == b1,
        _ => false,
    }
}

/// Letters and digraphs in order. A digraph is its second letter after a mark of its first.
fn sounds(name: &str) -> Vec<(Option<char>, char)> {
    const DIGRAPHS: [&str; 10] = ["ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"];
    let mut sounds: Vec<(Option<char>, char)> = Vec::with_capacity(name.len());
    for c in name.chars().map(with_i) {
        match sounds.last_mut() {
            Some(last @ (None, _)) if DIGRAPHS.contains(&&*String::from_iter([last.1, c])) => {
                *last = (Some(last.1), c);
            }
            Some((Some('n'), 'g')) if c == 'h' => {}
            _ => sounds.push((None, c)),
        }
    }
    sounds
}

/// y as the i of the same tone.
fn with_i(c: char) -> char {
    Y.chars()
        .position(|y| y == c)
        .and_then(|tone| I.chars().nth(tone))
        .unwrap_or(c)
}
