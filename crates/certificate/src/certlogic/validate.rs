//! What is wrong with the form of an expression.

use std::fmt;

use serde_json::{Map, Value};

use super::access::Path;
use super::instant::Unit;
use super::order::Order;
use super::parse::{DEEPEST, whole};

/// One fault of form: the expression that has it, and what it is, in the words of the public
/// validation test suite.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// The innermost expression that is wrong. A rule, never a certificate.
    pub expression: Value,
    /// What is wrong with it.
    pub message: String,
}

impl Issue {
    pub(super) fn invalid(expression: &Value) -> Self {
        Self::new(expression, "invalid CertLogic expression")
    }

    fn new(expression: &Value, message: impl Into<String>) -> Self {
        Self {
            expression: expression.clone(),
            message: message.into(),
        }
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Issue {}

/// Everything that is wrong with the form of an expression, in the order of its text; nothing if it
/// can be evaluated.
pub fn validate(expression: &Value) -> Vec<Issue> {
    let mut issues = Vec::new();
    inspect(expression, 0, &mut issues);
    issues
}

fn inspect(expression: &Value, depth: usize, issues: &mut Vec<Issue>) {
    if depth > DEEPEST {
        let message = format!("more than {DEEPEST} operations inside one another");
        // Without the expression: it may be as deep again.
        return issues.push(Issue::new(&Value::Null, message));
    }
    match expression {
        Value::Number(number) if whole(expression).is_none() => {
            let message = format!("{number} is a non-integer number");
            issues.push(Issue::new(expression, message));
        }
        Value::Bool(_) | Value::String(_) | Value::Number(_) => {}
        Value::Null => issues.push(Issue::invalid(expression)),
        Value::Array(items) => each(items, depth, issues),
        Value::Object(fields) => operation(expression, fields, depth, issues),
    }
}

fn each(items: &[Value], depth: usize, issues: &mut Vec<Issue>) {
    for item in items {
        inspect(item, depth + 1, issues);
    }
}

fn operation(
    expression: &Value,
    fields: &Map<String, Value>,
    depth: usize,
    issues: &mut Vec<Issue>,
) {
    let mut fault = |message: String| issues.push(Issue::new(expression, message));
    let mut entries = fields.iter();
    let (Some((operator, operands)), None) = (entries.next(), entries.next()) else {
        let keys = fields.len();
        return fault(format!(
            "expression object must have exactly one key, but it has {keys}"
        ));
    };
    if operator == "var" {
        if let Some(message) = path_fault(operands) {
            fault(message);
        }
        return;
    }
    let Value::Array(operands) = operands else {
        return fault("operation not of the form { \"<operator>\": [ <values...> ] }".to_owned());
    };
    match shape(operator) {
        None => fault(format!("unrecognised operator: \"{operator}\"")),
        Some(shape) => {
            for message in shape.faults(operator, operands) {
                fault(message);
            }
            each(
                operands.get(..shape.expressions).unwrap_or(operands),
                depth,
                issues,
            );
        }
    }
}

fn path_fault(path: &Value) -> Option<String> {
    let Value::String(path) = path else {
        return Some("not of the form { \"var\": \"<path>\" }".to_owned());
    };
    Path::parse(path)
        .is_none()
        .then(|| format!("data access path doesn't have a valid format: {path}"))
}

/// How many operands an operator takes.
struct Shape {
    least: usize,
    most: usize,
    /// So many of them, from the first, are expressions; those after are plain values.
    expressions: usize,
}

fn shape(operator: &str) -> Option<Shape> {
    let of = |least, most, expressions| Shape {
        least,
        most,
        expressions,
    };
    if Order::named(operator).is_some() {
        return Some(of(2, 3, usize::MAX));
    }
    Some(match operator {
        "if" | "reduce" => of(3, 3, usize::MAX),
        "and" => of(2, usize::MAX, usize::MAX),
        "===" | "in" | "+" => of(2, 2, usize::MAX),
        "!" | "dccDateOfBirth" => of(1, 1, usize::MAX),
        "plusTime" => of(3, 3, 1),
        "extractFromUVCI" => of(2, 2, 1),
        _ => return None,
    })
}

impl Shape {
    fn faults(&self, operator: &str, operands: &[Value]) -> Vec<String> {
        let count = operands.len();
        if !(self.least..=self.most).contains(&count) {
            let wanted = match (self.least, self.most) {
                (least, most) if least == most => format!("exactly {least}"),
                (least, usize::MAX) => format!("at least {least}"),
                (least, most) => format!("{least} to {most}"),
            };
            return vec![format!(
                "\"{operator}\" takes {wanted} operands, but has {count}"
            )];
        }
        match (operator, operands) {
            ("plusTime", [_, amount, unit]) => plus_time_faults(amount, unit),
            ("extractFromUVCI", [_, index]) if whole(index).is_none() => {
                vec!["the index of \"extractFromUVCI\" is no integer".to_owned()]
            }
            _ => Vec::new(),
        }
    }
}

fn plus_time_faults(amount: &Value, unit: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    if whole(amount).is_none() {
        faults.push("the amount of \"plusTime\" is no integer".to_owned());
    }
    if unit.as_str().and_then(Unit::named).is_none() {
        faults.push("the unit of \"plusTime\" is not year, month, day or hour".to_owned());
    }
    faults
}
