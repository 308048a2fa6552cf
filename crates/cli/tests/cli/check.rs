//! `khien check`.

use crate::scene::Scene;

const CHECK: [&str; 7] = [
    "check",
    "--population",
    "register.kidx",
    "--name",
    "Trần Thị Nga",
    "--dob",
    "6/3/1995",
];

#[test]
fn the_answer_is_explained_in_codes_and_bits_that_add_up() {
    let scene = Scene::with_register();
    let ran = scene.khien_with(&[&CHECK[..], &["--sex", "nữ", "--json"]].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    let json = ran.json();
    assert_eq!(json["class"], "no_number");
    assert_eq!(json["id_state"], "missing");
    assert_eq!(json["name_state"], "ok");
    assert!(json.get("register").is_none());
    let bits: f64 = json["bars"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| b["weight_bits"].as_f64().unwrap())
        .sum();
    let odds = bits.exp2();
    let probability = json["probability"].as_f64().unwrap();
    assert!(
        (odds / (1.0 + odds) - probability).abs() < 1e-9,
        "{bits} {probability}"
    );
}

#[test]
fn register_values_are_shown_only_on_request() {
    let scene = Scene::with_register();
    let hidden = scene.khien_with(&CHECK);
    assert_eq!(hidden.status, 0, "{hidden:?}");
    assert!(!hidden.out.contains("034195670937") && !hidden.out.contains("1995-03-06"));
    let shown = scene.khien_with(&[&CHECK[..], &["--reveal"]].concat());
    assert!(shown.out.contains("034195670937") && shown.out.contains("1995-03-06"));
    let json = scene
        .khien_with(&[&CHECK[..], &["--reveal", "--json"]].concat())
        .json();
    assert_eq!(json["register"]["key"], "034195670937");
}

#[test]
fn nobody_is_an_answer_and_no_failure() {
    let scene = Scene::with_register();
    let arguments = [
        "check",
        "--population",
        "register.kidx",
        "--name",
        "Lý Quốc Bảo",
        "--dob",
        "31/01/1999",
        "--id",
        "034099000001",
        "--sex",
        "nam",
    ];
    let ran = scene.khien_with(&arguments);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.out.contains("not_found"), "{ran:?}");
}
