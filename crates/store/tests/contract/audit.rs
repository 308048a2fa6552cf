//! Audit entries, chain, checkpoints.

use jiff::Timestamp;
use khien_store::{AuditFilter, ChainEnd, CheckpointRow, Moment, StoreError, Tx};
use sqlx::{Connection, PgConnection, SqliteConnection};
use uuid::Uuid;

use crate::examples::{at, audit, id};
use crate::support::TestStore;

/// Reads on even numbers; from 16 on, the program's own about doses at a facility.
async fn ten_entries(tx: &mut Tx) {
    for number in 10..20 {
        let mut row = audit(number, i64::try_from(number).unwrap());
        if number % 2 == 0 {
            "person_read".clone_into(&mut row.act);
        }
        if number > 15 {
            row.actor = None;
            "34001".clone_into(&mut row.place);
            "dose".clone_into(&mut row.subject_kind);
        }
        tx.insert_audit(&row).await.unwrap();
    }
}

async fn entries_are_found_by_act_account_thing_place_and_time(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ten_entries(&mut tx).await;
    let all = AuditFilter {
        before: id(100),
        window: 100,
        act: None,
        actor: None,
        kind: None,
        place: None,
        from: at(0),
        until: at(1000),
        limit: 100,
    };
    let cases = [
        (all, vec![19, 18, 17, 16, 15, 14, 13, 12, 11, 10]),
        (AuditFilter { limit: 2, ..all }, vec![19, 18]),
        (
            AuditFilter {
                before: id(12),
                ..all
            },
            vec![11, 10],
        ),
        (AuditFilter { window: 3, ..all }, vec![19, 18, 17]),
        (
            AuditFilter {
                act: Some("person_read"),
                ..all
            },
            vec![18, 16, 14, 12, 10],
        ),
        (
            AuditFilter {
                actor: Some(id(1)),
                before: id(12),
                ..all
            },
            vec![11, 10],
        ),
        (
            AuditFilter {
                kind: Some("dose"),
                limit: 1,
                ..all
            },
            vec![19],
        ),
        (
            AuditFilter {
                place: Some("34001"),
                ..all
            },
            vec![19, 18, 17, 16],
        ),
        (
            AuditFilter {
                from: at(12),
                until: at(14),
                ..all
            },
            vec![13, 12],
        ),
    ];
    for (filter, expected) in cases {
        let found = tx.audit_log(&filter).await.unwrap();
        let found: Vec<_> = found.iter().map(|row| row.id).collect();
        let expected: Vec<_> = expected.into_iter().map(id).collect();
        assert_eq!(found, expected, "{filter:?}");
    }
    let end = tx.audit_log_end(id(100), 3).await.unwrap();
    assert_eq!(end, Some((id(17), at(17))));
    assert_eq!(tx.audit_log_end(id(12), 3).await.unwrap(), None);
}

async fn an_entry_waits_for_the_sealer_until_it_is_in_the_chain(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    for row in [audit(11, 5), audit(10, 5), audit(12, 1)] {
        tx.insert_audit(&row).await.unwrap();
    }
    let waiting = tx.unsealed(9).await.unwrap();
    assert_eq!(
        waiting.iter().map(|row| row.id).collect::<Vec<_>>(),
        [id(12), id(10), id(11)]
    );
    assert_eq!(tx.chain_end().await.unwrap(), ChainEnd::default());
    let links = [(id(12), vec![1; 32]), (id(10), vec![2; 32])];
    tx.insert_links(1, &links).await.unwrap();
    let end = ChainEnd {
        linked: Some((2, vec![2; 32])),
        signed: None,
    };
    assert_eq!(tx.chain_end().await.unwrap(), end);
    assert_eq!(tx.unsealed(9).await.unwrap().len(), 1);
    let chain = tx.audit_chain(0, 9).await.unwrap();
    assert_eq!(
        chain.iter().map(|link| link.seq).collect::<Vec<_>>(),
        [1, 2]
    );
    assert!(chain[0].entry == audit(12, 1));
    assert_eq!(tx.audit_chain(1, 9).await.unwrap().len(), 1);
}

async fn many_entries_wait_as_one_does(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    let rows: Vec<_> = (100..400).map(|number| audit(number, 5)).collect();
    tx.insert_audits(&rows).await.unwrap();
    assert!(tx.unsealed(999).await.unwrap() == rows);
    assert_eq!(tx.stray_entries().await.unwrap(), 0);
}

async fn two_sealers_cannot_fork_the_chain(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_audit(&audit(10, 5)).await.unwrap();
    tx.insert_audit(&audit(11, 5)).await.unwrap();
    tx.commit().await.unwrap();
    for (first, entry) in [(1, 11), (2, 10)] {
        let mut tx = test.store.write().await.unwrap();
        tx.insert_links(1, &[(id(10), vec![1; 32])]).await.unwrap();
        let fork = tx.insert_links(first, &[(id(entry), vec![2; 32])]).await;
        assert!(matches!(fork, Err(StoreError::Exists(_))));
    }
}

async fn forget_who_waits(address: &str) {
    const FORGET: &str = "DELETE FROM audit_unsealed";
    if let Some(path) = address.strip_prefix("sqlite:") {
        let mut connection = SqliteConnection::connect(path).await.unwrap();
        sqlx::query(FORGET).execute(&mut connection).await.unwrap();
    } else {
        let mut connection = PgConnection::connect(address).await.unwrap();
        sqlx::query(FORGET).execute(&mut connection).await.unwrap();
    }
}

async fn an_entry_that_is_neither_linked_nor_waits_is_a_stray(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    for row in [audit(10, 5), audit(11, 6)] {
        tx.insert_audit(&row).await.unwrap();
    }
    tx.insert_links(1, &[(id(10), vec![1; 32])]).await.unwrap();
    assert_eq!(tx.stray_entries().await.unwrap(), 0);
    tx.commit().await.unwrap();
    forget_who_waits(&test.address).await;
    let mut tx = test.store.read().await.unwrap();
    assert_eq!(tx.stray_entries().await.unwrap(), 1);
}

async fn what_was_done_to_a_thing_comes_the_newest_first(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_audit(&audit(10, 1)).await.unwrap();
    tx.insert_audit(&audit(11, 2)).await.unwrap();
    let done = tx.audit_of("person", &id(2).to_string(), 9).await.unwrap();
    assert!(done == [audit(11, 2), audit(10, 1)]);
    assert!(
        tx.audit_of("dose", &id(2).to_string(), 9)
            .await
            .unwrap()
            .is_empty()
    );
    // Page by page: entries of one moment are told apart by their ids.
    tx.insert_audit(&audit(12, 2)).await.unwrap();
    let subject = id(2).to_string();
    let newest = (Moment(Timestamp::MAX), Uuid::max());
    let page = tx.audit_before("person", &subject, newest, 2).await;
    let page = page.unwrap();
    assert!(page == [audit(12, 2), audit(11, 2)]);
    let last = (page[1].at, page[1].id);
    let rest = tx.audit_before("person", &subject, last, 2).await;
    assert!(rest.unwrap() == [audit(10, 1)]);
}

async fn checkpoints_are_kept_in_order(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    let checkpoint = |seq| CheckpointRow {
        seq,
        hash: vec![3; 32],
        at: at(seq),
        key_id: vec![4; 8],
        signature: vec![5; 64],
    };
    tx.insert_checkpoint(&checkpoint(2)).await.unwrap();
    tx.insert_checkpoint(&checkpoint(1)).await.unwrap();
    let all = tx.checkpoints(0, i64::MAX).await.unwrap();
    assert_eq!(all, [checkpoint(1), checkpoint(2)]);
    assert_eq!(tx.checkpoints(1, 2).await.unwrap(), [checkpoint(2)]);
    assert_eq!(tx.checkpoints(0, 1).await.unwrap(), [checkpoint(1)]);
    let end = ChainEnd {
        linked: None,
        signed: Some((2, vec![3; 32])),
    };
    assert_eq!(tx.chain_end().await.unwrap(), end);
}

on_both_engines!(
    entries_are_found_by_act_account_thing_place_and_time,
    many_entries_wait_as_one_does,
    an_entry_waits_for_the_sealer_until_it_is_in_the_chain,
    two_sealers_cannot_fork_the_chain,
    an_entry_that_is_neither_linked_nor_waits_is_a_stray,
    what_was_done_to_a_thing_comes_the_newest_first,
    checkpoints_are_kept_in_order,
);
