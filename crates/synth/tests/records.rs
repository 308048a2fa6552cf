//! The records: as many errors as the scenario says, and a truth that is true.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first surprise, in its helpers too"
)]

use khien_domain::{
    BirthDate, Class, FieldState, IdState, IdentityNumber, NameOrigin, PersonName, Sex, SexCoding,
};
use khien_synth::{Kind, Plan, Records, Register, RegisterRow, Report, Scenario, Truth, Typed};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A scenario carried out: the register, who owns which number, the records.
struct World {
    scenario: &'static Scenario,
    people: Vec<RegisterRow>,
    owners: HashMap<String, String>,
    records: Vec<(Typed, Truth)>,
}

static WORLDS: LazyLock<Vec<World>> = LazyLock::new(|| Scenario::all().iter().map(world).collect());

fn plan(scenario: &'static Scenario, people: u64, records: u64) -> Plan {
    Plan {
        scenario,
        ..Plan::new(people, records, 11)
    }
}

fn world(scenario: &'static Scenario) -> World {
    let plan = plan(scenario, 10_000, 10_000);
    let register = Register::generate(&plan).unwrap();
    let people: Vec<RegisterRow> = register.rows().collect();
    let numbers = people.iter().flat_map(|row| {
        [&row.personal_id, &row.old_cmnd]
            .into_iter()
            .filter(|number| !number.is_empty())
            .map(|number| (number.clone(), row.pid.clone()))
    });
    World {
        scenario,
        owners: numbers.collect(),
        records: Records::new(&plan, &register).unwrap().iter().collect(),
        people,
    }
}

fn everywhere(check: impl Fn(&World, &Typed, &Truth)) {
    for world in &*WORLDS {
        for (typed, truth) in &world.records {
            check(world, typed, truth);
        }
    }
}

fn person<'a>(world: &'a World, truth: &Truth) -> Option<&'a RegisterRow> {
    world.people.get(usize::try_from(truth.pid?).ok()?)
}

#[test]
fn a_clean_record_is_the_register_row() {
    for world in WORLDS.iter().filter(|world| !world.scenario.local_forms) {
        let clean = || {
            world
                .records
                .iter()
                .filter(|(_, truth)| truth.err == Kind::Clean)
        };
        assert!(clean().count() > 5_500);
        for (typed, truth) in clean() {
            let person = person(world, truth).unwrap();
            assert_eq!(typed.id_number, person.personal_id);
            assert_eq!(typed.full_name, person.full_name);
            assert_eq!(typed.date_of_birth, person.date_of_birth);
            assert_eq!(typed.sex, person.sex);
            assert_eq!(truth.class, Class::Verified);
        }
    }
}

#[test]
fn the_name_state_is_true() {
    everywhere(|world, typed, truth| {
        let Some(person) = person(world, truth) else {
            assert_eq!(truth.name_state, None);
            return;
        };
        let expected = match PersonName::parse(&typed.full_name) {
            Err(_) => FieldState::Missing,
            Ok(_) if typed.full_name == person.full_name => FieldState::Ok,
            Ok(name) => {
                let registered = PersonName::parse(&person.full_name).unwrap().value;
                if name.value.canonical() == registered.canonical() {
                    FieldState::Equivalent
                } else {
                    FieldState::Differs
                }
            }
        };
        assert_eq!(
            truth.name_state,
            Some(expected),
            "{:?} {} / {}",
            truth.faults,
            typed.full_name,
            person.full_name
        );
    });
}

#[test]
fn the_birth_date_state_is_true() {
    everywhere(|world, typed, truth| {
        let Some(person) = person(world, truth) else {
            return;
        };
        let registered = BirthDate::parse(&person.date_of_birth).unwrap().value;
        let expected = match BirthDate::parse(&typed.date_of_birth) {
            Err(_) => FieldState::Missing,
            Ok(born) if born.value.agrees_with_register(&registered) => FieldState::Ok,
            Ok(_) => FieldState::Differs,
        };
        assert_eq!(
            truth.date_of_birth_state,
            Some(expected),
            "{:?} {}",
            truth.faults,
            typed.date_of_birth
        );
    });
}

#[test]
fn the_sex_and_commune_states_are_true() {
    everywhere(|world, typed, truth| {
        let Some(person) = person(world, truth) else {
            return;
        };
        let registered = if person.sex == "M" {
            Sex::Male
        } else {
            Sex::Female
        };
        let expected = match Sex::parse(&typed.sex, SexCoding::Words) {
            Err(_) => FieldState::Missing,
            Ok(sex) if sex.value == registered => FieldState::Ok,
            Ok(_) => FieldState::Differs,
        };
        assert_eq!(truth.sex_state, Some(expected), "{}", typed.sex);
        let expected = match typed.commune_code.as_str() {
            "" => FieldState::Missing,
            code if code == person.commune_code => FieldState::Ok,
            _ => FieldState::Differs,
        };
        assert_eq!(truth.commune_state, Some(expected));
    });
}

#[test]
fn the_number_state_is_true() {
    everywhere(|world, typed, truth| {
        if truth.class == Class::Exempt {
            assert_eq!(truth.id_state, None);
            return;
        }
        let expected = match IdentityNumber::parse(&typed.id_number) {
            Err(fault) if fault.is_missing() => IdState::Missing,
            Err(_) => IdState::Malformed,
            Ok(number) => {
                let number = number.value.to_string();
                let owner = world.owners.get(&number);
                let own = person(world, truth).map(|person| (&person.pid, &person.personal_id));
                assert_eq!(
                    truth.id_owner.map(|pid| pid.to_string()).as_ref(),
                    owner.filter(|&pid| own.is_none_or(|(own, _)| pid != own))
                );
                match (owner, own) {
                    (Some(pid), Some((own, full))) if pid == own && *full == number => IdState::Ok,
                    (Some(pid), Some((own, _))) if pid == own => IdState::OldNumber,
                    (Some(_), _) => IdState::OtherPersons,
                    (None, _) => IdState::Wrong,
                }
            }
        };
        assert_eq!(
            truth.id_state,
            Some(expected),
            "{:?} {}",
            truth.faults,
            typed.id_number
        );
    });
}

#[test]
fn the_class_counts_missing_fields_before_numbers_before_differences() {
    everywhere(|_, typed, truth| {
        let blank =
            typed.full_name.is_empty() || typed.sex.is_empty() || typed.date_of_birth.is_empty();
        let no_number = matches!(truth.id_state, Some(IdState::Missing | IdState::Malformed));
        let expected = if truth.err == Kind::Foreigner {
            Class::Exempt
        } else if blank {
            Class::Unsendable
        } else if no_number {
            Class::NoNumber
        } else if truth.pid.is_none() {
            Class::NotFound
        } else if truth.class == Class::Verified {
            assert!(matches!(
                truth.id_state,
                Some(IdState::Ok | IdState::OldNumber)
            ));
            Class::Verified
        } else {
            Class::Mismatch
        };
        assert_eq!(truth.class, expected);
    });
}

#[test]
fn foreigners_look_foreign() {
    let rough = Scenario::named("rough").unwrap();
    let plan = plan(rough, 1_000, 40_000);
    let register = Register::generate(&plan).unwrap();
    let mut foreigners = 0;
    Records::new(&plan, &register)
        .unwrap()
        .each(|typed, truth| {
            if truth.err == Kind::Foreigner {
                foreigners += 1;
                let number = IdentityNumber::parse(&typed.id_number).unwrap().value;
                assert!(matches!(number, IdentityNumber::Passport(_)));
                let name = PersonName::parse(&typed.full_name).unwrap().value;
                assert_eq!(name.origin(), NameOrigin::Foreign, "{}", typed.full_name);
            }
        });
    assert!(foreigners > 60);
}

/// What 100,000 records of each scenario hold.
static REPORTS: LazyLock<Vec<Report>> = LazyLock::new(|| {
    let count = |scenario| {
        let plan = plan(scenario, 100_000, 100_000);
        let register = Register::generate(&plan).unwrap();
        let mut report = Report::default();
        let records = Records::new(&plan, &register).unwrap();
        records.each(|_, truth| report.count(truth));
        report
    };
    Scenario::all().iter().map(count).collect()
});

fn report(name: &str) -> &'static Report {
    let at = Scenario::all()
        .iter()
        .position(|scenario| scenario.name == name);
    &REPORTS[at.unwrap()]
}

/// Within so many percentage points: three standard deviations at 100,000 records are at most half
/// a point, and a quarter for shares below a tenth.
fn close(measured: f64, published: f64, points: f64) {
    let difference = (measured - published).abs() * 100.0;
    assert!(
        difference <= points,
        "measured {measured:.4}, published {published:.4}"
    );
}

#[test]
fn the_national_proportions_of_30_march_2022_come_out() {
    let report = report("national-2022-03-30");
    let unsendable = report.class_share("unsendable");
    close(unsendable, 41.0 / 195.0, 0.5);
    let sent = 1.0 - unsendable;
    let verified = report.class_share("verified") + report.class_share("exempt");
    close(1.0 - verified / sent, 41_431_113.0 / 154_000_401.0, 0.5);
    close(
        report.class_share("no_number") / sent,
        3_513_000.0 / 76_625_823.0,
        0.3,
    );
}

#[test]
fn the_national_proportions_of_25_april_2022_come_out() {
    let report = report("national-2022-04-25");
    let unsendable = report.class_share("unsendable");
    close(unsendable, 658_955.0 / 82_957_967.0, 0.2);
    let sent = 1.0 - unsendable;
    close(
        report.class_share("no_number") / sent,
        8_861_748.0 / 82_268_445.0,
        0.4,
    );
    let wrong = report.class_share("mismatch") + report.class_share("not_found");
    close(wrong / sent, 43_491_814.0 / 200_825_626.0, 0.5);
    let undeterminable = report.error_share("not_in_register_no_number");
    close(undeterminable / sent, 3_364_726.0 / 200_825_626.0, 0.15);
}

#[test]
fn every_error_has_the_share_that_its_scenario_states() {
    for scenario in Scenario::all() {
        let report = report(scenario.name);
        for &(kind, share) in scenario.errors {
            // Writing beside another error, and errors that left nothing changed, move a little.
            let points = if kind == Kind::IdOldCard || kind == Kind::IdLostZero {
                1.5
            } else {
                0.35
            };
            let measured = report.error_share(kind.code());
            let difference = (measured * 100.0 - share).abs();
            assert!(
                difference <= points,
                "{} {}: {measured:.4}",
                scenario.name,
                kind.code()
            );
        }
    }
}

#[test]
fn about_three_per_cent_are_further_records_of_the_same_person() {
    let world = &WORLDS[0];
    let people: HashSet<&str> = world
        .records
        .iter()
        .map(|(_, truth)| truth.person.as_str())
        .collect();
    let repeats = world.records.len() - people.len();
    assert!((200..400).contains(&repeats), "{repeats}");
}

#[test]
fn communes_are_as_often_another_as_the_scenario_states() {
    for scenario in Scenario::all() {
        let report = report(scenario.name);
        let (moved, missing) = scenario.commune;
        for (state, share) in [("differs", moved), ("missing", missing)] {
            let counted = report.by_commune_state.get(state).copied().unwrap_or(0);
            let measured = f64::from(u32::try_from(counted).unwrap()) / 100_000.0;
            close(measured, share / 100.0, 0.6);
        }
    }
}
