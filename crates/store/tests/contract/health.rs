//! Whether the database says of itself what is true.

use crate::examples::{at, audit, dose, ground, job};
use crate::support::TestStore;

async fn a_new_database_is_sound(test: TestStore) {
    let health = test.store.health().await.unwrap();
    assert!(health.is_sound(), "{health:?}");
}

async fn a_dose_that_nobody_counted_and_a_failed_job_are_seen(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_dose(&dose(10, 2)).await.unwrap();
    tx.insert_job(&job(1, 0)).await.unwrap();
    let claimed = tx.claim_job("long", at(0), at(60), at(999)).await.unwrap();
    tx.end_job(
        &claimed.unwrap(),
        "failed",
        Some("unreadable"),
        at(0),
        at(0),
    )
    .await
    .unwrap();
    tx.insert_audit(&audit(5, 0)).await.unwrap();
    tx.commit().await.unwrap();
    let health = test.store.health().await.unwrap();
    assert!(!health.is_sound());
    assert_eq!((health.doses_counted, health.doses_recounted), (0, 1));
    assert_eq!((health.jobs_failed, health.entries_unsealed), (1, 1));
}

on_both_engines!(
    a_new_database_is_sound,
    a_dose_that_nobody_counted_and_a_failed_job_are_seen,
);
