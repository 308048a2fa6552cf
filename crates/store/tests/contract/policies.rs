//! Policies that somebody set.

use khien_store::PolicyRow;

use crate::examples::day;
use crate::support::TestStore;

fn watch(from: &str, minutes: &str) -> PolicyRow {
    PolicyRow {
        key: "observation_minutes".to_owned(),
        valid_from: day(from),
        valid_to: None,
        value: minutes.to_owned(),
        source: "1734/QĐ-BYT".to_owned(),
    }
}

async fn a_policy_has_one_value_for_each_day_it_begins(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    let (first, later) = (watch("2021-03-08", "30"), watch("2022-01-01", "15"));
    for row in [&later, &first] {
        tx.set_policy(row).await.unwrap();
    }
    assert_eq!(tx.policies().await.unwrap(), [first.clone(), later]);
    let mended = watch("2022-01-01", "20");
    tx.set_policy(&mended).await.unwrap();
    assert_eq!(tx.policies().await.unwrap(), [first, mended]);
}

on_both_engines!(a_policy_has_one_value_for_each_day_it_begins);
