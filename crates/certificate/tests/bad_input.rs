//! The kept vectors of bad input (`fixtures/hc1/bad-input.jsonl`, see the example `bad_input`): every
//! one is refused for its reason, and those that only seem wrong are accepted.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use khien_certificate::check::{Question, Revoked, Trusted, answer};
use serde_json::Value;

const VECTORS: &str = include_str!("../../../fixtures/hc1/bad-input.jsonl");

fn reason_of(line: &Value) -> Option<String> {
    let (mut trusted, mut revoked) = (Trusted::default(), Revoked::default());
    for certificates in [&line["trust"], &line["trust_too"]] {
        trusted.add(certificates.to_string().as_bytes()).unwrap();
    }
    for batch in line["revoked"].as_array().unwrap() {
        revoked.add(batch.to_string().as_bytes(), &[]).unwrap();
    }
    let question = Question {
        revoked: Some(&revoked),
        clock: line["clock"].as_str().map(|text| text.parse().unwrap()),
        ..Question::new(&trusted, line["at"].as_str().unwrap().parse().unwrap())
    };
    let told = answer(&[line["text"].as_str().unwrap()], &question);
    assert_eq!(told.accepted(), told.reason.is_none());
    told.reason
}

#[test]
fn every_vector_gives_its_reason() {
    let mut reasons = BTreeSet::new();
    for line in VECTORS.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let expected = line["reason"].as_str().map(str::to_owned);
        assert_eq!(reason_of(&line), expected, "{}", line["case"]);
        reasons.extend(expected);
    }
    // Every malformed step has a reason of its own.
    assert!(reasons.len() >= 40, "{reasons:?}");
}
