//! Ctrl-C half way: one line, status 1, nothing under a final name and nothing temporary left.
#![cfg(unix)]

use crate::scene::Scene;
use std::fmt::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// So many records that no machine checks them before the signal comes.
const RECORDS: usize = 600_000;

fn many_records() -> String {
    let mut text = "record_id,id_number,full_name,date_of_birth,sex,commune_code\n".to_owned();
    for number in 0..RECORDS {
        writeln!(
            text,
            "{number},034095287247,Nguyễn Văn Hiếu,09/02/1995,M,12688"
        )
        .unwrap();
    }
    text
}

#[test]
fn an_interrupted_check_says_so_and_leaves_nothing() {
    let scene = Scene::with_register();
    scene.file("many.csv", many_records());
    let verify = "verify --population register.kidx --records many.csv --out out";
    interrupt(&scene, verify);
}

#[test]
fn an_interrupted_simulation_says_so_and_leaves_nothing() {
    let simulate = "simulate --people 300000 --records 600000 --seed 1 --out out";
    interrupt(&Scene::new(), simulate);
}

/// Runs a command that writes into the folder `out`, and interrupts it as soon as it does.
fn interrupt(scene: &Scene, arguments: &str) {
    let child = Command::new(assert_cmd::cargo::cargo_bin("khien"))
        .args(arguments.split(' '))
        .current_dir(scene.path("."))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait_for_a_temporary_file(scene);
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{err}");
    let last = err.lines().last();
    let said = Some("khien: interrupted; nothing unfinished was kept");
    assert_eq!(last, said, "{err}");
    assert!(scene.names("out").is_empty(), "{:?}", scene.names("out"));
}

/// The run has begun to write as soon as its folder holds a file.
fn wait_for_a_temporary_file(scene: &Scene) {
    let begun = Instant::now();
    while scene.names("out").is_empty() {
        assert!(
            begun.elapsed() < Duration::from_mins(1),
            "nothing was written"
        );
        std::thread::sleep(Duration::from_millis(2));
    }
}
