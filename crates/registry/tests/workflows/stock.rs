//! Vaccine comes, goes, is sent, written off; never less than nothing unseen.

use khien_domain::WastageReason;
use khien_domain::rights::{Role, Scope};
use khien_registry::stock::{self, Arrival, LotError, LotExpiry, NewLot, StockError, Vials, Waste};

use crate::desks::{actor, by, day, in_station, lot, moved, vials};
use crate::support::{HOSPITAL, STATION, World, id};

const NOON: &str = "2021-09-15T05:00:00Z";

async fn stocked() -> World {
    let world = World::new().await;
    lot(&world, 40, "FK0112", "2021-12-31", 20).await;
    world
}

#[tokio::test]
async fn a_lot_is_entered_once_with_the_doses_usual_for_its_product() {
    let world = stocked().await;
    let mut tx = world.registry.store().read().await.unwrap();
    let row = tx.lot(id(40)).await.unwrap().unwrap();
    assert_eq!((row.number.as_str(), row.doses_per_vial), ("FK0112", 6));
    drop(tx);
    let mut new = NewLot {
        id: id(50),
        facility: STATION.to_owned(),
        product: "comirnaty".to_owned(),
        number: "Lô fk0112".to_owned(),
        expires_on: None,
        doses_per_vial: Some(6),
    };
    let again = stock::add_lot(&world.registry, &world.head(NOON), &new).await;
    assert!(matches!(again, Err(LotError::Known(known)) if known == id(40)));
    new.number = "31/12/2021".to_owned();
    let date = stock::add_lot(&world.registry, &world.head(NOON), &new).await;
    assert!(matches!(date, Err(LotError::Number(_))), "{date:?}");
    new.product = "covaxin".to_owned();
    new.number = "FK0113".to_owned();
    let unknown = stock::add_lot(&world.registry, &world.head(NOON), &new).await;
    assert!(matches!(unknown, Err(LotError::NoProduct)));
    new.product = "comirnaty".to_owned();
    let nobody = stock::add_lot(&world.registry, &world.nobody(NOON), &new).await;
    assert!(matches!(nobody, Err(LotError::NotAllowed(_))));
}

#[tokio::test]
async fn receipts_are_counted_once_and_an_expired_lot_is_not_received() {
    let world = stocked().await;
    let head = world.head(NOON);
    let order = moved(51, 40, 5, "2021-09-15");
    stock::receive(&world.registry, &head, &order)
        .await
        .unwrap();
    stock::receive(&world.registry, &head, &order)
        .await
        .unwrap();
    assert_eq!(vials(&world, id(40)).await, 25);
    let tomorrow = moved(52, 40, 5, "2021-09-16");
    let early = stock::receive(&world.registry, &head, &tomorrow).await;
    assert!(matches!(early, Err(StockError::InFuture)));
    let nothing = moved(52, 40, 0, "2021-09-15");
    let nothing = stock::receive(&world.registry, &head, &nothing).await;
    assert!(matches!(nothing, Err(StockError::NoVials)));
    let late = "2022-01-02T05:00:00Z";
    let expired = moved(52, 40, 5, "2022-01-01");
    let expired = stock::receive(&world.registry, &world.head(late), &expired).await;
    assert!(matches!(expired, Err(StockError::Expired(last)) if last == day("2021-12-31")));
    let nobody = stock::receive(&world.registry, &world.nobody(NOON), &order).await;
    assert!(matches!(nobody, Err(StockError::NotAllowed(_))));
}

fn broken(vials: &Vials) -> Waste<'_> {
    Waste {
        vials,
        reason: WastageReason::Broken,
        note: "",
    }
}

#[tokio::test]
async fn no_more_goes_than_is_there_unless_somebody_with_the_right_says_why() {
    let world = stocked().await;
    let mut order = moved(51, 40, 21, "2021-09-15");
    let refused = stock::waste(&world.registry, &world.head(NOON), broken(&order)).await;
    assert!(matches!(refused, Err(StockError::NotEnough { there: 20 })));
    order.shortfall = "nhập kho chưa kịp ghi".to_owned();
    let clerk = stock::waste(&world.registry, &world.clerk(NOON), broken(&order)).await;
    assert!(matches!(clerk, Err(StockError::NotAllowed(_))), "{clerk:?}");
    assert_eq!(vials(&world, id(40)).await, 20);
    stock::waste(&world.registry, &world.head(NOON), broken(&order))
        .await
        .unwrap();
    assert_eq!(vials(&world, id(40)).await, -1);
    let mut tx = world.registry.store().read().await.unwrap();
    let subject = format!("{STATION} {}", id(40));
    let done = tx.audit_of("stock", &subject, 9).await.unwrap();
    assert!(done[0].after.as_deref().unwrap().contains("chưa kịp ghi"));
}

#[tokio::test]
async fn wastage_keeps_its_reason() {
    let world = stocked().await;
    let head = world.head(NOON);
    let order = moved(51, 40, 2, "2021-09-15");
    let waste = |reason, note| Waste {
        vials: &order,
        reason,
        note,
    };
    let opened = stock::waste(&world.registry, &head, waste(WastageReason::LeftOver, "x")).await;
    assert!(matches!(opened, Err(StockError::OfOpenedVials)));
    let silent = stock::waste(&world.registry, &head, waste(WastageReason::Other, " ")).await;
    assert!(matches!(silent, Err(StockError::NoReason)));
    stock::waste(
        &world.registry,
        &head,
        waste(WastageReason::HeatExposed, "mất điện"),
    )
    .await
    .unwrap();
    let shown = stock::read(&world.registry, &head, STATION).await.unwrap();
    assert_eq!(shown.balances[0].vials, 18);
    assert_eq!(
        shown.moves[0].reason.as_deref(),
        Some("heat_exposed: mất điện")
    );
}

fn arrival(number: u128, vials: u32, reason: &str) -> Arrival {
    Arrival {
        id: id(number),
        sent: id(51),
        facility: HOSPITAL.to_owned(),
        vials,
        on: day("2021-09-15"),
        reason: reason.to_owned(),
    }
}

#[tokio::test]
async fn what_is_sent_arrives_once_and_less_of_it_with_a_reason() {
    let world = stocked().await;
    let head = world.head(NOON);
    let order = moved(51, 40, 8, "2021-09-15");
    let here = stock::send(&world.registry, &head, &order, STATION).await;
    assert!(matches!(here, Err(StockError::SameFacility)));
    for _ in 0..2 {
        stock::send(&world.registry, &head, &order, HOSPITAL)
            .await
            .unwrap();
    }
    assert_eq!(vials(&world, id(40)).await, 12);

    let hospital = actor(Role::FacilityHead, Scope::Facility(HOSPITAL.to_owned()));
    let desk = by(&world, &hospital, Some(HOSPITAL), NOON);
    let refused = stock::arrive(&world.registry, &head, &arrival(52, 8, "")).await;
    assert!(matches!(refused, Err(StockError::NotAllowed(_))));
    let more = stock::arrive(&world.registry, &desk, &arrival(52, 9, "")).await;
    assert!(matches!(more, Err(StockError::MoreThanSent { sent: 8 })));
    let silent = stock::arrive(&world.registry, &desk, &arrival(52, 7, "")).await;
    assert!(matches!(silent, Err(StockError::NoReason)));
    for _ in 0..2 {
        stock::arrive(&world.registry, &desk, &arrival(52, 7, "vỡ một lọ"))
            .await
            .unwrap();
    }
    let again = stock::arrive(&world.registry, &desk, &arrival(53, 1, "x")).await;
    assert!(matches!(again, Err(StockError::NotUnderWay)));
    let shown = stock::read(&world.registry, &desk, HOSPITAL).await.unwrap();
    assert_eq!(shown.balances[0].vials, 7);
    assert!(shown.under_way.is_empty());
}

#[tokio::test]
async fn vials_go_back_also_when_they_expired() {
    let world = stocked().await;
    let late = "2022-01-05T05:00:00Z";
    let head = world.head(late);
    let order = moved(51, 40, 20, "2022-01-05");
    let expired = stock::send(&world.registry, &head, &order, HOSPITAL).await;
    assert!(matches!(expired, Err(StockError::Expired(_))));
    let silent = stock::give_back(&world.registry, &head, &order, "").await;
    assert!(matches!(silent, Err(StockError::NoReason)));
    stock::give_back(&world.registry, &head, &order, "hết hạn")
        .await
        .unwrap();
    assert_eq!(vials(&world, id(40)).await, 0);
    let shown = stock::read(&world.registry, &head, STATION).await.unwrap();
    assert!(shown.balances.is_empty());
}

#[tokio::test]
async fn the_ministry_extends_a_lot_and_the_facility_only_while_it_alone_has_it() {
    let world = stocked().await;
    let wanted = |seen, expires| LotExpiry {
        lot: id(40),
        seen: Some(day(seen)),
        expires_on: Some(day(expires)),
        reason: "công văn gia hạn",
    };
    stock::set_expiry(
        &world.registry,
        &world.head(NOON),
        wanted("2021-12-31", "2021-11-30"),
    )
    .await
    .unwrap();
    let order = Vials {
        paper: String::new(),
        ..moved(51, 40, 8, "2021-09-15")
    };
    stock::send(&world.registry, &world.head(NOON), &order, HOSPITAL)
        .await
        .unwrap();
    let hospital = actor(Role::FacilityHead, Scope::Facility(HOSPITAL.to_owned()));
    let desk = by(&world, &hospital, Some(HOSPITAL), NOON);
    stock::arrive(&world.registry, &desk, &arrival(52, 8, ""))
        .await
        .unwrap();
    let late = stock::set_expiry(
        &world.registry,
        &world.head(NOON),
        wanted("2021-11-30", "2022-02-28"),
    )
    .await;
    assert!(matches!(late, Err(LotError::NotAllowed(_))), "{late:?}");
    let ministry = actor(Role::PreventiveMedicine, Scope::Nation);
    let desk = by(&world, &ministry, None, NOON);
    let stale = wanted("2021-12-31", "2022-02-28");
    let stale = stock::set_expiry(&world.registry, &desk, stale).await;
    assert!(matches!(stale, Err(LotError::Changed)));
    stock::set_expiry(&world.registry, &desk, wanted("2021-11-30", "2022-02-28"))
        .await
        .unwrap();
}

#[tokio::test]
async fn stock_is_shown_to_those_of_the_facility_only() {
    let world = stocked().await;
    let shown = stock::read(&world.registry, &world.nobody(NOON), STATION).await;
    assert!(shown.is_err());
    let vaccinator = in_station(Role::Vaccinator);
    let desk = by(&world, &vaccinator, Some(STATION), NOON);
    stock::read(&world.registry, &desk, STATION).await.unwrap();
    let elsewhere = stock::read(&world.registry, &desk, HOSPITAL).await;
    assert!(elsewhere.is_err());
}
