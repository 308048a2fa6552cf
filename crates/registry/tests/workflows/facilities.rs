//! Facilities are entered, changed, closed.

use khien_domain::rights::{Role, Scope};
use khien_registry::facility::{
    self, ChangeError, CloseError, EnterError, FacilityChange, FacilityClosing, FacilityFault,
    FacilityForm, FacilityKind,
};
use khien_store::FacilityRow;

use crate::desks::{actor, by, day, in_province, lot};
use crate::support::{COMMUNE, STATION, World};

const NOON: &str = "2021-09-15T05:00:00Z";

fn clinic() -> FacilityForm {
    FacilityForm {
        name: " Phòng khám Đa khoa Đông Hưng ".to_owned(),
        kind: FacilityKind::Clinic,
        commune_code: COMMUNE.to_owned(),
        managing_body: String::new(),
    }
}

async fn read(world: &World, code: &str) -> FacilityRow {
    let mut tx = world.registry.store().read().await.unwrap();
    tx.facility(code).await.unwrap().unwrap()
}

#[tokio::test]
async fn the_province_enters_a_facility_once() {
    let world = World::new().await;
    let department = in_province(Role::ProvincialHealthDepartment);
    let desk = by(&world, &department, None, NOON);
    for _ in 0..2 {
        facility::enter(&world.registry, &desk, "34120", &clinic())
            .await
            .unwrap();
    }
    let row = read(&world, "34120").await;
    assert_eq!(row.name, "Phòng khám Đa khoa Đông Hưng");
    let other = FacilityForm {
        name: "Phòng khám khác".to_owned(),
        ..clinic()
    };
    let second = facility::enter(&world.registry, &desk, "34120", &other).await;
    assert!(matches!(second, Err(EnterError::Known)), "{second:?}");
}

#[tokio::test]
async fn what_cannot_be_a_facility_is_refused() {
    let world = World::new().await;
    let ministry = actor(Role::InformationTechnology, Scope::Nation);
    let desk = by(&world, &ministry, None, NOON);
    let with = |change: fn(&mut FacilityForm)| {
        let mut form = clinic();
        change(&mut form);
        form
    };
    for (code, form, fault) in [
        ("3412", clinic(), FacilityFault::Code),
        ("34120 - PK", clinic(), FacilityFault::Code),
        ("99120", clinic(), FacilityFault::Code),
        (
            "34120",
            with(|it| it.name = "  ".to_owned()),
            FacilityFault::NoName,
        ),
        (
            "34120",
            with(|it| it.commune_code = "99999".to_owned()),
            FacilityFault::NoCommune,
        ),
        (
            "34120",
            with(|it| it.commune_code = "34".to_owned()),
            FacilityFault::NoCommune,
        ),
        (
            "34120",
            with(|it| it.managing_body = "bộ quốc phòng".to_owned()),
            FacilityFault::ManagingBody,
        ),
    ] {
        let refused = facility::enter(&world.registry, &desk, code, &form).await;
        assert!(
            matches!(&refused, Err(EnterError::Fault(it)) if *it == fault),
            "{code} {fault:?}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn a_facility_under_a_body_of_its_own_is_not_the_provinces() {
    let world = World::new().await;
    let army = FacilityForm {
        managing_body: "bqp".to_owned(),
        ..clinic()
    };
    let department = in_province(Role::ProvincialHealthDepartment);
    let desk = by(&world, &department, None, NOON);
    let refused = facility::enter(&world.registry, &desk, "34120", &army).await;
    assert!(matches!(refused, Err(EnterError::NotAllowed(_))));
    let body = actor(Role::ManagingBody, Scope::ManagingBody("bqp".to_owned()));
    let desk = by(&world, &body, None, NOON);
    facility::enter(&world.registry, &desk, "34120", &army)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_change_needs_a_reason_the_version_and_the_right_at_both_ends() {
    let world = World::new().await;
    let form = FacilityForm {
        commune_code: "12712".to_owned(),
        ..clinic()
    };
    let wanted = |seen_version, reason| FacilityChange {
        code: STATION,
        form: &form,
        seen_version,
        reason,
    };
    let district = actor(
        Role::DistrictHealthCentre,
        Scope::District("340".to_owned()),
    );
    let desk = by(&world, &district, None, NOON);
    let silent = facility::change(&world.registry, &desk, wanted(1, " ")).await;
    assert!(matches!(silent, Err(ChangeError::NoReason)));
    facility::change(&world.registry, &desk, wanted(1, "dời trụ sở"))
        .await
        .unwrap();
    let late = facility::change(&world.registry, &desk, wanted(1, "dời trụ sở")).await;
    assert!(matches!(late, Err(ChangeError::Changed)));
    let away = FacilityForm {
        commune_code: "00004".to_owned(),
        ..clinic()
    };
    let wanted = FacilityChange {
        code: STATION,
        form: &away,
        seen_version: 2,
        reason: "dời trụ sở",
    };
    let refused = facility::change(&world.registry, &desk, wanted).await;
    assert!(
        matches!(refused, Err(ChangeError::NotAllowed(_))),
        "{refused:?}"
    );
    let mut tx = world.registry.store().read().await.unwrap();
    let done = tx.audit_of("facility", STATION, 9).await.unwrap();
    assert!(done[0].before.as_deref().unwrap().contains(COMMUNE));
    assert!(done[0].after.as_deref().unwrap().contains("12712"));
}

#[tokio::test]
async fn a_facility_with_vaccine_is_not_closed_and_nobody_without_the_right_closes_one() {
    let world = World::new().await;
    let wanted = |seen_version| FacilityClosing {
        code: STATION,
        closed_on: Some(day("2021-10-01")),
        seen_version,
        reason: "sáp nhập",
    };
    let refused = facility::close(&world.registry, &world.clerk(NOON), wanted(1)).await;
    assert!(matches!(refused, Err(CloseError::NotAllowed(_))));
    facility::close(&world.registry, &world.head(NOON), wanted(1))
        .await
        .unwrap();
    let opened = FacilityClosing {
        closed_on: None,
        ..wanted(2)
    };
    facility::close(&world.registry, &world.head(NOON), opened)
        .await
        .unwrap();
    assert_eq!(read(&world, STATION).await.closed_on, None);
    lot(&world, 40, "FK0112", "2021-12-31", 3).await;
    let refused = facility::close(&world.registry, &world.head(NOON), wanted(3)).await;
    assert!(matches!(refused, Err(CloseError::VaccineLeft(1))));
}
