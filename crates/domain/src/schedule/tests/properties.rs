//! What holds for every history, dose and person.

use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

use super::super::*;
use super::judge;
use crate::Catalogue;

fn any_day() -> impl Strategy<Value = Date> {
    (0i32..900).prop_map(|days| date(2021, 1, 1).checked_add(days.days()).expect("a date"))
}

fn any_product() -> impl Strategy<Value = String> {
    let codes = Catalogue::national().products().iter().map(|it| it.code);
    prop::sample::select(codes.chain(["covaxin", ""]).collect::<Vec<_>>()).prop_map(str::to_owned)
}

fn any_kind() -> impl Strategy<Value = Option<DoseKind>> {
    prop::option::of(prop::sample::select(DoseKind::ALL))
}

prop_compose! {
    fn any_given()(date in any_day(), product in any_product(), kind in any_kind(), number: u8, abroad: bool) -> GivenDose {
        GivenDose { date, ordinal: Ordinal::new(number % 6), product, kind, abroad }
    }
}

prop_compose! {
    fn any_proposed()(date in any_day(), product in any_product(), kind in any_kind(), number: u8, abroad: bool) -> ProposedDose {
        ProposedDose { date, ordinal: Ordinal::new(number % 6), product, kind, abroad }
    }
}

prop_compose! {
    fn any_person()(birth in any_day(), years in 0i32..100, precise in 0..4, recovered_on in prop::option::of(any_day())) -> Recipient {
        let born = birth.checked_sub(years.years()).expect("a date");
        let birth = match precise {
            0 => Some(BirthDate::Year(born.year())),
            1 => Some(BirthDate::Month { year: born.year(), month: born.month() }),
            2 => None,
            _ => Some(BirthDate::Day(born)),
        };
        Recipient { birth, sex: None, recovered_on }
    }
}

proptest! {
    #[test]
    fn the_order_of_the_history_does_not_count(
        history in prop::collection::vec(any_given(), 0..8),
        dose in any_proposed(),
        person in any_person(),
    ) {
        let answer = judge(&history, &dose, &person);
        let mut turned = history.clone();
        turned.reverse();
        prop_assert_eq!(&judge(&turned, &dose, &person), &answer);
        turned.sort_by_key(|it| (it.product.clone(), it.ordinal));
        prop_assert_eq!(&judge(&turned, &dose, &person), &answer);
    }

    #[test]
    fn each_stop_stands_once_and_waiting_ends_after_the_day(
        history in prop::collection::vec(any_given(), 0..8),
        dose in any_proposed(),
        person in any_person(),
    ) {
        let answer = judge(&history, &dose, &person);
        let codes: Vec<_> = answer.stops.iter().map(Stop::kind).collect();
        prop_assert!(codes.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(answer.stops.iter().filter_map(Stop::earliest).all(|it| it > dose.date));
    }

    #[test]
    fn another_override_never_adds_a_stop(
        history in prop::collection::vec(any_given(), 0..8),
        dose in any_proposed(),
        person in any_person(),
        overridden in prop::collection::vec(prop::sample::select(StopCode::ALL), 0..4),
        more in prop::sample::select(StopCode::ALL),
    ) {
        let answer = judge(&history, &dose, &person);
        let before: Vec<_> = answer.remaining(&overridden).collect();
        let mut all = overridden.clone();
        all.push(more);
        let after: Vec<_> = answer.remaining(&all).collect();
        prop_assert!(after.iter().all(|it| before.contains(it)));
        let gone = before.iter().filter(|it| !after.contains(it));
        prop_assert!(gone.into_iter().all(|it| it.kind() == more && it.may_be_overridden()));
    }

    #[test]
    fn what_is_suggested_is_never_stopped_for_its_kind_or_number(
        history in prop::collection::vec(any_given(), 0..8),
        on in any_day(),
        person in any_person(),
    ) {
        let earlier: Vec<_> = history.into_iter().filter(|it| it.date < on).collect();
        let mut dose = ProposedDose::new(on, "comirnaty");
        if let Some((kind, ordinal)) = judge(&earlier, &dose, &person).suggestion {
            dose.kind = Some(kind);
            dose.ordinal = Some(ordinal);
            let answer = judge(&earlier, &dose, &person);
            let wrong = [StopCode::KindNotPossible, StopCode::OrdinalGap, StopCode::OrdinalRepeated, StopCode::SecondFirstDose];
            prop_assert!(answer.stops.iter().all(|it| !wrong.contains(&it.kind())), "{:?}", answer.stops);
        }
    }

    #[test]
    fn any_text_is_a_rule_file_or_a_fault(text in ".*") {
        let header = include_str!("../../../../../data/vaccine-mixing.csv").lines().next().unwrap();
        let mixing = format!("{header}\n{text}");
        let _ = Schedules::parse(RuleFiles { schedules: &text, later_doses: &text, mixing: &mixing, after_recovery: &text });
    }
}
