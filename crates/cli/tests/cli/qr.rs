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
fn what_is_no_list_of_revocations_is_refused() {
    let trust = fixture("dcc/qa-dsc.json").display().to_string();
    let code = signed_code();
    let folder = tempfile::tempdir().unwrap();
    // A page in place of a list, and the bytes of an empty slice without its index.
    let slice = [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 4];
    for (bytes, told) in [(&b"<html>"[..], "neither"), (&slice[..], "index")] {
        let file = folder.path().join("list");
        std::fs::write(&file, bytes).unwrap();
        let file = file.display().to_string();
        let check = ["check", "--trust", &trust, "--revocations", &file];
        let refused = khien(&[&check[..], &["--at", "2021-08-01T00:00:00Z", &code]].concat());
        let refused = refused.failure();
        let said = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
        assert!(said.contains(told), "{said}");
    }
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

/// A passport on paper, about an invented person, that shows a code.
fn paper(code: &str) -> Vec<u8> {
    use khien_certificate::qr::{Level, Symbol};
    use khien_paper::passport::{Code, Passport, Words, passport};
    let symbol = Symbol::of(code, Level::Q).unwrap();
    let day = jiff::civil::date(2026, 6, 27);
    let file = passport(&Passport {
        name: Words::new("Nguyễn Thị Quỳnh Hương", "NGUYEN THI QUYNH HUONG"),
        birth_date: Words::day(jiff::civil::date(1992, 8, 13)),
        nationality: Words::new("Việt Nam", "Viet Nam"),
        disease: Words::same("COVID-19"),
        doses_received: Words::same("3"),
        vaccinated_on: day,
        dose_number: Words::same("3/3"),
        vaccine: Words::new("Vắc xin mRNA ngừa COVID-19", "COVID-19 mRNA vaccine"),
        product: Words::same("Comirnaty"),
        manufacturer: Words::same("Biontech Manufacturing GmbH"),
        certificate_id: "URN:UVCI:01:VN:9C2FE81D77A04B5CB1D20A64F33B71AE#K",
        issuer: Words::new("Bộ Y tế", "Ministry of Health"),
        valid_from: day,
        valid_until: day,
        checker: Some("khien.example/checker"),
        made: day.at(20, 47, 9, 0),
        code: Code::of(symbol.rows()).unwrap(),
    });
    file.unwrap()
}

#[test]
fn our_own_passport_is_accepted_as_the_pdf_that_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("passport.pdf");
    std::fs::write(&file, paper(&signed_code())).unwrap();
    let (file, trust) = (
        file.display().to_string(),
        fixture("dcc/qa-dsc.json").display().to_string(),
    );
    let check = ["check", "--json", "--trust", &trust, "--at"];
    let told = lines(&khien(&[&check[..], &["2021-08-01T00:00:00Z", &file]].concat()).success());
    assert_eq!((told.len(), &told[0]["verified"]), (1, &true.into()));
    // As long as a code with a signature of RSA is.
    std::fs::write(&file, paper(&code_of("VN/1.3.0/VAC_VN.png"))).unwrap();
    let told = lines(&khien(&["decode", "--json", &file]).success());
    assert_eq!(told[0]["payload"]["nam"]["gnt"], "BAO<DUY");
}

#[test]
fn a_pdf_that_cannot_be_read_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("locked.pdf");
    std::fs::write(&file, "%PDF-1.7\ntrailer <</Encrypt 1 0 R>>").unwrap();
    let ran = khien(&["decode", "--json", &file.display().to_string()]).code(1);
    assert_eq!(lines(&ran)[0]["reason"], "input-unreadable");
    let told = String::from_utf8_lossy(&ran.get_output().stderr).into_owned();
    assert!(told.contains("encrypted"), "{told}");
}

/// The key of the WHO's development network, and a list that it signed.
#[test]
fn a_list_of_the_network_is_taken_only_if_its_anchor_signed_it() {
    let list = fixture("trust/gdhcn/dcc.json").display().to_string();
    let folder = tempfile::tempdir().unwrap();
    let anchor = folder.path().join("did.json");
    let id = "did:web:raw.githubusercontent.com:WorldHealthOrganization:tng-participants-dev:main:WHO:signing:DID";
    let key = serde_json::json!({
        "kty": "EC", "crv": "P-256",
        "x": "mB9T6oJ57ZKlC1f150-34M3JkxN22Ld1BQVPqJfgH6k",
        "y": "vW7GmCn5eNzbjdjI8PYWvanovWIIYoqv0ZE_lvuD2d8",
    });
    let methods = serde_json::json!([{"id": id, "publicKeyJwk": key}]);
    std::fs::write(
        &anchor,
        serde_json::json!({"verificationMethod": methods}).to_string(),
    )
    .unwrap();
    let anchor = anchor.display().to_string();
    let code = signed_code();
    let decode = |list: &str| khien(&["decode", "--trust", list, "--trust-anchor", &anchor, &code]);
    let said = |ran: &assert_cmd::assert::Assert| {
        String::from_utf8_lossy(&ran.get_output().stderr).into_owned()
    };
    let signed = said(&decode(&list));
    assert!(
        signed.contains("signed by the trust anchor, 2026-08-22"),
        "{signed}"
    );
    let unchecked = said(&khien(&["decode", "--trust", &list, &code]));
    assert!(unchecked.contains("--trust-anchor"), "{unchecked}");
    let changed = folder.path().join("changed.json");
    let text = std::fs::read_to_string(&list)
        .unwrap()
        .replacen("#DSC", "#SCA", 1);
    std::fs::write(&changed, text).unwrap();
    let refused = said(&decode(&changed.display().to_string()).code(1));
    assert!(refused.contains("was changed"), "{refused}");
}
