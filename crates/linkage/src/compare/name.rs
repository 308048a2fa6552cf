//! Levels of the name, on folded syllables.

use crate::index::{Names, RARE_SYLLABLE, View};
use crate::standardise::NameRead;

/// How the name agrees, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NameLevel {
    /// The same after a lossless repair.
    Equal,
    /// The same without diacritics.
    Folded,
    /// One syllable is a slip, the others are equal.
    OneClose,
    /// One middle syllable is missing or too many.
    MiddleCount,
    /// The same syllables in another order.
    Order,
    /// Two slips; or one slip and a middle syllable missing or too many.
    TwoClose,
    /// Surname and given name agree (slips allowed), the middle does not.
    SurnameAndGiven,
    /// All but the surname agree, or all but one whole syllable of four and more.
    OneOther,
    /// Only the given name agrees.
    Given,
    /// Nothing above.
    Differs,
    /// No name was typed.
    Missing,
}

impl NameLevel {
    pub(crate) fn code(self) -> &'static str {
        match self {
            NameLevel::Equal => "equal",
            NameLevel::Folded => "folded",
            NameLevel::OneClose => "one_close",
            NameLevel::MiddleCount => "middle_count",
            NameLevel::Order => "order",
            NameLevel::TwoClose => "two_close",
            NameLevel::SurnameAndGiven => "surname_and_given",
            NameLevel::OneOther => "one_other",
            NameLevel::Given => "given",
            NameLevel::Differs => "differs",
            NameLevel::Missing => "missing",
        }
    }

    /// Whether the name is the register's, or one plain slip away from it.
    pub(crate) fn is_near(self) -> bool {
        self <= NameLevel::Order
    }
}

/// Compares a typed name with a registered one.
pub(crate) fn compare(view: &View<'_>, typed: Option<&NameRead>, name: u32) -> NameLevel {
    let Some(typed) = typed else {
        return NameLevel::Missing;
    };
    let fold = view.names.fold_of(name);
    if typed.fold == Some(fold) {
        return match view.names.canonical_hash(name) {
            Some(hash) if hash == typed.canonical_hash => NameLevel::Equal,
            _ => NameLevel::Folded,
        };
    }
    compare_syllables(&view.names, typed, view.names.syllables(fold))
}

/// Compares syllable by syllable, for names that do not fold alike.
pub(crate) fn compare_syllables(
    names: &Names<'_>,
    typed: &NameRead,
    registered: &[u16],
) -> NameLevel {
    let pairs = Pairs {
        names,
        typed,
        registered,
    };
    let (ours, theirs) = (typed.syllables().len(), registered.len());
    if ours == 0 || theirs == 0 {
        return NameLevel::Differs;
    }
    let aligned = match ours.abs_diff(theirs) {
        0 => pairs.same_count(),
        1 => pairs.one_more(),
        _ => None,
    };
    aligned
        .or_else(|| pairs.reordered())
        .unwrap_or_else(|| pairs.ends())
}

/// How two syllables agree.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Same,
    Close,
    Other,
}

struct Pairs<'a> {
    names: &'a Names<'a>,
    typed: &'a NameRead,
    registered: &'a [u16],
}

impl Pairs<'_> {
    fn likeness(&self, ours: usize, theirs: usize) -> Likeness {
        let (a, b) = (self.typed.syllables()[ours], self.registered[theirs]);
        if a == b && a != RARE_SYLLABLE {
            return Likeness::Same;
        }
        if self.typed.heard(ours).is_close(self.names.heard(b)) {
            Likeness::Close
        } else {
            Likeness::Other
        }
    }

    /// As many syllables on both sides.
    fn same_count(&self) -> Option<NameLevel> {
        let count = self.registered.len();
        let (mut close, mut other) = (0, 0);
        for at in 0..count {
            match self.likeness(at, at) {
                Likeness::Same => {}
                Likeness::Close => close += 1,
                Likeness::Other => other += 1,
            }
        }
        match (close, other) {
            (0 | 1, 0) => Some(NameLevel::OneClose),
            (2, 0) if count >= 3 => Some(NameLevel::TwoClose),
            _ => None,
        }
    }

    /// One syllable more on one side: dropped from, or slipped into, the middle.
    fn one_more(&self) -> Option<NameLevel> {
        let (ours, theirs) = (self.typed.syllables().len(), self.registered.len());
        let shorter = ours.min(theirs);
        if shorter < 2 {
            return None;
        }
        (1..shorter)
            .filter_map(|gap| {
                let slips = (0..shorter).try_fold(0, |slips, at| {
                    let longer_at = if at < gap { at } else { at + 1 };
                    let (a, b) = if ours < theirs {
                        (at, longer_at)
                    } else {
                        (longer_at, at)
                    };
                    match self.likeness(a, b) {
                        Likeness::Same => Some(slips),
                        Likeness::Close => Some(slips + 1),
                        Likeness::Other => None,
                    }
                })?;
                match slips {
                    0 => Some(NameLevel::MiddleCount),
                    1 => Some(NameLevel::TwoClose),
                    _ => None,
                }
            })
            .min()
    }

    /// The same syllables in another order.
    fn reordered(&self) -> Option<NameLevel> {
        if self.typed.syllables().len() != self.registered.len() {
            return None;
        }
        let mut ours = self.typed.syllables().to_vec();
        let mut theirs = self.registered.to_vec();
        ours.sort_unstable();
        theirs.sort_unstable();
        (ours == theirs && !ours.contains(&RARE_SYLLABLE)).then_some(NameLevel::Order)
    }

    /// What is left: do surname and given name agree?
    fn ends(&self) -> NameLevel {
        let (ours, theirs) = (self.typed.syllables().len(), self.registered.len());
        let surname = self.likeness(0, 0);
        let given = self.likeness(ours - 1, theirs - 1);
        let given_agrees = given != Likeness::Other;
        if given_agrees && surname != Likeness::Other && (given, surname) != CLOSE_BOTH {
            return NameLevel::SurnameAndGiven;
        }
        if ours == theirs && ours >= 3 {
            let same = (0..ours)
                .filter(|at| self.likeness(*at, *at) == Likeness::Same)
                .count();
            if same + 1 == ours {
                return NameLevel::OneOther;
            }
        }
        if given == Likeness::Same {
            NameLevel::Given
        } else {
            NameLevel::Differs
        }
    }
}

/// Two slips at once in a name whose middle differs too are no agreement.
const CLOSE_BOTH: (Likeness, Likeness) = (Likeness::Close, Likeness::Close);
