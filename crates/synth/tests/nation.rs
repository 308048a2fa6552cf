//! The register: people that collide as they do in reality, numbers that never do.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first surprise, in its helpers too"
)]

use khien_domain::{BirthDate, NameOrigin, OldCardNumber, PersonName, PersonalNumber, Sex};
use khien_synth::{BirthYears, Plan, Register, RegisterRow, Report, Scenario, SynthError};
use std::collections::{BTreeMap, HashSet};

fn rows(plan: &Plan) -> Vec<RegisterRow> {
    Register::generate(plan).unwrap().rows().collect()
}

fn density(people: u64) -> Plan {
    Plan {
        scenario: Scenario::named("density").unwrap(),
        ..Plan::new(people, 0, 7)
    }
}

#[test]
fn equal_seeds_make_equal_people_and_other_seeds_others() {
    let people = |seed| rows(&Plan::new(66_000, 0, seed));
    let first = people(1);
    assert_eq!(first, people(1));
    let other = people(2);
    let same = first
        .iter()
        .zip(&other)
        .filter(|(a, b)| a.personal_id == b.personal_id);
    assert!(same.count() < 10);
}

#[test]
fn numbers_are_never_given_twice() {
    let mut numbers = HashSet::new();
    let mut cards = HashSet::new();
    for row in rows(&density(100_000)) {
        assert!(numbers.insert(row.personal_id));
        assert!(row.old_cmnd.is_empty() || cards.insert(row.old_cmnd));
    }
    assert!(cards.len() > 70_000);
}

#[test]
fn numbers_agree_with_sex_and_birth_year() {
    for row in rows(&Plan::new(30_000, 0, 3)) {
        let digits: u64 = row.personal_id.parse().unwrap();
        let number = PersonalNumber::from_digits(digits).expect("a known province");
        let sex = match row.sex.as_str() {
            "M" => Sex::Male,
            "F" => Sex::Female,
            other => panic!("sex {other}"),
        };
        let year: i16 = row.date_of_birth[..4].parse().unwrap();
        assert_eq!(row.personal_id.len(), 12);
        assert!(number.agrees_with(Some(sex), Some(year)), "{}", row.pid);
        if !row.old_cmnd.is_empty() {
            let card: u32 = row.old_cmnd.parse().unwrap();
            assert_eq!(row.old_cmnd.len(), 9);
            assert!(OldCardNumber::from_digits(card).is_some());
        }
    }
}

#[test]
fn every_field_is_clean_text_of_its_kind() {
    let communes: HashSet<&str> = include_str!("../../../data/admin-units.csv")
        .lines()
        .filter_map(|line| line.strip_prefix("commune,"))
        .filter_map(|line| line.split(',').next())
        .collect();
    for row in rows(&Plan::new(30_000, 0, 4)) {
        let name = PersonName::parse(&row.full_name).unwrap();
        assert!(
            name.notes.iter().all(|note| note.code().ends_with("_name")
                || matches!(note.code(), "no_diacritics" | "typing_residue")),
            "{} {:?}",
            row.full_name,
            name.notes
        );
        assert_eq!(name.value.as_str(), row.full_name);
        let born = BirthDate::parse(&row.date_of_birth).unwrap();
        assert_eq!(born.value.to_string(), row.date_of_birth);
        assert!(communes.contains(row.commune_code.as_str()));
    }
}

#[test]
fn minorities_are_part_of_the_nation() {
    let mut origins: BTreeMap<&str, u32> = BTreeMap::new();
    for row in rows(&Plan::new(30_000, 0, 4)) {
        let origin = PersonName::parse(&row.full_name).unwrap().value.origin();
        *origins
            .entry(match origin {
                NameOrigin::Vietnamese => "vietnamese",
                NameOrigin::Minority => "minority",
                NameOrigin::Foreign => "foreign",
            })
            .or_default() += 1;
    }
    let count = |origin| origins.get(origin).copied().unwrap_or(0);
    assert!(count("minority") > 300, "{origins:?}");
    assert!(count("foreign") < 300, "{origins:?}");
}

#[test]
fn a_few_old_people_have_only_a_year() {
    let register = Register::generate(&Plan::new(100_000, 0, 5)).unwrap();
    let report = Report::describe(&register);
    assert!((1_000..5_000).contains(&report.people_with_year_only));
    assert!((40_000..60_000).contains(&report.people_with_old_card));
}

#[test]
fn birth_years_are_kept() {
    let plan = Plan {
        birth_years: Some(BirthYears::new(2005, 2007).unwrap()),
        ..Plan::new(5_000, 0, 1)
    };
    for row in rows(&plan) {
        assert!((2005..=2007).contains(&row.date_of_birth[..4].parse().unwrap()));
        assert!(row.old_cmnd.is_empty());
    }
}

#[test]
fn few_birth_years_make_names_and_dates_collide() {
    let sharing = |plan: &Plan| Report::describe(&Register::generate(plan).unwrap()).sharing();
    let national = sharing(&Plan::new(100_000, 0, 1));
    let dense = sharing(&density(100_000));
    assert!(dense > 5.0 * national, "{dense} {national}");
}

#[test]
fn too_many_people_for_the_numbers_are_refused() {
    let plan = Plan {
        birth_years: Some(BirthYears::new(1985, 1985).unwrap()),
        ..Plan::new(90_000_000, 0, 1)
    };
    assert!(matches!(
        Register::generate(&plan),
        Err(SynthError::TooDense { asked: 90_000_000 })
    ));
}
