//! SMART Health Cards, from outside: the public cases, our own issuing, and what must be refused.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use khien_certificate::conformance::shc::cards;
use khien_certificate::keys::{KeyFile, NoRandomBytes, RandomBytes, SigningKey};
use khien_certificate::shc::{
    BundleFault, Card, Crl, CrlFault, Directory, Draft, DraftShot, JwkFault, KeySet,
    LONGEST_SINGLE, Remark, Revocation, ShcFault, VaccineCode, inspect, jwk_of, read_qr, rid_of,
    thumbprint, write_qr,
};
use khien_certificate::zlib::Deflater;
use proptest::prelude::*;
use serde_json::{Value, json};

const ISSUER: &str = "https://chung-nhan.example.vn/shc";

struct Pattern;

impl RandomBytes for Pattern {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        for (byte, value) in bytes.iter_mut().zip((7_u8..).step_by(3).cycle()) {
            *byte = value;
        }
        Ok(())
    }
}

static KEY: LazyLock<SigningKey> = LazyLock::new(|| {
    let file = KeyFile::create("chín con trâu trắng", &Pattern).unwrap();
    KeyFile::open(file.as_bytes(), "chín con trâu trắng").unwrap()
});

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn shot(date: &'static str) -> DraftShot<'static> {
    DraftShot {
        vaccine: VaccineCode::cvx("208"),
        date,
        lot: Some("FJ5929"),
        performer: Some("Trạm Y tế Mê Linh"),
    }
}

fn draft() -> Draft<'static> {
    Draft {
        issuer: ISSUER,
        not_before: time("2022-01-01T00:00:00Z"),
        expires: Some(time("2023-01-01T00:00:00Z")),
        rid: Some("MKyCxh7p6uQ"),
        covid19: true,
        family: "Nguyễn",
        given: vec!["Văn", "Mẫu"],
        birth_date: "1990-01-02",
        shots: vec![shot("2021-08-01"), shot("2021-09-12")],
    }
}

fn sign(draft: &Draft<'_>) -> String {
    draft.sign(&KEY, &mut Deflater::new()).unwrap()
}

fn directory() -> Directory {
    let mut directory = Directory::default();
    directory.trust(ISSUER, keys(&jwk_of(KEY.public(), None)));
    directory
}

fn keys(jwk: &Value) -> KeySet {
    KeySet::read(json!({"keys": [jwk]}).to_string().as_bytes()).unwrap()
}

/// A card over any payload and header, signed by our key.
fn signed(header: &str, payload: &[u8]) -> String {
    let mut packed = Vec::new();
    Deflater::new().deflate(payload, &mut packed);
    let parts = [
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(packed),
    ]
    .join(".");
    let signature = KEY.sign(parts.as_bytes()).unwrap();
    format!("{parts}.{}", URL_SAFE_NO_PAD.encode(signature.as_bytes()))
}

fn header() -> String {
    json!({"zip": "DEF", "alg": "ES256", "kid": thumbprint(KEY.public())}).to_string()
}

fn payload() -> Value {
    let checked = directory().verify(&sign(&draft())).unwrap();
    checked.card.payload().clone()
}

/// The payload with the value at this place replaced, or taken out.
fn changed(place: &str, value: Option<Value>) -> Value {
    let mut payload = payload();
    let (parent, name) = place.rsplit_once('/').unwrap();
    let parent = payload.pointer_mut(parent).unwrap();
    match (value, parent) {
        (Some(value), parent) if parent.is_array() => {
            parent[name.parse::<usize>().unwrap()] = value;
        }
        (Some(value), parent) => parent[name] = value,
        (None, Value::Object(fields)) => drop(fields.remove(name).unwrap()),
        (None, _) => panic!("{place}"),
    }
    payload
}

#[test]
fn the_public_cases_are_judged_as_the_tools_do() {
    let outcomes = cards(&support::folder(&support::fixture("shc")));
    let failed: Vec<_> = outcomes.iter().filter(|outcome| !outcome.ok).collect();
    assert!(outcomes.len() > 30, "{}", outcomes.len());
    assert_eq!(failed, [] as [&khien_certificate::conformance::Outcome; 0]);
}

#[test]
fn a_case_that_is_not_met_says_so() {
    let cases = json!([
        {"name": "a", "type": "jws", "files": ["a.txt"], "expected_errors": 0},
        {"name": "b", "type": "jws", "files": ["missing.txt"], "expected_errors": ["X"]},
        {"name": "c SHL", "type": "qr", "files": ["a.txt"], "expected_errors": 0},
    ]);
    let mut files = BTreeMap::new();
    files.insert("cases.json".to_owned(), cases.to_string().into_bytes());
    files.insert("testdata/a.txt".to_owned(), b"x".to_vec());
    let outcomes = cards(&files);
    assert_eq!(outcomes.iter().filter(|outcome| !outcome.ok).count(), 2);
    assert_eq!(outcomes.len(), 2);
    assert!(!cards(&BTreeMap::new())[0].ok);
}

#[test]
fn a_code_larger_than_version_22_is_refused() {
    let outcomes = cards(&support::folder(&support::fixture("shc")));
    let single = outcomes
        .iter()
        .find(|outcome| outcome.case == "Cards: single segment QR");
    assert_eq!(single.unwrap().actual, "reject: larger than version 22");
}

#[test]
fn a_card_of_ours_is_read_back_through_its_code() {
    let jws = sign(&draft());
    let code = write_qr(&jws).unwrap();
    let scanned = read_qr(&[&code]).unwrap();
    assert_eq!((scanned.jws.as_str(), scanned.chunks), (jws.as_str(), 1));
    let checked = directory()
        .check(&scanned.jws, time("2022-06-01T00:00:00Z"))
        .unwrap();
    assert_eq!(checked.revocation, Revocation::NotRevocable);
    assert_eq!(checked.kid, thumbprint(KEY.public()));
    assert_eq!(checked.card.remarks(), []);
    let contents = checked.card.contents();
    assert_eq!(contents.name, "Văn Mẫu Nguyễn");
    assert_eq!(contents.birth_date, "1990-01-02");
    let first = &contents.shots[0];
    assert_eq!((first.code.as_str(), first.lot.as_str()), ("208", "FJ5929"));
    assert_eq!(contents.shots[1].occurrence, "2021-09-12");
    assert!(!format!("{checked:?} {contents:?} {scanned:?} {:?}", draft()).contains("Mẫu"));
}

#[test]
fn the_thumbprint_is_that_of_the_published_example() {
    let files = support::folder(&support::fixture("shc"));
    let set = KeySet::read(&files["spec-example-issuer/jwks.json"]).unwrap();
    let key = set
        .get("3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s")
        .unwrap();
    assert_eq!(thumbprint(&key.key), key.kid);
    assert_eq!(key.crl_version, Some(1));
    assert_eq!(set.faults(), []);
}

#[test]
fn each_key_of_no_use_says_why() {
    let files = support::folder(&support::fixture("shc"));
    for (file, fault) in [
        ("wrong_alg_key.json", JwkFault::Algorithm),
        ("wrong_curve_key.json", JwkFault::Algorithm),
        ("wrong_kid_key.json", JwkFault::Thumbprint),
        ("wrong_kty_key.json", JwkFault::Type),
        ("wrong_use_key.json", JwkFault::Use),
    ] {
        let set = KeySet::read(&files[&format!("testdata/{file}")]).unwrap();
        assert_eq!(
            (set.faults(), set.keys().len()),
            (&[fault][..], 0),
            "{file}"
        );
    }
    for file in ["valid_keys.json", "valid_key_with_x5c.json"] {
        let set = KeySet::read(&files[&format!("testdata/{file}")]).unwrap();
        assert_eq!(set.faults(), [], "{file}");
    }
    let with = |name: &str, value: Value| {
        let mut jwk = jwk_of(KEY.public(), None);
        jwk[name] = value;
        keys(&jwk).faults().first().copied()
    };
    assert_eq!(with("crv", json!("P-384")), Some(JwkFault::Curve));
    assert_eq!(with("x", json!("AAAA")), Some(JwkFault::Point));
    assert_eq!(with("d", json!("AAAA")), Some(JwkFault::Private));
    assert_eq!(KeySet::read(b"{}").unwrap_err(), JwkFault::NotAKeySet);
    let x = jwk_of(KEY.public(), None)["x"].as_str().unwrap().to_owned();
    let padded = [&[0][..], &URL_SAFE_NO_PAD.decode(x).unwrap()].concat();
    assert_eq!(with("x", json!(URL_SAFE_NO_PAD.encode(padded))), None);
}

#[test]
fn a_card_is_valid_from_its_beginning_to_its_end() {
    let jws = sign(&draft());
    for (now, expected) in [
        ("2021-12-31T23:59:59Z", Some(ShcFault::NotYetValid)),
        ("2022-01-01T00:00:00Z", None),
        ("2022-12-31T23:59:59Z", None),
        ("2023-01-01T00:00:00Z", Some(ShcFault::Expired)),
    ] {
        assert_eq!(directory().check(&jws, time(now)).err(), expected, "{now}");
    }
}

#[test]
fn only_the_key_of_the_issuer_counts() {
    let jws = sign(&draft());
    assert_eq!(
        Directory::default().verify(&jws),
        Err(ShcFault::UnknownIssuer)
    );
    let mut other = Directory::default();
    other.trust(ISSUER, KeySet::default());
    assert_eq!(other.verify(&jws), Err(ShcFault::UnknownKey));
    let mut flipped = jws.clone();
    let end = if flipped.ends_with('A') { 'Q' } else { 'A' };
    flipped.replace_range(flipped.len() - 1.., &end.to_string());
    assert_eq!(directory().verify(&flipped), Err(ShcFault::Signature));
    let (parts, _) = jws.rsplit_once('.').unwrap();
    let der = URL_SAFE_NO_PAD.encode([0x30; 71]);
    assert_eq!(
        directory().verify(&format!("{parts}.{der}")),
        Err(ShcFault::SignatureForm)
    );
}

#[test]
fn a_header_of_another_kind_is_refused() {
    let payload = payload().to_string();
    let kid = thumbprint(KEY.public());
    for (header, fault) in [
        (json!({"zip": "DEF", "kid": kid}), ShcFault::Header),
        (json!({"zip": "DEF", "alg": "ES256"}), ShcFault::Header),
        (json!([]), ShcFault::Header),
        (
            json!({"zip": "DEF", "alg": "none", "kid": kid}),
            ShcFault::Algorithm,
        ),
        (
            json!({"zip": "DEF", "alg": "HS256", "kid": kid}),
            ShcFault::Algorithm,
        ),
        (json!({"alg": "ES256", "kid": kid}), ShcFault::NotDeflated),
    ] {
        let jws = signed(&header.to_string(), payload.as_bytes());
        assert_eq!(directory().verify(&jws).unwrap_err(), fault, "{header}");
    }
}

#[test]
fn a_payload_that_inflates_without_end_is_refused() {
    let bomb = signed(&header(), &vec![b' '; 10 * 1024 * 1024]);
    assert!(bomb.len() < 64 * 1024);
    assert_eq!(directory().verify(&bomb), Err(ShcFault::InflatedTooLong));
    let long = "a".repeat(64 * 1024 + 1);
    assert_eq!(directory().verify(&long), Err(ShcFault::TooLong));
    let raw = format!("{}.AAAA.AAAA", URL_SAFE_NO_PAD.encode(header()));
    assert_eq!(directory().verify(&raw), Err(ShcFault::SignatureForm));
    let signature = URL_SAFE_NO_PAD.encode([1; 64]);
    let raw = format!("{}.____.{signature}", URL_SAFE_NO_PAD.encode(header()));
    assert_eq!(directory().verify(&raw), Err(ShcFault::Inflate));
}

#[test]
fn a_wrong_claim_is_refused_with_its_code() {
    for (place, value, code) in [
        ("/iss", None, "shc_claim"),
        ("/iss", Some(json!("http://example.org")), "shc_issuer"),
        ("/iss", Some(json!("https://example.org/")), "shc_issuer"),
        ("/iss", Some(json!("https://")), "shc_issuer"),
        ("/iss", Some(json!("https://a@b.org")), "shc_issuer"),
        ("/nbf", None, "shc_claim"),
        ("/nbf", Some(json!("2022")), "shc_claim"),
        ("/exp", Some(json!(1)), "shc_never_valid"),
        ("/exp", Some(json!("soon")), "shc_claim"),
        ("/vc", None, "shc_claim"),
        ("/vc/type", Some(json!("x")), "shc_claim"),
        (
            "/vc/type/0",
            Some(json!("https://smarthealth.cards#other")),
            "shc_not_health_card",
        ),
        (
            "/vc/rid",
            Some(json!("longer-than-24-characters")),
            "shc_claim",
        ),
        ("/vc/rid", Some(json!("a.b")), "shc_claim"),
        (
            "/vc/credentialSubject/fhirVersion",
            Some(json!("3.0.1")),
            "shc_claim",
        ),
        ("/vc/credentialSubject/fhirBundle", None, "shc_claim"),
    ] {
        let fault = Card::read(changed(place, value).to_string().as_bytes()).unwrap_err();
        assert_eq!(fault.code(), code, "{place}");
    }
    let payload = payload().to_string();
    assert_eq!(
        Card::read(format!(" {payload}").as_bytes()).unwrap_err(),
        ShcFault::TrailingCharacters
    );
    assert_eq!(
        Card::read(format!("\u{feff}{payload}").as_bytes()).unwrap_err(),
        ShcFault::TrailingCharacters
    );
    assert_eq!(Card::read(b"{x}").unwrap_err(), ShcFault::NotJson);
    assert_eq!(Card::read(b"").unwrap_err(), ShcFault::NotJson);
}

#[test]
fn a_wrong_bundle_is_refused_with_its_code() {
    let bundle = "/vc/credentialSubject/fhirBundle";
    let shot = "/vc/credentialSubject/fhirBundle/entry/1/resource";
    for (place, value, code) in [
        ("/resourceType", Some(json!("Patient")), "shc_fhir_bundle"),
        ("/type", None, "shc_fhir_bundle"),
        ("/entry", Some(json!([])), "shc_fhir_entries"),
        ("/entry/0/fullUrl", None, "shc_fhir_entry"),
        (
            "/entry/0/fullUrl",
            Some(json!("urn:uuid:1")),
            "shc_fhir_reference",
        ),
        ("/entry/0/resource", Some(json!("x")), "shc_fhir_entry"),
        ("/entry/0/resource/resourceType", None, "shc_fhir_entry"),
        (
            "/entry/0/resource/birthDate",
            Some(json!("01-02-1990")),
            "shc_fhir_element",
        ),
        ("/entry/0/resource/name", Some(json!([])), "shc_fhir_empty"),
        (
            "/entry/0/resource/gender",
            Some(json!("m")),
            "shc_fhir_element",
        ),
    ] {
        let payload = changed(&format!("{bundle}{place}"), value);
        let fault = Card::read(payload.to_string().as_bytes()).unwrap_err();
        assert_eq!(fault.code(), code, "{place}");
    }
    for (place, value, code) in [
        ("/status", Some(json!("Completed")), "shc_fhir_element"),
        ("/vaccineCode", None, "shc_fhir_element"),
        ("/vaccineCode", Some(json!({})), "shc_fhir_empty"),
        (
            "/vaccineCode/coding",
            Some(json!(["208"])),
            "shc_fhir_element",
        ),
        ("/patient", None, "shc_fhir_element"),
        (
            "/patient/reference",
            Some(json!("resource:9")),
            "shc_fhir_reference",
        ),
        ("/occurrenceDateTime", None, "shc_fhir_occurrence"),
        (
            "/occurrenceString",
            Some(json!("2021")),
            "shc_fhir_occurrence",
        ),
        (
            "/occurrenceDateTime",
            Some(json!("01-01-2021")),
            "shc_fhir_element",
        ),
        (
            "/occurrenceDateTime",
            Some(json!("2021-01-01T00:00:00")),
            "shc_fhir_element",
        ),
        ("/lotNumber", Some(json!("")), "shc_fhir_empty"),
        ("/lotNumber", Some(json!(null)), "shc_fhir_empty"),
    ] {
        let payload = changed(&format!("{shot}{place}"), value);
        let fault = Card::read(payload.to_string().as_bytes()).unwrap_err();
        assert_eq!(fault.code(), code, "{place}");
    }
    assert_eq!(inspect(&json!(null)), Err(BundleFault::NotABundle));
}

#[test]
fn what_is_advised_against_is_only_remarked() {
    let bundle = |place: &str| format!("/vc/credentialSubject/fhirBundle{place}");
    for (place, value, remark) in [
        (bundle("/type"), json!("document"), Remark::OtherBundleType),
        (
            bundle("/entry/1/fullUrl"),
            json!("urn:uuid:1"),
            Remark::Address,
        ),
        (
            bundle("/entry/1/fullUrl"),
            json!("resource:0"),
            Remark::Address,
        ),
        (bundle("/entry/1/resource/id"), json!("x"), Remark::Id),
        (
            bundle("/entry/1/resource/meta"),
            json!({"profile": ["x"]}),
            Remark::Meta,
        ),
        (
            bundle("/entry/1/resource/text"),
            json!({"div": "x"}),
            Remark::Text,
        ),
        (
            bundle("/entry/1/resource/vaccineCode/coding/0/display"),
            json!("x"),
            Remark::Display,
        ),
        (
            "/vc/type/2".to_owned(),
            json!("https://example.org#x"),
            Remark::UnknownType,
        ),
        (
            "/vc/type/1".to_owned(),
            json!("https://smarthealth.cards#covid19"),
            Remark::TypeMissing,
        ),
    ] {
        let card = Card::read(changed(&place, Some(value)).to_string().as_bytes()).unwrap();
        assert_eq!(card.remarks(), [remark], "{place}");
    }
    let security =
        json!({"security": [{"system": "https://smarthealth.cards/ial", "code": "IAL2"}]});
    let card = changed(&bundle("/entry/1/resource/meta"), Some(security));
    assert_eq!(
        Card::read(card.to_string().as_bytes()).unwrap().remarks(),
        []
    );
}

#[test]
fn a_revoked_card_is_refused_and_one_issued_later_is_not() {
    let kid = thumbprint(KEY.public());
    let mut directory = Directory::default();
    directory.trust(ISSUER, keys(&jwk_of(KEY.public(), Some(4))));
    let jws = sign(&draft());
    assert_eq!(
        directory.verify(&jws).unwrap().revocation,
        Revocation::Unknown
    );
    let mut list = |entries: &[(&str, Option<&str>)], version| {
        let mut crl = Crl::new(&kid, version);
        for (rid, before) in entries {
            crl.revoke(rid, before.map(time)).unwrap();
        }
        directory.keep_list(ISSUER, &kid, crl.to_json().to_string().as_bytes());
        directory.verify(&jws).map(|checked| checked.revocation)
    };
    assert_eq!(list(&[], 4), Ok(Revocation::NotRevoked));
    assert_eq!(list(&[("MKyCxh7p6uQ", None)], 4), Err(ShcFault::Revoked));
    assert_eq!(
        list(&[("MKyCxh7p6uQ", Some("2022-01-01T00:00:01Z"))], 4),
        Err(ShcFault::Revoked)
    );
    assert_eq!(
        list(&[("MKyCxh7p6uQ", Some("2022-01-01T00:00:00Z"))], 4),
        Ok(Revocation::NotRevoked)
    );
    assert_eq!(list(&[("other", None)], 4), Ok(Revocation::NotRevoked));
    assert_eq!(
        list(&[("MKyCxh7p6uQ", None)], 3),
        Err(CrlFault::Version.into())
    );
}

#[test]
fn a_revocation_list_that_is_wrong_is_never_taken_for_an_empty_one() {
    let read = |list: Value| Crl::read(list.to_string().as_bytes(), "k").unwrap_err();
    let list =
        |method: &str, rids: Value| json!({"kid": "k", "method": method, "ctr": 1, "rids": rids});
    assert_eq!(read(json!({})), CrlFault::NotAList);
    assert_eq!(
        read(json!({"kid": "j", "method": "rid", "ctr": 1, "rids": []})),
        CrlFault::OtherKey
    );
    assert_eq!(read(list("other", json!([]))), CrlFault::Method);
    for entry in [
        "",
        "a b",
        "a=",
        "a.b",
        "a.1.2",
        "a.-1",
        "a.+1",
        "a.",
        "longer-than-24-characters",
    ] {
        assert_eq!(
            read(list("rid", json!([entry]))),
            CrlFault::Entry,
            "{entry}"
        );
    }
    assert_eq!(read(list("rid", json!(["a.1", "a"]))), CrlFault::Duplicate);
    let mut directory = Directory::default();
    let kid = thumbprint(KEY.public());
    directory.trust(ISSUER, keys(&jwk_of(KEY.public(), Some(1))));
    directory.keep_list(ISSUER, &kid, b"<html>");
    let fault = directory.verify(&sign(&draft())).unwrap_err();
    assert_eq!(fault.code(), "crl_not_a_list");
}

#[test]
fn the_id_for_revocation_depends_on_all_its_parts() {
    let rid = rid_of(b"secret", "kid", "person");
    assert_eq!(rid.len(), 11);
    for other in [
        rid_of(b"other", "kid", "person"),
        rid_of(b"secret", "kie", "person"),
        rid_of(b"secret", "kid", "persom"),
    ] {
        assert_ne!(rid, other);
    }
}

#[test]
fn a_card_too_long_for_one_code_says_by_how_much() {
    let many = Draft {
        shots: vec![shot("2021-08-01"); 3],
        ..draft()
    };
    assert!(write_qr(&sign(&many)).is_ok());
    let text = "a".repeat(LONGEST_SINGLE + 1);
    let fault = write_qr(&text).unwrap_err();
    assert_eq!(
        fault,
        ShcFault::TooLongForOneCode {
            characters: 1196,
            limit: 1195
        }
    );
    assert!(write_qr(&text[1..]).is_ok());
    assert_eq!(write_qr("a b").unwrap_err(), ShcFault::NotJws);
}

#[test]
fn what_no_reader_would_take_is_not_issued() {
    for (draft, code) in [
        (
            Draft {
                issuer: "https://example.org/",
                ..draft()
            },
            "shc_issuer",
        ),
        (
            Draft {
                birth_date: "2.1.1990",
                ..draft()
            },
            "shc_fhir_element",
        ),
        (
            Draft {
                expires: Some(draft().not_before),
                ..draft()
            },
            "shc_never_valid",
        ),
        (
            Draft {
                rid: Some("not a rid"),
                ..draft()
            },
            "shc_claim",
        ),
        (
            Draft {
                family: "",
                given: vec![],
                ..draft()
            },
            "shc_fhir_empty",
        ),
        (
            Draft {
                shots: vec![],
                ..draft()
            },
            "shc_claim",
        ),
        (
            Draft {
                shots: vec![shot("1.8.2021")],
                ..draft()
            },
            "shc_fhir_element",
        ),
    ] {
        let fault = draft.sign(&KEY, &mut Deflater::new()).unwrap_err();
        assert_eq!(fault.code(), code);
    }
}

#[test]
fn pieces_are_put_together_in_any_order_and_each_once() {
    let code = write_qr(&sign(&draft())).unwrap();
    let digits = code.strip_prefix("shc:/").unwrap();
    let (first, second) = digits.split_at(digits.len() / 4 * 2);
    let (one, two) = (format!("shc:/1/2/{first}"), format!("shc:/2/2/{second}"));
    let scanned = read_qr(&[&two, &one]).unwrap();
    assert_eq!((scanned.jws, scanned.chunks), (sign_text(&code), 2));
    for codes in [vec![&one], vec![&one, &one], vec![&one, &two, &two], vec![]] {
        let codes: Vec<&str> = codes.into_iter().map(String::as_str).collect();
        assert_eq!(read_qr(&codes).unwrap_err(), ShcFault::Chunks);
    }
    let long = format!("shc:/1/2/{}", "11".repeat(1192));
    assert_eq!(
        read_qr(&[&long, "shc:/2/2/11"]).unwrap_err(),
        ShcFault::ChunkTooLong
    );
}

fn sign_text(code: &str) -> String {
    read_qr(&[code]).unwrap().jws
}

#[test]
fn digits_that_are_none_are_refused() {
    for (code, fault) in [
        ("SHC:/5676", ShcFault::Prefix),
        ("HC1:5676", ShcFault::Prefix),
        (" shc:/5676", ShcFault::TrailingCharacters),
        ("shc:/", ShcFault::Digits),
        ("shc:/567", ShcFault::Digits),
        ("shc:/5678", ShcFault::Digits),
        ("shc:/5 76", ShcFault::Digits),
        ("shc:/+1", ShcFault::Digits),
        ("shc:/é", ShcFault::Digits),
        ("shc:/1/5676", ShcFault::Chunks),
        ("shc:/0/1/5676", ShcFault::Chunks),
        ("shc:/1/1000/5676", ShcFault::Chunks),
    ] {
        assert_eq!(read_qr(&[code]).unwrap_err(), fault, "{code}");
    }
    let long = format!("shc:/{}", "1".repeat(40_000));
    assert_eq!(read_qr(&[&long]).unwrap_err(), ShcFault::TooLong);
}

static SIGNED: LazyLock<String> = LazyLock::new(|| sign(&draft()));

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_refused_without_a_panic(text in "\\PC{0,80}", payload in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(directory().verify(&text).is_err());
        let _ = read_qr(&[&text]);
        let _ = read_qr(&[&format!("shc:/{text}")]);
        prop_assert!(Card::read(&payload).is_err());
        let _ = KeySet::read(&payload);
        let _ = Crl::read(&payload, "k");
    }

    #[test]
    fn a_card_changed_anywhere_is_refused(at in 0_usize..4000, letter in "[A-Za-z0-9_-]") {
        let at = at % SIGNED.len();
        let mut changed = SIGNED.clone();
        changed.replace_range(at..=at, &letter);
        if changed != *SIGNED {
            prop_assert!(directory().verify(&changed).is_err());
        }
    }

    #[test]
    fn a_payload_changed_anywhere_is_read_or_refused(at in 0_usize..4000, byte in any::<u8>()) {
        let mut payload = payload().to_string().into_bytes();
        let at = at % payload.len();
        payload[at] = byte;
        let _ = Card::read(&payload).map(|card| card.contents());
    }
}
