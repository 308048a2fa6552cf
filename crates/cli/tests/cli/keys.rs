//! `khien keys` of an issuing country: the chain, roll-over, requests, tokens, and what verifiers get.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;

const PASSPHRASE: &str = "twelve buffaloes";
const PIN: &str = "246813579";

/// A folder with a passphrase in a file, and whatever the commands make.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("passphrase"), PASSPHRASE).unwrap();
        fs::write(folder.path().join("pin"), PIN).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn keys(&self, words: &[&str]) -> assert_cmd::assert::Assert {
        let mut command = Command::cargo_bin("khien").unwrap();
        command.env_remove("KHIEN_PASSPHRASE").env("LANG", "C");
        command.env("SOFTHSM2_CONF", self.path("softhsm2.conf"));
        command.arg("keys").args(words).assert()
    }

    fn authority(&self) -> assert_cmd::assert::Assert {
        self.keys(&[
            "authority",
            "--folder",
            &self.path("country"),
            "--organisation",
            "Bộ Y tế",
            "--name",
            "CSCA Viet Nam 1",
            "--from",
            "2026-01-01",
            "--until",
            "2036-01-01",
            "--passphrase-file",
            &self.path("passphrase"),
        ])
    }

    fn signer(
        &self,
        name: &str,
        (from, until): (&str, &str),
        more: &[&str],
    ) -> assert_cmd::assert::Assert {
        let (folder, passphrase) = (self.path("country"), self.path("passphrase"));
        let words = [
            "signer",
            "--folder",
            &folder,
            "--name",
            name,
            "--from",
            from,
            "--until",
            until,
            "--passphrase-file",
            &passphrase,
        ];
        self.keys(&[&words[..], more].concat())
    }

    fn shown(&self, at: &str) -> Value {
        let ran = self.keys(&[
            "show",
            "--folder",
            &self.path("country"),
            "--at",
            at,
            "--json",
        ]);
        serde_json::from_slice(&ran.success().get_output().stdout).unwrap()
    }
}

fn complaint(ran: &assert_cmd::assert::Assert) -> String {
    String::from_utf8_lossy(&ran.get_output().stderr).into_owned()
}

fn listed(shown: &Value) -> usize {
    shown["listed"].as_array().unwrap().len()
}

#[test]
fn keys_roll_over_and_the_old_signer_stays_listed_until_the_last_it_signed_is_over() {
    let desk = Desk::new();
    desk.authority().success();
    desk.signer("DSC 2026-1", ("2026-02-01", "2028-02-01"), &[])
        .success();
    desk.signer(
        "DSC 2027-1",
        ("2027-02-01", "2029-02-01"),
        &["--algorithm", "ps256"],
    )
    .success();
    let first = desk.shown("2026-06-01T00:00:00Z");
    let kids: Vec<&Value> = first["signers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["kid"])
        .collect();
    assert_eq!(first["signs"], *kids[0]);
    assert_eq!(listed(&first), 2, "the next one is listed before it begins");
    let second = desk.shown("2027-06-01T00:00:00Z");
    assert_eq!(
        second["signs"], *kids[1],
        "the first stopped when the second began"
    );
    assert_eq!(listed(&second), 2, "what the first signed is still valid");
    // 366 days after the first stopped.
    assert_eq!(listed(&desk.shown("2028-02-01T00:00:00Z")), 2);
    assert_eq!(listed(&desk.shown("2028-02-03T00:00:00Z")), 1);
    assert_eq!(desk.shown("2031-01-01T00:00:00Z")["signs"], Value::Null);
}

#[test]
fn the_public_list_is_one_that_a_check_trusts_in_both_forms() {
    let desk = Desk::new();
    desk.authority().success();
    desk.signer(
        "DSC 2026-1",
        ("2026-02-01", "2028-02-01"),
        &["--signs", "vaccination"],
    )
    .success();
    let out = desk.path("public");
    let words = [
        "list",
        "--folder",
        &desk.path("country"),
        "--did",
        "did:web:khien.example:DCC:VNM:DSC",
        "--at",
        "2026-06-01T00:00:00Z",
        "--out",
        &out,
    ];
    desk.keys(&words).success();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/dcc/qa-png/VN__1.3.0__VAC_VN.png");
    for form in ["trust-list.json", "did.json"] {
        let text = fs::read_to_string(Path::new(&out).join(form)).unwrap();
        assert!(!text.contains("PRIVATE"));
        let mut command = Command::cargo_bin("khien").unwrap();
        command
            .args(["qr", "decode", "--json", "--trust"])
            .arg(Path::new(&out).join(form));
        let ran = command.arg(&sample).assert().success();
        let line: Value = serde_json::from_slice(&ran.get_output().stdout).unwrap();
        assert_eq!(
            line["verified"], false,
            "the list is read, and the sample is another's"
        );
    }
}

#[test]
fn a_revoked_signer_is_off_the_list_at_once() {
    let desk = Desk::new();
    desk.authority().success();
    desk.signer("DSC 2026-1", ("2026-02-01", "2028-02-01"), &[])
        .success();
    let shown = desk.shown("2026-06-01T00:00:00Z");
    let kid = shown["signs"].as_str().unwrap();
    let folder = desk.path("country");
    desk.keys(&["revoke", "--folder", &folder, kid]).success();
    assert_eq!(listed(&desk.shown("2026-06-01T00:00:00Z")), 0);
    let again = desk
        .keys(&["revoke", "--folder", &folder, kid])
        .failure()
        .code(1);
    assert!(complaint(&again).contains("there is no signer"));
}

#[test]
fn nothing_is_made_twice_and_no_key_without_its_passphrase() {
    let desk = Desk::new();
    desk.authority().success();
    let again = desk.authority().failure().code(1);
    assert!(complaint(&again).contains("not overwritten"));
    fs::write(desk.path("passphrase"), "another passphrase").unwrap();
    let wrong = desk
        .signer("DSC", ("2026-02-01", "2028-02-01"), &[])
        .failure()
        .code(1);
    assert!(
        complaint(&wrong).contains("passphrase"),
        "{}",
        complaint(&wrong)
    );
    let folder = desk.path("country");
    let nobody = desk.keys(&[
        "signer",
        "--folder",
        &folder,
        "--name",
        "DSC",
        "--until",
        "2028-02-01",
    ]);
    assert!(complaint(&nobody.failure().code(2)).contains("--passphrase-file"));
}

#[test]
fn a_signer_that_would_outlive_its_authority_is_refused() {
    let desk = Desk::new();
    desk.authority().success();
    let late = desk
        .signer("DSC", ("2034-01-01", "2035-06-01"), &[])
        .failure()
        .code(1);
    assert!(complaint(&late).contains("outlive"), "{}", complaint(&late));
    assert_eq!(listed(&desk.shown("2034-06-01T00:00:00Z")), 0);
}

#[test]
fn a_request_is_written_for_the_key_of_a_file() {
    let desk = Desk::new();
    let (key, out) = (desk.path("dsc.key"), desk.path("dsc.csr"));
    let passphrase = desk.path("passphrase");
    let words = [
        "request",
        "--organisation",
        "Bộ Y tế",
        "--name",
        "DSC 2026-1",
        "--signs",
        "vaccination",
        "--key",
        &key,
        "--passphrase-file",
        &passphrase,
        "--out",
        &out,
    ];
    desk.keys(&words).success();
    let made = fs::read(&key).unwrap();
    let request = fs::read_to_string(&out).unwrap();
    assert!(request.starts_with("-----BEGIN CERTIFICATE REQUEST-----\n"));
    assert!(
        !String::from_utf8_lossy(&made).contains("PRIVATE KEY"),
        "the key is encrypted"
    );
    desk.keys(&words).success();
    assert_eq!(fs::read(&key).unwrap(), made, "a key that is there is used");
    let neither = desk.keys(&[
        "request",
        "--organisation",
        "X",
        "--name",
        "Y",
        "--out",
        &out,
    ]);
    neither.failure().code(2);
}

#[test]
fn a_key_in_a_token_is_certified_and_asked_for_and_never_in_a_file() {
    let desk = Desk::new();
    let Some(module) = softhsm(&desk) else {
        panic!("SoftHSM2 is missing; on Debian:  apt-get install softhsm2");
    };
    desk.authority().success();
    let pin = desk.path("pin");
    let token = [
        "--module",
        &module,
        "--token",
        "khien",
        "--label",
        "dsc-1",
        "--pin-file",
        &pin,
    ];
    let new = [&token[..], &["--new-key"]].concat();
    desk.signer("DSC 2026-1", ("2026-02-01", "2028-02-01"), &new)
        .success();
    let shown = desk.shown("2026-06-01T00:00:00Z");
    assert_eq!(shown["signers"][0]["token_key"], "dsc-1");
    let files = fs::read_dir(desk.path("country")).unwrap();
    let keys = files.filter(|it| {
        it.as_ref()
            .unwrap()
            .file_name()
            .to_string_lossy()
            .ends_with(".key")
    });
    assert_eq!(keys.count(), 1, "only the authority's");
    let out = desk.path("dsc.csr");
    let request = [
        "request",
        "--organisation",
        "Bộ Y tế",
        "--name",
        "DSC 2026-2",
        "--out",
        &out,
    ];
    desk.keys(&[&request[..], &token].concat()).success();
    assert!(
        fs::read_to_string(&out)
            .unwrap()
            .contains("CERTIFICATE REQUEST")
    );
    fs::write(&pin, "0000").unwrap();
    let refused = desk
        .keys(&[&request[..], &token].concat())
        .failure()
        .code(1);
    assert!(!complaint(&refused).contains("0000"));
}

/// Makes a token in the desk's folder; the library of the module.
fn softhsm(desk: &Desk) -> Option<String> {
    let tokens = desk.path("tokens");
    fs::create_dir(&tokens).unwrap();
    let settings =
        format!("directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");
    fs::write(desk.path("softhsm2.conf"), settings).unwrap();
    let made = std::process::Command::new("softhsm2-util")
        .args([
            "--init-token",
            "--free",
            "--label",
            "khien",
            "--so-pin",
            "135792468",
            "--pin",
            PIN,
        ])
        .env("SOFTHSM2_CONF", desk.path("softhsm2.conf"))
        .output();
    assert!(
        made.is_ok_and(|made| made.status.success()),
        "softhsm2-util makes a token"
    );
    let libraries = ["softhsm", "x86_64-linux-gnu/softhsm", "pkcs11"];
    let mut places = [
        "/usr/lib",
        "/usr/lib64",
        "/usr/local/lib",
        "/opt/homebrew/lib",
    ]
    .into_iter()
    .flat_map(|base| libraries.map(|folder| format!("{base}/{folder}/libsofthsm2.so")));
    places.find(|place| Path::new(place).is_file())
}
