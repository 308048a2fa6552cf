//! `khien qr`: codes read and checked, and the public suites over a folder.

use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Viet Nam's own sample, as the EU keeps it.
const SAMPLE: &str = "dcc/qa-png/VN__1.3.0__VAC_VN.png";

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures")
        .join(path)
}

fn khien(words: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = Command::cargo_bin("khien").unwrap();
    command.env("LANG", "C").arg("qr").args(words).assert()
}

fn lines(ran: &assert_cmd::assert::Assert) -> Vec<Value> {
    let text = String::from_utf8_lossy(&ran.get_output().stdout).into_owned();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The text of a code of the field.
fn code_of(case: &str) -> String {
    let cases = std::fs::read_to_string(fixture("dcc/qa.jsonl")).unwrap();
    let mut cases = cases
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let found = cases.find(|one| one["case"] == case).unwrap();
    found["prefix"].as_str().unwrap().to_owned()
}

/// The text of a code that one of the known keys signed.
fn signed_code() -> String {
    let cases = std::fs::read_to_string(fixture("dcc/qa.jsonl")).unwrap();
    let cases = cases
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut signed = cases.filter(|case| case["expect"]["verify"] == true);
    signed.next().unwrap()["prefix"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn a_picture_is_read_into_one_line() {
    let picture = fixture(SAMPLE).display().to_string();
    let read = lines(&khien(&["decode", "--json", &picture]).success());
    assert_eq!(read.len(), 1);
    assert_eq!(read[0]["family"], "hcert");
    assert_eq!(read[0]["payload"]["nam"]["gnt"], "BAO<DUY");
    assert_eq!(read[0]["headers"]["alg"], -37);
    assert_eq!(read[0]["headers"]["kid"], "f30da46716f7882d");
    assert_eq!(read[0]["claims"]["iat"], 1_649_950_687);
    assert_eq!(read[0]["verified"], Value::Null);
}

#[test]
fn a_check_wants_signature_and_time() {
    let (trust, code) = (
        fixture("dcc/qa-dsc.json").display().to_string(),
        signed_code(),
    );
    let check = ["check", "--json", "--trust", &trust, "--at"];
    let accepted = khien(&[&check[..], &["2021-08-01T00:00:00Z", &code]].concat()).success();
    assert_eq!(lines(&accepted)[0]["verified"], true);
    let late = khien(&[&check[..], &["2040-01-01T00:00:00Z", &code]].concat()).code(1);
    assert_eq!(lines(&late)[0]["reason"], "expired");
    let picture = fixture(SAMPLE).display().to_string();
    let stranger = khien(&[&check[..], &["2023-01-01T00:00:00Z", &picture]].concat()).code(1);
    assert_eq!(lines(&stranger)[0]["verified"], false);
    khien(&["check", &code]).code(2);
}

#[test]
fn what_is_no_code_is_refused_with_its_reason_and_never_printed() {
    let broken = lines(&khien(&["decode", "--json", "HC1:ĐÂY"]).code(1));
    assert!(broken[0]["reason"].as_str().unwrap().starts_with("base45"));
    let unknown = khien(&["decode", "034090001234"]).code(1);
    let told = String::from_utf8_lossy(&unknown.get_output().stderr).into_owned();
    assert!(!told.contains("034090001234"), "{told}");
    let piped = Command::cargo_bin("khien")
        .unwrap()
        .args(["qr", "decode", "--json", "-"])
        .write_stdin(signed_code())
        .assert()
        .success();
    assert_eq!(lines(&piped)[0]["family"], "hcert");
}

#[test]
fn a_suite_tells_each_check_and_their_sum() {
    let folder = fixture("dcc").display().to_string();
    let told = lines(&khien(&["conformance", "dcc-qa", &folder, "--json"]).success());
    let (sum, checks) = told.split_last().unwrap();
    assert!(
        checks
            .iter()
            .all(|it| it["ok"] == true && it["case"].is_string())
    );
    assert_eq!(sum["total"], checks.len());
    assert_eq!(
        (&sum["suite"], &sum["failed"]),
        (&"dcc-qa".into(), &0.into())
    );

    let empty = tempfile::tempdir().unwrap();
    khien(&[
        "conformance",
        "certlogic",
        &empty.path().display().to_string(),
    ])
    .code(1);
    let wrong = tempfile::tempdir().unwrap();
    let case = signed_code().replace("HC1:", "HC1:0");
    let line = serde_json::json!({
        "case": "x", "prefix": case, "expect": {"decode": true, "tags": [18]}, "verify": null,
    });
    std::fs::write(wrong.path().join("qa.jsonl"), format!("{line}\n")).unwrap();
    let failed = khien(&["conformance", "dcc-qa", &wrong.path().display().to_string()]).code(1);
    assert!(lines(&failed).last().unwrap()["failed"].as_u64().unwrap() > 0);
}

/// Verifiers of the field have accepted recoveries that were over.
#[test]
fn a_recovery_is_accepted_within_its_period_alone() {
    let trust = fixture("dcc/qa-dsc.json").display().to_string();
    let code = code_of("DE/1.0.0/REC.png");
    let check = ["check", "--json", "--trust", &trust, "--at"];
    khien(&[&check[..], &["2021-06-10T00:00:00Z", &code]].concat()).success();
    let over = khien(&[&check[..], &["2021-06-20T00:00:00Z", &code]].concat()).code(1);
    let over = &lines(&over)[0];
    assert_eq!(
        (&over["verified"], &over["reason"]),
        (&true.into(), &"recovery-over".into())
    );
}

#[test]
fn an_input_that_cannot_be_read_leaves_the_others_their_lines() {
    let code = signed_code();
    let told = lines(&khien(&["decode", "--json", "no-such-file", &code]).code(1));
    assert_eq!(told[0]["reason"], "input-unreadable");
    assert_eq!(told[1]["family"], "hcert");
}

/// The WHO's samples hold the data set alone: nothing that is signed says until when.
#[test]
fn a_data_set_without_claims_is_read_and_never_accepted() {
    let case = fixture("ddcc/validator/WHOQR1Contents.txt")
        .display()
        .to_string();
    let read = lines(&khien(&["decode", "--json", &case]).success());
    assert_eq!(
        (&read[0]["family"], &read[0]["verified"]),
        (&"hcert".into(), &Value::Null)
    );
    let trust = fixture("dcc/qa-dsc.json").display().to_string();
    khien(&["check", "--json", "--trust", &trust, &case]).code(1);
}

/// A batch of the EU's gateway that revokes a code by its signature, until a time.
fn batch_against(code: &str, country: &str, expires: &str) -> String {
    let read = khien_certificate::hc1::read(code).unwrap();
    let hashes = khien_certificate::revocation::hashes_of(&read, &read.dcc().unwrap()).unwrap();
    let hash = hashes.of(khien_certificate::revocation::HashType::Signature);
    serde_json::json!({
        "country": country, "expires": expires, "kid": "UNKNOWN_KID", "hashType": "SIGNATURE",
        "entries": [{"hash": hash.to_base64()}],
    })
    .to_string()
}

#[test]
fn a_revoked_code_is_refused_until_the_entry_expires() {
    let trust = fixture("dcc/qa-dsc.json").display().to_string();
    let code = signed_code();
    let read = khien_certificate::hc1::read(&code).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let batch = batch_against(&code, &read.claims.issuer.unwrap(), "2021-08-02T00:00:00Z");
    std::fs::write(folder.path().join("batch.json"), batch).unwrap();
    let lists = folder.path().display().to_string();
    let check = [
        "check",
        "--json",
        "--trust",
        &trust,
        "--revocations",
        &lists,
        "--at",
    ];
    let refused = khien(&[&check[..], &["2021-08-01T00:00:00Z", &code]].concat()).code(1);
    assert_eq!(lines(&refused)[0]["reason"], "revoked");
    let told = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(told.contains("not signed"), "{told}");
    let later = khien(&[&check[..], &["2021-08-02T00:00:00Z", &code]].concat()).success();
    assert_eq!(lines(&later)[0]["reason"], Value::Null);
    let told = String::from_utf8_lossy(&later.get_output().stderr).into_owned();
    assert!(told.contains("expired"), "{told}");
}

#[test]
fn keys_of_cards_want_their_issuer() {
    let jwks = fixture("shc/spec-example-issuer/jwks.json")
        .display()
        .to_string();
    let card = fixture("shc/testdata/test-example-1195-byte-qrnumeric.txt");
    let card = card.display().to_string();
    let named = format!("https://spec.smarthealth.cards/examples/issuer={jwks}");
    let at = ["check", "--at", "2022-06-01T00:00:00Z", "--trust"];
    khien(&[&at[..], &[&named, &card]].concat()).success();
    let alone = khien(&[&at[..], &[&jwks, &card]].concat()).failure();
    let told = String::from_utf8_lossy(&alone.get_output().stderr).into_owned();
    assert!(told.contains("ISSUER=FILE"), "{told}");
    khien(&[&at[..], &[&jwks, "--any-issuer", &card]].concat()).success();
}
