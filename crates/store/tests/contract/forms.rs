//! Forms of passports as rows.

use khien_store::{CertificateFormRow, StoreError, Tx};

use crate::certificates::{certificate, ended, revoked, two_people};
use crate::examples::{at, id};
use crate::support::TestStore;

/// Asked for by account 1 and not yet looked at.
fn asked(number: u128, person: u128, form: &str) -> CertificateFormRow {
    CertificateFormRow {
        id: id(number),
        person_id: id(person),
        form: form.to_owned(),
        asked_by: id(1),
        asked_at: at(i64::try_from(number).unwrap()),
        certificate_id: None,
        content: None,
        code: None,
        given_at: None,
        fault: None,
    }
}

fn given(number: u128, person: u128, form: &str, of: u128) -> CertificateFormRow {
    CertificateFormRow {
        certificate_id: Some(id(of)),
        content: Some(vec![2; 32]),
        code: Some("shc:/56".to_owned()),
        given_at: Some(at(90)),
        ..asked(number, person, form)
    }
}

async fn insert(tx: &mut Tx, row: CertificateFormRow) -> Result<(), StoreError> {
    tx.insert_certificate_forms(&[row]).await
}

async fn with_a_passport(tx: &mut Tx) {
    two_people(tx).await;
    tx.insert_certificates(&[certificate(60, 2, 10)])
        .await
        .unwrap();
}

async fn what_waits_is_settled_once(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    with_a_passport(&mut tx).await;
    insert(&mut tx, asked(100, 2, "shc")).await.unwrap();
    insert(&mut tx, asked(101, 2, "ddcc")).await.unwrap();
    let row = given(100, 2, "shc", 60);
    assert!(tx.settle_certificate_form(&row).await.unwrap());
    assert!(!tx.settle_certificate_form(&row).await.unwrap());
    let refused = CertificateFormRow {
        fault: Some("vaccine".to_owned()),
        ..asked(101, 2, "ddcc")
    };
    assert!(tx.settle_certificate_form(&refused).await.unwrap());
    assert!(!tx.settle_certificate_form(&refused).await.unwrap());
    let found = tx.certificate_forms(&[id(3), id(2)]).await.unwrap();
    assert!(found == [refused, row]);
}

async fn one_waits_at_a_time_and_a_passport_has_each_once(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    with_a_passport(&mut tx).await;
    insert(&mut tx, asked(100, 2, "shc")).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = test.store.write().await.unwrap();
    let twice = insert(&mut tx, asked(101, 2, "shc")).await;
    assert!(matches!(twice, Err(StoreError::Exists(_))));
    drop(tx);
    let mut tx = test.store.write().await.unwrap();
    insert(&mut tx, given(102, 2, "ddcc", 60)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = test.store.write().await.unwrap();
    let twice = insert(&mut tx, given(103, 2, "ddcc", 60)).await;
    assert!(matches!(twice, Err(StoreError::Exists(_))));
}

async fn of_each_form_the_last_is_told(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    with_a_passport(&mut tx).await;
    tx.end_certificate(&ended(60, Some(61))).await.unwrap();
    tx.insert_certificates(&[certificate(61, 2, 10)])
        .await
        .unwrap();
    insert(&mut tx, given(100, 2, "shc", 60)).await.unwrap();
    let next = given(101, 2, "shc", 61);
    insert(&mut tx, next.clone()).await.unwrap();
    assert!(tx.certificate_forms(&[id(2)]).await.unwrap() == [next]);
    assert!(tx.certificate_forms(&[id(3)]).await.unwrap().is_empty());
}

/// Only of passports of which a card was given, and only as long as they are revoked.
async fn revoked_cards_are_told(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    let row = revoked(&mut tx).await;
    insert(&mut tx, given(100, 2, "ddcc", 60)).await.unwrap();
    assert_eq!(tx.revoked_cards(at(500)).await.unwrap(), []);
    insert(&mut tx, given(101, 2, "shc", 60)).await.unwrap();
    let told = [(row.kid.clone(), row.hash.clone())];
    assert_eq!(tx.revoked_cards(at(500)).await.unwrap(), told);
    assert_eq!(tx.revoked_cards(row.expires_at).await.unwrap(), []);
    let whose = (id(1), at(501));
    assert!(tx.withdraw_revocation(id(60), whose, "nhầm").await.unwrap());
    assert_eq!(tx.revoked_cards(at(502)).await.unwrap(), []);
}

on_both_engines!(
    what_waits_is_settled_once,
    one_waits_at_a_time_and_a_passport_has_each_once,
    of_each_form_the_last_is_told,
    revoked_cards_are_told,
);
