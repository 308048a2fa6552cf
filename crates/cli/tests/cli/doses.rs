//! `khien doses verify-proof`: the proof of one dose, checked with nothing but the authority.

use assert_cmd::Command;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use khien_certificate::cose::{MemorySigner, Signer as _};
use khien_certificate::dose_signing::{DoseFacts, Stated, Statement};
use khien_certificate::issuer::{Authority, IssuerKey, Names, SignerTerms, X509Key as _};
use khien_certificate::keys::{KeyAlgorithm, NoRandomBytes, RandomBytes};
use khien_certificate::merkle::path;
use khien_certificate::x509::{Certificate, Validity};
use serde_json::{Value, json};
use std::path::Path;

struct Library;

impl RandomBytes for Library {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        aws_lc_rs::rand::fill(bytes).map_err(|_| NoRandomBytes)
    }
}

fn years() -> Validity {
    Validity {
        not_before: "2026-01-01T00:00:00Z".parse().unwrap(),
        not_after: "2027-01-01T00:00:00Z".parse().unwrap(),
    }
}

fn named(name: &str) -> Names {
    Names {
        country: "VN".to_owned(),
        organisation: "Invented for tests".to_owned(),
        common_name: name.to_owned(),
    }
}

fn authority(name: &str) -> Authority {
    let key = IssuerKey::generate(KeyAlgorithm::P256, &Library).unwrap();
    Authority::create(named(name), key, years(), &Library).unwrap()
}

fn facts(dose: &str) -> DoseFacts<'_> {
    DoseFacts {
        country: "VN",
        dose,
        facility: "34001",
        given_on: "2026-06-27",
        kind: "primary",
        lot: Some("FK0112"),
        ordinal: 2,
        person: "p",
        product: "comirnaty",
    }
}

/// The proof of the second of three doses that a key signed at a time.
fn proof(authority: &Authority, algorithm: KeyAlgorithm, time: &str) -> Value {
    let key = IssuerKey::generate(algorithm, &Library).unwrap();
    let terms = SignerTerms {
        validity: years(),
        usages: &[],
    };
    let certificate = authority.certify(&named("Signer"), key.spki(), &terms, &Library);
    let certificate: Certificate = certificate.unwrap();
    let signer = MemorySigner::from_pkcs8(&key.to_pkcs8().unwrap(), certificate.kid()).unwrap();
    let doses = ["d1", "d2", "d3"].map(facts);
    let leaves = doses.each_ref().map(DoseFacts::leaf);
    let stated = Stated {
        signing: "s",
        facility: "34001",
        certificate: certificate.as_der(),
        time: time.parse().unwrap(),
    };
    let statement = Statement::over(stated, &leaves).unwrap().canonical();
    let way = path(&leaves, 1).unwrap();
    json!({
        "facts": doses[1].canonical(), "place": 1, "leaves": 3,
        "path": way.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "signature": STANDARD.encode(signer.sign(statement.as_bytes()).unwrap()),
        "statement": statement,
        "certificate": STANDARD.encode(certificate.as_der()),
        "authority": STANDARD.encode(authority.certificate().as_der()),
    })
}

/// The answers about proofs, where these authorities are trusted.
fn answers(folder: &Path, trusted: &[&Authority], proofs: &[Value]) -> (i32, Vec<Value>) {
    let mut command = Command::cargo_bin("khien").unwrap();
    command
        .env("LANG", "C")
        .args(["doses", "verify-proof", "--json"]);
    for (place, authority) in trusted.iter().enumerate() {
        let file = folder.join(format!("authority-{place}.der"));
        std::fs::write(&file, authority.certificate().as_der()).unwrap();
        command.arg("--trust").arg(file);
    }
    for (place, proof) in proofs.iter().enumerate() {
        let file = folder.join(format!("proof-{place}.json"));
        std::fs::write(&file, proof.to_string()).unwrap();
        command.arg(file);
    }
    let ran = command.assert();
    let output = ran.get_output();
    let text = String::from_utf8_lossy(&output.stdout);
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    (output.status.code().unwrap(), lines.collect())
}

#[test]
fn proofs_of_both_kinds_of_keys_hold_under_their_authority() {
    let folder = tempfile::tempdir().unwrap();
    let (own, other) = (authority("CA"), authority("Other CA"));
    let kinds = [KeyAlgorithm::P256, KeyAlgorithm::Rsa];
    let proofs = kinds.map(|kind| proof(&own, kind, "2026-06-27T10:00:00Z"));
    let (status, told) = answers(folder.path(), &[&other, &own], &proofs);
    assert_eq!(status, 0);
    for line in told {
        assert_eq!(
            (&line["verified"], &line["reason"]),
            (&true.into(), &Value::Null)
        );
        assert_eq!(line["facts"]["dose"], "d2");
        assert_eq!(line["signed_at"], "2026-06-27T10:00:00Z");
        assert_eq!(line["certificate"].as_str().unwrap().len(), 64);
    }
    let (status, told) = answers(folder.path(), &[&other], &proofs[..1]);
    assert_eq!((status, &told[0]["reason"]), (1, &"chain-no-issuer".into()));
}

#[test]
fn every_change_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let own = authority("CA");
    let whole = proof(&own, KeyAlgorithm::P256, "2026-06-27T10:00:00Z");
    let late = proof(&own, KeyAlgorithm::P256, "2027-06-27T10:00:00Z");
    let stranger = proof(&own, KeyAlgorithm::P256, "2026-06-27T10:00:00Z");
    let text = |name: &str| whole[name].as_str().unwrap();
    let with = |name: &str, value: Value| {
        let mut changed = whole.clone();
        changed[name] = value;
        changed
    };
    let cases = [
        (json!({"facts": "x"}), "proof-form"),
        (with("extra", 1.into()), "proof-form"),
        (with("signature", "%".into()), "proof-form"),
        (
            with("facts", format!(" {}", text("facts")).into()),
            "proof-facts",
        ),
        (
            with(
                "facts",
                text("facts").replace("comirnaty", "vaxzevria").into(),
            ),
            "proof-path",
        ),
        (
            with("statement", format!("{} ", text("statement")).into()),
            "proof-statement",
        ),
        (
            with(
                "statement",
                text("statement").replace("34001", "34002").into(),
            ),
            "proof-facility",
        ),
        (with("place", 0.into()), "proof-path"),
        (with("leaves", 4.into()), "proof-path"),
        (with("path", json!(["00"])), "proof-path"),
        (
            with("certificate", stranger["certificate"].clone()),
            "proof-other-certificate",
        ),
        (
            with("signature", stranger["signature"].clone()),
            "signature-wrong",
        ),
        (late, "chain-validity"),
    ];
    for (proof, reason) in cases {
        let (status, told) = answers(folder.path(), &[&own], &[proof]);
        assert_eq!((status, &told[0]["reason"]), (1, &reason.into()));
        assert_eq!(told[0]["facts"], Value::Null, "{reason}");
    }
}

#[test]
fn nothing_is_proven_without_an_authority() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("proof.json");
    std::fs::write(&file, "{}").unwrap();
    let khien = |words: &[&str]| {
        let mut command = Command::cargo_bin("khien").unwrap();
        command
            .args(["doses", "verify-proof"])
            .args(words)
            .arg(&file)
            .assert()
    };
    khien(&[]).code(2);
    let signers = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fixtures/dcc/qa-dsc.json"
    );
    khien(&["--trust", signers]).code(2);
}
