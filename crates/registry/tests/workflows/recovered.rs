//! Recovered cases are the commune's.

use khien_domain::rights::Role;
use khien_domain::schedule::StopCode;
use khien_registry::dose::{self, NewDose, RecordError, Source};
use khien_registry::recovered::{self, EnterError, ListError, NewCase, RecoveredTest};

use crate::desks::{actor, by, day, enter, in_commune, in_station};
use crate::support::{COMMUNE, STATION, World, id};

const NOON: &str = "2021-11-15T05:00:00Z";

fn case(number: u128, positive: &str, recovered: Option<&str>) -> NewCase {
    NewCase {
        id: id(number),
        person: id(10),
        positive_on: day(positive),
        recovered_on: recovered.map(day),
        test: RecoveredTest::Pcr,
    }
}

#[tokio::test]
async fn the_station_of_the_commune_enters_a_case_once() {
    let world = World::new().await;
    enter(&world, 10, "Trần Thị Hoa", "1980-01-01").await;
    let station = in_commune(Role::CommuneStation);
    let desk = by(&world, &station, Some(STATION), NOON);
    let first = case(20, "2021-09-01", Some("2021-09-20"));
    for _ in 0..2 {
        recovered::enter(&world.registry, &desk, &first)
            .await
            .unwrap();
    }
    let twin = case(21, "2021-09-01", None);
    let twin = recovered::enter(&world.registry, &desk, &twin).await;
    assert!(matches!(twin, Err(EnterError::Known)));
    for wrong in [
        case(21, "2021-11-16", None),
        case(21, "2021-10-02", Some("2021-10-01")),
        case(21, "2021-11-14", Some("2021-11-16")),
    ] {
        let wrong = recovered::enter(&world.registry, &desk, &wrong).await;
        assert!(matches!(wrong, Err(EnterError::Days)));
    }
    let shown = recovered::list(&world.registry, &desk, COMMUNE, 9).await;
    let shown = shown.unwrap();
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0].person.full_name, "Trần Thị Hoa");
}

#[tokio::test]
async fn nobody_else_enters_or_sees_one() {
    let world = World::new().await;
    enter(&world, 10, "Trần Thị Hoa", "1980-01-01").await;
    let first = case(20, "2021-09-01", None);
    let neighbour = actor(
        Role::CommuneStation,
        khien_domain::rights::Scope::Commune("12712".to_owned()),
    );
    let facility = in_station(Role::CommuneStation);
    for who in [
        world.clerk(NOON),
        world.head(NOON),
        world.nobody(NOON),
        by(&world, &neighbour, Some(STATION), NOON),
        by(&world, &facility, Some(STATION), NOON),
    ] {
        let refused = recovered::enter(&world.registry, &who, &first).await;
        assert!(matches!(refused, Err(EnterError::NotAllowed(_))));
        let refused = recovered::list(&world.registry, &who, COMMUNE, 9).await;
        assert!(matches!(refused, Err(ListError::NotAllowed(_))));
    }
}

#[tokio::test]
async fn a_case_moves_the_day_of_the_next_dose() {
    let world = World::new().await;
    enter(&world, 10, "Trần Thị Hoa", "1980-01-01").await;
    let station = in_commune(Role::CommuneStation);
    let desk = by(&world, &station, None, NOON);
    let first = case(20, "2021-09-01", Some("2021-09-20"));
    recovered::enter(&world.registry, &desk, &first)
        .await
        .unwrap();
    let new = NewDose {
        id: id(30),
        person: id(10),
        product: "comirnaty".to_owned(),
        lot: None,
        lot_number: "FK0112".to_owned(),
        facility: Some(STATION.to_owned()),
        session: None,
        import: None,
        country: "VN".to_owned(),
        given_on: day("2021-11-15"),
        kind: None,
        ordinal: None,
        source: Source::BackEntry,
        overridden: None,
    };
    let stopped = dose::record(&world.registry, &world.clerk(NOON), new).await;
    let Err(RecordError::Stopped(stops)) = stopped else {
        panic!("it was not stopped");
    };
    assert!(
        stops
            .iter()
            .any(|stop| stop.kind() == StopCode::RecoveredTooRecently)
    );
}
