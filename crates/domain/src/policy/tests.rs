use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::Catalogue;
use crate::codes::tests::assert_codes;

const ON: Date = Date::constant(2022, 5, 14);

fn row(key: &str, value: &str, valid_from: Date, valid_until: Option<Date>) -> PolicyRow {
    PolicyRow {
        key: key.to_owned(),
        value: value.to_owned(),
        valid_from,
        valid_until,
        source: "test".to_owned(),
    }
}

#[test]
fn the_file_is_sound_and_answers_every_policy() {
    assert_codes!(NumberPolicy, FlagPolicy, CertificateGate);
    let policies = Policies::parse(NATIONAL_TEXT).expect("the file is sound");
    for policy in NumberPolicy::ALL.iter().copied() {
        let answered = match policy {
            NumberPolicy::DosesPerVial => {
                let products = Catalogue::national().products().iter();
                products
                    .map(|it| policies.number_for(policy, it.code, it.valid_from))
                    .all(|it| it.is_ok())
            }
            _ => policies.number(policy, ON).is_ok(),
        };
        assert!(answered, "{policy:?}");
    }
    for policy in FlagPolicy::ALL {
        assert!(policies.flag(*policy, ON).is_ok(), "{policy:?}");
    }
    assert_eq!(policies.certificate_gate(ON), Ok(CertificateGate::Identity));
}

#[test]
fn a_value_holds_from_its_first_day_to_its_last() {
    let policies = Policies::national();
    let complete = |on| policies.flag(FlagPolicy::CertificateNeedsCompleteSeries, on);
    assert!(complete(date(2021, 12, 19)).is_err());
    assert_eq!(complete(date(2021, 12, 20)), Ok(true));
    assert_eq!(complete(date(2022, 4, 14)), Ok(true));
    assert_eq!(complete(date(2022, 4, 15)), Ok(false));
}

#[test]
fn the_value_that_began_last_counts() {
    let policies = Policies::from_rows([
        row("observation_minutes", "15", date(2022, 1, 1), None),
        row("observation_minutes", "30", date(2021, 1, 1), None),
    ])
    .expect("sound rows");
    let minutes = |on| policies.number(NumberPolicy::ObservationMinutes, on);
    assert_eq!(minutes(date(2021, 12, 31)), Ok(30));
    assert_eq!(minutes(date(2022, 1, 1)), Ok(15));
    assert_eq!(policies.rows().len(), 2);
}

#[test]
fn of_two_that_begin_on_one_day_the_later_row_counts() {
    let policies = Policies::from_rows([
        row("observation_minutes", "30", date(2021, 1, 1), None),
        row("observation_minutes", "15", date(2021, 1, 1), None),
        row("dose_entry_hours", "5", date(2022, 6, 1), None),
    ])
    .expect("sound rows");
    let minutes = policies.number(NumberPolicy::ObservationMinutes, ON);
    assert_eq!(minutes, Ok(15));
    let holding = policies.holding(ON);
    assert_eq!(holding.len(), 1, "what begins later does not hold yet");
    assert_eq!(holding[0].value, "15");
}

#[test]
fn a_missing_policy_is_named() {
    let fault = Policies::default().number(NumberPolicy::DoseEntryHours, ON);
    let fault = fault.expect_err("nothing is set").to_string();
    assert_eq!(
        fault,
        "the policy dose_entry_hours has no value on 2022-05-14"
    );
}

#[test]
fn a_product_may_have_its_own_value() {
    let policies = Policies::national();
    let overfill = |product| policies.number_for(NumberPolicy::OverfillDosesPerVial, product, ON);
    assert_eq!(
        (overfill("astrazeneca"), overfill("comirnaty")),
        (Ok(2), Ok(1))
    );
    assert_eq!(policies.most_doses(11, "comirnaty", ON), Ok(77));
    assert!(policies.most_doses(1, "covaxin", ON).is_err());
    assert_eq!(policies.most_doses(u32::MAX, "comirnaty", ON), Ok(u32::MAX));
}

#[test]
fn unknown_names_and_values_of_another_kind_are_refused() {
    let refused = |key: &str, value: &str| Policies::from_rows([row(key, value, ON, None)]).err();
    let unknown = |key: &str| Some(PolicyFault::UnknownKey(key.to_owned()));
    let malformed = |key: &str| Some(PolicyFault::MalformedValue(key.to_owned()));
    for key in [
        "observation_minute",
        "observation_minutes.comirnaty",
        "certificate_gate.x",
        "",
    ] {
        assert_eq!(refused(key, "1"), unknown(key));
    }
    for (key, value) in [
        ("observation_minutes", "half an hour"),
        ("observation_minutes", "-1"),
        ("off_list_attendees", "1"),
        ("certificate_gate", "none"),
    ] {
        assert_eq!(refused(key, value), malformed(key));
    }
    assert_eq!(refused("doses_per_vial.comirnaty", "6"), None);
}

proptest! {
    #[test]
    fn any_text_is_a_file_or_a_fault(text in ".*") {
        let _ = Policies::parse(&text);
        let _ = Policies::parse(&format!("{}\n{text}", COLUMNS.join(",")));
    }
}
