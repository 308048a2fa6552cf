//! Cases of the WHO's forms.

use khien_certificate::cbor::Value;
use serde_json::{Value as Json, json};

use crate::cases::whole;
use crate::contents::around;
use crate::keys::{Key, Keys};
use crate::line::{ENDS, ISSUED, Line, numbered};

type Case = (&'static str, (i128, Json), Option<&'static str>);

fn status(change: fn(&mut Json)) -> (i128, Json) {
    let mut status = json!({"name": "Nguyễn Văn Mẫu", "birthDate": "1990-01-02", "dose": 2,
        "vaccine": {"code": "XM68M6"}, "date": "2026-03-18", "valid_from": "2026-04-01",
        "valid_until": "2027-04-01"});
    change(&mut status);
    (3, status)
}

/// The edition of 2025.
fn icvp(change: fn(&mut Json)) -> (i128, Json) {
    let mut icvp = json!({"n": "Nguyễn Văn Mẫu", "dob": "1990-01-02", "ntl": "VNM",
        "v": [{"vp": "YellowFever", "dt": "2026-03-18", "bo": "1234", "is": "Bộ Y tế",
            "vls": "2026-03-28", "vle": "2027-03-28"}]});
    change(&mut icvp);
    (-6, icvp)
}

/// The edition of 2026.
fn newer(change: fn(&mut Json)) -> (i128, Json) {
    let mut icvp = json!({"n": "Nguyễn Văn Mẫu", "dob": "1990-01-02", "s": "male", "nt": "VNM",
        "v": "1", "d": "2026-03-19", "vx": {"vp": "YellowFever", "dv": "2026-03-18",
            "bo": "1234", "cn": "Trần Thị Thử"}});
    change(&mut icvp);
    (-6, icvp)
}

/// The core data set (DDCC:VS).
fn statuses() -> Vec<Case> {
    vec![
        ("the data set", status(|_| ()), None),
        ("a text", (3, json!("x")), Some("ddcc-other-form")),
        (
            "no dose",
            status(|it| it["dose"] = json!(null)),
            Some("ddcc-field-missing"),
        ),
        (
            "no such day",
            status(|it| it["date"] = "2026-02-30".into()),
            Some("ddcc-field-malformed"),
        ),
        (
            "a dose of 300",
            status(|it| it["dose"] = 300.into()),
            Some("ddcc-field-malformed"),
        ),
        (
            "on its last day",
            status(|it| it["valid_until"] = "2026-12-01".into()),
            None,
        ),
        (
            "a day too late",
            status(|it| it["valid_until"] = "2026-11-30".into()),
            Some("expired"),
        ),
        (
            "a day too early",
            status(|it| it["valid_from"] = "2026-12-02".into()),
            Some("not-yet-valid"),
        ),
    ]
}

/// The certificate of vaccination (ICVP).
fn icvps() -> Vec<Case> {
    vec![
        ("an ICVP of 2025", icvp(|_| ()), None),
        ("nothing", (-6, json!({})), Some("ddcc-field-missing")),
        (
            "no longer counts",
            icvp(|it| it["v"][0]["vle"] = "2026-11-30".into()),
            Some("expired"),
        ),
        (
            "counts later",
            icvp(|it| it["v"][0]["vls"] = "2026-12-02T00:00:00Z".into()),
            Some("not-yet-valid"),
        ),
        (
            "a number as vaccination",
            icvp(|it| it["v"] = json!([7])),
            Some("ddcc-field-malformed"),
        ),
        ("an ICVP of 2026", newer(|_| ()), None),
        (
            "nobody is named",
            newer(|it| it["vx"]["cn"] = json!(null)),
            Some("ddcc-nobody-named"),
        ),
        (
            "no day",
            newer(|it| it["vx"]["dv"] = json!(null)),
            Some("ddcc-field-missing"),
        ),
        (
            "a number as sex",
            newer(|it| it["s"] = 1.into()),
            Some("ddcc-field-malformed"),
        ),
    ]
}

pub(crate) fn of_the_who(keys: &Keys) -> Vec<Line> {
    let by = |key: &Key, (number, content): &(i128, Json)| {
        let claim = numbered(&[(*number, Value::from_json(content))]);
        around(key, &[(4, whole(ENDS)), (6, whole(ISSUED)), (-260, claim)])
    };
    let (key, tests_only) = (&keys.ec, &keys.tests_only);
    let cases = statuses().into_iter().chain(icvps());
    let lines = cases.map(|(case, content, reason)| {
        Line::new(&format!("of the WHO: {case}"), by(key, &content), reason).trust(key)
    });
    let text = by(tests_only, &status(|_| ()));
    let usage = Line::new("of the WHO: a key for tests", text, "key-usage").trust(tests_only);
    lines.chain([usage]).collect()
}
