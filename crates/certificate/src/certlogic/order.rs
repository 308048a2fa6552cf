//! The comparisons of integers and of times.

use std::cmp::Ordering;

/// What a comparison compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compared {
    Integers,
    Times,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Less,
    Greater,
    AtMost,
    AtLeast,
}

/// A comparison operator. The four of times mean the same as those of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) compared: Compared,
    pub(super) name: &'static str,
    relation: Relation,
}

impl Order {
    pub(super) fn named(operator: &str) -> Option<Self> {
        use Compared::{Integers, Times};
        use Relation::{AtLeast, AtMost, Greater, Less};
        let (compared, name, relation) = match operator {
            "<" => (Integers, "<", Less),
            ">" => (Integers, ">", Greater),
            "<=" => (Integers, "<=", AtMost),
            ">=" => (Integers, ">=", AtLeast),
            "before" => (Times, "before", Less),
            "after" => (Times, "after", Greater),
            "not-after" => (Times, "not-after", AtMost),
            "not-before" => (Times, "not-before", AtLeast),
            _ => return None,
        };
        Some(Self {
            compared,
            name,
            relation,
        })
    }

    /// Whether each value stands in this order to the next.
    pub(super) fn holds<T: Ord>(self, values: &[T]) -> bool {
        let mut pairs = values.windows(2);
        pairs.all(|pair| matches!(pair, [left, right] if self.allows(left.cmp(right))))
    }

    const fn allows(self, ordering: Ordering) -> bool {
        match self.relation {
            Relation::Less => ordering.is_lt(),
            Relation::Greater => ordering.is_gt(),
            Relation::AtMost => ordering.is_le(),
            Relation::AtLeast => ordering.is_ge(),
        }
    }
}
