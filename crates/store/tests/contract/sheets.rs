//! Sheets that came back, and slips.

use khien_store::{SheetOutcomeRow, SheetUploadRow, SlipRow, StoreError, Tx};

use crate::examples::{at, attendance, ground, id, session};
use crate::support::TestStore;

fn sheet(number: u128, seconds: i64) -> SheetUploadRow {
    SheetUploadRow {
        id: id(number),
        session_id: id(30),
        file_name: "doi 1.xlsx".to_owned(),
        file_bytes: vec![80, 75, 0, 255],
        state: "waiting".to_owned(),
        fault: None,
        uploaded_by: id(1),
        created_at: at(seconds),
        updated_at: at(seconds),
    }
}

fn outcome(line: i64, outcome: &str) -> SheetOutcomeRow {
    SheetOutcomeRow {
        upload_id: id(60),
        line,
        code: "7K2M-9QXD".to_owned(),
        attendance_id: Some(id(40)),
        outcome: outcome.to_owned(),
        reasons: String::new(),
    }
}

async fn a_sheet_is_kept_with_what_became_of_its_rows(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_session(&session(30)).await.unwrap();
    tx.insert_sheet_upload(&sheet(60, 0)).await.unwrap();
    tx.insert_sheet_upload(&sheet(61, 5)).await.unwrap();
    assert!(tx.sheet_upload(id(60)).await.unwrap() == Some(sheet(60, 0)));
    for row in [outcome(8, "conflict"), outcome(7, "applied")] {
        tx.insert_sheet_outcome(&row).await.unwrap();
    }
    // The job ran once more: what was noted stays.
    tx.insert_sheet_outcome(&outcome(7, "unchanged"))
        .await
        .unwrap();
    let rows = tx.sheet_outcomes(id(60)).await.unwrap();
    assert_eq!(rows, [outcome(7, "applied"), outcome(8, "conflict")]);
    let ended = tx
        .end_sheet_upload(id(60), "refused", Some("other_session"), at(9))
        .await;
    assert_eq!(ended.unwrap(), 1);
    let all = tx.sheet_uploads(id(30)).await.unwrap();
    let told: Vec<_> = all.iter().map(|row| (row.id, row.conflicts)).collect();
    assert_eq!(told, [(id(61), 0), (id(60), 1)]);
    assert_eq!(all[1].fault.as_deref(), Some("other_session"));
    let twice = tx.insert_sheet_upload(&sheet(60, 0)).await;
    assert!(matches!(twice, Err(StoreError::Exists(_))));
}

fn slip(byte: u8) -> SlipRow {
    SlipRow {
        token_hash: vec![byte; 32],
        attendance_id: id(40),
        made_by: id(1),
        made_at: at(0),
        expires_at: at(600),
        attempts: 0,
        used_at: None,
    }
}

/// A session with one attendance and slips 1, 2 and 3.
async fn slips(tx: &mut Tx) {
    ground(tx).await;
    tx.insert_session(&session(30)).await.unwrap();
    tx.insert_attendance(&attendance(40, 30, 2)).await.unwrap();
    for byte in [1, 2, 3] {
        tx.insert_slip(&slip(byte)).await.unwrap();
    }
}

async fn a_slip_is_used_once(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    slips(&mut tx).await;
    assert!(tx.slip(&[9; 32]).await.unwrap().is_none());
    assert_eq!(tx.attempt_slip(&[1; 32]).await.unwrap(), 1);
    assert!(tx.use_slip(&[1; 32], at(5)).await.unwrap());
    assert!(!tx.use_slip(&[1; 32], at(6)).await.unwrap());
    let used = tx.slip(&[1; 32]).await.unwrap().unwrap();
    assert_eq!((used.attempts, used.used_at), (1, Some(at(5))));
}

async fn slips_end_with_a_new_one_and_with_the_session(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    slips(&mut tx).await;
    assert!(tx.use_slip(&[1; 32], at(5)).await.unwrap());
    assert_eq!(tx.end_slips(id(40), at(10)).await.unwrap(), 2);
    let ended = tx.slip(&[2; 32]).await.unwrap().unwrap();
    assert_eq!(ended.expires_at, at(10));
    tx.insert_slip(&slip(4)).await.unwrap();
    assert_eq!(tx.end_slips_of_session(id(31), at(20)).await.unwrap(), 0);
    assert_eq!(tx.end_slips_of_session(id(30), at(20)).await.unwrap(), 1);
}

on_both_engines!(
    a_sheet_is_kept_with_what_became_of_its_rows,
    a_slip_is_used_once,
    slips_end_with_a_new_one_and_with_the_session,
);
