//! Any JSON as a rule, or as its logic over any payload: never a panic, and bounded work.
//!
//! What parses has no faults of form, and what has none parses.
#![no_main]

use khien_certificate::certlogic::{Expression, Instant, validate};
use khien_certificate::rules::{Rule, RuleSet};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let _ = RuleSet::read(bytes);
    // Two documents, one line feed between them: an expression and what it is evaluated over.
    let mut documents = bytes.splitn(2, |byte| *byte == b'\n');
    let mut next = || {
        documents
            .next()
            .and_then(|json| serde_json::from_slice(json).ok())
    };
    let Some(expression): Option<Value> = next() else {
        return;
    };
    let _ = Rule::read(&expression);
    if let Some(text) = expression.as_str() {
        let _ = Instant::parse(text);
    }
    let payload: Value = next().unwrap_or(Value::Null);
    match Expression::parse(&expression) {
        Ok(parsed) => {
            assert!(validate(&expression).is_empty());
            let _ = parsed.evaluate(&payload);
            let _ = parsed.reads();
        }
        Err(issue) => assert_eq!(validate(&expression).first(), Some(&issue)),
    }
});
