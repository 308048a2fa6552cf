//! Evaluating.

use serde_json::Value;

use super::expression::{Expression, Node};
use super::fault::{Fault, Reason};
use super::instant::Instant;
use super::order::{Compared, Order};
use super::value::Operand;

/// Steps that one evaluation may take. The longest rule of the European gateway takes fewer than a
/// hundred; without a limit a few nested `reduce` would run for years.
pub const MOST_STEPS: u32 = 1_000_000;

/// Simple things that together cost as much as one step.
const OF_A_STEP: usize = 16;

/// The steps that are left.
pub(super) struct Work(u32);

impl Work {
    pub(super) fn step(&mut self) -> Result<(), Fault> {
        self.take(1)
    }

    /// Going over so many things that are all looked at in the same simple way, as the letters of a text.
    pub(super) fn over(&mut self, count: usize) -> Result<(), Fault> {
        let steps = u32::try_from(count / OF_A_STEP).unwrap_or(u32::MAX);
        self.take(steps)
    }

    fn take(&mut self, steps: u32) -> Result<(), Fault> {
        self.0 = self.0.checked_sub(steps).ok_or(Reason::TooManySteps)?;
        Ok(())
    }
}

impl Expression {
    /// The value of the expression over JSON. A time becomes a text.
    ///
    /// # Errors
    /// [`Fault`] with the place in the expression where a value was not of the kind needed.
    pub fn evaluate(&self, over: &Value) -> Result<Value, Fault> {
        let mut work = Work(MOST_STEPS);
        let value = evaluate(&self.0, &Operand::Json(over), &mut work)?;
        value.to_json(&mut work)
    }

    /// Whether the value is `true` itself, which is how a rule says that it holds.
    ///
    /// # Errors
    /// As [`Expression::evaluate`].
    pub fn holds<'a>(&'a self, over: &Operand<'a>) -> Result<bool, Fault> {
        let value = evaluate(&self.0, over, &mut Work(MOST_STEPS))?;
        let holds = matches!(
            value,
            Operand::Boolean(true) | Operand::Json(Value::Bool(true))
        );
        Ok(holds)
    }
}

type Result<T, E = Fault> = std::result::Result<T, E>;

fn evaluate<'a>(node: &'a Node, over: &Operand<'a>, work: &mut Work) -> Result<Operand<'a>> {
    work.step()?;
    Ok(match node {
        Node::Boolean(value) => Operand::Boolean(*value),
        Node::Integer(value) => Operand::Integer(*value),
        Node::Text(text) => Operand::Text(text),
        Node::Time(time) => Operand::Time(*time),
        Node::Array(items) => Operand::list(all("", items, over, work)?)?,
        Node::Var(path) => over.at(path.steps()),
        Node::If(parts) => return branch(parts, over, work),
        Node::And(operands) => return and(operands, over, work),
        Node::Not(operand) => {
            let value = within("!", 0, operand, over, work)?;
            Operand::Boolean(!value.truth().map_err(at("!", 0))?)
        }
        Node::Equal(operands) => {
            let [left, right] = both("===", operands, over, work)?;
            Operand::Boolean(left.equals(&right, work)?)
        }
        Node::In(operands) => Operand::Boolean(is_in(operands, over, work)?),
        Node::Plus(operands) => Operand::Integer(plus(operands, over, work)?),
        Node::Compare(order, operands) => Operand::Boolean(compare(*order, operands, over, work)?),
        Node::PlusTime { from, amount, unit } => {
            let text = within("plusTime", 0, from, over, work)?;
            let time = text
                .text()
                .and_then(Instant::parse)
                .map_err(at("plusTime", 0))?;
            Operand::Time(time.plus(*amount, *unit).map_err(at("plusTime", 1))?)
        }
        Node::DateOfBirth(from) => {
            let text = within("dccDateOfBirth", 0, from, over, work)?;
            let time = text.text().and_then(Instant::parse_birth_date);
            Operand::Time(time.map_err(at("dccDateOfBirth", 0))?)
        }
        Node::Reduce(parts) => return reduce(parts, over, work),
        Node::ExtractFromUvci { from, index } => return extract(from, *index, over, work),
    })
}

/// Puts a reason where it was found.
fn at(operator: &'static str, operand: usize) -> impl Fn(Reason) -> Fault {
    move |reason| Fault::from(reason).inside(operator, operand)
}

fn within<'a>(
    operator: &'static str,
    operand: usize,
    node: &'a Node,
    over: &Operand<'a>,
    work: &mut Work,
) -> Result<Operand<'a>> {
    evaluate(node, over, work).map_err(|fault| fault.inside(operator, operand))
}

fn all<'a>(
    operator: &'static str,
    nodes: &'a [Node],
    over: &Operand<'a>,
    work: &mut Work,
) -> Result<Vec<Operand<'a>>> {
    let nodes = nodes.iter().enumerate();
    let values = nodes.map(|(place, node)| within(operator, place, node, over, work));
    values.collect()
}

fn both<'a>(
    operator: &'static str,
    [left, right]: &'a [Node; 2],
    over: &Operand<'a>,
    work: &mut Work,
) -> Result<[Operand<'a>; 2]> {
    let left = within(operator, 0, left, over, work)?;
    let right = within(operator, 1, right, over, work)?;
    Ok([left, right])
}

fn branch<'a>(
    [condition, then, otherwise]: &'a [Node; 3],
    over: &Operand<'a>,
    work: &mut Work,
) -> Result<Operand<'a>> {
    let condition = within("if", 0, condition, over, work)?;
    if condition.truth().map_err(at("if", 0))? {
        within("if", 1, then, over, work)
    } else {
        within("if", 2, otherwise, over, work)
    }
}

/// The first operand that is false, or else the last; those after it are not evaluated.
fn and<'a>(nodes: &'a [Node], over: &Operand<'a>, work: &mut Work) -> Result<Operand<'a>> {
    let mut last = Operand::Boolean(true);
    for (place, node) in nodes.iter().enumerate() {
        last = within("and", place, node, over, work)?;
        if !last.truth().map_err(at("and", place))? {
            break;
        }
    }
    Ok(last)
}

fn is_in<'a>(operands: &'a [Node; 2], over: &Operand<'a>, work: &mut Work) -> Result<bool> {
    let [member, list] = operands;
    let member = within("in", 0, member, over, work)?;
    // The usual right side is a list of texts in the rule itself, which needs no copy.
    if let Node::Array(nodes) = list
        && nodes.iter().all(|node| matches!(node, Node::Text(_)))
    {
        work.step()?;
        work.over(nodes.len())?;
        let text = member.text_or_nothing().ok().flatten();
        return Ok(text.is_some_and(|text| nodes.iter().any(|node| is_text(node, text))));
    }
    let list = within("in", 1, list, over, work)?;
    let items = list.items().ok_or(Reason::NotInList).map_err(at("in", 1))?;
    for item in items {
        if member.equals(&item, work)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_text(node: &Node, text: &str) -> bool {
    matches!(node, Node::Text(found) if **found == *text)
}

fn plus<'a>(operands: &'a [Node; 2], over: &Operand<'a>, work: &mut Work) -> Result<i64> {
    let [left, right] = both("+", operands, over, work)?;
    let left = left.integer().map_err(at("+", 0))?;
    let right = right.integer().map_err(at("+", 1))?;
    Ok(left.checked_add(right).ok_or(Reason::OutOfRange)?)
}

fn compare<'a>(
    order: Order,
    nodes: &'a [Node],
    over: &Operand<'a>,
    work: &mut Work,
) -> Result<bool> {
    // All operands are evaluated and of the right kind, even where the first two decide.
    match order.compared {
        Compared::Integers => compared(order, nodes, over, work, Operand::integer),
        Compared::Times => compared(order, nodes, over, work, Operand::time),
    }
}

fn compared<'a, T: Ord>(
    order: Order,
    nodes: &'a [Node],
    over: &Operand<'a>,
    work: &mut Work,
    kind: fn(&Operand<'a>) -> Result<T, Reason>,
) -> Result<bool> {
    let values = nodes.iter().enumerate().map(|(place, node)| {
        let value = within(order.name, place, node, over, work)?;
        kind(&value).map_err(at(order.name, place))
    });
    Ok(order.holds(&values.collect::<Result<Vec<T>>>()?))
}

fn reduce<'a>(
    [list, function, first]: &'a [Node; 3],
    over: &Operand<'a>,
    work: &mut Work,
) -> Result<Operand<'a>> {
    let list = within("reduce", 0, list, over, work)?;
    let mut accumulator = within("reduce", 2, first, over, work)?;
    if list.is_nothing() {
        return Ok(accumulator);
    }
    let items = list.items().ok_or(Reason::NotAList);
    for current in items.map_err(at("reduce", 0))? {
        let seen = Operand::fold(current, accumulator).map_err(at("reduce", 1))?;
        accumulator = within("reduce", 1, function, &seen, work)?;
    }
    Ok(accumulator)
}

/// The piece with this index of a certificate's identifier, split at `/`, `#` and `:` after the
/// optional `URN:UVCI:`.
fn extract<'a>(
    from: &'a Node,
    index: i64,
    over: &Operand<'a>,
    work: &mut Work,
) -> Result<Operand<'a>> {
    let identifier = within("extractFromUVCI", 0, from, over, work)?;
    identifier
        .text_or_nothing()
        .map_err(at("extractFromUVCI", 0))?;
    let text = match identifier {
        Operand::Json(Value::String(text)) => text.as_str(),
        Operand::Text(text) => text,
        _ => return Ok(Operand::nothing()),
    };
    work.over(text.len())?;
    let text = text.strip_prefix("URN:UVCI:").unwrap_or(text);
    let mut pieces = text.split(['/', '#', ':']);
    let piece = usize::try_from(index)
        .ok()
        .and_then(|index| pieces.nth(index));
    Ok(piece.map_or_else(Operand::nothing, Operand::Text))
}
