//! The three files: same plan, same bytes; nothing half-written; columns as promised.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first surprise, in its helpers too"
)]

use khien_synth::{Plan, Scenario, SynthError, simulate};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::LazyLock;

const FILES: [&str; 3] = ["population.parquet", "records.parquet", "truth.parquet"];

fn bytes(folder: &Path) -> Vec<Vec<u8>> {
    FILES
        .map(|name| fs::read(folder.join(name)).unwrap())
        .to_vec()
}

fn plan(seed: u64) -> Plan {
    Plan {
        scenario: Scenario::named("rough").unwrap(),
        ..Plan::new(70_000, 70_000, seed)
    }
}

/// Made once: several tests look at the same folder.
static ROUGH: LazyLock<(tempfile::TempDir, khien_synth::Report)> = LazyLock::new(|| run(&plan(1)));

fn run(plan: &Plan) -> (tempfile::TempDir, khien_synth::Report) {
    let folder = tempfile::tempdir().unwrap();
    let report = simulate(plan, folder.path(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    (folder, report)
}

#[test]
fn equal_plans_give_equal_bytes_and_other_seeds_others() {
    let (first, _) = &*ROUGH;
    let (again, _) = run(&plan(1));
    let (other, _) = run(&plan(2));
    assert_eq!(bytes(first.path()), bytes(again.path()));
    for (one, two) in bytes(first.path()).iter().zip(bytes(other.path())) {
        assert_ne!(*one, two);
    }
}

#[test]
fn columns_and_rows_are_as_promised() {
    let (folder, report) = &*ROUGH;
    let expected = [
        "pid,personal_id,old_cmnd,full_name,date_of_birth,sex,commune_code",
        "record_id,id_number,full_name,date_of_birth,sex,commune_code",
        "record_id,pid,person,err,faults,id_owner,id_state,name_state,date_of_birth_state,\
         sex_state,commune_state,class",
    ];
    for (name, columns) in FILES.iter().zip(expected) {
        let reader =
            SerializedFileReader::new(File::open(folder.path().join(name)).unwrap()).unwrap();
        let schema = reader.metadata().file_metadata().schema_descr();
        let found: Vec<&str> = schema
            .columns()
            .iter()
            .map(|column| column.name())
            .collect();
        assert_eq!(found.join(","), columns);
        assert_eq!(reader.metadata().file_metadata().num_rows(), 70_000);
        assert_eq!(reader.metadata().num_row_groups(), 2);
    }
    assert_eq!((report.people, report.records), (70_000, 70_000));
}

#[test]
fn records_and_truth_stand_in_the_same_order() {
    let (folder, _) = &*ROUGH;
    let keys = |name: &str| -> Vec<String> {
        let file = File::open(folder.path().join(name)).unwrap();
        SerializedFileReader::new(file)
            .unwrap()
            .get_row_iter(None)
            .unwrap()
            .map(|row| row.unwrap().get_string(0).unwrap().clone())
            .collect()
    };
    let records = keys("records.parquet");
    assert_eq!(records, keys("truth.parquet"));
    assert_eq!(records[65_536], "65536");
}

#[test]
fn nothing_but_the_three_files_is_left() {
    let (folder, _) = &*ROUGH;
    let mut found: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    found.sort();
    assert_eq!(found, FILES);
}

#[test]
fn progress_counts_up_to_everything() {
    let folder = tempfile::tempdir().unwrap();
    let mut seen = Vec::new();
    simulate(
        &Plan::new(150_000, 70_000, 1),
        folder.path(),
        &mut |done, all| {
            seen.push((done, all));
            ControlFlow::Continue(())
        },
    )
    .unwrap();
    assert!(seen.is_sorted() && seen.len() > 3);
    assert_eq!(seen.last(), Some(&(220_000, 220_000)));
}

#[test]
fn a_caller_who_stops_gets_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan::new(150_000, 70_000, 1);
    let mut told = 0;
    let stop = &mut |_, _| {
        told += 1;
        ControlFlow::Break(())
    };
    let error = simulate(&plan, folder.path(), stop).unwrap_err();
    assert!(matches!(error, SynthError::Stopped));
    assert_eq!(told, 1);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn no_records_make_empty_files() {
    let (folder, report) = run(&Plan::new(10, 0, 1));
    assert_eq!(report.records, 0);
    assert!(folder.path().join("truth.parquet").exists());
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("taken");
    fs::write(&file, "x").unwrap();
    let error = simulate(&Plan::new(10, 10, 1), &file, &mut |_, _| {
        ControlFlow::Continue(())
    })
    .unwrap_err();
    assert!(matches!(error, SynthError::Io { .. }));
    assert!(error.to_string().contains("taken"), "{error}");
}
