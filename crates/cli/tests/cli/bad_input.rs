//! Bad files: status 1, one line that says what and where, nothing half-written.

use crate::scene::{Ran, Scene, fixture};
use std::fs;

fn verify(scene: &Scene, records: &str) -> Ran {
    scene.khien(&format!(
        "verify --population register.kidx --records {records} --out out"
    ))
}

#[test]
fn files_that_cannot_be_read_are_named_and_nothing_is_left() {
    let scene = Scene::with_register();
    let workbook = fs::read(fixture("01_TYT_Me_Linh.xlsx")).unwrap();
    scene.file("cut.xlsx", &workbook[..workbook.len() / 2]);
    scene.file("columns.csv", "a,b\n1,2\n");
    scene.file("empty.csv", "");
    scene.file("binary.csv", [0xFF, 0x00, 0xFE, 0x81, 0x00, 0x9D]);
    scene.file("page.csv", "<!doctype html><html></html>");
    scene.file("damaged.parquet", b"PAR1 but no Parquet");
    // An OLE container that is no workbook: what a password makes of one.
    scene.file(
        "locked.xlsx",
        [
            &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..],
            &[0; 600],
        ]
        .concat(),
    );
    let names = [
        "cut.xlsx",
        "columns.csv",
        "empty.csv",
        "binary.csv",
        "page.csv",
        "damaged.parquet",
        "locked.xlsx",
        "absent.csv",
        ".",
    ];
    for name in names {
        verify(&scene, name).failed_with(1, &[name]);
        assert!(
            scene.names("out").is_empty(),
            "{name}: {:?}",
            scene.names("out")
        );
    }
}

#[test]
fn a_bad_file_after_a_good_one_leaves_nothing_under_a_final_name() {
    let scene = Scene::with_register();
    scene.file("columns.csv", "a,b\n1,2\n");
    let ran = verify(&scene, "records.csv columns.csv");
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.err.lines().last().unwrap().contains("columns.csv"),
        "{ran:?}"
    );
    assert!(scene.names("out").is_empty());
}

#[test]
fn what_stood_there_before_stays_when_a_run_fails() {
    let scene = Scene::with_register();
    assert_eq!(verify(&scene, "records.csv").status, 0);
    let read = |name: &str| fs::read(scene.path("out").join(name)).unwrap();
    let before = (read("verdicts.parquet"), read("summary.json"));
    scene.file("columns.csv", "a,b\n1,2\n");
    assert_eq!(verify(&scene, "columns.csv").status, 1);
    assert!(before == (read("verdicts.parquet"), read("summary.json")));
}

#[test]
fn an_index_that_is_damaged_or_of_another_version_is_refused() {
    let scene = Scene::with_register();
    let whole = fs::read(scene.path("register.kidx")).unwrap();
    let with = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        bytes
    };
    scene.file("begins.kidx", with(0));
    scene.file("version.kidx", with(8));
    scene.file("middle.kidx", with(whole.len() / 2));
    scene.file("short.kidx", &whole[..whole.len() - 7]);
    scene.file("empty.kidx", "");
    scene.file("text.kidx", "personal_id,full_name\n");
    for name in [
        "begins", "version", "middle", "short", "empty", "text", "absent",
    ] {
        let file = format!("{name}.kidx");
        let ran = scene.khien(&format!(
            "verify --population {file} --records records.csv --out out"
        ));
        ran.failed_with(1, &[&file]);
        assert!(scene.names("out").is_empty(), "{name}");
    }
}

#[test]
fn a_cell_of_ten_megabytes_costs_its_row_and_no_other() {
    let scene = Scene::with_register();
    let head = "record_id,id_number,full_name,date_of_birth,sex,commune_code\n";
    let long = "x".repeat(10 << 20);
    let row = |id: &str, name: &str| format!("{id},034095287247,{name},09/02/1995,M,12688\n");
    let text = [
        head,
        &row("a", "Nguyễn Văn Hiếu"),
        &row("b", &long),
        &row("c", "Nguyễn Văn Hiếu"),
    ];
    scene.file("long.csv", text.concat());
    let ran = verify(&scene, "long.csv");
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.err.contains("row 3") && ran.err.contains("full_name"),
        "{ran:?}"
    );
    let verdicts = scene.verdicts("out");
    let good: Vec<&str> = verdicts
        .iter()
        .filter(|verdict| verdict["class"] == "verified")
        .map(|verdict| verdict["record_id"].as_str())
        .collect();
    assert_eq!(good, ["a", "c"]);
    let summary = fs::read_to_string(scene.path("out/summary.json")).unwrap();
    assert!(summary.contains("\"unreadable\": 1"));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let scene = Scene::with_register();
    scene.file("taken", "a file, no folder");
    let ran = scene.khien("verify --population register.kidx --records records.csv --out taken");
    ran.failed_with(1, &["taken", "cannot be made"]);
}

/// The system refuses to let any file grow beyond a few blocks, as a full disk would.
#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_to_its_end_is_one_line_and_leaves_nothing() {
    let scene = Scene::with_register();
    let khien = assert_cmd::cargo::cargo_bin("khien");
    for (arguments, name) in [
        (
            "verify --population register.kidx --records records.csv --out out",
            "out",
        ),
        (
            "population build --input register.csv --out new.kidx",
            "new.kidx",
        ),
        (
            "simulate --people 5000 --records 100 --seed 1 --out nation",
            "nation",
        ),
    ] {
        let script = format!(
            "trap '' XFSZ; ulimit -f 2; exec {} {arguments}",
            khien.display()
        );
        let output = std::process::Command::new("sh")
            .args(["-c", &script])
            .current_dir(scene.path("."))
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{err}");
        let last = err.lines().last().unwrap();
        assert!(
            last.contains(name) && !last.contains("records.csv: 6"),
            "{err}"
        );
        assert!(scene.names("out").is_empty() && scene.names("nation").is_empty());
    }
    assert_eq!(
        scene.names("."),
        [
            "nation",
            "out",
            "records.csv",
            "register.csv",
            "register.kidx"
        ]
    );
}
