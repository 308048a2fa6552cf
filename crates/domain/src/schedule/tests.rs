mod properties;

use jiff::ToSpan;
use jiff::civil::date;

use super::*;
use crate::Catalogue;
use crate::codes::tests::assert_codes;

/// A day after every dose of these tests.
const TODAY: Date = Date::constant(2026, 1, 1);

fn adult() -> Recipient {
    Recipient::new(BirthDate::Day(date(1987, 5, 12)), None)
}

fn born(year: i16, month: i8, day: i8) -> Recipient {
    Recipient::new(BirthDate::Day(date(year, month, day)), None)
}

fn given(on: Date, product: &str, kind: DoseKind, number: u8) -> GivenDose {
    GivenDose {
        date: on,
        ordinal: Ordinal::new(number),
        product: product.to_owned(),
        kind: Some(kind),
        abroad: false,
    }
}

fn primary(on: Date, product: &str, number: u8) -> GivenDose {
    given(on, product, DoseKind::Primary, number)
}

fn judge(history: &[GivenDose], dose: &ProposedDose, person: &Recipient) -> Assessment {
    assess(history, dose, person, TODAY, Schedules::national())
}

/// Codes of the stops against the next dose of a product on a day.
fn stops(history: &[GivenDose], on: Date, product: &str, person: &Recipient) -> Vec<&'static str> {
    let answer = judge(history, &ProposedDose::new(on, product), person);
    answer.stops.iter().map(Stop::code).collect()
}

/// The same with a number and a kind that somebody typed.
fn stops_of(
    history: &[GivenDose],
    on: Date,
    kind: Option<DoseKind>,
    number: u8,
) -> Vec<&'static str> {
    let dose = ProposedDose {
        ordinal: Ordinal::new(number),
        kind,
        ..ProposedDose::new(on, "astrazeneca")
    };
    judge(history, &dose, &adult())
        .stops
        .iter()
        .map(Stop::code)
        .collect()
}

fn suggestion(history: &[GivenDose], on: Date) -> Option<(DoseKind, u8)> {
    let answer = judge(history, &ProposedDose::new(on, "comirnaty"), &adult());
    answer
        .suggestion
        .map(|(kind, ordinal)| (kind, ordinal.get()))
}

fn two(product: &str) -> Vec<GivenDose> {
    vec![
        primary(date(2021, 7, 1), product, 1),
        primary(date(2021, 9, 1), product, 2),
    ]
}

#[test]
fn the_rule_files_are_read_and_know_every_licensed_product() {
    let files = RuleFiles {
        schedules: include_str!("../../../../data/vaccine-schedules.csv"),
        later_doses: include_str!("../../../../data/vaccine-later-doses.csv"),
        mixing: include_str!("../../../../data/vaccine-mixing.csv"),
        after_recovery: include_str!("../../../../data/vaccine-after-recovery.csv"),
    };
    let rules = Schedules::parse(files).expect("the files are sound");
    for product in Catalogue::national().products() {
        assert_eq!(
            rules.primary_doses(product.code),
            Some(product.primary_doses),
            "{}",
            product.code
        );
        let first = rules
            .products
            .iter()
            .filter(|it| it.product == product.code);
        let first = first.map(|it| it.validity.from).min();
        assert_eq!(first, Some(product.valid_from), "{}", product.code);
    }
    let known = |it: &&String| Catalogue::national().product(it).is_some();
    let named = rules
        .mixing
        .iter()
        .flat_map(|it| [&it.previous, &it.next])
        .flatten();
    assert_eq!(named.clone().filter(known).count(), named.count());
    let after = rules.later.iter().flat_map(|it| &it.suggested_after);
    assert_eq!(after.clone().filter(known).count(), after.count());
    assert!(rules.products.iter().all(|it| known(&&it.product)));
}

#[test]
fn codes_are_well_formed_and_the_calendar_cannot_be_overridden() {
    assert_codes!(StopCode);
    let never: Vec<_> = StopCode::ALL
        .iter()
        .filter(|it| !it.may_be_overridden())
        .collect();
    assert_eq!(
        never,
        [
            &StopCode::InFuture,
            &StopCode::BeforeBirth,
            &StopCode::ProductUnknown
        ]
    );
}

#[test]
fn one_person_walks_through_twelve_doses() {
    let mut history = Vec::new();
    let mut on = date(2021, 6, 20);
    for number in 1..=12u8 {
        let answer = judge(&history, &ProposedDose::new(on, "comirnaty"), &adult());
        assert_eq!(answer.stops, [], "dose {number} on {on}");
        let kind = if number <= 2 {
            DoseKind::Primary
        } else {
            DoseKind::Booster
        };
        assert_eq!(answer.suggestion, Ordinal::new(number).map(|it| (kind, it)));
        history.push(given(on, "comirnaty", kind, number));
        on = match number {
            1 => date(2021, 7, 11),
            2 => date(2021, 12, 20),
            _ => on.checked_add(5.months()).expect("a date"),
        };
    }
    assert_eq!(history.len(), 12);
}

#[test]
fn a_dose_is_too_early_until_the_interval_of_its_product_is_over() {
    let first = |product| vec![primary(date(2021, 10, 1), product, 1)];
    for (product, last_early) in [
        ("astrazeneca", date(2021, 10, 28)),
        ("comirnaty", date(2021, 10, 21)),
        ("spikevax", date(2021, 10, 28)),
        ("vero-cell", date(2021, 10, 21)),
        ("hayat-vax", date(2021, 10, 21)),
        ("sputnik-v", date(2021, 10, 21)),
        ("abdala", date(2021, 10, 14)),
    ] {
        let next = last_early.tomorrow().expect("a date");
        let dose = ProposedDose::new(last_early, product);
        assert_eq!(
            judge(&first(product), &dose, &adult()).stops,
            [Stop::TooEarly { earliest: next }],
            "{product}"
        );
        assert!(
            stops(&first(product), next, product, &adult()).is_empty(),
            "{product}"
        );
    }
}

#[test]
fn boosters_waited_six_months_then_three_and_the_second_waits_four() {
    let history = two("astrazeneca");
    assert_eq!(
        stops(&history, date(2021, 11, 30), "comirnaty", &adult()),
        ["kind_not_possible"]
    );
    assert_eq!(
        stops(&history, date(2021, 12, 16), "comirnaty", &adult()),
        ["too_early"]
    );
    assert!(stops(&history, date(2021, 12, 17), "comirnaty", &adult()).is_empty());
    let mut boosted = history;
    boosted.push(given(date(2022, 1, 10), "comirnaty", DoseKind::Booster, 3));
    assert_eq!(
        stops(&boosted, date(2022, 5, 9), "comirnaty", &adult()),
        ["too_early"]
    );
    assert!(stops(&boosted, date(2022, 5, 10), "comirnaty", &adult()).is_empty());
}

#[test]
fn the_kind_follows_from_product_and_history() {
    let on = date(2022, 2, 1);
    assert_eq!(suggestion(&[], on), Some((DoseKind::Primary, 1)));
    assert_eq!(
        suggestion(&two("astrazeneca"), on),
        Some((DoseKind::Booster, 3))
    );
    assert_eq!(suggestion(&two("abdala"), on), Some((DoseKind::Primary, 3)));
    assert_eq!(
        suggestion(&two("vero-cell"), on),
        Some((DoseKind::Additional, 3))
    );
    assert_eq!(
        suggestion(&two("vero-cell")[..1], on),
        Some((DoseKind::Primary, 2))
    );
    let janssen = [primary(date(2021, 8, 1), "janssen", 1)];
    assert_eq!(suggestion(&janssen, on), Some((DoseKind::Booster, 2)));
    assert_eq!(
        suggestion(&two("astrazeneca"), date(2021, 10, 1)),
        None,
        "before the first letter on boosters"
    );
    let mut completed = two("vero-cell");
    completed.push(given(
        date(2022, 1, 5),
        "comirnaty",
        DoseKind::Additional,
        3,
    ));
    assert_eq!(suggestion(&completed, on), Some((DoseKind::Booster, 4)));
}

#[test]
fn a_kind_that_has_no_room_is_stopped() {
    let on = date(2022, 6, 1);
    let one = [primary(date(2021, 7, 1), "astrazeneca", 1)];
    let full = two("astrazeneca");
    let not_possible = vec!["kind_not_possible"];
    assert_eq!(stops_of(&one, on, Some(DoseKind::Booster), 2), not_possible);
    assert_eq!(
        stops_of(&one, on, Some(DoseKind::Additional), 2),
        not_possible
    );
    assert_eq!(
        stops_of(&full, on, Some(DoseKind::Primary), 3),
        not_possible
    );
    assert!(stops_of(&full, on, Some(DoseKind::Additional), 3).is_empty());
    let mut boosted = full;
    boosted.push(given(
        date(2022, 1, 10),
        "astrazeneca",
        DoseKind::Booster,
        3,
    ));
    assert_eq!(
        stops_of(&boosted, on, Some(DoseKind::Additional), 4),
        not_possible
    );
}

#[test]
fn a_second_dose_one_gaps_and_repeated_numbers_are_stopped() {
    let history = two("astrazeneca");
    let on = date(2022, 6, 1);
    assert_eq!(stops_of(&history, on, None, 1), ["second_first_dose"]);
    assert_eq!(stops_of(&history, on, None, 2), ["ordinal_repeated"]);
    assert!(stops_of(&history, on, None, 3).is_empty());
    assert_eq!(stops_of(&history, on, None, 4), ["ordinal_gap"]);
    assert_eq!(stops_of(&[], on, None, 2), ["ordinal_gap"]);
    let same_day = stops_of(&history[1..], date(2021, 9, 1), None, 1);
    assert_eq!(
        same_day,
        ["same_day"],
        "who knows which of the two was first"
    );
}

#[test]
fn an_unentered_first_dose_is_counted_and_can_be_entered_later() {
    let history = [primary(date(2021, 9, 1), "astrazeneca", 2)];
    assert_eq!(
        suggestion(&history, date(2022, 2, 1)),
        Some((DoseKind::Booster, 3))
    );
    let back_entry = ProposedDose {
        ordinal: Ordinal::new(1),
        ..ProposedDose::new(date(2021, 7, 1), "astrazeneca")
    };
    assert_eq!(judge(&history, &back_entry, &adult()).stops, []);
}

#[test]
fn doses_without_kind_and_number_are_counted_by_their_order() {
    let plain = |on| GivenDose {
        kind: None,
        ordinal: None,
        ..primary(on, "astrazeneca", 1)
    };
    let history = [
        plain(date(2021, 9, 1)),
        plain(date(2021, 7, 1)),
        plain(date(2022, 1, 5)),
    ];
    assert_eq!(
        suggestion(&history, date(2022, 6, 1)),
        Some((DoseKind::Booster, 4))
    );
    assert_eq!(
        stops_of(&history, date(2022, 6, 1), None, 2),
        ["ordinal_repeated"]
    );
}

#[test]
fn products_follow_each_other_as_the_letters_say() {
    let first = |product| vec![primary(date(2021, 7, 1), product, 1)];
    let mixed = |previous, next, on| stops(&first(previous), on, next, &adult());
    let not_allowed = vec!["mixing_not_allowed"];
    assert_eq!(
        mixed("astrazeneca", "comirnaty", date(2021, 7, 26)),
        ["too_early", "mixing_not_allowed"]
    );
    assert_eq!(
        mixed("astrazeneca", "comirnaty", date(2021, 8, 25)),
        ["too_early"]
    );
    assert!(mixed("astrazeneca", "comirnaty", date(2021, 8, 26)).is_empty());
    assert_eq!(
        mixed("astrazeneca", "spikevax", date(2021, 9, 1)),
        not_allowed
    );
    assert!(mixed("astrazeneca", "spikevax", date(2021, 12, 12)).is_empty());
    assert_eq!(
        mixed("spikevax", "comirnaty", date(2021, 9, 1)),
        not_allowed
    );
    assert!(mixed("spikevax", "comirnaty", date(2021, 9, 10)).is_empty());
    assert_eq!(
        mixed("vero-cell", "comirnaty", date(2021, 12, 1)),
        not_allowed
    );
    let boost = |previous, next, on| stops(&two(previous), on, next, &adult());
    assert!(boost("vero-cell", "astrazeneca", date(2022, 1, 1)).is_empty());
    assert_eq!(
        boost("comirnaty", "astrazeneca", date(2022, 3, 27)),
        not_allowed
    );
    assert!(boost("comirnaty", "astrazeneca", date(2022, 3, 28)).is_empty());
    assert_eq!(
        boost("astrazeneca", "vero-cell", date(2022, 3, 28)),
        not_allowed
    );
}

#[test]
fn age_bands_have_their_own_first_days() {
    let child = born(2012, 4, 14);
    assert_eq!(
        stops(&[], date(2022, 2, 28), "comirnaty", &child),
        ["too_young"]
    );
    assert!(stops(&[], date(2022, 3, 1), "comirnaty", &child).is_empty());
    assert_eq!(
        stops(&[], date(2022, 4, 14), "astrazeneca", &child),
        ["too_young"]
    );
    assert_eq!(
        stops(&[], date(2022, 4, 14), "comirnaty", &born(2017, 4, 15)),
        ["too_young"]
    );
    assert!(stops(&[], date(2022, 4, 14), "comirnaty", &born(2017, 4, 14)).is_empty());
    assert_eq!(
        stops(&[], date(2021, 10, 1), "abdala", &born(1955, 10, 1)),
        ["too_old"]
    );
    assert!(stops(&[], date(2021, 10, 1), "abdala", &born(1955, 10, 2)).is_empty());
}

#[test]
fn an_age_that_is_not_certain_speaks_for_the_person() {
    let person = Recipient::new(BirthDate::Year(2003), None);
    assert!(stops(&[], date(2021, 7, 1), "astrazeneca", &person).is_empty());
    let person = Recipient::new(BirthDate::Year(2004), None);
    assert_eq!(
        stops(&[], date(2021, 7, 1), "astrazeneca", &person),
        ["too_young"]
    );
}

#[test]
fn products_count_from_the_day_of_their_licence() {
    assert_eq!(
        stops(&[], date(2021, 6, 11), "comirnaty", &adult()),
        ["product_not_allowed_on_date"]
    );
    assert_eq!(
        stops(&[], date(2021, 7, 1), "covaxin", &adult()),
        ["product_unknown"]
    );
}

#[test]
fn a_dose_needs_a_day_between_birth_and_today() {
    let dose = ProposedDose::new(date(2022, 5, 15), "comirnaty");
    let answer = assess(
        &[],
        &dose,
        &adult(),
        date(2022, 5, 14),
        Schedules::national(),
    );
    assert_eq!(answer.stops, [Stop::InFuture]);
    assert_eq!(
        stops(&[], date(2022, 5, 14), "comirnaty", &born(2022, 5, 15)),
        ["before_birth"]
    );
    let all: Vec<StopCode> = StopCode::ALL.to_vec();
    assert_eq!(answer.remaining(&all).count(), 1);
}

#[test]
fn after_an_infection_there_is_a_wait_where_a_rule_says_so() {
    let ill = |recovered_on, person: Recipient| Recipient {
        recovered_on: Some(recovered_on),
        ..person
    };
    let person = ill(date(2021, 5, 1), adult());
    let answer = judge(
        &[],
        &ProposedDose::new(date(2021, 8, 1), "comirnaty"),
        &person,
    );
    assert_eq!(
        answer.stops,
        [Stop::RecoveredTooRecently {
            earliest: date(2021, 11, 1)
        }]
    );
    assert_eq!(answer.stops[0].earliest(), Some(date(2021, 11, 1)));
    assert!(stops(&[], date(2021, 11, 1), "comirnaty", &person).is_empty());
    let child = ill(date(2022, 3, 1), born(2014, 1, 1));
    assert_eq!(
        stops(&[], date(2022, 5, 31), "comirnaty", &child),
        ["recovered_too_recently"]
    );
    let mut boosted = two("comirnaty");
    let person = ill(date(2022, 6, 1), adult());
    assert!(
        stops(&boosted, date(2022, 7, 1), "comirnaty", &person).is_empty(),
        "booster 1 at once"
    );
    boosted.push(given(date(2022, 1, 5), "comirnaty", DoseKind::Booster, 3));
    assert_eq!(
        stops(&boosted, date(2022, 7, 1), "comirnaty", &person),
        ["recovered_too_recently"]
    );
}

#[test]
fn doses_given_abroad_count_and_are_not_judged_by_our_letters() {
    let abroad = |on, product: &str| GivenDose {
        abroad: true,
        ..primary(on, product, 1)
    };
    let covaxin = [
        GivenDose {
            ordinal: None,
            ..abroad(date(2021, 4, 1), "covaxin")
        },
        GivenDose {
            ordinal: None,
            ..abroad(date(2021, 5, 1), "covaxin")
        },
    ];
    assert_eq!(
        suggestion(&covaxin, date(2022, 2, 1)),
        Some((DoseKind::Booster, 3))
    );
    assert!(stops(&covaxin, date(2022, 2, 1), "comirnaty", &adult()).is_empty());
    assert_eq!(
        suggestion(&covaxin[..1], date(2022, 2, 1)),
        Some((DoseKind::Primary, 2))
    );
    let proposed = ProposedDose {
        abroad: true,
        ..ProposedDose::new(date(2021, 1, 10), "comirnaty")
    };
    assert_eq!(judge(&[], &proposed, &adult()).stops, []);
    let third = ProposedDose {
        abroad: true,
        ..ProposedDose::new(date(2021, 9, 20), "comirnaty")
    };
    assert_eq!(
        judge(&two("comirnaty"), &third, &adult()).stops,
        [],
        "boosters came earlier elsewhere"
    );
    assert_eq!(
        judge(
            &two("comirnaty"),
            &ProposedDose {
                date: date(2021, 9, 1),
                ..third
            },
            &adult()
        )
        .stops,
        [Stop::SameDay]
    );
}

#[test]
fn volumes_depend_on_age_and_kind() {
    let rules = Schedules::national();
    let volume =
        |product, kind, person: &Recipient| rules.volume(product, kind, person, date(2022, 7, 1));
    let child = born(2014, 1, 1);
    assert_eq!(volume("comirnaty", DoseKind::Primary, &adult()), Some(300));
    assert_eq!(volume("comirnaty", DoseKind::Primary, &child), Some(200));
    assert_eq!(volume("spikevax", DoseKind::Booster, &adult()), Some(250));
    assert_eq!(volume("spikevax", DoseKind::Primary, &adult()), Some(500));
    assert_eq!(volume("astrazeneca", DoseKind::Primary, &child), None);
    let unsure = Recipient::new(BirthDate::Year(2010), None);
    assert_eq!(
        volume("comirnaty", DoseKind::Primary, &unsure),
        None,
        "11 or 12 years old"
    );
}

#[test]
fn a_dose_entered_back_in_time_is_judged_against_the_next_one() {
    let later = [primary(date(2021, 9, 1), "comirnaty", 2)];
    let at = |day| stops(&later, day, "comirnaty", &adult());
    assert_eq!(at(date(2021, 8, 11)), Vec::<&str>::new());
    assert_eq!(at(date(2021, 8, 12)), ["next_too_early"]);
    let dose = ProposedDose::new(date(2021, 8, 20), "comirnaty");
    let answer = judge(&later, &dose, &adult());
    let next = date(2021, 9, 1);
    assert_eq!(answer.stops, [Stop::NextTooEarly { next }]);
    assert!(answer.stops[0].may_be_overridden() && answer.stops[0].earliest().is_none());
}

#[test]
fn a_product_that_the_next_one_may_not_follow_is_stopped() {
    let later = [primary(date(2021, 12, 1), "comirnaty", 2)];
    let told = stops(&later, date(2021, 8, 1), "vero-cell", &adult());
    assert_eq!(told, ["mixing_not_allowed"]);
}

#[test]
fn what_speaks_against_the_next_dose_anyway_is_not_told_again() {
    let recorded = [
        primary(date(2021, 8, 1), "comirnaty", 1),
        primary(date(2021, 8, 10), "comirnaty", 3),
    ];
    let told = stops(&recorded, date(2021, 7, 1), "comirnaty", &adult());
    assert!(!told.contains(&"next_too_early"), "{told:?}");
}

#[test]
fn a_next_dose_given_abroad_is_nobody_s_concern_here() {
    let mut abroad = primary(date(2021, 9, 1), "comirnaty", 2);
    abroad.abroad = true;
    assert!(stops(&[abroad], date(2021, 8, 20), "comirnaty", &adult()).is_empty());
}

#[test]
fn a_number_that_nobody_stated_and_a_later_dose_has_is_stopped() {
    let later = [primary(date(2021, 9, 1), "comirnaty", 1)];
    let told = stops(&later, date(2021, 8, 1), "comirnaty", &adult());
    assert_eq!(told, ["second_first_dose"]);
}

#[test]
fn without_a_birth_date_a_dose_is_stopped_once_and_may_be_overridden() {
    let unknown = Recipient::new(None, None);
    let dose = ProposedDose::new(date(2021, 8, 1), "comirnaty");
    let answer = judge(&[], &dose, &unknown);
    assert_eq!(answer.stops, [Stop::AgeUnknown]);
    assert_eq!(answer.remaining(&[StopCode::AgeUnknown]).count(), 0);
    assert_eq!(answer.suggestion, Some((DoseKind::Primary, Ordinal::FIRST)));
    let first = [primary(date(2021, 8, 1), "comirnaty", 1)];
    let early = stops(&first, date(2021, 8, 5), "comirnaty", &unknown);
    assert_eq!(early, ["age_unknown", "too_early"]);
    let abroad = ProposedDose {
        abroad: true,
        ..dose
    };
    assert!(judge(&[], &abroad, &unknown).stops.is_empty());
}
