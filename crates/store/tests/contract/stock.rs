//! Facilities, lots, vials.

use khien_store::{StockMoveRow, StoreError};

use crate::examples::{at, day, facility, ground, id, lot};
use crate::support::TestStore;

async fn the_balance_is_what_came_less_what_went(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_lot(&lot(40, "ABX1")).await.unwrap();
    for (number, kind, vials) in [(50, "receipt", 20), (51, "used", -3), (52, "wastage", -1)] {
        let row = StockMoveRow {
            id: id(number),
            facility_code: "34001".to_owned(),
            lot_id: id(40),
            session_id: None,
            kind: kind.to_owned(),
            vials,
            other_facility: None,
            answers: None,
            reason: None,
            paper: Some("PX 12".to_owned()),
            moved_on: day("2021-09-10"),
            moved_by: id(1),
            created_at: at(i64::try_from(number).unwrap()),
        };
        tx.insert_stock_move(&row).await.unwrap();
    }
    assert_eq!(tx.balance("34001", id(40)).await.unwrap(), 16);
    assert_eq!(tx.balance("34001", id(41)).await.unwrap(), 0);
    assert_eq!(tx.wrong_balances().await.unwrap(), 0);
    assert_eq!(tx.lot_holders(id(40)).await.unwrap(), ["34001"]);
    assert_eq!(tx.stock_move(id(51)).await.unwrap().unwrap().vials, -3);
    let used = tx.vials_used("34001", day("2021-09-10"), day("2021-09-11"));
    let used = used.await.unwrap();
    assert_eq!((used[0].vials, used[0].doses, used.len()), (3, 30, 1));
    let balances = tx.balances("34001").await.unwrap();
    assert_eq!(balances.len(), 1);
    assert_eq!((balances[0].vials, balances[0].lot_id), (16, id(40)));
    let moves = tx.stock_moves("34001", 2).await.unwrap();
    assert_eq!(
        moves.iter().map(|row| row.vials).collect::<Vec<_>>(),
        [-1, -3]
    );
}

async fn a_transfer_is_under_way_until_it_arrives_once(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_facility(&facility("34002")).await.unwrap();
    tx.insert_lot(&lot(40, "ABX1")).await.unwrap();
    let sent = StockMoveRow {
        id: id(50),
        facility_code: "34001".to_owned(),
        lot_id: id(40),
        session_id: None,
        kind: "transfer_out".to_owned(),
        vials: -5,
        other_facility: Some("34002".to_owned()),
        answers: None,
        reason: None,
        paper: None,
        moved_on: day("2021-09-10"),
        moved_by: id(1),
        created_at: at(0),
    };
    assert_eq!(tx.insert_stock_move(&sent).await.unwrap(), -5);
    assert_eq!(
        tx.transfers_under_way("34002").await.unwrap(),
        std::slice::from_ref(&sent)
    );
    let arrived = |number| StockMoveRow {
        id: id(number),
        facility_code: "34002".to_owned(),
        kind: "transfer_in".to_owned(),
        vials: 5,
        other_facility: Some("34001".to_owned()),
        answers: Some(id(50)),
        ..sent.clone()
    };
    assert_eq!(tx.insert_stock_move(&arrived(51)).await.unwrap(), 5);
    assert!(tx.transfers_under_way("34002").await.unwrap().is_empty());
    let again = tx.insert_stock_move(&arrived(52)).await;
    assert!(matches!(again, Err(StoreError::Exists(_))));
}

async fn a_lot_is_found_by_product_and_number(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_lot(&lot(40, "ABX1")).await.unwrap();
    assert_eq!(tx.lot(id(40)).await.unwrap(), Some(lot(40, "ABX1")));
    assert_eq!(
        tx.lot_by_number("AZ", "ABX1").await.unwrap(),
        Some(lot(40, "ABX1"))
    );
    assert!(tx.lot_by_number("PF", "ABX1").await.unwrap().is_none());
    let (was, longer) = (Some(day("2021-12-31")), Some(day("2022-03-31")));
    assert!(!tx.set_lot_expiry(id(40), longer, None).await.unwrap());
    assert!(tx.set_lot_expiry(id(40), longer, was).await.unwrap());
    assert!(!tx.set_lot_expiry(id(40), longer, was).await.unwrap());
    assert_eq!(tx.lot(id(40)).await.unwrap().unwrap().expires_on, longer);
    assert!(tx.set_lot_expiry(id(40), None, longer).await.unwrap());
    assert!(tx.set_lot_expiry(id(40), longer, None).await.unwrap());
}

async fn facilities_come_in_the_order_of_their_codes(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    for code in ["34002", "34001", "34003"] {
        tx.insert_facility(&facility(code)).await.unwrap();
    }
    let codes = |rows: Vec<khien_store::FacilityRow>| -> Vec<String> {
        rows.into_iter().map(|row| row.code).collect()
    };
    assert_eq!(
        codes(tx.facilities("", 2).await.unwrap()),
        ["34001", "34002"]
    );
    assert_eq!(codes(tx.facilities("34002", 2).await.unwrap()), ["34003"]);
    let near = tx.facilities_in_commune("12688").await.unwrap();
    assert_eq!(codes(near), ["34001", "34002", "34003"]);
    assert!(tx.facilities_in_commune("00001").await.unwrap().is_empty());
    let mut row = tx.facility("34001").await.unwrap().unwrap();
    row.closed_on = Some(day("2022-06-30"));
    assert!(tx.update_facility(&row).await.unwrap());
    assert!(!tx.update_facility(&row).await.unwrap());
}

on_both_engines!(
    a_transfer_is_under_way_until_it_arrives_once,
    the_balance_is_what_came_less_what_went,
    a_lot_is_found_by_product_and_number,
    facilities_come_in_the_order_of_their_codes,
);
