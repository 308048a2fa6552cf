//! Counters of doses and reported figures.

use khien_store::{DoseDeltaRow, FigureRow, StockMoveRow, StoreError};

use crate::examples::{at, day, facility, ground, id, lot};
use crate::support::TestStore;

pub(crate) fn delta(number: u128, ordinal: i64, doses: i64) -> DoseDeltaRow {
    DoseDeltaRow {
        id: id(number),
        facility_code: "34001".to_owned(),
        commune_code: "12688".to_owned(),
        day: day("2021-09-15"),
        product_code: "AZ".to_owned(),
        kind: "primary".to_owned(),
        ordinal,
        age_group: "18-49".to_owned(),
        sex: "F".to_owned(),
        doses,
    }
}

async fn folding_changes_no_count(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    let rows = [
        delta(1, 1, 1),
        delta(2, 1, 1),
        delta(3, 2, 1),
        delta(4, 1, -1),
    ];
    tx.insert_dose_delta(&rows[0]).await.unwrap();
    tx.insert_dose_deltas(&rows[1..]).await.unwrap();
    assert_eq!(tx.count_total().await.unwrap(), 2);
    assert_eq!(tx.fold_dose_deltas().await.unwrap(), 4);
    assert_eq!(tx.count_total().await.unwrap(), 2);
    assert_eq!(tx.fold_dose_deltas().await.unwrap(), 0);
    tx.insert_dose_delta(&delta(5, 1, 1)).await.unwrap();
    let given = tx
        .doses_counted("34001", day("2021-09-15"), day("2021-09-16"))
        .await
        .unwrap();
    assert_eq!(given, [(day("2021-09-15"), 3)]);
    assert_eq!(tx.fold_dose_deltas().await.unwrap(), 1);
    assert_eq!(tx.count_total().await.unwrap(), 3);
    assert_eq!(tx.recount_total().await.unwrap(), 0);
}

async fn a_figure_is_corrected_by_a_further_row(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    let figure = |number, doses_given, corrects: Option<u128>| FigureRow {
        id: id(number),
        facility_code: "34001".to_owned(),
        day: day("2021-09-15"),
        doses_given,
        corrects: corrects.map(id),
        reason: corrects.map(|_| "đếm thiếu một bàn".to_owned()),
        reported_by: id(1),
        reported_at: at(0),
    };
    tx.insert_figure(&figure(1, 300, None)).await.unwrap();
    tx.insert_figure(&figure(2, 310, Some(1))).await.unwrap();
    tx.insert_figure(&figure(3, 311, Some(2))).await.unwrap();
    let figures = tx
        .figures("34001", day("2021-09-01"), day("2021-10-01"))
        .await
        .unwrap();
    assert_eq!(figures, [figure(3, 311, Some(2))]);
    assert_eq!(
        tx.figure(id(2)).await.unwrap(),
        Some(figure(2, 310, Some(1)))
    );
    let again = tx.insert_figure(&figure(4, 5, None)).await;
    assert!(matches!(again, Err(StoreError::Exists(_))));
}

async fn reported_used_and_entered_stand_side_by_side(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_facility(&facility("34002")).await.unwrap();
    tx.insert_lot(&lot(40, "ABX1")).await.unwrap();
    let figure = |number, on, doses_given, corrects: Option<u128>| FigureRow {
        id: id(number),
        facility_code: "34001".to_owned(),
        day: day(on),
        doses_given,
        corrects: corrects.map(id),
        reason: None,
        reported_by: id(1),
        reported_at: at(0),
    };
    for row in [
        figure(1, "2021-09-15", 300, None),
        figure(2, "2021-09-15", 310, Some(1)),
        figure(3, "2021-09-16", 40, None),
        figure(4, "2021-09-17", 7, None),
    ] {
        tx.insert_figure(&row).await.unwrap();
    }
    for (number, vials) in [(50, -30), (51, 2), (52, -5)] {
        let row = StockMoveRow {
            id: id(number),
            facility_code: "34001".to_owned(),
            lot_id: id(40),
            session_id: None,
            kind: "used".to_owned(),
            vials,
            other_facility: None,
            answers: None,
            reason: None,
            paper: None,
            moved_on: day("2021-09-16"),
            moved_by: id(1),
            created_at: at(0),
        };
        tx.insert_stock_move(&row).await.unwrap();
    }
    tx.insert_dose_delta(&delta(1, 1, 1)).await.unwrap();
    tx.fold_dose_deltas().await.unwrap();
    tx.insert_dose_delta(&delta(2, 1, 1)).await.unwrap();
    let rows = tx
        .figures_by_facility(day("2021-09-15"), day("2021-09-17"))
        .await
        .unwrap();
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.code.as_str(),
                row.days_reported,
                [row.reported, row.vials, row.in_vials, row.entered],
            )
        })
        .collect();
    assert_eq!(
        told,
        [("34001", 2, [350, 33, 330, 2]), ("34002", 0, [0, 0, 0, 0])]
    );
}

on_both_engines!(
    reported_used_and_entered_stand_side_by_side,
    folding_changes_no_count,
    a_figure_is_corrected_by_a_further_row
);
