use jiff::civil::date;

use super::*;

const COMPLETE: Date = Date::constant(2022, 1, 10);
const ANY_DOSE: Date = Date::constant(2022, 5, 14);

fn dose(product: &'static str, day: i8, state: DoseState) -> ClaimedDose<'static> {
    ClaimedDose {
        product,
        given_on: date(2021, 9, day),
        state,
        is_of_ours: true,
    }
}

fn claim<'a>(doses: &'a [ClaimedDose<'a>]) -> Claim<'a> {
    Claim {
        identity: IdentityState::Verified,
        has_name: true,
        has_birth_date: true,
        attendance_confirmed: false,
        doses,
    }
}

fn on(day: Date) -> PassportRules {
    PassportRules::national(day).expect("there were passports on that day")
}

#[test]
fn the_last_signed_dose_is_told_with_all_before_it() {
    let voided = dose("comirnaty", 2, DoseState::Voided);
    let doses = [
        dose("comirnaty", 1, DoseState::Signed),
        voided,
        dose("comirnaty", 22, DoseState::Signed),
    ];
    let entitled = assess(&claim(&doses), &on(ANY_DOSE)).unwrap();
    assert_eq!(
        (entitled.dose, entitled.nth, entitled.primary_doses),
        (2, 2, 2)
    );
}

#[test]
fn everything_in_the_way_is_told_at_once() {
    let doses = [
        dose("comirnaty", 1, DoseState::Corrected),
        dose("comirnaty", 22, DoseState::Recorded),
    ];
    let mut claim = claim(&doses);
    claim.identity = IdentityState::Mismatch;
    claim.has_birth_date = false;
    assert_eq!(
        assess(&claim, &on(ANY_DOSE)).unwrap_err(),
        [
            Obstacle::Identity(IdentityState::Mismatch),
            Obstacle::BirthDate,
            Obstacle::Unsigned { doses: 1 },
            Obstacle::Corrected { doses: 1 },
        ]
    );
}

#[test]
fn a_complete_series_is_asked_for_while_the_policy_says_so() {
    let doses = [dose("abdala", 1, DoseState::Signed)];
    let (given, needed) = (1, 3);
    assert_eq!(
        assess(&claim(&doses), &on(COMPLETE)).unwrap_err(),
        [Obstacle::Series { given, needed }]
    );
    assert!(assess(&claim(&doses), &on(ANY_DOSE)).is_ok());
}

#[test]
fn a_product_may_be_left_out() {
    let doses = [dose("abdala", 1, DoseState::Signed)];
    let mut rules = on(ANY_DOSE);
    rules.products_without = vec!["abdala"];
    assert_eq!(
        assess(&claim(&doses), &rules).unwrap_err(),
        [Obstacle::Product]
    );
}

#[test]
fn about_a_product_that_nobody_knows_nothing_can_be_said() {
    let known = dose("comirnaty", 1, DoseState::Signed);
    let doses = [known, dose("removed", 22, DoseState::Signed)];
    assert_eq!(
        assess(&claim(&doses), &on(ANY_DOSE)).unwrap_err(),
        [Obstacle::Product]
    );
}

#[test]
fn what_a_passport_about_an_earlier_dose_says_is_counted_to_that_dose() {
    let doses = [
        dose("comirnaty", 1, DoseState::Signed),
        dose("comirnaty", 2, DoseState::Voided),
        dose("comirnaty", 22, DoseState::Signed),
    ];
    let nth = |place| about(&doses, place).map(|it| it.nth);
    assert_eq!(
        [nth(0), nth(1), nth(2), nth(3)],
        [Some(1), None, Some(2), None]
    );
}

#[test]
fn without_a_dose_of_ours_there_is_nothing_to_certify() {
    let mut abroad = dose("comirnaty", 1, DoseState::Recorded);
    abroad.is_of_ours = false;
    for doses in [
        &[][..],
        &[abroad],
        &[dose("comirnaty", 1, DoseState::Voided)],
    ] {
        assert_eq!(
            assess(&claim(doses), &on(ANY_DOSE)).unwrap_err(),
            [Obstacle::NoDose]
        );
    }
    let doses = [abroad, dose("comirnaty", 22, DoseState::Signed)];
    assert_eq!(assess(&claim(&doses), &on(ANY_DOSE)).unwrap().nth, 2);
}

#[test]
fn the_gate_says_what_is_confirmed() {
    let doses = [dose("janssen", 1, DoseState::Signed)];
    let mut claim = claim(&doses);
    claim.identity = IdentityState::Pending;
    let mut rules = on(ANY_DOSE);
    rules.gate = CertificateGate::Attendance;
    assert_eq!(assess(&claim, &rules).unwrap_err(), [Obstacle::Attendance]);
    claim.attendance_confirmed = true;
    assert!(assess(&claim, &rules).is_ok());
    rules.gate = CertificateGate::Both;
    assert_eq!(
        assess(&claim, &rules).unwrap_err(),
        [Obstacle::Identity(IdentityState::Pending)]
    );
}

#[test]
fn every_obstacle_has_a_listed_code_of_its_own() {
    let identity = IdentityState::ALL.iter().copied();
    let identity = identity
        .filter(|it| !it.is_settled())
        .map(Obstacle::Identity);
    let others = [
        Obstacle::Name,
        Obstacle::BirthDate,
        Obstacle::Attendance,
        Obstacle::NoDose,
        Obstacle::Unsigned { doses: 1 },
        Obstacle::Corrected { doses: 1 },
        Obstacle::Series {
            given: 1,
            needed: 2,
        },
        Obstacle::Product,
        Obstacle::Revoked,
    ];
    let codes: std::collections::BTreeSet<_> = identity.chain(others).map(Obstacle::code).collect();
    assert_eq!(codes, Obstacle::CODES.iter().copied().collect());
    assert_eq!(codes.len(), Obstacle::CODES.len());
}
