//! Administrative units and policies.

use khien_store::{PolicyRow, UnitRow};

use crate::examples::day;
use crate::support::TestStore;

fn commune(from: &str, to: Option<&str>, name: &str) -> UnitRow {
    UnitRow {
        code: "12688".to_owned(),
        valid_from: day(from),
        valid_to: to.map(day),
        level: "commune".to_owned(),
        name: name.to_owned(),
        district_code: Some("340".to_owned()),
        province_code: "34".to_owned(),
    }
}

async fn a_code_means_what_it_meant_on_the_day(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    let old = commune("2019-01-01", Some("2025-07-01"), "Thị trấn Đông Hưng");
    let new = commune("2025-07-01", None, "Xã Đông Hưng");
    for row in [&old, &new, &old] {
        tx.insert_unit(row).await.unwrap();
    }
    assert_eq!(tx.unit_count().await.unwrap(), 2);
    assert_eq!(
        tx.unit("12688", day("2021-08-01")).await.unwrap(),
        Some(old.clone())
    );
    assert_eq!(
        tx.unit("12688", day("2025-06-30")).await.unwrap(),
        Some(old)
    );
    assert_eq!(
        tx.unit("12688", day("2025-07-01")).await.unwrap(),
        Some(new.clone())
    );
    assert!(tx.unit("12688", day("2018-12-31")).await.unwrap().is_none());
    let on = day("2026-01-01");
    assert_eq!(
        tx.units("34", None, "commune", on).await.unwrap(),
        std::slice::from_ref(&new)
    );
    assert_eq!(
        tx.units("34", Some("340"), "commune", on).await.unwrap(),
        [new]
    );
    assert!(
        tx.units("34", Some("341"), "commune", on)
            .await
            .unwrap()
            .is_empty()
    );
}

async fn a_policy_is_added_once(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    let policy = PolicyRow {
        key: "watch_minutes".to_owned(),
        valid_from: day("2021-03-08"),
        valid_to: None,
        value: "30".to_owned(),
        source: "1734/QĐ-BYT".to_owned(),
    };
    tx.insert_policy(&policy).await.unwrap();
    let other = PolicyRow {
        value: "15".to_owned(),
        ..policy.clone()
    };
    tx.insert_policy(&other).await.unwrap();
    assert_eq!(tx.policies().await.unwrap(), [policy]);
}

on_both_engines!(
    a_code_means_what_it_meant_on_the_day,
    a_policy_is_added_once
);
