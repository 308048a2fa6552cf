//! People and the verdict ledger.

use khien_store::{PersonMergeRow, StoreError, VerdictRow};

use crate::examples::{at, ground, id, person};
use crate::support::TestStore;

async fn a_person_is_read_as_written(test: TestStore) {
    let row = person(1);
    let mut tx = test.store.write().await.unwrap();
    tx.insert_person(&row).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = test.store.read().await.unwrap();
    assert!(tx.person(row.id).await.unwrap() == Some(row));
    assert!(tx.person(id(9)).await.unwrap().is_none());
}

async fn what_is_not_committed_never_was(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_person(&person(1)).await.unwrap();
    drop(tx);
    let mut tx = test.store.read().await.unwrap();
    assert!(tx.person(id(1)).await.unwrap().is_none());
}

async fn the_second_of_two_changes_is_refused(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_person(&person(1)).await.unwrap();
    let read = tx.person(id(1)).await.unwrap().unwrap();
    let mut first = read.clone();
    first.full_name = "Trần Văn Ân".to_owned();
    assert!(tx.update_person(&first).await.unwrap());
    let mut second = read;
    second.phone = None;
    assert!(!tx.update_person(&second).await.unwrap());
    let kept = tx.person(id(1)).await.unwrap().unwrap();
    assert_eq!((kept.full_name.as_str(), kept.version), ("Trần Văn Ân", 2));
    assert!(kept.phone.is_some());
}

async fn people_are_found_by_number_phone_and_name(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    let mut other = person(2);
    other.full_name = "Trần Văn Anh".to_owned();
    other.folded_name = "tran van anh".to_owned();
    other.call_name = "anh tran van".to_owned();
    other.old_number = Some("151234567".to_owned());
    other.date_of_birth = Some("1991".to_owned());
    let mut merged = person(3);
    merged.state = "merged".to_owned();
    merged.merged_into = Some(id(1));
    for row in [person(1), other, merged] {
        tx.insert_person(&row).await.unwrap();
    }
    let ids = |rows: Vec<khien_store::PersonRow>| -> Vec<u128> {
        rows.iter().map(|row| row.id.as_u128()).collect()
    };
    assert_eq!(
        ids(tx.people_with_number("034090000001", 9).await.unwrap()),
        [1]
    );
    assert_eq!(
        ids(tx.people_with_number("151234567", 9).await.unwrap()),
        [2]
    );
    assert!(ids(tx.people_with_number("034090000003", 9).await.unwrap()).is_empty());
    assert_eq!(
        ids(tx.people_with_phone("0912345678", 9).await.unwrap()),
        [1, 2]
    );
    let named = tx
        .people_named("tran van an", "tran van ao", None, 9)
        .await
        .unwrap();
    assert_eq!(ids(named), [1, 2]);
    let named = tx
        .people_named("tran van an", "tran van ao", None, 1)
        .await
        .unwrap();
    assert_eq!(ids(named), [1]);
    let born = tx
        .people_named("tran", "tranz", Some("1991"), 9)
        .await
        .unwrap();
    assert_eq!(ids(born), [2], "registered with the year, found by it");
    for (asked, found) in [
        ("1990", vec![1]),
        ("1990-08-05", vec![1]),
        ("1991-03-02", vec![2]),
    ] {
        let born = tx
            .people_named("tran", "tranz", Some(asked), 9)
            .await
            .unwrap();
        assert_eq!(ids(born), found, "{asked}");
    }
    assert_eq!(
        ids(tx.people_called("anh", "anhz", None, 9).await.unwrap()),
        [2]
    );
    assert_eq!(ids(tx.merged_into(id(1)).await.unwrap()), [3]);
}

async fn residents_come_page_by_page_in_the_order_of_call_names(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    for (number, call, identity) in [
        (1, "binh", "verified"),
        (2, "an", "mismatch"),
        (3, "an", "verified"),
    ] {
        let mut row = person(number);
        row.call_name = call.to_owned();
        row.identity = identity.to_owned();
        tx.insert_person(&row).await.unwrap();
    }
    let first = tx.residents("12688", None, "", id(0), 2).await.unwrap();
    assert_eq!(
        first.iter().map(|row| row.id).collect::<Vec<_>>(),
        [id(2), id(3)]
    );
    let next = tx.residents("12688", None, "an", id(3), 2).await.unwrap();
    assert_eq!(next.iter().map(|row| row.id).collect::<Vec<_>>(), [id(1)]);
    let wrong = tx
        .residents("12688", Some("mismatch"), "", id(0), 9)
        .await
        .unwrap();
    assert_eq!(wrong.len(), 1);
    let counts = tx.identity_counts("12688").await.unwrap();
    assert_eq!(
        counts,
        [("mismatch".to_owned(), 1), ("verified".to_owned(), 2)]
    );
}

async fn a_child_hangs_on_its_guardian(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_person(&person(1)).await.unwrap();
    let mut child = person(2);
    child.id_number = None;
    child.guardian_id = Some(id(1));
    tx.insert_person(&child).await.unwrap();
    assert!(tx.children(id(1)).await.unwrap() == [child]);
}

fn verdict(number: u128, seconds: i64) -> VerdictRow {
    VerdictRow {
        id: id(number),
        person_id: id(1),
        asked_at: at(seconds),
        asked_by: None,
        model: "2026-11".to_owned(),
        snapshot: "abc".to_owned(),
        sent: "{}".to_owned(),
        class: "mismatch".to_owned(),
        id_state: Some("ok".to_owned()),
        name_state: Some("ok".to_owned()),
        date_of_birth_state: Some("differs".to_owned()),
        sex_state: None,
        commune_state: None,
        band: "automatic".to_owned(),
        probability: 0.999_25,
        reason: "number_equal_fields_differ".to_owned(),
        explanation: String::new(),
    }
}

async fn answers_of_the_register_come_the_newest_first(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_person(&person(1)).await.unwrap();
    tx.insert_verdict(&verdict(10, 0)).await.unwrap();
    tx.insert_verdict(&verdict(11, 5)).await.unwrap();
    assert!(tx.verdicts(id(1), 9).await.unwrap() == [verdict(11, 5), verdict(10, 0)]);
    assert!(tx.verdicts(id(1), 1).await.unwrap() == [verdict(11, 5)]);
    assert!(tx.verdicts(id(1), 1).await.unwrap() == [verdict(11, 5)]);
    // Those about a record that was joined to a joined one, too.
    for (loser, survivor, answer) in [(2, 1, 12), (3, 2, 13)] {
        let mut joined = person(loser);
        joined.state = "merged".to_owned();
        joined.merged_into = Some(id(survivor));
        tx.insert_person(&joined).await.unwrap();
        let mut about = verdict(answer, i64::try_from(answer).unwrap());
        about.person_id = id(loser);
        tx.insert_verdict(&about).await.unwrap();
    }
    let all = tx.verdicts(id(1), 9).await.unwrap();
    let ids: Vec<_> = all.iter().map(|row| row.id.as_u128()).collect();
    assert_eq!(ids, [13, 12, 11, 10]);
    let last = (all[1].asked_at, all[1].id);
    let rest = tx.verdicts_before(id(1), last, 9).await.unwrap();
    assert!(rest == all[2..]);
}

async fn a_person_is_locked_and_read(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_person(&person(1)).await.unwrap();
    assert!(tx.lock_person(id(1)).await.unwrap() == Some(person(1)));
    assert!(tx.lock_person(id(9)).await.unwrap().is_none());
    tx.insert_person(&person(2)).await.unwrap();
    let locked = tx.lock_people(&[id(2), id(9), id(1)]).await.unwrap();
    assert!(locked == [person(1), person(2)]);
    let read = tx.people_by_ids(&[id(2), id(9), id(1)]).await.unwrap();
    assert!(read == locked);
}

async fn many_people_are_entered_and_found_together(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    let mut rows: Vec<_> = (1..=600).map(person).collect();
    rows[1].old_number = Some("151234567".to_owned());
    rows[2].state = "merged".to_owned();
    rows[2].merged_into = Some(id(1));
    rows[3].full_name = "O\"Neil \\".to_owned();
    rows[3].folded_name = "o\"neil \\".to_owned();
    tx.insert_people(&rows).await.unwrap();
    assert!(tx.person(id(600)).await.unwrap().as_ref() == rows.last());

    let texts = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let numbers = texts(&[
        "034090000001",
        "151234567",
        "034090000003",
        "\"'",
        "034090000005",
    ]);
    let mut found = tx.people_with_numbers(&numbers, 9).await.unwrap();
    found.sort_by_key(|row| row.id);
    assert!(found == [rows[0].clone(), rows[1].clone(), rows[4].clone()]);

    let pair = |name: &str, born: &str| (name.to_owned(), born.to_owned());
    let pairs = [
        pair("tran van an", "1990-08-05"),
        pair("tran van an", "1991-08-05"),
        pair("o\"neil \\", "1990-08-05"),
    ];
    let found = tx.people_named_and_born(&pairs, 2).await.unwrap();
    let mut ids: Vec<_> = found.iter().map(|row| row.id.as_u128()).collect();
    ids.sort_unstable();
    assert_eq!(ids, [1, 2, 4], "the first two of each name, by id");
}

async fn one_person_in_the_way_keeps_all_out(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_person(&person(2)).await.unwrap();
    let refused = tx.insert_people(&[person(1), person(2)]).await;
    assert!(matches!(refused, Err(StoreError::Exists(_))));
}

async fn many_answers_are_kept_together(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_person(&person(1)).await.unwrap();
    let rows: Vec<_> = (10..40).map(|number| verdict(number, 0)).collect();
    tx.insert_verdicts(&rows).await.unwrap();
    let kept = tx.verdicts(id(1), 99).await.unwrap();
    assert!(kept.iter().rev().eq(&rows));
}

async fn a_record_is_joined_to_one_other_until_it_is_split(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_person(&person(3)).await.unwrap();
    let merge = |number| PersonMergeRow {
        id: id(number),
        survivor_id: id(2),
        loser_id: id(3),
        moved: "{}".to_owned(),
        reason: "một người".to_owned(),
        merged_by: id(1),
        merged_at: at(0),
        split_by: None,
        split_at: None,
    };
    tx.insert_person_merge(&merge(60)).await.unwrap();
    assert_eq!(tx.merge_of_loser(id(3)).await.unwrap(), Some(merge(60)));
    assert!(tx.end_person_merge(id(60), id(1), at(5)).await.unwrap());
    assert!(!tx.end_person_merge(id(60), id(1), at(6)).await.unwrap());
    assert_eq!(tx.merge_of_loser(id(3)).await.unwrap(), None);
    let split = tx.person_merge(id(60)).await.unwrap().unwrap();
    assert_eq!((split.split_by, split.split_at), (Some(id(1)), Some(at(5))));
    tx.insert_person_merge(&merge(61)).await.unwrap();
    assert_eq!(tx.merges_of_survivor(id(2)).await.unwrap().len(), 2);
    let twice = tx.insert_person_merge(&merge(62)).await;
    assert!(matches!(twice, Err(StoreError::Exists(_))));
}

on_both_engines!(
    a_person_is_locked_and_read,
    a_record_is_joined_to_one_other_until_it_is_split,
    a_person_is_read_as_written,
    what_is_not_committed_never_was,
    the_second_of_two_changes_is_refused,
    people_are_found_by_number_phone_and_name,
    many_people_are_entered_and_found_together,
    one_person_in_the_way_keeps_all_out,
    many_answers_are_kept_together,
    residents_come_page_by_page_in_the_order_of_call_names,
    a_child_hangs_on_its_guardian,
    answers_of_the_register_come_the_newest_first,
);
