//! Tokens of partners.

use khien_store::{StoreError, TokenRow};

use crate::examples::{account, at, id};
use crate::support::TestStore;

fn token(number: u128) -> TokenRow {
    TokenRow {
        id: id(number),
        secret_hash: vec![9; 32],
        account_id: id(1),
        name: "Sổ tiêm điện tử".to_owned(),
        acts: "api_dose_record api_figure_read".to_owned(),
        per_minute: 600,
        made_by: id(2),
        created_at: at(i64::try_from(number).unwrap()),
        expires_at: at(600),
        used_at: None,
    }
}

async fn a_token_is_found_by_its_id(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_account(&account(1, "partner")).await.unwrap();
    tx.insert_account(&account(2, "operator")).await.unwrap();
    tx.insert_token(&token(10)).await.unwrap();
    tx.insert_token(&token(11)).await.unwrap();
    assert_eq!(tx.token(id(10)).await.unwrap(), Some(token(10)));
    assert_eq!(tx.token(id(12)).await.unwrap(), None);
    assert_eq!(tx.tokens(id(1)).await.unwrap(), [token(11), token(10)]);
    assert_eq!(tx.tokens(id(2)).await.unwrap(), []);
    let again = tx.insert_token(&token(10)).await;
    assert!(matches!(again, Err(StoreError::Exists(_))));
}

async fn a_token_is_used_until_it_is_ended(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_account(&account(1, "partner")).await.unwrap();
    tx.insert_account(&account(2, "operator")).await.unwrap();
    tx.insert_token(&token(10)).await.unwrap();
    assert_eq!(tx.touch_token(id(10), at(60)).await.unwrap(), 1);
    let row = tx.token(id(10)).await.unwrap().unwrap();
    assert_eq!((row.used_at, row.expires_at), (Some(at(60)), at(600)));
    assert_eq!(tx.end_token(id(10), at(70)).await.unwrap(), 1);
    assert_eq!(tx.end_token(id(10), at(80)).await.unwrap(), 0);
    assert_eq!(tx.touch_token(id(10), at(80)).await.unwrap(), 0);
    let row = tx.token(id(10)).await.unwrap().unwrap();
    assert_eq!((row.used_at, row.expires_at), (Some(at(60)), at(70)));
}

on_both_engines! {
    a_token_is_found_by_its_id,
    a_token_is_used_until_it_is_ended,
}
