//! Imports, their files, their rows.

use khien_store::ImportRowRow;

use crate::examples::{at, ground, id, import};
use crate::support::TestStore;

fn row(number: u128, line: i64, kind: &str) -> ImportRowRow {
    ImportRowRow {
        id: id(number),
        import_id: id(90),
        sheet: "Sheet1".to_owned(),
        line,
        kind: kind.to_owned(),
        typed: "{}".to_owned(),
        mended: None,
        reasons: String::new(),
        person_id: None,
        verdict: None,
        applied: None,
        applied_at: None,
    }
}

async fn a_file_is_kept_in_pieces(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_import(&import(90, 1)).await.unwrap();
    tx.insert_file_piece(id(90), 0, b"ab").await.unwrap();
    tx.insert_file_piece(id(90), 1, b"c").await.unwrap();
    assert_eq!(
        tx.file_piece(id(90), 1).await.unwrap().as_deref(),
        Some(&b"c"[..])
    );
    assert!(tx.file_piece(id(90), 2).await.unwrap().is_none());
    assert_eq!(tx.imports_of_file(&[7; 32]).await.unwrap(), [import(90, 1)]);
    assert_eq!(tx.imports("34001", 9, 0).await.unwrap(), [import(90, 1)]);
    assert!(tx.imports("34001", 9, 1).await.unwrap().is_empty());
    assert_eq!(tx.import_count("34001").await.unwrap(), 1);
    assert_eq!(tx.import_count("34002").await.unwrap(), 0);
}

async fn rows_come_in_the_order_of_the_file(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_import(&import(90, 1)).await.unwrap();
    for item in [
        row(100, 9, "new"),
        row(101, 8, "error"),
        row(102, 10, "new"),
    ] {
        tx.put_import_row(&item).await.unwrap();
    }
    let lines = |rows: Vec<ImportRowRow>| rows.iter().map(|row| row.line).collect::<Vec<_>>();
    assert_eq!(
        lines(tx.import_rows(id(90), None, "", 0, 2).await.unwrap()),
        [8, 9]
    );
    assert_eq!(
        lines(tx.import_rows(id(90), None, "Sheet1", 9, 2).await.unwrap()),
        [10]
    );
    assert_eq!(
        lines(tx.import_rows(id(90), Some("new"), "", 0, 9).await.unwrap()),
        [9, 10]
    );
    let counts = tx.import_counts(id(90)).await.unwrap();
    assert_eq!(
        counts,
        [("error".to_owned(), 1, 0), ("new".to_owned(), 2, 0)]
    );
}

async fn a_row_that_was_applied_is_not_read_again(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_import(&import(90, 1)).await.unwrap();
    tx.put_import_row(&row(100, 9, "error")).await.unwrap();
    tx.put_import_row(&row(101, 9, "new")).await.unwrap();
    let read = tx.import_row(id(100)).await.unwrap().unwrap();
    assert_eq!(read.kind, "new");
    let applied = ImportRowRow {
        applied: Some("{}".to_owned()),
        applied_at: Some(at(5)),
        person_id: Some(id(2)),
        ..read
    };
    tx.update_import_row(&applied).await.unwrap();
    tx.put_import_row(&row(102, 9, "error")).await.unwrap();
    assert!(tx.import_row(id(100)).await.unwrap() == Some(applied));
    assert_eq!(
        tx.import_counts(id(90)).await.unwrap(),
        [("new".to_owned(), 1, 1)]
    );
}

async fn many_rows_are_kept_replaced_and_noted_together(test: TestStore) {
    let mut tx = test.store.write().await.unwrap();
    ground(&mut tx).await;
    tx.insert_import(&import(90, 1)).await.unwrap();
    let rows: Vec<_> = (0..300)
        .map(|at| row(100 + at, i64::try_from(at).unwrap(), "error"))
        .collect();
    tx.put_import_rows(&rows).await.unwrap();
    let again: Vec<_> = (0..300)
        .map(|at| row(900 + at, i64::try_from(at).unwrap(), "new"))
        .collect();
    tx.put_import_rows(&again).await.unwrap();
    let counts = tx.import_counts(id(90)).await.unwrap();
    assert_eq!(counts, [("new".to_owned(), 300, 0)]);

    let mut applied: Vec<_> = rows[..20].to_vec();
    for row in &mut applied {
        row.kind = "change".to_owned();
        row.reasons = "phone".to_owned();
        row.person_id = Some(id(2));
        row.applied = Some("{}".to_owned());
        row.applied_at = Some(at(5));
    }
    applied[19].person_id = None;
    applied[19].applied = None;
    applied[19].applied_at = None;
    tx.note_import_rows(&applied).await.unwrap();
    let read = tx.import_rows(id(90), Some("change"), "", 0, 99).await;
    assert!(read.unwrap() == applied);
}

on_both_engines!(
    many_rows_are_kept_replaced_and_noted_together,
    a_file_is_kept_in_pieces,
    rows_come_in_the_order_of_the_file,
    a_row_that_was_applied_is_not_read_again,
);
