//! `khien demo`: the built-in sample district, and what holds of it at any number of threads.

use crate::scene::{Ran, Scene, fixture};
use std::fs;
use std::sync::LazyLock;

/// Two runs shared by the tests of this file: one thread, and two.
static RUNS: LazyLock<(Scene, Ran)> = LazyLock::new(|| {
    let scene = Scene::new();
    let ran = scene.khien("demo --out one --threads 1 --json");
    assert_eq!(ran.status, 0, "{ran:?}");
    let two = scene.khien("demo --out two --threads 2");
    assert_eq!(two.status, 0, "{two:?}");
    (scene, two)
});

#[test]
fn the_bytes_are_the_same_at_one_and_two_threads() {
    let (scene, _) = &*RUNS;
    let names = scene.names("one");
    assert_eq!(names, scene.names("two"));
    for name in names
        .iter()
        .filter(|name| *name != "samples" && *name != "report.html")
    {
        let read = |folder: &str| fs::read(scene.path(folder).join(name)).unwrap();
        assert!(read("one") == read("two"), "{name} differs");
    }
}

#[test]
fn every_promised_file_is_there() {
    let (scene, _) = &*RUNS;
    let names = scene.names("one");
    for name in [
        "verdicts.parquet",
        "summary.json",
        "report.html",
        "population.kidx",
    ] {
        assert!(names.contains(&name.to_owned()), "{name}: {names:?}");
    }
    let workbooks = names.iter().filter(|name| name.ends_with(".xlsx")).count();
    assert_eq!(
        workbooks, 9,
        "one result workbook for each template workbook: {names:?}"
    );
    assert!(names.iter().all(|name| !name.starts_with('.')), "{names:?}");
}

#[test]
fn the_terminal_says_who_is_right_what_is_wrong_and_where_the_report_is() {
    let (_, ran) = &*RUNS;
    for words in [
        "Right",
        "Wrong in at least one field",
        "date of birth",
        "Not found",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    assert!(ran.out.contains("report.html") && !ran.out.contains('\u{1b}'));
}

#[test]
fn every_person_row_of_the_samples_has_one_verdict_and_nothing_else_has() {
    let (scene, _) = &*RUNS;
    let truth = fixture("truth/rows.csv.gz");
    let ran = scene.khien_with(&[
        "evaluate",
        "--verdicts",
        "one/verdicts.parquet",
        "--truth",
        truth.to_str().unwrap(),
        "--json",
    ]);
    let coverage = &ran.json()["coverage"];
    assert_eq!(coverage["judged"], 21_071);
    for nothing in ["without_verdict", "about_no_person", "unknown"] {
        assert_eq!(coverage[nothing], 0, "{nothing}");
    }
}

#[test]
fn a_plain_demo_writes_into_a_fresh_folder_of_the_users_data_and_says_where() {
    let scene = Scene::new();
    let ran = scene.khien("demo");
    assert_eq!(ran.status, 0, "{ran:?}");
    let folders = scene.names("data/khien");
    assert_eq!(folders.len(), 1, "{folders:?}");
    let report = scene
        .path("data/khien")
        .join(&folders[0])
        .join("report.html");
    assert!(report.is_file());
    assert!(ran.out.contains(report.to_str().unwrap()), "{ran:?}");
}
