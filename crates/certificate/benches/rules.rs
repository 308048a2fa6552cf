//! Country rules on one certificate: rules a second on one core.
//!
//! `cargo bench -p khien-certificate --bench rules`

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark without its data cannot run"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use divan::counter::ItemsCount;
use khien_certificate::certlogic::Expression;
use khien_certificate::rules::{CertificateType, Entry, Presented, RuleSet, ValueSets, Verdict};
use serde_json::{Value, json};

fn main() {
    divan::main();
}

/// All rules of one country in the fixtures.
fn country(country: &str) -> Vec<Value> {
    let rules = support::fixture("certlogic").join("rules").join(country);
    let files = support::folder(&rules).into_iter();
    let rules = files.filter(|(path, _)| path.ends_with("rule.json"));
    rules
        .map(|(_, json)| serde_json::from_slice(&json).unwrap())
        .collect()
}

static GERMANY: LazyLock<Vec<Value>> = LazyLock::new(|| country("DE"));

/// The value sets of the fixtures, about six hundred codes.
static VALUE_SETS: LazyLock<ValueSets> = LazyLock::new(|| {
    let files = support::folder(&support::fixture("certlogic").join("rules/valuesets"));
    let sets: Value = serde_json::from_slice(files.values().next().unwrap()).unwrap();
    let mut all = ValueSets::default();
    for (id, codes) in sets.as_object().unwrap() {
        let codes = codes.as_array().unwrap().iter();
        all.insert(id, codes.filter_map(Value::as_str));
    }
    all
});

/// A vaccination as Viet Nam wrote it, the person invented.
static PAYLOAD: LazyLock<Value> = LazyLock::new(|| {
    json!({
        "ver": "1.3.0", "dob": "1990-01-02",
        "nam": {"fn": "Nguyễn", "fnt": "NGUYEN", "gn": "Văn Mẫu", "gnt": "VAN<MAU"},
        "v": [{
            "tg": "840539006", "vp": "1119349007", "mp": "EU/1/20/1528", "ma": "ORG-100030215",
            "dn": 2, "sd": 2, "dt": "2021-11-20", "co": "VN", "is": "Bộ Y tế",
            "ci": "URN:UVCI:01:VN:FFFE3D31FABD035899134A9D3BAE9BCF",
        }],
    })
});

fn presented() -> Presented<'static> {
    Presented {
        payload: &PAYLOAD,
        kind: CertificateType::Vaccination,
        issuer: "VN",
        kid: "8w2kZxb3iH0=",
        issued: "2022-04-14T00:00:00Z".parse().unwrap(),
        expires: "2023-04-14T00:00:00Z".parse().unwrap(),
    }
}

/// Selection, context and every rule that Germany has for a vaccination.
#[divan::bench]
fn all_that_count(bencher: divan::Bencher<'_, '_>) {
    let json = serde_json::to_vec(&*GERMANY).unwrap();
    let rules = RuleSet::read(&json).unwrap();
    let entry = Entry {
        at: "2022-06-01T00:00:00Z".parse().unwrap(),
        country: "DE",
        region: None,
    };
    let count = rules.selected(&presented(), &entry).len();
    let verdict = || rules.check(&presented(), &entry, &VALUE_SETS).verdict();
    assert_eq!(verdict(), Verdict::Accepted);
    bencher.counter(ItemsCount::new(count)).bench(verdict);
}

/// The longest of them alone, as an expression.
#[divan::bench]
fn longest_alone(bencher: divan::Bencher<'_, '_>) {
    let rule = GERMANY
        .iter()
        .max_by_key(|rule| rule["Logic"].to_string().len());
    let logic = Expression::parse(&rule.unwrap()["Logic"]).unwrap();
    let context = json!({
        "payload": *PAYLOAD,
        "external": {"validationClock": "2022-06-01T00:00:00Z"},
    });
    assert_eq!(logic.evaluate(&context).unwrap(), json!(true));
    bencher
        .counter(ItemsCount::new(1_u32))
        .bench(|| logic.evaluate(&context));
}

/// Reading one rule from its JSON text.
#[divan::bench]
fn reading(bencher: divan::Bencher<'_, '_>) {
    let json = serde_json::to_vec(&*GERMANY).unwrap();
    let count = GERMANY.len();
    bencher
        .counter(ItemsCount::new(count))
        .bench(|| RuleSet::read(&json));
}
