//! The engine alone on the sample district: what a perfect reader sees against the register.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use khien_domain::{Band, Class, FieldState, IdState};
use khien_linkage::Outcome;
use support::Row;

struct Judged {
    truth: Row,
    outcome: Outcome,
    key: Option<String>,
}

static JUDGED: LazyLock<Vec<Judged>> = LazyLock::new(|| {
    let index = support::index();
    let mut checker = index.checker();
    support::people()
        .into_iter()
        .map(|truth| {
            let outcome = checker.check(&support::record(&truth));
            let key = outcome.person.map(|row| index.person(row).key);
            Judged {
                truth,
                outcome,
                key,
            }
        })
        .collect()
});

fn expected(truth: &Row) -> Class {
    if ["read_name", "read_dob", "read_sex"]
        .iter()
        .any(|field| truth[*field].is_empty())
    {
        return Class::Unsendable;
    }
    match truth["verify_expect"].as_str() {
        "match" | "match_old_number" => Class::Verified,
        "mismatch" => Class::Mismatch,
        "no_or_malformed_id" => Class::NoNumber,
        "not_found" => Class::NotFound,
        "foreigner_not_checked" => Class::Exempt,
        other => panic!("unknown expectation {other}"),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand rows")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[test]
fn classes_are_right_for_97_of_100_records() {
    let mut confusion: BTreeMap<(Class, Class), usize> = BTreeMap::new();
    for judged in JUDGED.iter() {
        *confusion
            .entry((expected(&judged.truth), judged.outcome.verdict.class))
            .or_default() += 1;
    }
    for ((expected, found), count) in &confusion {
        println!("{:>10} -> {:>10} {count}", expected.code(), found.code());
    }
    let right: usize = confusion
        .iter()
        .filter(|((a, b), _)| a == b)
        .map(|(_, count)| count)
        .sum();
    println!("class right {:.5}", share(right, JUDGED.len()));
    assert!(share(right, JUDGED.len()) >= 0.97);
}

#[test]
fn people_of_the_register_are_found_and_automatic_links_are_theirs() {
    let (mut in_register, mut found, mut automatic, mut automatic_right) = (0, 0, 0, 0);
    let mut wrong = Vec::new();
    for judged in JUDGED.iter() {
        let truth = &judged.truth["true_personal_id"];
        let right = judged.key.as_ref() == Some(truth);
        if judged.truth["in_register"] == "1" {
            in_register += 1;
            found += usize::from(right);
            if !right {
                wrong.push(judged);
            }
        } else if judged.key.is_some() {
            wrong.push(judged);
        }
        if judged.outcome.verdict.band == Band::Automatic {
            automatic += 1;
            automatic_right += usize::from(right);
        }
    }
    for judged in wrong.iter().take(60) {
        let mut line = String::new();
        judged.outcome.evidence.explain(&mut line);
        let (truth, verdict) = (&judged.truth, &judged.outcome.verdict);
        println!(
            "{:.12}#{} faults={} read={}|{}|{}|{} true={}|{}|{} {} {} p={:.5} got={:?} {line}",
            truth["file"],
            truth["row"],
            truth["faults"],
            truth["read_name"],
            truth["read_id"],
            truth["read_dob"],
            truth["read_sex"],
            truth["true_name"],
            truth["true_personal_id"],
            truth["true_dob"],
            verdict.class.code(),
            verdict.band.code(),
            verdict.probability,
            judged.key
        );
    }
    println!(
        "found {found}/{in_register} = {:.5}",
        share(found, in_register)
    );
    println!(
        "automatic right {automatic_right}/{automatic} = {:.6}",
        share(automatic_right, automatic)
    );
    assert!(share(found, in_register) >= 0.98);
    assert!(share(automatic_right, automatic) >= 0.9995);
}

#[test]
fn nobody_is_verified_as_another() {
    for judged in JUDGED.iter() {
        if judged.outcome.verdict.class == Class::Verified {
            assert_eq!(judged.key.as_ref(), Some(&judged.truth["true_personal_id"]));
        }
    }
}

#[test]
fn field_states_are_right_for_985_of_1000() {
    let (mut right, mut all) = (0, 0);
    let mut confusion: BTreeMap<(&str, bool, &str), usize> = BTreeMap::new();
    for judged in JUDGED.iter().filter(|judged| judged.key.is_some()) {
        let wrong: Vec<&str> = judged.truth["wrong_fields"].split(';').collect();
        let verdict = &judged.outcome.verdict;
        let id_wrong = !matches!(verdict.id_state, Some(IdState::Ok | IdState::OldNumber));
        let differs = |state: Option<FieldState>| {
            !matches!(state, Some(FieldState::Ok | FieldState::Equivalent))
        };
        for (field, says_wrong, code) in [
            (
                "id",
                id_wrong,
                verdict.id_state.map_or("", |state| state.code()),
            ),
            (
                "name",
                differs(verdict.name_state),
                verdict.name_state.map_or("", |s| s.code()),
            ),
            ("dob", differs(verdict.date_of_birth_state), ""),
            ("sex", differs(verdict.sex_state), ""),
        ] {
            all += 1;
            right += usize::from(says_wrong == wrong.contains(&field));
            *confusion
                .entry((field, wrong.contains(&field), code))
                .or_default() += 1;
        }
    }
    println!(
        "{confusion:#?}\nfield states right {:.5}",
        share(right, all)
    );
    assert!(share(right, all) >= 0.985);
}
