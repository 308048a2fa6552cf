//! What a health card must and should hold, one change at a time.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/card.rs"]
mod card;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use card::{KEY, directory, draft, shot, sign, try_sign};
use khien_certificate::shc::{BundleFault, Card, Draft, Remark, ShcFault, inspect, thumbprint};
use khien_certificate::zlib::Deflater;
use proptest::prelude::*;
use serde_json::{Value, json};

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
        (
            json!({"alg": "ES256", "zip": "DEF", "kid": kid, "crit": ["b64"], "b64": false}),
            ShcFault::Critical,
        ),
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
        ("/iss", None, "shc-claim"),
        ("/iss", Some(json!("http://example.org")), "shc-issuer"),
        ("/iss", Some(json!("https://example.org/")), "shc-issuer"),
        ("/iss", Some(json!("https://")), "shc-issuer"),
        ("/iss", Some(json!("https://a@b.org")), "shc-issuer"),
        ("/nbf", None, "shc-claim"),
        ("/nbf", Some(json!("2022")), "shc-claim"),
        ("/exp", Some(json!(1)), "shc-never-valid"),
        ("/exp", Some(json!("soon")), "shc-claim"),
        ("/vc", None, "shc-claim"),
        ("/vc/type", Some(json!("x")), "shc-claim"),
        (
            "/vc/type/0",
            Some(json!("https://smarthealth.cards#other")),
            "shc-not-health-card",
        ),
        (
            "/vc/rid",
            Some(json!("longer-than-24-characters")),
            "shc-claim",
        ),
        ("/vc/rid", Some(json!("a.b")), "shc-claim"),
        (
            "/vc/credentialSubject/fhirVersion",
            Some(json!("3.0.1")),
            "shc-claim",
        ),
        ("/vc/credentialSubject/fhirBundle", None, "shc-claim"),
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
        ("/resourceType", Some(json!("Patient")), "shc-fhir-bundle"),
        ("/type", None, "shc-fhir-bundle"),
        ("/entry", Some(json!([])), "shc-fhir-entries"),
        ("/entry/0/fullUrl", None, "shc-fhir-entry"),
        (
            "/entry/0/fullUrl",
            Some(json!("urn:uuid:1")),
            "shc-fhir-reference",
        ),
        ("/entry/0/resource", Some(json!("x")), "shc-fhir-entry"),
        ("/entry/0/resource/resourceType", None, "shc-fhir-entry"),
        (
            "/entry/0/resource/birthDate",
            Some(json!("01-02-1990")),
            "shc-fhir-element",
        ),
        ("/entry/0/resource/name", Some(json!([])), "shc-fhir-empty"),
        (
            "/entry/0/resource/gender",
            Some(json!("m")),
            "shc-fhir-element",
        ),
    ] {
        let payload = changed(&format!("{bundle}{place}"), value);
        let fault = Card::read(payload.to_string().as_bytes()).unwrap_err();
        assert_eq!(fault.code(), code, "{place}");
    }
    for (place, value, code) in [
        ("/status", Some(json!("Completed")), "shc-fhir-element"),
        ("/vaccineCode", None, "shc-fhir-element"),
        ("/vaccineCode", Some(json!({})), "shc-fhir-empty"),
        (
            "/vaccineCode/coding",
            Some(json!(["208"])),
            "shc-fhir-element",
        ),
        ("/patient", None, "shc-fhir-element"),
        (
            "/patient/reference",
            Some(json!("resource:9")),
            "shc-fhir-reference",
        ),
        ("/occurrenceDateTime", None, "shc-fhir-occurrence"),
        (
            "/occurrenceString",
            Some(json!("2021")),
            "shc-fhir-occurrence",
        ),
        (
            "/occurrenceDateTime",
            Some(json!("01-01-2021")),
            "shc-fhir-element",
        ),
        (
            "/occurrenceDateTime",
            Some(json!("2021-01-01T00:00:00")),
            "shc-fhir-element",
        ),
        ("/lotNumber", Some(json!("")), "shc-fhir-empty"),
        ("/lotNumber", Some(json!(null)), "shc-fhir-empty"),
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
fn what_no_reader_would_take_is_not_issued() {
    for (draft, code) in [
        (
            Draft {
                issuer: "https://example.org/",
                ..draft()
            },
            "shc-issuer",
        ),
        (
            Draft {
                birth_date: "2.1.1990",
                ..draft()
            },
            "shc-fhir-element",
        ),
        (
            Draft {
                expires: Some(draft().not_before),
                ..draft()
            },
            "shc-never-valid",
        ),
        (
            Draft {
                rid: Some("not a rid"),
                ..draft()
            },
            "shc-claim",
        ),
        (
            Draft {
                family: "",
                given: vec![],
                ..draft()
            },
            "shc-fhir-empty",
        ),
        (
            Draft {
                shots: vec![],
                ..draft()
            },
            "shc-claim",
        ),
        (
            Draft {
                shots: vec![shot("1.8.2021")],
                ..draft()
            },
            "shc-fhir-element",
        ),
    ] {
        let fault = try_sign(&draft).unwrap_err();
        assert_eq!(fault.code(), code);
    }
}

proptest! {
    #[test]
    fn a_payload_changed_anywhere_is_read_or_refused(at in 0_usize..4000, byte in any::<u8>()) {
        let mut payload = payload().to_string().into_bytes();
        let at = at % payload.len();
        payload[at] = byte;
        let _ = Card::read(&payload).map(|card| card.contents());
    }
}
