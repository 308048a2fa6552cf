//! Jobs.

use khien_store::{JobRow, Tx};

use crate::examples::{at, id, job};
use crate::support::TestStore;

/// Further away than anything waits here.
const FAR: i64 = 1_000_000;

async fn claim(tx: &mut Tx, now: i64, until: i64) -> Option<JobRow> {
    let claimed = tx.claim_job("long", at(now), at(until), at(now + FAR));
    claimed.await.unwrap()
}

async fn the_job_due_the_longest_is_taken_first_and_only_once(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    for row in [job(1, 20), job(2, 10)] {
        tx.insert_job(&row).await.unwrap();
    }
    tx.insert_jobs(&[job(3, 1_000), job(2, 0)]).await.unwrap();
    let first = claim(&mut tx, 30, 90).await.unwrap();
    assert_eq!(
        (first.id, first.state.as_str(), first.attempts),
        (id(2), "running", 1)
    );
    assert_eq!(claim(&mut tx, 30, 90).await.unwrap().id, id(1));
    assert!(claim(&mut tx, 30, 90).await.is_none());
}

async fn the_job_of_a_lost_worker_is_taken_again(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_job(&job(1, 0)).await.unwrap();
    let first = claim(&mut tx, 0, 60).await.unwrap();
    let kept = tx.progress_job(&first, (3, 10), at(120), at(50));
    assert!(kept.await.unwrap());
    assert!(claim(&mut tx, 61, 130).await.is_none());
    let again = claim(&mut tx, 120, 180).await.unwrap();
    assert_eq!(
        (again.attempts, again.done_steps, again.all_steps),
        (2, 3, 10)
    );
}

async fn a_worker_whose_job_was_taken_can_note_nothing_more(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_job(&job(1, 0)).await.unwrap();
    let lost = claim(&mut tx, 0, 60).await.unwrap();
    let other = claim(&mut tx, 60, 120).await.unwrap();
    let late = tx.progress_job(&lost, (9, 10), at(180), at(61));
    assert!(!late.await.unwrap());
    let late = tx.end_job(&lost, "failed", Some("database"), at(0), at(61));
    assert!(!late.await.unwrap());
    let read = tx.job(id(1)).await.unwrap().unwrap();
    assert_eq!((read.state.as_str(), read.done_steps), ("running", 0));
    let ended = tx.end_job(&other, "done", None, at(0), at(62));
    assert!(ended.await.unwrap());
}

async fn a_job_that_ended_is_not_taken_and_one_put_off_is(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_job(&job(1, 0)).await.unwrap();
    let first = claim(&mut tx, 0, 60).await.unwrap();
    let put_off = tx.end_job(&first, "waiting", Some("register_away"), at(300), at(1));
    assert!(put_off.await.unwrap());
    assert!(claim(&mut tx, 299, 400).await.is_none());
    let second = claim(&mut tx, 300, 400).await.unwrap();
    let ended = tx.end_job(&second, "done", None, at(300), at(301));
    assert!(ended.await.unwrap());
    assert!(claim(&mut tx, 9_999, 10_000).await.is_none());
    let read = tx.job(id(1)).await.unwrap().unwrap();
    assert_eq!((read.state.as_str(), read.fault), ("done", None));
    assert_eq!(tx.jobs_about(id(500)).await.unwrap().len(), 1);
    let late = tx.progress_job(&second, (4, 10), at(0), at(0));
    assert!(!late.await.unwrap());
}

async fn a_lane_has_its_own_jobs(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    let quick = JobRow {
        lane: "quick".to_owned(),
        ..job(2, 10)
    };
    tx.insert_jobs(&[job(1, 0), quick]).await.unwrap();
    let claimed = tx
        .claim_job("quick", at(30), at(90), at(FAR))
        .await
        .unwrap();
    assert_eq!(claimed.unwrap().id, id(2));
    let none = tx
        .claim_job("quick", at(30), at(90), at(FAR))
        .await
        .unwrap();
    assert!(none.is_none(), "the other one is for somebody else");
    assert_eq!(claim(&mut tx, 30, 90).await.unwrap().id, id(1));
}

async fn what_a_wrong_clock_put_off_for_years_is_due(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    for row in [job(1, FAR + 100), job(2, FAR / 2)] {
        tx.insert_job(&row).await.unwrap();
    }
    let waited = claim(&mut tx, 0, 60).await.unwrap();
    assert_eq!(waited.id, id(1));
    assert!(claim(&mut tx, 0, 60).await.is_none(), "that is a plan");
    let later = at(FAR + 100);
    let kept = tx
        .progress_job(&waited, (1, 2), later, at(0))
        .await
        .unwrap();
    assert!(kept);
    let lost = claim(&mut tx, 1, 61).await.unwrap();
    assert_eq!(
        (lost.id, lost.attempts),
        (id(1), 2),
        "nor is it held for years"
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
    let first = claim(&mut one, 1, 60).await.unwrap();
    let second = claim(&mut other, 1, 60).await.unwrap();
    assert_ne!(first.id, second.id);
}

on_both_engines!(
    the_job_due_the_longest_is_taken_first_and_only_once,
    the_job_of_a_lost_worker_is_taken_again,
    a_worker_whose_job_was_taken_can_note_nothing_more,
    a_job_that_ended_is_not_taken_and_one_put_off_is,
    a_lane_has_its_own_jobs,
    what_a_wrong_clock_put_off_for_years_is_due,
);
