//! Help, wrong arguments, completions, man pages.

use crate::scene::Scene;

#[test]
fn wrong_arguments_end_with_status_2_and_touch_nothing() {
    let scene = Scene::with_register();
    for arguments in [
        "unknown",
        "population",
        "population build --input register.csv",
        "verify --population register.kidx --out out",
        "verify --population register.kidx --records records.csv --out out --threads 0",
        "verify --population register.kidx --records records.csv --out out --threads x",
        "verify --population register.kidx --records records.csv records.csv --out out",
        "check --population register.kidx --name A",
        "simulate --people 0 --records 1 --seed 1 --out out",
        "simulate --people 10 --records 1 --seed 1 --out out --birth-years 1990-1980",
        "simulate --people 10 --records 1 --seed 1 --out out --scenario unheard-of",
        "evaluate --verdicts a",
        "completions unheard-of",
    ] {
        let ran = scene.khien(arguments);
        assert_eq!(ran.status, 2, "{arguments}: {ran:?}");
        assert!(
            ran.out.is_empty() && !ran.err.is_empty(),
            "{arguments}: {ran:?}"
        );
        assert!(scene.names("out").is_empty(), "{arguments}");
    }
}

#[test]
fn help_and_version_are_no_failure() {
    let scene = Scene::new();
    for arguments in ["--help", "help", "verify --help", "--version"] {
        let ran = scene.khien(arguments);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{arguments}");
        assert!(ran.out.contains("khien"), "{arguments}");
    }
    let help = scene.khien("--help").out;
    for command in [
        "population",
        "verify",
        "check",
        "simulate",
        "evaluate",
        "demo",
    ] {
        assert!(help.contains(command), "{command} is not in the help");
    }
}

#[test]
fn completions_of_every_shell_know_the_commands() {
    let scene = Scene::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = scene.khien(&format!("completions {shell}"));
        assert_eq!(ran.status, 0, "{shell}");
        assert!(
            ran.out.contains("verify") && ran.out.contains("reveal"),
            "{shell}"
        );
    }
}

#[test]
fn every_command_has_its_man_page() {
    let scene = Scene::new();
    assert_eq!(scene.khien("man --out man").status, 0);
    let names = scene.names("man");
    for name in [
        "khien.1",
        "khien-population-build.1",
        "khien-verify.1",
        "khien-demo.1",
    ] {
        assert!(
            names.contains(&name.to_owned()),
            "{name} is missing in {names:?}"
        );
    }
    let page = std::fs::read_to_string(scene.path("man/khien-verify.1")).unwrap();
    assert!(page.contains("khien") && page.contains("reveal"));
}
