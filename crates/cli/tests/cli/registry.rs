//! `khien migrate` and `khien doctor` on a real file.

use assert_cmd::Command;

fn khien(command: &str, address: &str) -> assert_cmd::assert::Assert {
    Command::cargo_bin("khien")
        .unwrap()
        .env("LANG", "C")
        .args([command, "--database", address, "--json"])
        .assert()
}

#[test]
fn tables_are_made_once_and_then_sound() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("registry.db").display());
    khien("doctor", &address).code(1);
    let made = khien("migrate", &address).success();
    let made = String::from_utf8_lossy(&made.get_output().stdout).into_owned();
    assert!(!made.contains("\"migrations_run\": 0"), "{made}");
    let again = khien("migrate", &address).success();
    let again = String::from_utf8_lossy(&again.get_output().stdout).into_owned();
    assert!(again.contains("\"migrations_run\": 0"), "{again}");
    let sound = khien("doctor", &address).success();
    let sound = String::from_utf8_lossy(&sound.get_output().stdout).into_owned();
    assert!(sound.contains("\"sound\": true"), "{sound}");
}

#[test]
fn an_address_of_no_database_is_a_wrong_argument() {
    for address in ["registry.db", "mysql://x"] {
        khien("migrate", address).code(2);
    }
}

#[test]
fn a_server_that_is_away_is_one_line() {
    let failed = khien("doctor", "postgres://nobody@127.0.0.1:9/none").code(1);
    let told = String::from_utf8_lossy(&failed.get_output().stderr).into_owned();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.contains("cannot be reached"), "{told}");
}
