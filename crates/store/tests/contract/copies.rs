//! The whole database into a file and back, also onto the other engine.

use khien_store::{CopyError, Store, TABLES};

use crate::examples::{at, audit, dose, ground, id, job, person};
use crate::support::{self, TestStore};

/// Rows of many kinds; the guardian's row lies behind the child's, as it does after a change.
async fn some_rows(store: &Store) {
    let mut tx = store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_dose(&dose(10, 2)).await.unwrap();
    tx.insert_job(&job(1, 0)).await.unwrap();
    tx.insert_audit(&audit(5, 0)).await.unwrap();
    let mut guardian = person(70);
    tx.insert_person(&guardian).await.unwrap();
    let mut child = person(71);
    child.guardian_id = Some(id(70));
    child.id_number = None;
    tx.insert_person(&child).await.unwrap();
    guardian.workplace = Some("Nhà máy".to_owned());
    guardian.updated_at = at(7);
    assert!(tx.update_person(&guardian).await.unwrap());
    tx.commit().await.unwrap();
}

async fn a_backup_fills_either_engine(test: TestStore) {
    some_rows(&test.store).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.db");
    let copied = test.store.backup(&file).await.unwrap();
    let rows = |table: &str| {
        copied
            .rows
            .iter()
            .find(|(name, _)| *name == table)
            .unwrap()
            .1
    };
    assert_eq!(
        (rows("person"), rows("dose"), rows("audit_entry")),
        (3, 1, 1)
    );

    let backup = Store::open(&format!("sqlite:{}", file.display()))
        .await
        .unwrap();
    for target in [support::sqlite().await, support::postgres().await] {
        assert_eq!(target.store.restore(&backup).await.unwrap(), copied);
        let mut before = test.store.read().await.unwrap();
        let mut after = target.store.read().await.unwrap();
        for number in [70, 71] {
            let (was, is) = (
                before.person(id(number)).await,
                after.person(id(number)).await,
            );
            assert!(was.unwrap() == is.unwrap());
        }
        let (was, is) = (before.dose(id(10)).await, after.dose(id(10)).await);
        assert!(was.unwrap() == is.unwrap());
        let (was, is) = (before.unsealed(9).await, after.unsealed(9).await);
        assert!(was.unwrap() == is.unwrap());
    }
}

async fn a_restore_refuses_a_database_with_rows_and_changes_nothing(test: TestStore) {
    some_rows(&test.store).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.db");
    test.store.backup(&file).await.unwrap();
    let backup = Store::open(&format!("sqlite:{}", file.display()))
        .await
        .unwrap();
    let refused = test.store.restore(&backup).await;
    assert!(
        matches!(refused, Err(CopyError::NotEmpty("facility"))),
        "{refused:?}"
    );
    let mut tx = test.store.read().await.unwrap();
    assert!(tx.person(id(70)).await.unwrap().is_some());
}

async fn a_backup_writes_over_nothing(test: TestStore) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.db");
    test.store.backup(&file).await.unwrap();
    let again = test.store.backup(&file).await;
    assert!(matches!(again, Err(CopyError::FileExists)), "{again:?}");
}

async fn every_table_is_copied(test: TestStore) {
    let known = crate::schema::tables(&test).await;
    let copied = TABLES.iter().map(ToString::to_string).collect();
    assert_eq!(known, copied);
}

on_both_engines!(
    a_backup_fills_either_engine,
    a_restore_refuses_a_database_with_rows_and_changes_nothing,
    a_backup_writes_over_nothing,
    every_table_is_copied,
);
