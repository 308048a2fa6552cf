//! Audit entries, chain, checkpoints.

use khien_store::{CheckpointRow, StoreError};

use crate::examples::{at, audit, id};
use crate::support::TestStore;

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
    assert!(tx.last_link().await.unwrap().is_none());
    tx.insert_link(1, id(12), &[1; 32]).await.unwrap();
    tx.insert_link(2, id(10), &[2; 32]).await.unwrap();
    assert_eq!(tx.last_link().await.unwrap(), Some((2, vec![2; 32])));
    assert_eq!(tx.unsealed(9).await.unwrap().len(), 1);
    let chain = tx.audit_chain(0, 9).await.unwrap();
    assert_eq!(
        chain.iter().map(|link| link.seq).collect::<Vec<_>>(),
        [1, 2]
    );
    assert!(chain[0].entry == audit(12, 1));
    assert_eq!(tx.audit_chain(1, 9).await.unwrap().len(), 1);
}

async fn two_sealers_cannot_fork_the_chain(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    tx.insert_audit(&audit(10, 5)).await.unwrap();
    tx.insert_audit(&audit(11, 5)).await.unwrap();
    tx.insert_link(1, id(10), &[1; 32]).await.unwrap();
    let fork = tx.insert_link(1, id(11), &[2; 32]).await;
    assert!(matches!(fork, Err(StoreError::Exists(_))));
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
    assert_eq!(
        tx.checkpoints().await.unwrap(),
        [checkpoint(1), checkpoint(2)]
    );
}

on_both_engines!(
    an_entry_waits_for_the_sealer_until_it_is_in_the_chain,
    two_sealers_cannot_fork_the_chain,
    what_was_done_to_a_thing_comes_the_newest_first,
    checkpoints_are_kept_in_order,
);
