//! The suites of `CertLogic`: its test suite, its validation test suite, and countries' rules with
//! their tests.
//!
//! The folder has `testSuite/*.json`, `validation-testSuite/*.json` and
//! `rules/<country>/<rule>/{rule.json, tests/*.json}`; a test may name its value sets as
//! `@valuesets/<id>.json`, which then lie in `rules/valuesets`.

use serde_json::{Map, Value};

use super::{Folder, Outcome};
use crate::certlogic::{Expression, Operand, validate};

/// The evaluator's test suite: one check for each assertion that is not to be skipped.
pub fn test_suite(folder: &dyn Folder) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for (path, suite) in documents(folder, "testSuite/") {
        outcomes.extend(unreadable(&path, &suite));
        let cases = list(&suite, "cases").iter().zip(1..);
        for (case, number) in cases.filter(|_| !skipped(&suite)) {
            let assertions = list(case, "assertions").iter().zip(1..);
            for (assertion, at) in assertions.filter(|(one, _)| !skipped(case) && !skipped(one)) {
                let name = format!("{path} {number}.{at}");
                outcomes.push(assert_value(name, case, assertion));
            }
        }
    }
    outcomes
}

fn assert_value(name: String, case: &Value, assertion: &Value) -> Outcome {
    let own = assertion.get("certLogicExpression");
    let expression = own.or_else(|| case.get("certLogicExpression"));
    let actual = value_of(expression.unwrap_or(&Value::Null), &of(assertion, "data"));
    judged(name, "evaluate", &of(assertion, "expected"), actual)
}

/// The validation test suite: one check for each expression.
pub fn validation(folder: &dyn Folder) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for (path, suite) in documents(folder, "validation-testSuite/") {
        outcomes.extend(unreadable(&path, &suite));
        let cases = list(&suite, "cases").iter().zip(1..);
        for (case, number) in cases.filter(|(case, _)| !skipped(&suite) && !skipped(case)) {
            let issues = validate(&of(case, "certLogicExpression")).into_iter();
            let issues = issues.map(|issue| {
                let fields = [
                    ("expr".to_owned(), issue.expression),
                    ("message".to_owned(), issue.message.into()),
                ];
                Value::Object(Map::from_iter(fields))
            });
            let expected = of(case, "issues");
            let name = format!("{path} {number}");
            outcomes.push(judged(name, "validate", &expected, Ok(issues.collect())));
        }
    }
    outcomes
}

/// Countries' rules: one check for each test. A rule that cannot be evaluated counts as `false`.
pub fn rules(folder: &dyn Folder) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let mut last: Option<(String, Result<Expression, String>)> = None;
    for (path, test) in documents(folder, "rules/") {
        let Some((rule, _)) = path.split_once("/tests/") else {
            continue;
        };
        if last.as_ref().is_none_or(|(known, _)| known != rule) {
            last = Some((rule.to_owned(), logic(folder, &format!("{rule}/rule.json"))));
        }
        let Some((_, logic)) = &last else { continue };
        let (payload, external) = (of(&test, "payload"), external(folder, &test));
        let context = [
            ("payload", Operand::Json(&payload)),
            ("external", Operand::Json(&external)),
        ];
        let actual = logic.as_ref().map_err(Clone::clone);
        let actual = actual.map(|logic| logic.holds(&Operand::Object(&context)).unwrap_or(false));
        let expected = of(&test, "expected");
        outcomes.push(judged(path, "rule", &expected, actual.map(Value::Bool)));
    }
    outcomes
}

fn logic(folder: &dyn Folder, path: &str) -> Result<Expression, String> {
    let rule = folder.read(path).and_then(|bytes| json(&bytes));
    let rule = rule.ok_or("no rule.json")?;
    Expression::parse(&of(&rule, "Logic")).map_err(|issue| issue.message)
}

/// The test's `external`, with the value sets that it only names put in.
fn external(folder: &dyn Folder, test: &Value) -> Value {
    let mut external = of(test, "external");
    if let Some(Value::String(name)) = external.get("valueSets") {
        let path = format!("rules/{}", name.trim_start_matches('@'));
        let sets = folder.read(&path).and_then(|bytes| json(&bytes));
        external["valueSets"] = sets.unwrap_or(Value::Null);
    }
    external
}

/// The JSON documents below a folder. One that is no JSON stands there as null, so that its checks
/// fail rather than vanish.
fn documents(folder: &dyn Folder, below: &str) -> Vec<(String, Value)> {
    let mut paths = folder.files();
    paths.retain(|path| path.starts_with(below) && is_json(path));
    paths.sort_unstable();
    let read = |path: String| {
        let document = folder.read(&path).and_then(|bytes| json(&bytes));
        (path, document.unwrap_or(Value::Null))
    };
    paths.into_iter().map(read).collect()
}

/// A failed check for a suite's file without cases.
fn unreadable(path: &str, suite: &Value) -> Option<Outcome> {
    let wrong = suite.get("cases").is_none_or(|cases| !cases.is_array());
    wrong.then(|| Outcome::new(path, "read", "cases", "no cases"))
}

fn is_json(path: &str) -> bool {
    std::path::Path::new(path)
        .extension()
        .is_some_and(|end| end == "json")
}

fn json(bytes: &[u8]) -> Option<Value> {
    serde_json::from_slice(bytes).ok()
}

fn value_of(expression: &Value, data: &Value) -> Result<Value, String> {
    let expression = Expression::parse(expression).map_err(|issue| issue.message)?;
    expression.evaluate(data).map_err(|fault| fault.to_string())
}

fn judged(case: String, step: &str, expected: &Value, actual: Result<Value, String>) -> Outcome {
    let ok = actual.as_ref().is_ok_and(|actual| same(expected, actual));
    Outcome {
        case,
        step: step.to_owned(),
        expected: expected.to_string(),
        actual: actual.map_or_else(|fault| format!("error: {fault}"), |value| value.to_string()),
        ok,
    }
}

/// Equal JSON, `1` and `1.0` being one number as in JavaScript.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || left.as_f64() == right.as_f64()
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            let equal = |(name, value): (&String, &Value)| {
                right.get(name).is_some_and(|other| same(value, other))
            };
            left.len() == right.len() && left.iter().all(equal)
        }
        _ => left == right,
    }
}

fn of(object: &Value, field: &str) -> Value {
    object.get(field).cloned().unwrap_or(Value::Null)
}

fn list<'a>(object: &'a Value, field: &str) -> &'a [Value] {
    object
        .get(field)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn skipped(part: &Value) -> bool {
    part.get("directive").and_then(Value::as_str) == Some("skip")
}
