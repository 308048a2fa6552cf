//! What the store says when something is wrong.

use khien_store::{EngineKind, Store, StoreError};

use crate::examples::{account, id, person};
use crate::support::{self, TestStore};

async fn a_row_of_the_same_id_exists(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_person(&person(1)).await.unwrap();
    let again = tx.insert_person(&person(1)).await;
    assert!(matches!(again, Err(StoreError::Exists(_))));
}

async fn messages_hold_no_value_of_a_row(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    let mut row = person(1);
    row.sex = Some("Nguyễn Thị Bí Mật".to_owned());
    let refused = tx.insert_person(&row).await.unwrap_err();
    assert!(matches!(refused, StoreError::Unexpected(_)));
    assert!(!refused.to_string().contains("Bí Mật"), "{refused}");
}

async fn a_reader_cannot_write(test: TestStore) {
    let mut tx = test.store.read().await.unwrap();
    let refused = tx.insert_person(&person(1)).await.unwrap_err();
    assert!(matches!(refused, StoreError::Full(_)), "{refused}");
}

async fn a_second_store_sees_what_the_first_wrote(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_person(&person(1)).await.unwrap();
    tx.commit().await.unwrap();
    test.store.close().await;
    let again = Store::open(&test.address).await.unwrap();
    again.check_schema().await.unwrap();
    assert!(
        again
            .read()
            .await
            .unwrap()
            .person(id(1))
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(again.kind(), test.store.kind());
}

async fn migrating_twice_changes_nothing(test: TestStore) {
    assert_eq!(test.store.migrate().await.unwrap(), 0);
    test.store.check_schema().await.unwrap();
}

#[tokio::test]
async fn an_empty_database_is_refused_until_it_is_migrated() {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite:{}", folder.path().join("new.db").display());
    for address in [sqlite, support::empty_postgres().await] {
        let store = Store::open(&address).await.unwrap();
        assert!(matches!(
            store.check_schema().await,
            Err(StoreError::Schema(_))
        ));
        assert!(store.migrate().await.unwrap() > 0);
        store.check_schema().await.unwrap();
    }
}

#[tokio::test]
async fn an_address_of_no_engine_is_refused() {
    for address in ["", "mysql://x", "registry.db"] {
        assert!(
            matches!(Store::open(address).await, Err(StoreError::Address)),
            "{address:?}"
        );
    }
    assert_ne!(EngineKind::Sqlite, EngineKind::Postgres);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unreachable() {
    let refused = Store::open("postgres://nobody@127.0.0.1:9/none").await;
    assert!(matches!(refused, Err(StoreError::Unreachable(_))));
}

async fn a_look_sees_what_is_committed_and_nothing_else(test: TestStore) {
    let mut writer = test.store.write().await.unwrap();
    writer.insert_account(&account(1, "lan")).await.unwrap();
    let mut look = test.store.look().await.unwrap();
    assert!(look.account(id(1)).await.unwrap().is_none());
    writer.commit().await.unwrap();
    drop(look);
    let mut look = test.store.look().await.unwrap();
    assert!(look.account(id(1)).await.unwrap().is_some());
}

on_both_engines!(
    a_look_sees_what_is_committed_and_nothing_else,
    a_row_of_the_same_id_exists,
    messages_hold_no_value_of_a_row,
    a_reader_cannot_write,
    a_second_store_sees_what_the_first_wrote,
    migrating_twice_changes_nothing,
);
