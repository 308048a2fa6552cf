use super::*;
use crate::evaluate::truth::{ExpectedId, Naming};
use khien_domain::IdState;

fn truth(key: Option<&str>, class: Class, kinds: &str) -> Truth {
    Truth {
        person: true,
        key: key.map(str::to_owned),
        class: Some(class),
        kinds: kinds.to_owned(),
        fields: Expected {
            id: key.map(|_| ExpectedId::State(IdState::Ok)),
            name: key.map(|_| FieldState::Ok),
            ..Expected::default()
        },
    }
}

fn judged(class: Class, band: Band, key: Option<&str>, probability: f64) -> Judged {
    Judged {
        class,
        band,
        probability,
        key: key.map(str::to_owned),
        id: Some(IdState::Ok),
        name: Some(FieldState::Equivalent),
        date_of_birth: None,
        sex: None,
    }
}

/// Six rows whose figures are worked out by hand in the assertions below.
fn scored() -> Scores {
    let mut truths = TruthTable::new(Naming::Record);
    let mut scores = Scores::default();
    let mut title = truth(None, Class::NotFound, "");
    title.person = false;
    for (name, truth) in [
        ("1", truth(Some("a"), Class::Verified, "")),
        ("2", truth(Some("b"), Class::Mismatch, "name_typo;dob_typo")),
        ("3", truth(Some("c"), Class::Mismatch, "name_typo")),
        ("4", truth(None, Class::NotFound, "")),
        ("5", truth(Some("e"), Class::NoNumber, "id_missing")),
        ("title", title),
    ] {
        truths.insert(name.to_owned(), truth);
    }
    for (name, judged) in [
        (
            "1",
            judged(Class::Verified, Band::Automatic, Some("a"), 1.0),
        ),
        ("2", judged(Class::Mismatch, Band::Review, Some("b"), 0.75)),
        (
            "3",
            judged(Class::Verified, Band::Automatic, Some("x"), 0.95),
        ),
        ("4", judged(Class::NotFound, Band::None, None, 0.1)),
        ("title", judged(Class::NotFound, Band::None, None, 0.0)),
        ("4", judged(Class::NotFound, Band::None, None, 0.0)),
        ("nobody", judged(Class::NotFound, Band::None, None, 0.0)),
    ] {
        scores.count(&mut truths, name, &judged);
    }
    scores.close(&truths);
    scores
}

#[test]
fn rows_without_verdict_and_verdicts_without_row_are_counted() {
    let expected = Coverage {
        judged: 4,
        without_verdict: 1,
        about_no_person: 1,
        unknown: 2,
    };
    assert_eq!(scored().coverage, expected);
}

#[test]
fn links_are_counted_by_band() {
    let scores = scored();
    // In the register: 1, 2, 3, 5. Automatic: 1 right, 3 wrong. Review: 2 right.
    let automatic = Links {
        right: 1,
        wrong: 1,
        missed: 3,
    };
    let both = Links {
        right: 2,
        wrong: 1,
        missed: 2,
    };
    assert_eq!((scores.automatic, scores.both), (automatic, both));
    assert_eq!(scores.review, Share::new(1, 1));
    assert_eq!(scores.verified_as_another, 1);
    assert!(scores.keys);
}

#[test]
fn kinds_of_error_are_counted_each() {
    let scores = scored();
    let names: Vec<&str> = scores.kinds.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "clean",
            "dob_typo",
            "name_typo",
            "not_in_register",
            "several"
        ]
    );
    let typo = &scores.kinds["name_typo"];
    assert_eq!(typo.records, 2);
    assert_eq!(
        typo.both,
        Links {
            right: 1,
            wrong: 1,
            missed: 1
        }
    );
    assert_eq!(typo.class, Share::new(1, 2));
}

#[test]
fn classes_and_states_are_compared() {
    let scores = scored();
    assert_eq!(scores.class, Share::new(3, 4));
    assert_eq!(scores.classes.get("mismatch", "verified"), 1);
    assert_eq!(
        scores.name.right,
        Share::new(3, 3),
        "equivalent counts as right"
    );
    assert_eq!(scores.field_states(), Share::new(6, 6));
    assert_eq!(scores.date_of_birth.right, Share::default());
}

#[test]
fn calibration_looks_at_proposals_only() {
    let counts: Vec<u64> = scored()
        .calibration
        .bins()
        .iter()
        .map(|b| b.records)
        .collect();
    assert_eq!(counts, [0, 0, 0, 0, 0, 0, 0, 1, 0, 2]);
}
