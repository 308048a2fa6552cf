//! Doses and recovered cases.

use khien_store::{RecoveredCaseRow, StoreError};

use crate::counts::delta;
use crate::examples::{at, audit, day, dose, ground, id, person};
use crate::support::TestStore;

async fn a_dose_is_read_as_written(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_dose(&dose(10, 2)).await.unwrap();
    assert!(tx.dose(id(10)).await.unwrap() == Some(dose(10, 2)));
    assert!(tx.doses(id(2)).await.unwrap() == [dose(10, 2)]);
}

async fn a_dose_comes_with_its_count_and_its_entry_or_not_at_all(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    let (one, counted) = (dose(10, 2), delta(20, 1, 1));
    tx.insert_counted_dose(&one, &counted, &audit(30, 0))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = test.store.write().await.unwrap();
    let (twin, counted) = (dose(11, 2), delta(21, 1, 1));
    let refused = tx.insert_counted_dose(&twin, &counted, &audit(31, 1)).await;
    assert!(matches!(refused, Err(StoreError::Exists(_))));
    drop(tx);
    let mut tx = test.store.read().await.unwrap();
    assert!(tx.doses(id(2)).await.unwrap() == [one]);
    assert_eq!(tx.count_total().await.unwrap(), 1);
    assert!(tx.unsealed(10).await.unwrap() == [audit(30, 0)]);
}

async fn one_product_twice_on_a_day_is_refused_unless_one_is_voided(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_dose(&dose(10, 2)).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = test.store.write().await.unwrap();
    let refused = tx.insert_dose(&dose(11, 2)).await;
    assert!(matches!(refused, Err(StoreError::Exists(_))));
    drop(tx);

    let mut tx = test.store.write().await.unwrap();
    let mut first = tx.dose(id(10)).await.unwrap().unwrap();
    first.state = "voided".to_owned();
    assert!(tx.update_dose(&first).await.unwrap());
    tx.insert_dose(&dose(11, 2)).await.unwrap();
    assert_eq!(tx.doses(id(2)).await.unwrap().len(), 2);
}

async fn doses_are_counted_by_day_without_the_voided(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    for (number, given_on, state) in [
        (10, "2021-09-15", "recorded"),
        (11, "2021-10-15", "signed"),
        (12, "2021-10-16", "voided"),
        (13, "2021-11-01", "recorded"),
    ] {
        let mut row = dose(number, 2);
        row.given_on = day(given_on);
        row.state = state.to_owned();
        tx.insert_dose(&row).await.unwrap();
    }
    let entered = tx
        .doses_entered("34001", day("2021-09-01"), day("2021-11-01"))
        .await
        .unwrap();
    assert_eq!(entered, [(day("2021-09-15"), 1), (day("2021-10-15"), 1)]);
    assert_eq!(
        tx.doses_of_facility("34001", day("2021-10-16"))
            .await
            .unwrap()
            .len(),
        1
    );
}

async fn doses_of_many_come_person_by_person(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_people(&[person(3), person(4)]).await.unwrap();
    let mut voided = dose(11, 2);
    voided.state = "voided".to_owned();
    let mut first = dose(12, 3);
    first.given_on = day("2021-08-01");
    let rows = [
        dose(10, 2),
        voided.clone(),
        dose(13, 3),
        first.clone(),
        dose(14, 4),
    ];
    tx.insert_doses(&rows).await.unwrap();
    let read = tx.doses_of_people(&[id(3), id(2), id(9)]).await.unwrap();
    assert!(read == [dose(10, 2), voided, first, dose(13, 3)]);
    assert_eq!(tx.doses(id(2)).await.unwrap().len(), 2, "voided ones too");
    assert!(tx.doses_of_people(&[]).await.unwrap().is_empty());
}

async fn one_dose_that_is_there_keeps_all_out(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_dose(&dose(10, 2)).await.unwrap();
    let mut other = dose(11, 2);
    other.product_code = "BBIBP".to_owned();
    let refused = tx.insert_doses(&[other, dose(12, 2)]).await;
    assert!(matches!(refused, Err(StoreError::Exists(_))));
}

async fn a_dose_of_nobody_is_refused(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    let refused = tx.insert_dose(&dose(10, 77)).await;
    assert!(matches!(refused, Err(StoreError::Missing(_))));
}

async fn a_case_is_entered_once(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    let case = |number| RecoveredCaseRow {
        id: id(number),
        person_id: id(2),
        commune_code: "12688".to_owned(),
        positive_on: day("2022-02-01"),
        recovered_on: None,
        test: "rapid".to_owned(),
        entered_by: id(1),
        created_at: at(0),
    };
    tx.insert_recovered_case(&case(20)).await.unwrap();
    assert!(tx.recovered_cases(id(2)).await.unwrap() == [case(20)]);
    assert!(tx.recovered_in_commune("12688", 9).await.unwrap() == [case(20)]);
    let cases = tx.recovered_cases_of_people(&[id(2), id(3)]).await;
    assert!(cases.unwrap() == [case(20)]);
    tx.insert_person(&person(3)).await.unwrap();
    assert!(tx.move_recovered_case(id(20), id(3)).await.unwrap());
    assert!(tx.recovered_cases(id(2)).await.unwrap().is_empty());
    assert!(tx.move_recovered_case(id(20), id(2)).await.unwrap());
    assert!(tx.recovered_case(id(20)).await.unwrap() == Some(case(20)));
    let again = tx.insert_recovered_case(&case(21)).await;
    assert!(matches!(again, Err(StoreError::Exists(_))));
}

on_both_engines!(
    a_dose_is_read_as_written,
    a_dose_comes_with_its_count_and_its_entry_or_not_at_all,
    one_product_twice_on_a_day_is_refused_unless_one_is_voided,
    doses_are_counted_by_day_without_the_voided,
    doses_of_many_come_person_by_person,
    one_dose_that_is_there_keeps_all_out,
    a_dose_of_nobody_is_refused,
    a_case_is_entered_once,
);
