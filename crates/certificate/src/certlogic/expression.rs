//! An expression as a tree of its own, so that evaluating looks nothing up.

use super::access::Path;
use super::instant::{Instant, Unit};
use super::order::Order;

/// An expression that was read and found well-formed.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression(pub(super) Node);

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Boolean(bool),
    Integer(i64),
    Text(Box<str>),
    /// A time that the rule itself says, made when the rule was read.
    Time(Instant),
    Array(Vec<Node>),
    Var(Path),
    If(Box<[Node; 3]>),
    And(Vec<Node>),
    Not(Box<Node>),
    Equal(Box<[Node; 2]>),
    In(Box<[Node; 2]>),
    Plus(Box<[Node; 2]>),
    /// Two or three operands, all integers or all times.
    Compare(Order, Vec<Node>),
    PlusTime {
        from: Box<Node>,
        amount: i64,
        unit: Unit,
    },
    DateOfBirth(Box<Node>),
    /// Over what, the function of `current` and `accumulator`, the first accumulator.
    Reduce(Box<[Node; 3]>),
    ExtractFromUvci {
        from: Box<Node>,
        index: i64,
    },
}
