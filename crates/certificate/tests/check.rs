//! Codes as a verifier is shown them: what is trusted, what is accepted, and why not.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use jiff::Timestamp;
use khien_certificate::check::{Answer, Purpose, Question, Trusted, TrustedFault, answer};
use serde_json::Value;

/// A card of the sample issuer of the framework, and its keys.
const ISSUER: &str = "https://spec.smarthealth.cards/examples/issuer";
const CARD: &str = "shc/testdata/test-example-1195-byte-qrnumeric.txt";
const JWKS: &str = "shc/spec-example-issuer/jwks.json";

fn bytes(path: &str) -> Vec<u8> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    std::fs::read(fixtures.join(path)).unwrap()
}

fn text(path: &str) -> String {
    String::from_utf8(bytes(path)).unwrap().trim().to_owned()
}

fn ask(code: &str, trusted: &Trusted, at: &str) -> Answer {
    let at: Timestamp = at.parse().unwrap();
    answer(&[code], &Question::new(trusted, at))
}

fn signed_code() -> String {
    let cases = text("dcc/qa.jsonl");
    let mut cases = cases
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let signed = cases.find(|case| case["expect"]["verify"] == true);
    signed.unwrap()["prefix"].as_str().unwrap().to_owned()
}

#[test]
fn keys_vouch_for_the_cards_of_their_issuer_alone() {
    let (card, jwks) = (text(CARD), bytes(JWKS));
    let at = "2022-06-01T00:00:00Z";

    let mut right = Trusted::default();
    right.add_issuer(ISSUER, &jwks).unwrap();
    let told = ask(&card, &right, at);
    assert!(told.accepted(), "{told:?}");
    assert_eq!((told.family, told.verified), (Some("shc"), Some(true)));

    let mut other = Trusted::default();
    other
        .add_issuer("https://example.org/issuer", &jwks)
        .unwrap();
    let told = ask(&card, &other, at);
    assert_eq!(told.verified, Some(false));

    let mut sample = Trusted::default();
    sample.add_any_issuer(&jwks).unwrap();
    assert!(ask(&card, &sample, at).accepted());
}

#[test]
fn a_set_of_keys_has_to_say_whose_it_is() {
    let jwks = bytes(JWKS);
    let mut trusted = Trusted::default();
    assert_eq!(trusted.add(&jwks), Err(TrustedFault::NoIssuer));
    assert!(trusted.is_empty());
    let mut named: Value = serde_json::from_slice(&jwks).unwrap();
    named["issuer"] = ISSUER.into();
    let list = serde_json::json!([named]);
    for form in [named.to_string(), list.to_string()] {
        let mut trusted = Trusted::default();
        assert_eq!(trusted.add(form.as_bytes()).unwrap().issuers, 1);
        assert!(ask(&text(CARD), &trusted, "2022-06-01T00:00:00Z").accepted());
    }
    let odd = trusted.add_issuer("http://example.org", &jwks);
    assert_eq!(odd, Err(TrustedFault::Issuer));
}

#[test]
fn two_sets_of_keys_of_one_issuer_add_up() {
    let mut trusted = Trusted::default();
    trusted.add_issuer(ISSUER, &bytes(JWKS)).unwrap();
    trusted.add_issuer(ISSUER, b"{\"keys\":[]}").unwrap();
    assert!(ask(&text(CARD), &trusted, "2022-06-01T00:00:00Z").accepted());
}

#[test]
fn nothing_is_trusted_by_default_and_reading_asks_nobody() {
    let (code, trusted) = (signed_code(), Trusted::default());
    let question = Question::new(&trusted, Timestamp::UNIX_EPOCH);
    let checked = answer(&[&code], &question);
    assert_eq!((checked.accepted(), checked.verified), (false, None));
    assert_eq!(checked.reason.as_deref(), Some("key-unknown"));
    let purpose = Purpose::Read;
    let read = answer(
        &[&code],
        &Question {
            purpose,
            ..question
        },
    );
    assert_eq!((read.accepted(), read.reason), (true, None));
}

#[test]
fn bytes_that_are_no_keys_are_refused_by_name() {
    let mut trusted = Trusted::default();
    for (bytes, code) in [
        (&b"1"[..], "trusted-form"),
        (b"no certificate", "trusted-form"),
        (b"{\"a\":1}", "trusted-form"),
        (b"\xff\x00", "x509-malformed"),
    ] {
        assert_eq!(trusted.add(bytes).unwrap_err().code(), code);
    }
    let added = trusted.add(&bytes("dcc/qa-dsc.json")).unwrap();
    assert_eq!(added.signers, 20);
    let did = trusted.add(&bytes("trust/gdhcn/dcc.json")).unwrap();
    assert!(did.signers > 0 && did.authorities > 0, "{did:?}");
}

/// The line has the fields that integrators know, and no others.
#[test]
fn the_answer_is_a_line_of_known_fields() {
    let mut trusted = Trusted::default();
    trusted.add(&bytes("dcc/qa-dsc.json")).unwrap();
    let told = ask(&signed_code(), &trusted, "2021-08-01T00:00:00Z");
    let line = serde_json::to_value(&told).unwrap();
    let fields: Vec<&String> = line.as_object().unwrap().keys().collect();
    let known = [
        "family", "payload", "headers", "claims", "verified", "reason", "rules",
    ];
    assert_eq!(fields.len(), known.len());
    assert!(
        known
            .iter()
            .all(|it| fields.iter().any(|field| field == it))
    );
    assert_eq!(line["headers"]["kid"].as_str().unwrap().len(), 16);
    assert!(!format!("{told:?}").contains("nam"));
}
