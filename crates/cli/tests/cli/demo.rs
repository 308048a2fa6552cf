//! `khien demo`: the built-in sample district, and what holds of it at any number of threads.

use crate::scene::{Ran, Scene, fixture};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// Two runs shared by the tests of this file.
struct Runs {
    scene: Scene,
    /// Folder of the run with two threads.
    plain: String,
    /// What that run said.
    said: Ran,
}

static RUNS: LazyLock<Runs> = LazyLock::new(|| {
    let scene = Scene::new();
    let ran = scene.khien("demo --out one --threads 1 --json");
    assert_eq!(ran.status, 0, "{ran:?}");
    let said = scene.khien("demo --out two --threads 2");
    assert_eq!(said.status, 0, "{said:?}");
    let plain = "two".to_owned();
    Runs { scene, plain, said }
});

#[test]
fn the_bytes_are_the_same_at_one_and_two_threads() {
    let Runs { scene, plain, .. } = &*RUNS;
    let names = scene.names("one");
    assert_eq!(names, scene.names(plain));
    for name in names
        .iter()
        .filter(|name| *name != "samples" && *name != "report.html")
    {
        let read = |folder: &str| fs::read(scene.path(folder).join(name)).unwrap();
        assert!(read("one") == read(plain), "{name} differs");
    }
}

#[test]
fn every_promised_file_is_there() {
    let scene = &RUNS.scene;
    let names = scene.names("one");
    for name in [
        "verdicts.parquet",
        "summary.json",
        "report.html",
        "population.kidx",
    ] {
        assert!(names.contains(&name.to_owned()), "{name}: {names:?}");
    }
    let count = |kind: &str| {
        let is_one = |name: &&String| Path::new(name).extension() == Some(OsStr::new(kind));
        names.iter().filter(is_one).count()
    };
    assert_eq!(
        count("xlsx"),
        9,
        "one for each template workbook: {names:?}"
    );
    assert_eq!(count("csv"), 2, "one for each dose file: {names:?}");
    assert!(names.iter().all(|name| !name.starts_with('.')), "{names:?}");
}

#[test]
fn the_terminal_says_who_is_right_what_is_wrong_and_where_the_report_is() {
    let ran = &RUNS.said;
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

/// The evaluation of the run against the truth of the district.
fn evaluation() -> serde_json::Value {
    let truth = fixture("truth/rows.csv.gz");
    let ran = RUNS.scene.khien_with(&[
        "evaluate",
        "--verdicts",
        "one/verdicts.parquet",
        "--truth",
        truth.to_str().unwrap(),
        "--json",
    ]);
    ran.json()
}

#[test]
fn every_person_row_of_the_samples_has_one_verdict_and_nothing_else_has() {
    let coverage = &evaluation()["coverage"];
    assert_eq!(coverage["judged"], 21_071);
    for nothing in ["without_verdict", "about_no_person", "unknown"] {
        assert_eq!(coverage[nothing], 0, "{nothing}");
    }
}

#[test]
fn the_answers_about_the_samples_are_as_good_as_promised() {
    let figures = evaluation();
    let value = |path: &str| figures.pointer(path).unwrap().as_f64().unwrap();
    for (path, floor) in [
        ("/class/value", 0.97),
        ("/field_states/value", 0.985),
        ("/links/automatic_and_review/recall/value", 0.98),
        ("/links/automatic/precision/value", 0.9995),
    ] {
        assert!(value(path) >= floor, "{path}: {} < {floor}", value(path));
    }
    assert_eq!(figures["verified_as_another"], 0);
}

#[test]
fn summary_report_and_examples_tell_one_story() {
    let scene = &RUNS.scene;
    let summary = fs::read(scene.path("one/summary.json")).unwrap();
    let summary: serde_json::Value = serde_json::from_slice(&summary).unwrap();
    let count = |path: &str| summary.pointer(path).unwrap().as_u64().unwrap();
    let classes = summary["by_class"].as_object().unwrap().values();
    assert_eq!(
        classes.map(|count| count.as_u64().unwrap()).sum::<u64>(),
        21_071
    );
    assert_eq!(count("/records/all"), 21_071);
    // The truth counts 14,695 people; who cannot be found may be counted once a spelling.
    let people = count("/people/all");
    assert!((14_600..14_900).contains(&people), "{people} people");
    let before = |name: &str| {
        let communes = summary["communes"].as_array().unwrap().iter();
        communes
            .map(|commune| commune[name].as_u64().unwrap())
            .sum::<u64>()
    };
    assert_eq!(before("before"), count("/records/open"));
    assert_eq!(before("after"), count("/records/open_after_automatic"));
    let report = fs::read_to_string(scene.path("one/report.html")).unwrap();
    let digest = summary["verdict_digest"].as_str().unwrap();
    assert!(
        report.contains(digest.trim_start_matches("xxh3:")),
        "{digest}"
    );
}

#[test]
fn a_demo_with_a_folder_writes_its_report_there_and_says_where() {
    let Runs { scene, plain, said } = &*RUNS;
    let report = scene.path(plain).join("report.html");
    assert!(report.is_file());
    let told = Path::new(plain).join("report.html");
    assert!(said.out.contains(told.to_str().unwrap()), "{said:?}");
}
