//! The public suites of the EU's certificate, over the part of them in `fixtures/dcc`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use khien_certificate::conformance::{Outcome, dcc};

static FIXTURES: LazyLock<BTreeMap<String, Vec<u8>>> =
    LazyLock::new(|| support::folder(&support::fixture("dcc")));

fn all_hold(outcomes: &[Outcome], at_least: usize) {
    let failed: Vec<&Outcome> = outcomes.iter().filter(|outcome| !outcome.ok).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(outcomes.len() >= at_least, "{} checks", outcomes.len());
}

#[test]
fn the_test_data_holds_step_by_step() {
    let outcomes = dcc::testdata(&*FIXTURES);
    all_hold(&outcomes, 380);
    let refused = outcomes
        .iter()
        .filter(|outcome| outcome.expected == "false");
    assert!(refused.count() >= 20);
}

#[test]
fn codes_of_the_field_are_decoded_and_verified() {
    let outcomes = dcc::qa(&*FIXTURES);
    all_hold(&outcomes, 80);
    let verified = outcomes.iter().filter(|outcome| outcome.step == "verify");
    assert!(verified.count() >= 20);
}

#[test]
fn the_cases_of_the_schema_hold() {
    all_hold(&dcc::schema(&*FIXTURES), 24);
}

/// That a suite holds says something only if it can also fail.
#[test]
fn a_wrong_expectation_is_noticed() {
    let changed = |path: &str, from: &str, to: &str| {
        let mut folder = FIXTURES.clone();
        let text = String::from_utf8(folder[path].clone()).unwrap();
        assert!(text.contains(from), "{path}");
        let text = text.replacen(from, to, 1);
        // A few lines tell as much as all.
        let some: Vec<&str> = text.lines().take(40).collect();
        folder.insert(path.to_owned(), some.join("\n").into_bytes());
        folder
    };
    let failed = |outcomes: Vec<Outcome>| outcomes.iter().filter(|outcome| !outcome.ok).count();
    let expectations = "testdata-expectations.jsonl";
    let turned = changed(expectations, "\"expected\":true", "\"expected\":false");
    assert_eq!(failed(dcc::testdata(&turned)), 1);
    let missing = changed(expectations, "AE/", "missing/");
    assert_eq!(failed(dcc::testdata(&missing)), 1);
    let other_name = changed("qa.jsonl", "TORRES GARCIA", "TORRES");
    assert_eq!(failed(dcc::qa(&other_name)), 1);
    let valid = "schema-cases/test/valid/V-min-data.json";
    let without_name = changed(valid, "\"nam\"", "\"name\"");
    assert_eq!(failed(dcc::schema(&without_name)), 1);
}
