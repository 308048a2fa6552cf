//! From JSON to an expression.

use serde_json::Value;

use super::access::Path;
use super::expression::{Expression, Node};
use super::instant::{Instant, Unit};
use super::order::Order;
use super::validate::{Issue, validate};
use super::value::integer;

/// Operations inside one another that an expression may have: far more than any rule has, and few
/// enough for the stack of a thread.
pub const DEEPEST: usize = 64;

impl Expression {
    /// Reads an expression. What [`validate`] finds nothing wrong with is read.
    ///
    /// # Errors
    /// The first [`Issue`] that [`validate`] finds.
    pub fn parse(expression: &Value) -> Result<Self, Issue> {
        if let Some(issue) = validate(expression).into_iter().next() {
            return Err(issue);
        }
        // Validation and reading agree; should they ever not, nothing is guessed.
        node(expression)
            .map(Self)
            .ok_or_else(|| Issue::invalid(expression))
    }
}

fn node(expression: &Value) -> Option<Node> {
    match expression {
        Value::Null => None,
        Value::Bool(value) => Some(Node::Boolean(*value)),
        Value::Number(number) => integer(number).map(Node::Integer),
        Value::String(text) => Some(Node::Text(text.as_str().into())),
        Value::Array(items) => Some(Node::Array(nodes(items)?)),
        Value::Object(fields) => {
            let (operator, operands) = fields.iter().next()?;
            match (operator.as_str(), operands) {
                ("var", Value::String(path)) => Path::parse(path).map(Node::Var),
                (operator, Value::Array(operands)) => operation(operator, operands),
                _ => None,
            }
        }
    }
}

fn nodes(items: &[Value]) -> Option<Vec<Node>> {
    items.iter().map(node).collect()
}

/// Exactly so many operands.
fn exactly<const N: usize>(operands: &[Value]) -> Option<Box<[Node; N]>> {
    nodes(operands)?.try_into().ok().map(Box::new)
}

fn operation(operator: &str, operands: &[Value]) -> Option<Node> {
    if let Some(order) = Order::named(operator) {
        return Some(Node::Compare(order, nodes(operands)?));
    }
    Some(match (operator, operands) {
        ("if", _) => Node::If(exactly(operands)?),
        ("and", _) => Node::And(nodes(operands)?),
        ("!", [operand]) => Node::Not(Box::new(node(operand)?)),
        ("===", _) => Node::Equal(exactly(operands)?),
        ("in", _) => Node::In(exactly(operands)?),
        ("+", _) => Node::Plus(exactly(operands)?),
        ("plusTime", [from, amount, unit]) => plus_time(from, amount, unit)?,
        ("dccDateOfBirth", [from]) => Node::DateOfBirth(Box::new(node(from)?)),
        ("reduce", _) => Node::Reduce(exactly(operands)?),
        ("extractFromUVCI", [from, index]) => Node::ExtractFromUvci {
            from: Box::new(node(from)?),
            index: whole(index)?,
        },
        _ => return None,
    })
}

/// A time that the rule writes down itself is made now; one that cannot be made is left for the
/// evaluation to report, for it may never come to it.
fn plus_time(from: &Value, amount: &Value, unit: &Value) -> Option<Node> {
    let (amount, unit) = (whole(amount)?, Unit::named(unit.as_str()?)?);
    let fixed = from
        .as_str()
        .and_then(|text| Instant::parse(text).ok()?.plus(amount, unit).ok());
    Some(match fixed {
        Some(time) => Node::Time(time),
        None => Node::PlusTime {
            from: Box::new(node(from)?),
            amount,
            unit,
        },
    })
}

pub(super) fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => integer(number),
        _ => None,
    }
}
