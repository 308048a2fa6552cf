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

fn login(expires: i64) -> LoginRow {
    LoginRow {
        token_hash: vec![9; 32],
        account_id: id(1),
        begun_at: at(0),
        seen_at: at(0),
        expires_at: at(expires),
        second_step_due: true,
    }
}

async fn ended_logins_are_cleared(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_account(&account(1, "lan")).await.unwrap();
    tx.insert_login(&login(70)).await.unwrap();
    assert_eq!(tx.clear_ended_logins(at(70)).await.unwrap(), 0);
    assert_eq!(tx.clear_ended_logins(at(71)).await.unwrap(), 1);
    assert!(tx.login(&[9; 32]).await.unwrap().is_none());
}

async fn a_login_lives_until_it_is_ended(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_account(&account(1, "lan")).await.unwrap();
    let login = login(600);
    tx.insert_login(&login).await.unwrap();
    assert!(tx.login(&[9; 32]).await.unwrap() == Some(login));
    assert!(tx.login(&[8; 32]).await.unwrap().is_none());
    assert_eq!(tx.touch_login(&[9; 32], at(60)).await.unwrap(), 1);
    let login = tx.login(&[9; 32]).await.unwrap().unwrap();
    assert_eq!((login.seen_at, login.expires_at), (at(60), at(600)));
    assert_eq!(tx.end_login(&[9; 32], at(70)).await.unwrap(), 1);
    assert_eq!(tx.end_logins(id(1), at(80)).await.unwrap(), 0);
    assert_eq!(tx.touch_login(&[9; 32], at(80)).await.unwrap(), 0);
    let login = tx.login(&[9; 32]).await.unwrap().unwrap();
    assert_eq!((login.seen_at, login.expires_at), (at(60), at(70)));
}

async fn a_locked_account_is_read_as_it_stands(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_account(&account(1, "lan")).await.unwrap();
    assert!(tx.lock_account(id(1)).await.unwrap() == Some(account(1, "lan")));
    assert!(tx.lock_account(id(2)).await.unwrap().is_none());
}

async fn accounts_of_a_scope_are_listed_and_their_roles_end_together(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    for (number, login) in [(1, "lan"), (2, "hoa"), (3, "mai")] {
        tx.insert_account(&account(number, login)).await.unwrap();
        let role = AssignmentRow {
            id: id(10 + number),
            account_id: id(number),
            role: "session_volunteer".to_owned(),
            scope_kind: "session".to_owned(),
            scope_code: if number == 3 { "b" } else { "a" }.to_owned(),
            until: Some(at(100)),
        };
        tx.insert_assignment(&role).await.unwrap();
    }
    let scope = ("session", "a");
    let found = tx.accounts_of_scope(scope, "", 9).await.unwrap();
    let logins: Vec<_> = found.iter().map(|row| row.login.as_str()).collect();
    assert_eq!(logins, ["hoa", "lan"]);
    let rest = tx.accounts_of_scope(scope, "hoa", 9).await.unwrap();
    assert_eq!(rest.len(), 1);
    assert_eq!(tx.end_assignments_of_scope(scope, at(50)).await.unwrap(), 2);
    assert_eq!(tx.end_assignments_of_scope(scope, at(60)).await.unwrap(), 0);
    assert_eq!(tx.assignments(id(3)).await.unwrap()[0].until, Some(at(100)));
}

async fn a_recovery_code_is_used_once(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_account(&account(1, "lan")).await.unwrap();
    for code in [[1; 32], [2; 32], [3; 32]] {
        tx.insert_recovery_code(id(1), &code).await.unwrap();
    }
    for (account, code, good) in [
        (1, [1; 32], true),
        (1, [1; 32], false),
        (2, [2; 32], false),
        (1, [9; 32], false),
    ] {
        let used = tx.use_recovery_code(id(account), &code, at(0)).await;
        assert_eq!(used.unwrap(), good);
    }
    assert_eq!(tx.void_recovery_codes(id(1), at(1)).await.unwrap(), 2);
    assert!(!tx.use_recovery_code(id(1), &[2; 32], at(2)).await.unwrap());
}

on_both_engines!(
    an_account_is_found_by_id_login_and_national_login,
    a_login_name_is_given_once,
    a_role_ends_and_begins_again,
    a_login_lives_until_it_is_ended,
    ended_logins_are_cleared,
    a_locked_account_is_read_as_it_stands,
    accounts_of_a_scope_are_listed_and_their_roles_end_together,
    a_recovery_code_is_used_once,
);
