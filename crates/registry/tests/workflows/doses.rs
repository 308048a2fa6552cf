//! Doses are recorded, stopped by rules, corrected, voided, counted.

use jiff::civil::Date;
use khien_domain::schedule::{Stop, StopCode};
use khien_domain::{DoseKind, Ordinal};
use khien_registry::By;
use khien_registry::dose::{
    self, CorrectError, DoseCorrection, NewDose, NextDose, Override, RecordError, Source, VoidError,
};
use khien_registry::person::{self, NewPerson};
use khien_store::Day;

use crate::support::{STATION, World, an, id};

const LATE: &str = "2024-12-31T05:00:00Z";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn given(number: u128, product: &str, on: &str) -> NewDose {
    NewDose {
        id: id(number),
        person: id(10),
        product: product.to_owned(),
        lot: None,
        lot_number: "ABX3340".to_owned(),
        facility: Some(STATION.to_owned()),
        session: None,
        import: None,
        country: "VN".to_owned(),
        given_on: day(on),
        kind: None,
        ordinal: None,
        source: Source::BackEntry,
        overridden: None,
    }
}

async fn world() -> World {
    let world = World::new().await;
    let new = NewPerson {
        id: id(10),
        form: &an(),
        is_another: false,
    };
    person::register(&world.registry, &world.clerk(LATE), new)
        .await
        .unwrap();
    world
}

async fn record(world: &World, by: &By<'_>, new: NewDose) -> Result<(), RecordError> {
    dose::record(&world.registry, by, new).await
}

async fn counted(world: &World) -> (i64, i64) {
    let mut tx = world.registry.store().read().await.unwrap();
    (
        tx.count_total().await.unwrap(),
        tx.recount_total().await.unwrap(),
    )
}

#[tokio::test]
async fn kind_and_number_follow_from_the_rules() {
    let world = world().await;
    let clerk = world.clerk(LATE);
    record(&world, &clerk, given(20, "comirnaty", "2021-08-01"))
        .await
        .unwrap();
    record(&world, &clerk, given(21, "comirnaty", "2021-08-22"))
        .await
        .unwrap();
    let doses = world
        .registry
        .store()
        .read()
        .await
        .unwrap()
        .doses(id(10))
        .await
        .unwrap();
    let told: Vec<_> = doses
        .iter()
        .map(|row| (row.kind.as_str(), row.ordinal))
        .collect();
    assert_eq!(told, [("primary", 1), ("primary", 2)]);
    assert_eq!(counted(&world).await, (2, 2));
}

#[tokio::test]
async fn a_retry_records_nothing_twice_and_another_entry_of_one_dose_is_refused() {
    let world = world().await;
    let clerk = world.clerk(LATE);
    let first = given(20, "comirnaty", "2021-08-01");
    record(&world, &clerk, first.clone()).await.unwrap();
    record(&world, &clerk, first).await.unwrap();
    let mut twin = given(21, "comirnaty", "2021-08-01");
    twin.overridden = Some(Override {
        stops: StopCode::ALL.to_vec(),
        reason: "thử".to_owned(),
    });
    let refused = record(&world, &clerk, twin).await;
    assert!(matches!(
        refused,
        Err(RecordError::Known | RecordError::NotAllowed(_))
    ));
    assert_eq!(counted(&world).await, (1, 1));
}

#[tokio::test]
async fn a_dose_too_early_is_stopped_with_the_first_right_day() {
    let world = world().await;
    let clerk = world.clerk(LATE);
    record(&world, &clerk, given(20, "comirnaty", "2021-08-01"))
        .await
        .unwrap();
    let stopped = record(&world, &clerk, given(21, "comirnaty", "2021-08-10")).await;
    let Err(RecordError::Stopped(stops)) = stopped else {
        panic!("it was not stopped");
    };
    assert!(stops.contains(&Stop::TooEarly {
        earliest: day("2021-08-22")
    }));
    assert_eq!(counted(&world).await, (1, 1));
}

#[tokio::test]
async fn a_dose_entered_back_in_time_is_judged_against_the_one_after_it() {
    let world = world().await;
    let clerk = world.clerk(LATE);
    let mut second = given(21, "comirnaty", "2021-09-01");
    second.ordinal = Ordinal::new(2);
    second.overridden = Some(Override {
        stops: vec![StopCode::OrdinalGap],
        reason: "mũi 1 chưa nhập".to_owned(),
    });
    record(&world, &world.head(LATE), second).await.unwrap();
    let stopped = record(&world, &clerk, given(20, "comirnaty", "2021-08-20")).await;
    let next = day("2021-09-01");
    assert!(
        matches!(stopped, Err(RecordError::Stopped(stops)) if stops == [Stop::NextTooEarly { next }])
    );
    record(&world, &clerk, given(20, "comirnaty", "2021-08-01"))
        .await
        .unwrap();
    assert_eq!(counted(&world).await, (2, 2));
}

#[tokio::test]
async fn a_dose_of_somebody_without_a_birth_date_is_recorded_with_a_reason() {
    let world = World::new().await;
    let mut form = an();
    form.date_of_birth.clear();
    let new = NewPerson {
        id: id(10),
        form: &form,
        is_another: false,
    };
    person::register(&world.registry, &world.clerk(LATE), new)
        .await
        .unwrap();
    let mut dose = given(20, "comirnaty", "2021-08-01");
    let stopped = record(&world, &world.clerk(LATE), dose.clone()).await;
    assert!(matches!(stopped, Err(RecordError::Stopped(stops)) if stops == [Stop::AgeUnknown]));
    dose.overridden = Some(Override {
        stops: vec![StopCode::AgeUnknown],
        reason: "có trong sổ tiêm, chưa có ngày sinh".to_owned(),
    });
    record(&world, &world.head(LATE), dose).await.unwrap();
    assert_eq!(counted(&world).await, (1, 1));
}

#[tokio::test]
async fn who_has_the_right_overrides_with_a_reason_and_it_is_kept() {
    let world = world().await;
    let head = world.head(LATE);
    record(&world, &head, given(20, "comirnaty", "2021-08-01"))
        .await
        .unwrap();
    let mut early = given(21, "comirnaty", "2021-08-10");
    early.overridden = Some(Override {
        stops: vec![StopCode::TooEarly],
        reason: " ".to_owned(),
    });
    let silent = record(&world, &head, early.clone()).await;
    assert!(matches!(silent, Err(RecordError::Stopped(_))));
    early.overridden = Some(Override {
        stops: vec![StopCode::TooEarly],
        reason: "theo chỉ định của bác sĩ".to_owned(),
    });
    let clerk = record(&world, &world.clerk(LATE), early.clone()).await;
    assert!(
        matches!(clerk, Err(RecordError::NotAllowed(_))),
        "{clerk:?}"
    );
    record(&world, &head, early).await.unwrap();
    let row = world
        .registry
        .store()
        .read()
        .await
        .unwrap()
        .dose(id(21))
        .await
        .unwrap()
        .unwrap();
    let overrides = row.overrides.unwrap();
    assert!(
        overrides.contains("too_early") && overrides.contains("bác sĩ"),
        "{overrides}"
    );
}

#[tokio::test]
async fn a_dose_of_the_future_is_stopped_whoever_asks() {
    let world = world().await;
    let mut future = given(20, "comirnaty", "2025-06-01");
    future.overridden = Some(Override {
        stops: StopCode::ALL.to_vec(),
        reason: "thử".to_owned(),
    });
    let stopped = record(&world, &world.head(LATE), future).await;
    assert!(matches!(stopped, Err(RecordError::Stopped(stops)) if stops == [Stop::InFuture]));
}

#[tokio::test]
async fn one_person_may_have_twelve_doses() {
    let world = world().await;
    let head = world.head(LATE);
    let mut on = day("2021-08-01");
    for number in 1..=12 {
        let mut new = given(100 + number, "comirnaty", &on.to_string());
        new.overridden = Some(Override {
            stops: StopCode::ALL.to_vec(),
            reason: "người suy giảm miễn dịch".to_owned(),
        });
        record(&world, &head, new).await.unwrap();
        on = on.checked_add(jiff::Span::new().days(100)).unwrap();
    }
    assert_eq!(counted(&world).await, (12, 12));
}

#[tokio::test]
async fn a_correction_moves_the_counters_and_keeps_what_was() {
    let world = world().await;
    let clerk = world.clerk(LATE);
    record(&world, &clerk, given(20, "comirnaty", "2021-08-01"))
        .await
        .unwrap();
    let wanted = || DoseCorrection {
        dose: id(20),
        seen_version: 1,
        product: "comirnaty".to_owned(),
        lot: None,
        lot_number: "FK0112".to_owned(),
        given_on: day("2021-08-02"),
        kind: DoseKind::Primary,
        ordinal: Ordinal::new(1).unwrap(),
        reason: "theo giấy xác nhận".to_owned(),
        overridden: None,
    };
    dose::correct(&world.registry, &world.head(LATE), wanted())
        .await
        .unwrap();
    let again = dose::correct(&world.registry, &world.head(LATE), wanted()).await;
    assert!(matches!(again, Err(CorrectError::Changed)));
    let mut tx = world.registry.store().read().await.unwrap();
    let days = tx
        .doses_counted(STATION, Day(day("2021-08-01")), Day(day("2021-09-01")))
        .await;
    let left: Vec<_> = days
        .unwrap()
        .into_iter()
        .filter(|(_, doses)| *doses != 0)
        .collect();
    assert_eq!(left, [(Day(day("2021-08-02")), 1)]);
    let done = tx.audit_of("dose", &id(20).to_string(), 9).await.unwrap();
    assert!(done[0].before.as_deref().unwrap().contains("ABX3340"));
    assert!(done[0].after.as_deref().unwrap().contains("FK0112"));
}

#[tokio::test]
async fn a_correction_that_changes_nothing_writes_nothing() {
    let world = world().await;
    let new = given(20, "comirnaty", "2021-08-01");
    record(&world, &world.clerk(LATE), new).await.unwrap();
    let same = DoseCorrection {
        dose: id(20),
        seen_version: 1,
        product: "comirnaty".to_owned(),
        lot: None,
        lot_number: " ABX3340 ".to_owned(),
        given_on: day("2021-08-01"),
        kind: DoseKind::Primary,
        ordinal: Ordinal::new(1).unwrap(),
        reason: "xem lại".to_owned(),
        overridden: None,
    };
    let refused = dose::correct(&world.registry, &world.head(LATE), same).await;
    assert!(matches!(refused, Err(CorrectError::Same)));
    let mut tx = world.registry.store().read().await.unwrap();
    let row = tx.dose(id(20)).await.unwrap().unwrap();
    assert_eq!((row.version, row.state.as_str()), (1, "recorded"));
    let audit = tx.audit_of("dose", &id(20).to_string(), 9).await.unwrap();
    assert_eq!(audit.len(), 1);
}

#[tokio::test]
async fn a_reason_without_end_or_in_disguise_is_none() {
    let world = world().await;
    let new = given(20, "comirnaty", "2021-08-01");
    record(&world, &world.clerk(LATE), new).await.unwrap();
    for reason in ["nhập nhầm".repeat(100), "abc\u{202e}cba".to_owned()] {
        let refused = dose::void(&world.registry, &world.head(LATE), id(20), &reason).await;
        assert!(matches!(refused, Err(VoidError::NoReason)));
    }
}

async fn due(world: &World, today: &str) -> Option<NextDose> {
    let mut tx = world.registry.store().read().await.unwrap();
    let person = tx.person(id(10)).await.unwrap().unwrap();
    let doses = tx.doses(id(10)).await.unwrap();
    dose::due(&mut tx, &person, &doses, day(today))
        .await
        .unwrap()
}

#[tokio::test]
async fn what_is_due_counts_the_dose_of_today() {
    let world = world().await;
    let clerk = world.clerk(LATE);
    assert_eq!(due(&world, "2022-06-27").await, None, "nothing to follow");
    let first = given(20, "astrazeneca", "2021-10-23");
    record(&world, &clerk, first).await.unwrap();
    let next = |kind, nth, from| NextDose {
        kind,
        nth,
        from: day(from),
    };
    let second = Some(next(DoseKind::Primary, 2, "2022-06-27"));
    assert_eq!(due(&world, "2022-06-27").await, second);
    let today = given(21, "comirnaty", "2022-06-27");
    record(&world, &clerk, today).await.unwrap();
    let booster = Some(next(DoseKind::Booster, 1, "2022-09-27"));
    for asked in ["2022-06-27", "2022-06-28", "2022-08-01"] {
        assert_eq!(due(&world, asked).await, booster, "{asked}");
    }
    let late = Some(next(DoseKind::Booster, 1, "2022-12-01"));
    assert_eq!(due(&world, "2022-12-01").await, late);
}

#[tokio::test]
async fn a_voided_dose_stays_and_counts_no_more() {
    let world = world().await;
    record(
        &world,
        &world.clerk(LATE),
        given(20, "comirnaty", "2021-08-01"),
    )
    .await
    .unwrap();
    let head = world.head(LATE);
    let silent = dose::void(&world.registry, &head, id(20), "").await;
    assert!(matches!(silent, Err(VoidError::NoReason)));
    let nobody = dose::void(&world.registry, &world.nobody(LATE), id(20), "x").await;
    assert!(matches!(nobody, Err(VoidError::NotAllowed(_))));
    dose::void(&world.registry, &head, id(20), "nhập nhầm người")
        .await
        .unwrap();
    dose::void(&world.registry, &head, id(20), "nhập nhầm người")
        .await
        .unwrap();
    assert_eq!(counted(&world).await, (0, 0));
    record(
        &world,
        &world.clerk(LATE),
        given(21, "comirnaty", "2021-08-01"),
    )
    .await
    .unwrap();
    assert_eq!(counted(&world).await, (1, 1));
}

#[tokio::test]
async fn a_dose_from_abroad_counts_for_the_schedule() {
    let world = world().await;
    let clerk = world.clerk(LATE);
    let mut abroad = given(20, "comirnaty", "2021-06-01");
    abroad.facility = None;
    abroad.country = "DE".to_owned();
    abroad.source = Source::Abroad;
    record(&world, &clerk, abroad).await.unwrap();
    record(&world, &clerk, given(21, "comirnaty", "2021-08-22"))
        .await
        .unwrap();
    let second = world
        .registry
        .store()
        .read()
        .await
        .unwrap()
        .dose(id(21))
        .await
        .unwrap();
    assert_eq!(second.unwrap().ordinal, 2);
}
