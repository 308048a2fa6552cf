//! `CertLogic`, from outside: the public suites, and what they do not cover.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use khien_certificate::certlogic::{DEEPEST, Expression, Instant, Operand, Reason, validate};
use khien_certificate::conformance::{Outcome, certlogic};
use proptest::prelude::*;
use serde_json::{Value, json};

fn failed(outcomes: &[Outcome]) -> Vec<&Outcome> {
    outcomes.iter().filter(|outcome| !outcome.ok).collect()
}

fn value(expression: &Value, data: &Value) -> Value {
    Expression::parse(expression)
        .unwrap()
        .evaluate(data)
        .unwrap()
}

fn reason(expression: &Value, data: &Value) -> (Reason, String) {
    let expression = Expression::parse(expression).unwrap();
    let fault = expression.evaluate(data).unwrap_err();
    (fault.reason(), fault.place())
}

#[test]
fn the_test_suite_holds() {
    let outcomes = certlogic::test_suite(&support::folder(&support::fixture("certlogic")));
    assert!(outcomes.len() > 100, "{}", outcomes.len());
    assert_eq!(failed(&outcomes), [] as [&Outcome; 0]);
}

#[test]
fn the_validation_test_suite_holds() {
    let outcomes = certlogic::validation(&support::folder(&support::fixture("certlogic")));
    assert!(outcomes.len() > 10, "{}", outcomes.len());
    assert_eq!(failed(&outcomes), [] as [&Outcome; 0]);
}

#[test]
fn the_rules_of_four_countries_hold() {
    let outcomes = certlogic::rules(&support::folder(&support::fixture("certlogic")));
    assert!(outcomes.len() > 100, "{}", outcomes.len());
    assert_eq!(failed(&outcomes), [] as [&Outcome; 0]);
}

#[test]
fn a_suite_that_is_not_met_says_so() {
    let suite = json!({"name": "wrong on purpose", "cases": [{"name": "one", "assertions": [
        {"certLogicExpression": {"+": [1, 1]}, "data": null, "expected": 3},
        {"certLogicExpression": {"+": [1, "1"]}, "data": null, "expected": 2},
    ]}]});
    let mut files = std::collections::BTreeMap::new();
    files.insert(
        "testSuite/wrong.json".to_owned(),
        suite.to_string().into_bytes(),
    );
    files.insert("testSuite/broken.json".to_owned(), b"{".to_vec());
    let outcomes = certlogic::test_suite(&files);
    assert_eq!(outcomes.len(), 3);
    assert_eq!(failed(&outcomes).len(), 3);
}

#[test]
fn truth_is_narrow() {
    let not = json!({"!": [{"var": ""}]});
    for (data, expected) in [
        (json!(null), true),
        (json!(0), true),
        (json!(0.0), true),
        (json!([]), true),
        (json!({}), true),
        (json!(""), true),
        (json!("false"), false),
        (json!(-1), false),
        (json!([null]), false),
        (json!({"a": null}), false),
    ] {
        assert_eq!(value(&not, &data), json!(expected), "{data}");
    }
    assert_eq!(reason(&not, &json!(0.5)).0, Reason::NeitherTrueNorFalse);
    let time = json!({"if": [{"plusTime": ["2021-01-01", 0, "day"]}, 1, 2]});
    let fault = (Reason::NeitherTrueNorFalse, "if[0]".to_owned());
    assert_eq!(reason(&time, &json!(null)), fault);
}

#[test]
fn equality_converts_nothing() {
    for (left, right, expected) in [
        (json!(1), json!("1"), false),
        (json!(0), json!(false), false),
        (json!(null), json!(""), false),
        (json!(1), json!(1.0), true),
        (json!(["a", ["b"]]), json!(["a", ["b"]]), true),
        (json!(["a"]), json!(["a", "b"]), false),
        (json!({"a": 1}), json!({"a": 1}), true),
    ] {
        let equal = json!({"===": [{"var": "0"}, {"var": "1"}]});
        assert_eq!(
            value(&equal, &json!([left, right])),
            json!(expected),
            "{left} {right}"
        );
    }
}

#[test]
fn dates_move_as_in_javascript() {
    for (date, amount, unit, expected) in [
        ("2020-02-29", 1, "year", "2021-03-01T00:00:00.000Z"),
        ("2020-02-29", -1, "year", "2019-03-01T00:00:00.000Z"),
        ("2020-02-29", 4, "year", "2024-02-29T00:00:00.000Z"),
        ("2021-01-31", 1, "month", "2021-03-03T00:00:00.000Z"),
        ("2021-03-31", -1, "month", "2021-03-03T00:00:00.000Z"),
        ("2021-12-31", 1, "day", "2022-01-01T00:00:00.000Z"),
        (
            "2021-06-23T23:00:00Z",
            2,
            "hour",
            "2021-06-24T01:00:00.000Z",
        ),
        ("2004", 0, "day", "2004-12-31T00:00:00.000Z"),
        ("2004-02", 0, "day", "2004-02-29T00:00:00.000Z"),
        ("1900-02", 0, "day", "1900-02-28T00:00:00.000Z"),
        ("0001-01-01", -1, "day", "0000-12-31T00:00:00.000Z"),
        ("0001-01-01", -2, "year", "-000001-01-01T00:00:00.000Z"),
        (
            "2022-06-01T00:00:00.1239999Z",
            0,
            "day",
            "2022-06-01T00:00:00.123Z",
        ),
        ("2022-06-01T24:00:00Z", 0, "day", "2022-06-02T00:00:00.000Z"),
    ] {
        let plus = json!({"plusTime": [{"var": ""}, amount, unit]});
        assert_eq!(
            value(&plus, &json!(date)),
            json!(expected),
            "{date} {amount} {unit}"
        );
        let fixed = json!({"plusTime": [date, amount, unit]});
        assert_eq!(
            value(&fixed, &json!(null)),
            json!(expected),
            "{date} {amount} {unit}"
        );
    }
}

#[test]
fn offsets_are_read_in_their_six_forms() {
    for offset in ["+1", "+01", "+100", "+0100", "+1:00", "+01:00"] {
        let time = Instant::parse(&format!("2021-08-01T00:30:00{offset}")).unwrap();
        assert_eq!(time.to_string(), "2021-07-31T23:30:00.000Z", "{offset}");
    }
    let west = Instant::parse("2021-08-01T00:30:00.5-3:30").unwrap();
    assert_eq!(west.to_string(), "2021-08-01T04:00:00.500Z");
}

#[test]
fn what_is_no_date_is_refused() {
    for text in [
        "",
        "21",
        "2021-13",
        "2021-00-01",
        "2021-02-29",
        "2021-04-31",
        "2021-1-1",
        "2021-06-01 00:00:00",
        "2021-06-01T",
        "2021-06-01T00:00",
        "2021-06-01T25:00:00Z",
        "2021-06-01T24:00:01Z",
        "2021-06-01T00:60:00Z",
        "2021-06-01T00:00:60Z",
        "2021-06-01T00:00:00.Z",
        "2021-06-01T00:00:00z",
        "2021-06-01T00:00:00+",
        "2021-06-01T00:00:00+1:0",
        "2021-06-01T00:00:00+24:00",
        "2021-06-01T00:00:00+00:00:00",
        "２０２１",
        "2021-06-01T00:00:00Zé",
        "+021-06-01",
    ] {
        assert_eq!(Instant::parse(text), Err(Reason::NotADate), "{text}");
    }
    let born = Instant::parse_birth_date("2004-01-01T00:00:00Z");
    assert_eq!(born, Err(Reason::NotADate));
}

#[test]
fn a_fault_says_where_and_never_what() {
    let rule = json!({"if": [true, {"not-before": [
        {"plusTime": [{"var": "v.0.dt"}, 0, "day"]}, {"plusTime": ["2021-01-01", 0, "day"]},
    ]}, true]});
    let expression = Expression::parse(&rule).unwrap();
    let fault = expression
        .evaluate(&json!({"v": [{"dt": "secret"}]}))
        .unwrap_err();
    assert_eq!(fault.place(), "if[1].not-before[0].plusTime[0]");
    assert_eq!(fault.code(), "not-a-date");
    assert!(!fault.to_string().contains("secret"));
    assert!(!format!("{fault:?}").contains("secret"));
}

#[test]
fn each_fault_has_its_reason() {
    for (expression, expected, place) in [
        (json!({"in": [1, {"var": "x"}]}), Reason::NotInList, "in[1]"),
        (json!({"in": [1, "x1"]}), Reason::NotInList, "in[1]"),
        (
            json!({"reduce": ["x", 1, 2]}),
            Reason::NotAList,
            "reduce[0]",
        ),
        (json!({"+": [1, "1"]}), Reason::NotAnInteger, "+[1]"),
        (
            json!({"<": [1, 2, null_value()]}),
            Reason::NotAnInteger,
            "<[2]",
        ),
        (json!({"after": [1, 2]}), Reason::NotATime, "after[0]"),
        (
            json!({"after": ["2021-01-01", "2020-01-01"]}),
            Reason::NotATime,
            "after[0]",
        ),
        (
            json!({"plusTime": [1, 1, "day"]}),
            Reason::NotText,
            "plusTime[0]",
        ),
        (
            json!({"plusTime": [{"plusTime": ["2021", 0, "day"]}, 1, "day"]}),
            Reason::NotText,
            "plusTime[0]",
        ),
        (
            json!({"dccDateOfBirth": [null_value()]}),
            Reason::NotText,
            "dccDateOfBirth[0]",
        ),
        (
            json!({"extractFromUVCI": [1, 0]}),
            Reason::NotText,
            "extractFromUVCI[0]",
        ),
        (
            json!({"plusTime": ["2021-02-30", 0, "day"]}),
            Reason::NotADate,
            "plusTime[0]",
        ),
        (
            json!({"plusTime": ["2021-02-01", i64::MAX, "year"]}),
            Reason::OutOfRange,
            "plusTime[1]",
        ),
        (
            json!({"plusTime": ["2021-02-01", i64::MAX, "hour"]}),
            Reason::OutOfRange,
            "plusTime[1]",
        ),
        (
            json!({"plusTime": ["2021-02-01", 300_000, "year"]}),
            Reason::OutOfRange,
            "plusTime[1]",
        ),
        (json!({"+": [i64::MAX, 1]}), Reason::OutOfRange, ""),
        (
            json!({"!": [{"plusTime": ["2021-01-01", 0, "day"]}]}),
            Reason::NeitherTrueNorFalse,
            "![0]",
        ),
    ] {
        let found = reason(&expression, &json!({}));
        assert_eq!(found, (expected, place.to_owned()), "{expression}");
    }
}

/// The only way for an expression to say null.
fn null_value() -> Value {
    json!({"var": "missing"})
}

#[test]
fn codes_of_reasons_differ() {
    let reasons = [
        Reason::NeitherTrueNorFalse,
        Reason::NotInList,
        Reason::NotAList,
        Reason::NotAnInteger,
        Reason::NotATime,
        Reason::NotText,
        Reason::NotADate,
        Reason::OutOfRange,
        Reason::TooDeep,
        Reason::TooManySteps,
    ];
    let codes: std::collections::BTreeSet<_> = reasons.iter().map(|reason| reason.code()).collect();
    assert_eq!(codes.len(), reasons.len());
}

#[test]
fn nested_reductions_end() {
    let list: Vec<u32> = (0..2000).collect();
    let inner = json!({"reduce": [{"var": "current.list"}, {"+": [{"var": "accumulator"}, 1]}, 0]});
    let outer = json!({"reduce": [{"var": "rows"}, {"+": [{"var": "accumulator"}, inner]}, 0]});
    let rows: Vec<Value> = (0..2000).map(|_| json!({"list": list})).collect();
    assert_eq!(
        reason(&outer, &json!({"rows": rows})).0,
        Reason::TooManySteps
    );
}

#[test]
fn lists_that_double_stay_small() {
    let double = json!([{"var": "accumulator"}, {"var": "accumulator"}]);
    let rule = json!({"reduce": [{"var": "rows"}, double, ["x"]]});
    let rows = vec![1; 60];
    assert_eq!(
        reason(&rule, &json!({"rows": rows})).0,
        Reason::TooManySteps
    );
}

/// Each step puts the list of the step before into another: two hundred thousand of them, forgotten one within
/// the other, are more than a stack holds.
#[test]
fn values_that_nest_without_end_are_refused() {
    let many = vec![0; 200_000];
    for function in [json!([{"var": "accumulator"}]), json!({"var": ""})] {
        let (reason, place) = reason(&json!({"reduce": [many, function, []]}), &json!(null));
        assert_eq!(reason, Reason::TooDeep);
        assert_eq!(place, "reduce[1]");
    }
    let nested = json!({"reduce": [vec![0; 50], [{"var": "accumulator"}], []]});
    let same = json!({"===": [nested, nested]});
    assert_eq!(value(&same, &json!(null)), json!(true));
}

/// Work that looks like one step and is not.
#[test]
fn long_texts_and_lists_cost_more_than_a_step() {
    let text = "a".repeat(100_000);
    let list: Vec<String> = (0..100_000).map(|number| number.to_string()).collect();
    let data = json!({"text": text, "list": list});
    for function in [
        json!({"===": [text, text]}),
        json!({"in": ["none", list]}),
        json!({"extractFromUVCI": [text, 7]}),
    ] {
        let expression = json!({"reduce": [vec![0; 5000], function, true]});
        let (reason, _) = reason(&expression, &data);
        assert_eq!(reason, Reason::TooManySteps);
    }
}

#[test]
fn the_depth_of_an_expression_is_limited() {
    let nested = |depth: usize| (0..depth).fold(json!(true), |inner, _| json!({"!": [inner]}));
    assert_eq!(validate(&nested(DEEPEST)), []);
    assert_eq!(validate(&nested(DEEPEST + 1)).len(), 1);
    let reduction = (1..DEEPEST).fold(json!(true), |inner, _| json!({"reduce": [[1], inner, 0]}));
    assert_eq!(value(&reduction, &json!(null)), json!(true));
}

#[test]
fn operands_are_counted() {
    for (expression, issues) in [
        (json!({"if": [1, 2]}), 1),
        (json!({"and": [1]}), 1),
        (json!({"!": []}), 1),
        (json!({"===": [1, 2, 3]}), 1),
        (json!({"<": [1]}), 1),
        (json!({"<": [1, 2, 3, 4]}), 1),
        (json!({"plusTime": ["2021", 1.5, "week"]}), 2),
        (json!({"plusTime": [{"var": 1}, {"var": "a"}, "day"]}), 2),
        (json!({"extractFromUVCI": ["x", "0"]}), 1),
        (json!({"reduce": [[], {"nothing": [1]}, 0.5]}), 2),
        (json!({"dccDateOfBirth": ["2021", "2022"]}), 1),
        (json!([null, 1.5, {"var": "a..b"}, {"var": "a"}]), 3),
        (json!({"var": ""}), 0),
        (json!({"plusTime": ["2021", 1.0, "day"]}), 0),
    ] {
        assert_eq!(validate(&expression).len(), issues, "{expression}");
        assert_eq!(
            Expression::parse(&expression).is_ok(),
            issues == 0,
            "{expression}"
        );
    }
}

#[test]
fn the_fields_that_a_rule_reads_are_known() {
    let rule = json!({"if": [{"var": "payload.v.0"}, {"in": [
        {"var": "payload.v.0.mp"}, {"var": "external.valueSets.x"},
    ]}, {"reduce": [{"var": "payload.v"}, {"+": [{"var": "accumulator"}, {"var": "current.dn"}]}, 0]}]});
    let rule = Expression::parse(&rule).unwrap();
    let paths: Vec<String> = rule.reads().iter().map(ToString::to_string).collect();
    assert_eq!(
        paths,
        [
            "payload.v.0",
            "payload.v.0.mp",
            "external.valueSets.x",
            "payload.v"
        ]
    );
}

#[test]
fn a_context_of_pieces_reads_as_one_value() {
    let payload = json!({"dn": [2]});
    let external = [("clock", Operand::Text("2021-01-01"))];
    let pieces = [
        ("payload", Operand::Json(&payload)),
        ("external", Operand::Object(&external)),
    ];
    let rule = json!({"and": [
        {"===": [{"var": "payload.dn.0"}, 2]}, {"===": [{"var": "external.clock"}, "2021-01-01"]},
        {"===": [{"var": ""}, {"var": ""}]}, {"!": [{"var": "external.clock.0"}]}, {"!": [{"var": "other.x"}]},
    ]});
    let rule = Expression::parse(&rule).unwrap();
    assert!(rule.holds(&Operand::Object(&pieces)).unwrap());
}

/// JSON that is often an expression, or nearly one.
fn json_like() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|value| json!(value)),
        any::<i64>().prop_map(|value| json!(value)),
        any::<f64>().prop_map(|value| json!(value)),
        "\\PC{0,12}".prop_map(|value| json!(value)),
        "[0-9]{4}-[0-9]{2}(-[0-9]{2}(T[0-9:]{8}[Z+-]?[0-9:]{0,5})?)?"
            .prop_map(|value| json!(value)),
        "[a-c0-2.]{0,5}".prop_map(|path| json!({"var": path})),
        Just(json!({"var": "accumulator"})),
        Just(json!("day")),
    ];
    leaf.prop_recursive(5, 48, 4, |inner| {
        let operator = prop::sample::select(vec![
            "if",
            "and",
            "!",
            "===",
            "in",
            "+",
            "<",
            ">=",
            "after",
            "not-before",
            "plusTime",
            "reduce",
            "extractFromUVCI",
            "dccDateOfBirth",
            "var",
            "other",
        ]);
        let operands = prop::collection::vec(inner.clone(), 0..4);
        let units = prop::sample::select(vec!["year", "month", "day", "hour"]);
        prop_oneof![
            operands.clone().prop_map(Value::Array),
            (operator, operands).prop_map(|(name, operands)| json!({name: operands})),
            (inner.clone(), any::<i64>(), units)
                .prop_map(|(from, amount, unit)| json!({"plusTime": [from, amount, unit]})),
            (inner.clone(), inner).prop_map(|(a, b)| json!({"a": a, "b": b})),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(expression in json_like(), data in json_like()) {
        let issues = validate(&expression);
        match Expression::parse(&expression) {
            Ok(parsed) => {
                prop_assert!(issues.is_empty());
                let _ = parsed.evaluate(&data);
                let _ = parsed.reads();
            }
            Err(issue) => prop_assert_eq!(issues.first(), Some(&issue)),
        }
    }

    #[test]
    fn a_time_that_is_written_is_read_as_itself(milliseconds in -62_167_219_200_000_i64..253_402_300_799_999) {
        let time = Instant::from_milliseconds(milliseconds);
        prop_assert_eq!(Instant::parse(&time.to_string()), Ok(time));
    }

    #[test]
    fn days_agree_with_the_calendar(days in -700_000_i64..2_900_000) {
        let time = Instant::from_milliseconds(days * 86_400_000);
        let same = jiff::Timestamp::from_millisecond(days * 86_400_000).unwrap();
        prop_assert_eq!(time.to_string(), format!("{same:.3}"));
    }

    #[test]
    fn any_text_as_a_date_is_a_time_or_a_reason(text in "\\PC{0,40}") {
        let _ = Instant::parse(&text);
        let _ = Instant::parse_birth_date(&text);
    }
}
