//! Accounts, roles, logins.

use khien_store::{AssignmentRow, LoginRow, StoreError};

use crate::examples::{account, at, id};
use crate::support::TestStore;

async fn an_account_is_found_by_id_login_and_national_login(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    let mut row = account(1, "lan");
    row.openid_issuer = Some("https://login.example.vn".to_owned());
    row.openid_subject = Some("abc".to_owned());
    tx.insert_account(&row).await.unwrap();
    assert!(tx.account(id(1)).await.unwrap() == Some(row.clone()));
    assert!(tx.account_by_login("lan").await.unwrap() == Some(row.clone()));
    let by_subject = tx
        .account_by_openid("https://login.example.vn", "abc")
        .await
        .unwrap();
    assert!(by_subject == Some(row));
    assert!(tx.account_by_login("Lan").await.unwrap().is_none());
}

async fn a_login_name_is_given_once(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_account(&account(1, "lan")).await.unwrap();
    tx.insert_account(&account(2, "hoa")).await.unwrap();
    assert_eq!(tx.accounts("hoa", 9).await.unwrap().len(), 1);
    let again = tx.insert_account(&account(3, "lan")).await;
    assert!(matches!(again, Err(StoreError::Exists(_))));
}

async fn a_role_ends_and_begins_again(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_account(&account(1, "lan")).await.unwrap();
    let role = AssignmentRow {
        id: id(5),
        account_id: id(1),
        role: "clerk".to_owned(),
        scope_kind: "facility".to_owned(),
        scope_code: "34001".to_owned(),
        until: None,
    };
    tx.insert_assignment(&role).await.unwrap();
    assert_eq!(
        tx.assignments(id(1)).await.unwrap(),
        std::slice::from_ref(&role)
    );
    assert_eq!(tx.end_assignment(id(5), at(9)).await.unwrap(), 1);
    assert_eq!(tx.assignments(id(1)).await.unwrap()[0].until, Some(at(9)));
    assert_eq!(tx.end_assignment(id(5), at(10)).await.unwrap(), 0);
    tx.insert_assignment(&role).await.unwrap();
    assert_eq!(tx.assignments(id(1)).await.unwrap(), [role]);
}

async fn a_login_lives_until_it_is_ended(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_account(&account(1, "lan")).await.unwrap();
    let login = LoginRow {
        token_hash: vec![9; 32],
        account_id: id(1),
        begun_at: at(0),
        seen_at: at(0),
        expires_at: at(600),
    };
    tx.insert_login(&login).await.unwrap();
    assert!(tx.login(&[9; 32]).await.unwrap() == Some(login));
    assert!(tx.login(&[8; 32]).await.unwrap().is_none());
    tx.touch_login(&[9; 32], at(60), at(660)).await.unwrap();
    assert_eq!(
        tx.login(&[9; 32]).await.unwrap().unwrap().expires_at,
        at(660)
    );
    assert_eq!(tx.end_logins(id(1), at(70)).await.unwrap(), 1);
    assert_eq!(
        tx.login(&[9; 32]).await.unwrap().unwrap().expires_at,
        at(70)
    );
}

on_both_engines!(
    an_account_is_found_by_id_login_and_national_login,
    a_login_name_is_given_once,
    a_role_ends_and_begins_again,
    a_login_lives_until_it_is_ended,
);
