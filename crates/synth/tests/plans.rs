//! Any plan: made as ordered or refused, never a panic.

use khien_synth::{BirthYears, Plan, Records, Register, Scenario};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_small_plan_is_made_as_ordered(
        people in 1_u64..300,
        records in 0_u64..300,
        seed: u64,
        scenario in 0..Scenario::all().len(),
        years in proptest::option::of((1922_i16..=2021, 0_i16..40)),
    ) {
        let plan = Plan {
            scenario: &Scenario::all()[scenario],
            birth_years: years.and_then(|(first, more)| {
                BirthYears::new(first, first.saturating_add(more).min(2021)).ok()
            }),
            ..Plan::new(people, records, seed)
        };
        let register = Register::generate(&plan).unwrap();
        prop_assert_eq!(register.len() as u64, people);
        let mut count = 0;
        Records::new(&plan, &register).unwrap().each(|typed, truth| {
            assert_eq!(typed.record_id, count.to_string());
            assert!(truth.pid.is_none_or(|pid| pid < people));
            count += 1;
        });
        prop_assert_eq!(count, records);
    }

    #[test]
    fn birth_years_never_panic(text in "\\PC{0,12}") {
        let _ = text.parse::<BirthYears>();
    }
}
