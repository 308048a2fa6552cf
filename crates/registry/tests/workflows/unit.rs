//! My unit's people by what is wrong, and the commune's word on who they are.

use khien_domain::rights::{Role, Scope};
use khien_domain::{ConfirmationChannel, IdentityState};
use khien_registry::person::{self, NewPerson, PersonForm};
use khien_registry::session::ConfirmedField;
use khien_registry::unit::{
    self, IdentityError, IdentityWord, Unit, UnitError, UnitFault, UnitQuery, confirm_identity,
};
use uuid::Uuid;

use crate::desks::{actor, by, in_commune};
use crate::merges::give;
use crate::support::{COMMUNE, HOSPITAL, STATION, World, an, id, lan};

const NOON: &str = "2022-02-01T05:00:00Z";

/// The father (right), the mother (wrong birth date), somebody without a number; doses of the first
/// two, the mother's given by the hospital.
async fn world(world: World) -> World {
    let bare = PersonForm {
        id_number: String::new(),
        full_name: "Vũ Văn Bình".to_owned(),
        date_of_birth: "1/2/1980".to_owned(),
        hamlet: "Thôn 3".to_owned(),
        ..an()
    };
    for (number, form) in [(10, an()), (11, lan()), (12, bare)] {
        let new = NewPerson {
            id: id(number),
            form: &form,
            is_another: true,
        };
        person::register(&world.registry, &world.clerk(NOON), new)
            .await
            .unwrap();
    }
    give(&world, 20, 10, "comirnaty", "2021-08-01").await;
    give(&world, 21, 11, "comirnaty", "2021-08-01").await;
    let mut tx = world.registry.store().write().await.unwrap();
    let mut dose = tx.dose(id(21)).await.unwrap().unwrap();
    dose.facility_code = Some(HOSPITAL.to_owned());
    assert!(tx.update_dose(&dose).await.unwrap());
    tx.commit().await.unwrap();
    world
}

async fn people_are_counted_and_listed_by_fault(empty: World) {
    let world = world(empty).await;
    let station = in_commune(Role::CommuneStation);
    let desk = by(&world, &station, Some(STATION), NOON);
    let unit = Unit::Commune(COMMUNE);
    let counts = unit::counts(&world.registry, &desk, unit).await.unwrap();
    assert_eq!(
        (counts.people, counts.faulty, counts.unconfirmed),
        (3, 2, 2)
    );
    assert_eq!(counts.fields.get("date_of_birth"), Some(&1));
    assert_eq!(counts.identity.get("verified"), Some(&1));
    let list = async |fault| {
        let query = UnitQuery {
            fault,
            limit: 25,
            ..UnitQuery::default()
        };
        let lines = unit::people(&world.registry, &desk, unit, query).await;
        let lines = lines.unwrap();
        lines
            .iter()
            .map(|line| line.person.id.as_u128())
            .collect::<Vec<_>>()
    };
    assert_eq!(list(None).await, [10, 12, 11]);
    assert_eq!(list(Some(UnitFault::Field("date_of_birth"))).await, [11]);
    let wrong = UnitFault::Identity(IdentityState::Mismatch);
    assert_eq!(list(Some(wrong)).await, [11]);
    assert_eq!(list(Some(UnitFault::Unconfirmed)).await, [10, 11]);
    let here = unit::counts(&world.registry, &desk, Unit::Facility(STATION)).await;
    assert_eq!(here.unwrap().people, 1);
    let named = unit::hamlets(&world.registry, &desk, COMMUNE).await;
    assert_eq!(named.unwrap(), ["Thôn 3"]);
}

async fn a_resident_s_doses_are_seen_wherever_they_were_given(empty: World) {
    let world = world(empty).await;
    let station = in_commune(Role::CommuneStation);
    let desk = by(&world, &station, Some(STATION), NOON);
    let query = UnitQuery {
        after: Some(("binh vu van", id(12))),
        limit: 1,
        ..UnitQuery::default()
    };
    let lines = unit::people(&world.registry, &desk, Unit::Commune(COMMUNE), query).await;
    let lines = lines.unwrap();
    assert_eq!(lines[0].person.id, id(11));
    assert_eq!(lines[0].doses[0].facility_code.as_deref(), Some(HOSPITAL));
    assert!(lines[0].confirmed.is_none());
}

fn word(number: u128, refused: &[ConfirmedField]) -> IdentityWord<'_> {
    IdentityWord {
        id: id(number),
        person: id(11),
        seen_version: 1,
        channel: ConfirmationChannel::ReadAloud,
        refused,
    }
}

async fn the_commune_has_the_last_word(empty: World) {
    let world = world(empty).await;
    let station = in_commune(Role::CommuneStation);
    let desk = by(&world, &station, Some(STATION), NOON);
    let wrong = [ConfirmedField::DateOfBirth];
    let first = word(700, &wrong);
    for _ in 0..2 {
        confirm_identity(&world.registry, &desk, first)
            .await
            .unwrap();
    }
    let later = by(&world, &station, Some(STATION), "2022-02-02T05:00:00Z");
    confirm_identity(&world.registry, &later, word(701, &[]))
        .await
        .unwrap();
    let query = UnitQuery {
        limit: 25,
        ..UnitQuery::default()
    };
    let lines = unit::people(&world.registry, &later, Unit::Commune(COMMUNE), query).await;
    let lines = lines.unwrap();
    let line = lines.iter().find(|line| line.person.id == id(11)).unwrap();
    let confirmed = line.confirmed.as_ref().unwrap();
    assert_eq!((confirmed.id, confirmed.refused.as_str()), (id(701), ""));
    assert!(line.said.is_none());
}

async fn others_neither_confirm_nor_see_the_list(empty: World) {
    let world = world(empty).await;
    let unit = Unit::Commune(COMMUNE);
    let clerk = world.clerk(NOON);
    let refused = confirm_identity(&world.registry, &clerk, word(700, &[])).await;
    assert!(matches!(refused, Err(IdentityError::NotAllowed(_))));
    let neighbour = actor(Role::CommuneStation, Scope::Commune("12712".to_owned()));
    let neighbour = by(&world, &neighbour, None, NOON);
    let refused = confirm_identity(&world.registry, &neighbour, word(700, &[])).await;
    assert!(matches!(refused, Err(IdentityError::NotAllowed(_))));
    let query = UnitQuery {
        limit: 25,
        ..UnitQuery::default()
    };
    let list = unit::people(&world.registry, &neighbour, unit, query).await;
    assert!(matches!(list, Err(UnitError::NotAllowed(_))));
    let nowhere = unit::counts(&world.registry, &clerk, Unit::Facility("nowhere")).await;
    assert!(matches!(nowhere, Err(UnitError::NoUnit)));
    let station = in_commune(Role::CommuneStation);
    let desk = by(&world, &station, Some(STATION), NOON);
    let old = IdentityWord {
        seen_version: 7,
        ..word(700, &[])
    };
    let old = confirm_identity(&world.registry, &desk, old).await;
    assert!(matches!(old, Err(IdentityError::Changed)));
    let nobody = IdentityWord {
        person: Uuid::from_u128(99),
        ..word(700, &[])
    };
    let nobody = confirm_identity(&world.registry, &desk, nobody).await;
    assert!(matches!(nobody, Err(IdentityError::NoPerson)));
}

on_both_engines!(
    people_are_counted_and_listed_by_fault,
    a_resident_s_doses_are_seen_wherever_they_were_given,
    the_commune_has_the_last_word,
    others_neither_confirm_nor_see_the_list,
);
