//! Jobs.

use crate::examples::{at, id, job};
use crate::support::TestStore;

async fn the_job_due_the_longest_is_taken_first_and_only_once(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    for row in [job(1, 20), job(2, 10)] {
        tx.insert_job(&row).await.unwrap();
    }
    tx.insert_jobs(&[job(3, 1_000), job(2, 0)]).await.unwrap();
    let first = tx.claim_job(at(30), at(90)).await.unwrap().unwrap();
    assert_eq!(
        (first.id, first.state.as_str(), first.attempts),
        (id(2), "running", 1)
    );
    assert_eq!(
        tx.claim_job(at(30), at(90)).await.unwrap().unwrap().id,
        id(1)
    );
    assert!(tx.claim_job(at(30), at(90)).await.unwrap().is_none());
}

async fn the_job_of_a_lost_worker_is_taken_again(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_job(&job(1, 0)).await.unwrap();
    tx.claim_job(at(0), at(60)).await.unwrap().unwrap();
    assert_eq!(
        tx.progress_job(id(1), 3, 10, at(120), at(50))
            .await
            .unwrap(),
        1
    );
    assert!(tx.claim_job(at(61), at(130)).await.unwrap().is_none());
    let again = tx.claim_job(at(120), at(180)).await.unwrap().unwrap();
    assert_eq!(
        (again.attempts, again.done_steps, again.all_steps),
        (2, 3, 10)
    );
}

async fn a_job_that_ended_is_not_taken_and_one_put_off_is(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_job(&job(1, 0)).await.unwrap();
    tx.claim_job(at(0), at(60)).await.unwrap().unwrap();
    tx.end_job(id(1), "waiting", Some("register_away"), at(300), at(1))
        .await
        .unwrap();
    assert!(tx.claim_job(at(299), at(400)).await.unwrap().is_none());
    tx.claim_job(at(300), at(400)).await.unwrap().unwrap();
    tx.end_job(id(1), "done", None, at(300), at(301))
        .await
        .unwrap();
    assert!(tx.claim_job(at(9_999), at(10_000)).await.unwrap().is_none());
    let read = tx.job(id(1)).await.unwrap().unwrap();
    assert_eq!((read.state.as_str(), read.fault), ("done", None));
    assert_eq!(tx.jobs_about(id(500)).await.unwrap().len(), 1);
    assert_eq!(
        tx.progress_job(id(1), 4, 10, at(0), at(0)).await.unwrap(),
        0
    );
}

/// Rows that are locked by one worker are passed over by the other; SQLite has one writer.
#[tokio::test]
async fn two_workers_at_once_take_two_jobs() {
    let test = crate::support::postgres().await;
    let mut tx = test.store.write().await.unwrap();
    tx.insert_job(&job(1, 0)).await.unwrap();
    tx.insert_job(&job(2, 0)).await.unwrap();
    tx.commit().await.unwrap();
    let mut one = test.store.write().await.unwrap();
    let mut other = test.store.write().await.unwrap();
    let first = one.claim_job(at(1), at(60)).await.unwrap().unwrap();
    let second = other.claim_job(at(1), at(60)).await.unwrap().unwrap();
    assert_ne!(first.id, second.id);
}

on_both_engines!(
    the_job_due_the_longest_is_taken_first_and_only_once,
    the_job_of_a_lost_worker_is_taken_again,
    a_job_that_ended_is_not_taken_and_one_put_off_is,
);
