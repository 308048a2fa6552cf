//! Countries' rules, from outside.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::Timestamp;
use khien_certificate::rules::{
    CertificateType, Entry, Open, Presented, RuleFault, RuleOutcome, RuleSet, RuleSetFault,
    ValueSets, Verdict, upload_faults,
};
use serde_json::{Value, json};

fn rule() -> Value {
    json!({
        "Identifier": "VR-VN-0001", "Type": "Acceptance", "Country": "VN", "Version": "1.0.0",
        "SchemaVersion": "1.0.0", "Engine": "CERTLOGIC", "EngineVersion": "1.3.3",
        "CertificateType": "Vaccination",
        "Description": [
            {"lang": "en", "desc": "All doses of the series must have been given."},
            {"lang": "vi", "desc": "Phải tiêm đủ số mũi của phác đồ mới được nhập cảnh."},
        ],
        "ValidFrom": "2022-01-01T00:00:00Z", "ValidTo": "2023-01-01T00:00:00+07:00",
        "AffectedFields": ["v.0.dn", "v.0.sd"],
        "Logic": {">=": [{"var": "payload.v.0.dn"}, {"var": "payload.v.0.sd"}]},
    })
}

/// The rule with some fields changed; a field of null is taken out.
fn with(changes: &Value) -> Value {
    let mut rule = rule();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            rule.as_object_mut().unwrap().remove(name);
        } else {
            rule[name] = value.clone();
        }
    }
    rule
}

fn set(rules: &[Value]) -> RuleSet {
    RuleSet::read(&serde_json::to_vec(rules).unwrap()).unwrap()
}

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn payload(dose: u32) -> Value {
    json!({"ver": "1.3.0", "nam": {"fnt": "NGUYEN"}, "v": [{"dn": dose, "sd": 2, "mp": "EU/1/20/1528"}]})
}

fn presented(payload: &Value) -> Presented<'_> {
    Presented {
        payload,
        kind: CertificateType::Vaccination,
        issuer: "DE",
        kid: "8w2kZxb3iH0=",
        issued: time("2022-01-02T03:04:05Z"),
        expires: time("2023-01-02T03:04:05Z"),
    }
}

fn entry(at: &str) -> Entry<'static> {
    Entry {
        at: time(at),
        country: "VN",
        region: None,
    }
}

fn verdict(rules: &RuleSet, payload: &Value) -> Verdict {
    let report = rules.check(
        &presented(payload),
        &entry("2022-06-01T00:00:00Z"),
        &ValueSets::default(),
    );
    report.verdict()
}

#[test]
fn a_rule_passes_or_fails_and_shows_its_fields() {
    let rules = set(&[rule()]);
    let (one, two) = (payload(1), payload(2));
    assert_eq!(verdict(&rules, &two), Verdict::Accepted);
    let sets = ValueSets::default();
    let report = rules.check(&presented(&one), &entry("2022-06-01T00:00:00Z"), &sets);
    assert_eq!(report.verdict(), Verdict::Rejected);
    let result = &report.results()[0];
    assert_eq!(*result.outcome(), RuleOutcome::Failed);
    assert!(result.rule().description("vi").starts_with("Phải"));
    assert!(result.rule().description("fr").starts_with("All"));
    assert!(result.rule().description("vi-vn").starts_with("Phải"));
    let fields: Vec<_> = result
        .affected()
        .map(|one| (one.field, one.value.cloned()))
        .collect();
    assert_eq!(
        fields,
        [("v.0.dn", Some(json!(1))), ("v.0.sd", Some(json!(2)))]
    );
}

#[test]
fn debug_of_a_result_keeps_the_values_back() {
    let name =
        with(&json!({"AffectedFields": ["nam.fnt"], "Logic": {"!": [{"var": "payload.nam.fnt"}]}}));
    let (rules, payload) = (set(&[name]), payload(1));
    let sets = ValueSets::default();
    let report = rules.check(&presented(&payload), &entry("2022-06-01T00:00:00Z"), &sets);
    let affected: Vec<_> = report.results()[0].affected().collect();
    assert_eq!(affected[0].value, Some(&json!("NGUYEN")));
    assert!(!format!("{report:?} {affected:?} {:?}", presented(&payload)).contains("NGUYEN"));
}

#[test]
fn a_rule_that_cannot_be_evaluated_is_open_never_passed() {
    let rules = set(&[rule()]);
    let empty = json!({"ver": "1.3.0", "v": [{}]});
    assert_eq!(verdict(&rules, &empty), Verdict::Open);
    let sets = ValueSets::default();
    let report = rules.check(&presented(&empty), &entry("2022-06-01T00:00:00Z"), &sets);
    let outcome = report.results()[0].outcome();
    assert!(
        matches!(outcome, RuleOutcome::Open(Open::NotEvaluated(_))),
        "{outcome:?}"
    );
    assert_eq!(outcome.code(), "rule-open-evaluation");
}

#[test]
fn one_failed_rule_outweighs_open_ones() {
    let open = with(&json!({"Identifier": "VR-VN-0002", "Engine": "OTHER", "Logic": {"any": 1}}));
    let rules = set(&[open, rule()]);
    assert_eq!(verdict(&rules, &payload(1)), Verdict::Rejected);
    assert_eq!(verdict(&rules, &payload(2)), Verdict::Open);
}

#[test]
fn engines_and_schemas_that_are_not_ours_are_open() {
    for (changes, code) in [
        (
            json!({"Engine": "OTHER", "Logic": {"any": 1}}),
            "rule-open-engine",
        ),
        (json!({"EngineVersion": "1.4.0"}), "rule-open-engine"),
        (json!({"SchemaVersion": "1.3.1"}), "rule-open-schema"),
        (json!({"SchemaVersion": "2.0.0"}), "rule-open-schema"),
        (json!({"SchemaVersion": "0.9.0"}), "rule-open-schema"),
        (json!({"SchemaVersion": "1.3.0"}), "rule-passed"),
    ] {
        let (rules, payload) = (set(&[with(&changes)]), payload(2));
        let sets = ValueSets::default();
        let report = rules.check(&presented(&payload), &entry("2022-06-01T00:00:00Z"), &sets);
        assert_eq!(report.results()[0].outcome().code(), code, "{changes}");
    }
}

#[test]
fn a_country_without_rules_is_no_acceptance() {
    assert_eq!(verdict(&RuleSet::default(), &payload(2)), Verdict::NoRules);
    let invalidation =
        with(&json!({"Identifier": "IR-DE-0001", "Type": "Invalidation", "Country": "DE"}));
    let rules = set(&[invalidation]);
    assert_eq!(verdict(&rules, &payload(2)), Verdict::NoRules);
    assert_eq!(verdict(&rules, &payload(1)), Verdict::Rejected);
}

#[test]
fn the_rules_that_count_are_those_of_both_countries() {
    let rules = set(&[
        rule(),
        with(&json!({"Identifier": "GR-VN-0001", "CertificateType": "General"})),
        with(&json!({"Identifier": "TR-VN-0001", "CertificateType": "Test"})),
        with(&json!({"Identifier": "VR-DE-0001", "Country": "DE"})),
        with(&json!({"Identifier": "IR-DE-0001", "Country": "DE", "Type": "Invalidation"})),
        with(&json!({"Identifier": "IR-VN-0001", "Type": "Invalidation"})),
        with(&json!({"Identifier": "VR-VN-0002", "Region": "HN"})),
        with(&json!({"Identifier": "VR-VN-0003", "Region": ""})),
    ]);
    let payload = payload(2);
    let names = |entry: &Entry<'_>| -> Vec<String> {
        let selected = rules.selected(&presented(&payload), entry);
        selected
            .iter()
            .map(|rule| rule.identifier.clone())
            .collect()
    };
    let at = entry("2022-06-01T00:00:00Z");
    assert_eq!(
        names(&at),
        ["GR-VN-0001", "VR-VN-0001", "VR-VN-0003", "IR-DE-0001"]
    );
    let hanoi = Entry {
        region: Some("HN"),
        ..at
    };
    assert_eq!(names(&hanoi).len(), 5);
    let germany = Entry {
        country: "DE",
        ..at
    };
    assert_eq!(names(&germany), ["VR-DE-0001", "IR-DE-0001"]);
}

#[test]
fn the_highest_version_in_force_at_the_time_counts() {
    let rules = set(&[
        with(&json!({"Version": "1.2.0", "ValidFrom": "2022-03-01T00:00:00Z"})),
        rule(),
        with(
            &json!({"Version": "1.10.0", "ValidFrom": "2022-06-01T00:00:00Z", "ValidTo": "2022-06-30T00:00:00Z"}),
        ),
    ]);
    let payload = payload(2);
    for (at, version) in [
        ("2021-12-31T23:59:59Z", None),
        ("2022-01-01T00:00:00Z", Some("1.0.0")),
        ("2022-03-01T00:00:00Z", Some("1.2.0")),
        ("2022-06-30T00:00:00Z", Some("1.10.0")),
        ("2022-06-30T00:00:01Z", Some("1.2.0")),
        ("2022-12-31T17:00:00Z", Some("1.2.0")),
        ("2022-12-31T17:00:01Z", None),
    ] {
        let selected = rules.selected(&presented(&payload), &entry(at));
        let found = selected.first().map(|rule| rule.version.to_string());
        assert_eq!(found.as_deref(), version, "{at}");
    }
}

#[test]
fn rules_see_the_time_the_codes_and_the_issuer() {
    let logic = json!({"and": [
        {"===": [{"var": "external.validationClock"}, "2022-06-01T00:00:00.000Z"]},
        {"===": [{"var": "external.iat"}, "2022-01-02T03:04:05.000Z"]},
        {"===": [{"var": "external.exp"}, "2023-01-02T03:04:05.000Z"]},
        {"===": [{"var": "external.countryCode"}, "VN"]},
        {"===": [{"var": "external.issuerCountryCode"}, "DE"]},
        {"===": [{"var": "external.kid"}, "8w2kZxb3iH0="]},
        {"===": [{"var": "external.region"}, ""]},
        {"in": [{"var": "payload.v.0.mp"}, {"var": "external.valueSets.vaccines-covid-19-names"}]},
        {"in": ["VN", {"var": "external.valueSets.country-2-codes"}]},
        true,
    ]});
    let rules = set(&[with(&json!({"Logic": logic}))]);
    let mut sets = ValueSets::default();
    sets.insert("country-2-codes", ["DE", "VN"]);
    let published = json!({"valueSetId": "vaccines-covid-19-names", "valueSetValues": {"EU/1/20/1528": {"active": false}}});
    assert!(sets.insert_published(&published));
    assert!(!sets.insert_published(&json!({"valueSetId": "x"})));
    let payload = payload(2);
    let report = rules.check(&presented(&payload), &entry("2022-06-01T00:00:00Z"), &sets);
    assert_eq!(report.verdict(), Verdict::Accepted, "{report:?}");
}

#[test]
fn a_rule_of_a_wrong_form_is_refused_with_its_code() {
    for (changes, code) in [
        (json!({"Identifier": null}), "rule-field-missing"),
        (json!({"Identifier": "VR-VN-1"}), "rule-field-malformed"),
        (json!({"Identifier": "XR-VN-0001"}), "rule-field-malformed"),
        (json!({"Type": "Other"}), "rule-field-malformed"),
        (json!({"Country": "VNM"}), "rule-field-malformed"),
        (json!({"Region": "hanoi"}), "rule-field-malformed"),
        (json!({"Version": "1.0"}), "rule-field-malformed"),
        (json!({"Version": "1.0.+1"}), "rule-field-malformed"),
        (json!({"EngineVersion": 1}), "rule-field-malformed"),
        (
            json!({"CertificateType": "Vaccine"}),
            "rule-field-malformed",
        ),
        (json!({"Description": []}), "rule-not-in-english"),
        (
            json!({"Description": [{"lang": "en", "desc": "too short"}]}),
            "rule-field-malformed",
        ),
        (
            json!({"Description": [{"lang": "vi", "desc": "Phải tiêm đủ số mũi của phác đồ."}]}),
            "rule-not-in-english",
        ),
        (json!({"ValidFrom": "2022-01-01"}), "rule-field-malformed"),
        (
            json!({"ValidFrom": "2022-01-01T00:00:00.000Z"}),
            "rule-field-malformed",
        ),
        (
            json!({"ValidFrom": "2022-02-30T00:00:00Z"}),
            "rule-field-malformed",
        ),
        (
            json!({"ValidTo": "2022-01-01T00:00:00Z"}),
            "rule-never-valid",
        ),
        (json!({"AffectedFields": []}), "rule-field-malformed"),
        (json!({"AffectedFields": [1]}), "rule-field-malformed"),
        (json!({"Logic": {}}), "rule-field-malformed"),
        (json!({"Logic": true}), "rule-field-malformed"),
        (json!({"Logic": {"all": [1]}}), "rule-logic-invalid"),
    ] {
        let fault =
            RuleSet::read(json!([rule(), with(&changes)]).to_string().as_bytes()).unwrap_err();
        assert_eq!(fault.code(), code, "{changes}");
        assert!(matches!(fault, RuleSetFault::Rule { number: 2, .. }));
    }
}

#[test]
fn what_is_no_set_of_rules_is_refused() {
    assert_eq!(RuleSet::read(b"[").unwrap_err().code(), "rules-not-json");
    assert_eq!(RuleSet::read(b"1").unwrap_err().code(), "rules-not-a-list");
    assert_eq!(
        RuleSet::read(b"[1]").unwrap_err().code(),
        "rule-not-an-object"
    );
    let long = vec![b' '; 16 * 1024 * 1024 + 1];
    assert_eq!(RuleSet::read(&long).unwrap_err().code(), "rules-too-long");
    let deep = "[".repeat(100_000);
    assert_eq!(
        RuleSet::read(deep.as_bytes()).unwrap_err().code(),
        "rules-not-json"
    );
    let one = RuleSet::read(rule().to_string().as_bytes()).unwrap();
    assert_eq!(one.rules().len(), 1);
}

#[test]
fn the_gateway_refuses_what_it_must() {
    let now = time("2021-12-25T00:00:00Z");
    let faults =
        |changes: &Value| upload_faults(&with(changes), "0.9.0".parse().ok(), now).unwrap();
    assert_eq!(faults(&json!({})), []);
    for (changes, fault) in [
        (json!({"Extra": 1}), RuleFault::UnknownField),
        (
            json!({"Identifier": "GR-VN-0001"}),
            RuleFault::IdentifierOfOtherType,
        ),
        (
            json!({"Identifier": "VR-DE-0001"}),
            RuleFault::IdentifierOfOtherCountry,
        ),
        (json!({"EngineVersion": "0.7.4"}), RuleFault::OtherEngine),
        (json!({"EngineVersion": "2.0.0"}), RuleFault::OtherEngine),
        (
            json!({"ValidFrom": "2021-12-26T23:59:59Z"}),
            RuleFault::BeginsTooSoon,
        ),
        (
            json!({"ValidFrom": "2022-01-08T00:00:01Z"}),
            RuleFault::BeginsTooLate,
        ),
        (
            json!({"ValidTo": "2022-01-03T23:59:59Z"}),
            RuleFault::TooShort,
        ),
        (json!({"Version": "0.9.0"}), RuleFault::VersionNotHigher),
        (
            json!({"AffectedFields": ["v.0.dn"]}),
            RuleFault::OtherFieldsAffected,
        ),
    ] {
        assert_eq!(faults(&changes), [fault], "{changes}");
    }
    let invalidation = json!({"Identifier": "IR-VN-0001", "Type": "Invalidation", "ValidFrom": "2021-12-25T00:00:00Z"});
    assert_eq!(faults(&invalidation), []);
    let past = json!({"Identifier": "IR-VN-0001", "Type": "Invalidation", "ValidFrom": "2021-12-24T23:59:59Z"});
    assert_eq!(faults(&past), [RuleFault::BeginsTooSoon]);
}
