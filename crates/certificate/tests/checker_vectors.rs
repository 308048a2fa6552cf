//! The codes that the command line and the checker page are both held to: each is answered as the file
//! says, and every step that can go wrong is among them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use khien_certificate::check::{Question, Revoked, Trusted, answer};
use khien_certificate::revocation::{Index, OfflineAnswer, OfflineRevocation, hashes_of};
use khien_certificate::rules::RuleSet;
use khien_certificate::{dcc, hc1};
use serde_json::Value;

const VECTORS: &str = include_str!("../../../fixtures/checker/vectors.json");
const RULES: &[u8] = include_bytes!("../../../fixtures/checker/rules.json");

fn vectors() -> Value {
    serde_json::from_str(VECTORS).unwrap()
}

#[test]
fn every_code_is_answered_as_the_file_says() {
    let file = vectors();
    let mut trusted = Trusted::default();
    trusted.add(file["trust"].to_string().as_bytes()).unwrap();
    let rules = RuleSet::read(RULES).unwrap();
    let nothing = Revoked::default();
    let vectors = file["vectors"].as_array().unwrap();
    for vector in vectors {
        let at: Timestamp = vector["at"].as_str().unwrap().parse().unwrap();
        let question = Question {
            rules: vector["country"].as_str().map(|country| (&rules, country)),
            revoked: Some(&nothing),
            ..Question::new(&trusted, at)
        };
        let told = answer(&[vector["text"].as_str().unwrap()], &question);
        // The slices of the file say so, see below.
        let expected = match vector["reason"].as_str() {
            Some("revoked") => None,
            other => other,
        };
        assert_eq!(told.reason.as_deref(), expected, "{}", vector["name"]);
        assert_eq!(
            told.verified,
            vector["verified"].as_bool(),
            "{}",
            vector["name"]
        );
        assert_eq!(told.family, vector["family"].as_str(), "{}", vector["name"]);
    }
}

#[test]
fn the_slices_of_the_file_revoke_one_code_until_its_entry_ends() {
    let file = vectors();
    let index = file["revocation"]["index"].to_string();
    let mut offline = OfflineRevocation::new(Index::from_json(index.as_bytes()).unwrap());
    for slice in file["revocation"]["slices"].as_object().unwrap().values() {
        offline
            .add(&STANDARD.decode(slice.as_str().unwrap()).unwrap())
            .unwrap();
    }
    assert!(offline.missing().is_empty());
    let vectors = file["vectors"].as_array().unwrap().iter();
    let mut asked = 0;
    for vector in vectors.filter(|it| it["name"].as_str().unwrap().starts_with("revoked")) {
        let read = hc1::read(vector["text"].as_str().unwrap()).unwrap();
        let hashes = hashes_of(&read, &dcc::read(read.dcc_value().unwrap()).unwrap()).unwrap();
        let at = vector["at"].as_str().unwrap().parse().unwrap();
        let is_revoked = offline.check(&hashes, at) != OfflineAnswer::NotRevoked;
        assert_eq!(
            is_revoked,
            vector["reason"] == "revoked",
            "{}",
            vector["name"]
        );
        asked += 1;
    }
    assert_eq!(asked, 3);
}

#[test]
fn every_step_that_can_go_wrong_is_among_them() {
    let file = vectors();
    let vectors = file["vectors"].as_array().unwrap().iter();
    let reasons: BTreeSet<&str> = vectors.filter_map(|it| it["reason"].as_str()).collect();
    for reason in [
        "hc1-too-long",
        "base45-character",
        "base45-length",
        "base45-range",
        "zlib-damaged",
        "zlib-too-long",
        "cbor-truncated",
        "cbor-trailing",
        "cbor-depth",
        "cbor-duplicate-key",
        "cbor-reserved",
        "cbor-text",
        "cbor-piece",
        "cose-tag",
        "cose-structure",
        "cose-detached",
        "cose-critical",
        "cose-no-algorithm",
        "cose-algorithm",
        "cose-no-kid",
        "cose-kid-length",
        "signature-der",
        "signature-too-long",
        "signature-too-short",
        "signature-wrong",
        "key-algorithm",
        "key-unknown",
        "key-usage",
        "cwt-structure",
        "cwt-time",
        "cwt-issuer",
        "cwt-no-hcert",
        "cwt-no-expiry",
        "cwt-no-claims",
        "expired",
        "not-yet-valid",
        "hcert-no-content",
        "dcc-missing",
        "dcc-no-event",
        "dcc-several-groups",
        "dcc-entry",
        "schema-required",
        "schema-type",
        "schema-one-entry",
        "schema-length",
        "schema-pattern",
        "schema-minimum",
        "schema-date",
        "schema-date-time",
        "recovery-over",
        "recovery-not-yet-valid",
        "revoked",
        "rules-failed",
        "rules-open",
        "rules-none",
        "family-unknown",
    ] {
        assert!(reasons.contains(reason), "{reason}");
    }
}
