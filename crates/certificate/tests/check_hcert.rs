//! Codes in the envelope of health certificates that are well signed and still not to be accepted, and
//! those of the field that only seem wrong.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/signers.rs"]
mod signers;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use khien_certificate::cbor::Value;
use khien_certificate::check::{Question, Revoked, Trusted, answer};
use khien_certificate::revocation::RevocationHash;
use khien_certificate::rules::RuleSet;
use khien_certificate::x509::Usage;
use khien_certificate::{base45, zlib};
use serde_json::json;
use signers::{
    AT, Key, UCI, certified, claims, code, gateway, int, key, message, numbered, replaced, text,
    time, vaccinated, vaccination,
};

fn trusting(list: &[u8]) -> Trusted {
    let mut trusted = Trusted::default();
    trusted.add(list).unwrap();
    trusted
}

fn ask(text: &str, trusted: &Trusted, revoked: Option<&Revoked>) -> Option<String> {
    let question = Question {
        revoked,
        ..Question::new(trusted, time(AT))
    };
    let told = answer(&[text], &question);
    assert_eq!(told.accepted(), told.reason.is_none());
    told.reason
}

/// The reason of a code by the only signer of its country.
fn reason(key: &Key, claims: &[(i64, Value)]) -> Option<String> {
    let trusted = trusting(&gateway(&[("VN", "DSC", key)]));
    ask(&code(key, claims), &trusted, None)
}

fn batch(country: &str, kid: &str, hash_type: &str, hash: RevocationHash) -> Revoked {
    let batch = json!({"country": country, "expires": "2027-11-22T00:00:00Z", "kid": kid,
        "hashType": hash_type, "entries": [{"hash": hash.to_base64()}]});
    let mut revoked = Revoked::default();
    revoked.add(batch.to_string().as_bytes(), &[]).unwrap();
    revoked
}

const ANY: &str = "UNKNOWN_KID";

#[test]
fn the_country_of_the_signer_revokes_whatever_issuer_is_named() {
    let signer = key("VN", &[]);
    let trusted = trusting(&gateway(&[("VN", "DSC", &signer)]));
    let uci = RevocationHash::of_uci(UCI);
    let mut abroad = vaccination();
    abroad["v"][0]["co"] = "FR".into();
    let abroad = claims(None, 1, Value::from_json(&abroad));
    let ministry = vaccinated(Some("VN MOH"));
    for claims in [&abroad, &ministry, &vaccinated(Some("VN"))] {
        let revoked = batch("VN", ANY, "UCI", uci);
        let told = ask(&code(&signer, claims), &trusted, Some(&revoked));
        assert_eq!(told.as_deref(), Some("revoked"));
        // Nobody else's list.
        let revoked = batch("FR", ANY, "UCI", uci);
        assert_eq!(ask(&code(&signer, claims), &trusted, Some(&revoked)), None);
    }
    for named in ["VN", "VN MOH"] {
        let hash = RevocationHash::of_country_uci(named, UCI);
        let revoked = batch("VN", ANY, "COUNTRYCODEUCI", hash);
        let told = ask(&code(&signer, &ministry), &trusted, Some(&revoked));
        assert_eq!(told.as_deref(), Some("revoked"), "{named}");
    }
}

#[test]
fn a_signer_speaks_for_no_other_country() {
    let signer = key("VN", &[]);
    let french = code(&signer, &vaccinated(Some("FR")));
    let listed = trusting(&gateway(&[("VN", "DSC", &signer)]));
    assert_eq!(ask(&french, &listed, None).as_deref(), Some("key-country"));
    // Listed under both, in either order, it speaks for both.
    for (one, other) in [("FR", "VN"), ("VN", "FR")] {
        let both = gateway(&[(one, "DSC", &signer), (other, "DSC", &signer)]);
        let both = trusting(&both);
        assert_eq!(ask(&french, &both, None), None, "{one} {other}");
        let mine = code(&signer, &vaccinated(Some("VN")));
        assert_eq!(ask(&mine, &both, None), None, "{one} {other}");
        let revoked = batch(one, ANY, "UCI", RevocationHash::of_uci(UCI));
        let nobody = code(&signer, &vaccinated(None));
        let told = ask(&nobody, &both, Some(&revoked));
        assert_eq!(told.as_deref(), Some("revoked"), "{one} {other}");
    }
    // What is no country binds to none.
    assert_eq!(reason(&signer, &vaccinated(Some("VN MOH"))), None);
}

#[test]
fn another_name_of_the_key_escapes_no_list_of_its_own_name() {
    let signer = key("VN", &[]);
    let own = signer.certificate.kid();
    let der = STANDARD.encode(signer.certificate.as_der());
    let list = json!({own.to_string(): der, "0101010101010101": der});
    let trusted = trusting(list.to_string().as_bytes());
    let bound = STANDARD.encode(own.as_bytes());
    let revoked = batch("VN", &bound, "UCI", RevocationHash::of_uci(UCI));
    let claims = vaccinated(Some("VN"));
    let renamed = text(&message(&signer, &claims, Some(&[1; 8])));
    let told = ask(&renamed, &trusted, Some(&revoked));
    assert_eq!(told.as_deref(), Some("revoked"));
    // A list of another key still does not name it.
    let other = STANDARD.encode([2; 8]);
    let other = batch("VN", &other, "UCI", RevocationHash::of_uci(UCI));
    assert_eq!(ask(&renamed, &trusted, Some(&other)), None);
}

#[test]
fn what_was_issued_outside_the_period_of_the_key_is_refused() {
    let signer = key("VN", &[]);
    let mut early = vaccinated(Some("VN"));
    early[1].1 = int(time("2025-12-30T00:00:00Z").as_second());
    assert_eq!(reason(&signer, &early).as_deref(), Some("key-period"));
    // An end after that of the certificate stands in codes of several countries.
    let mut long = vaccinated(Some("VN"));
    long[2].1 = int(time("2030-01-01T00:00:00Z").as_second());
    assert_eq!(reason(&signer, &long), None);
}

#[test]
fn a_code_that_begins_later_is_not_valid_yet() {
    let signer = key("VN", &[]);
    let mut later = vaccinated(Some("VN"));
    later.push((5, int(time("2026-12-02T00:00:00Z").as_second())));
    assert_eq!(reason(&signer, &later).as_deref(), Some("not-yet-valid"));
}

#[test]
fn two_names_that_are_one_in_json_are_refused() {
    let signer = key("VN", &[]);
    let tagged = |name: &str| Value::Tag(0, Box::new(Value::text(name)));
    for other in [tagged("v"), tagged("nam"), Value::Bytes(vec![0xbe])] {
        let mut content = Value::from_json(&vaccination());
        if let Value::Map(entries) = &mut content {
            if other == Value::Bytes(vec![0xbe]) {
                entries.push((Value::text("vg"), Value::Null));
            }
            entries.push((other, Value::Null));
        }
        let told = reason(&signer, &claims(Some("VN"), 1, content));
        assert_eq!(told.as_deref(), Some("cbor-duplicate-key"));
    }
}

#[test]
fn bytes_after_the_compressed_part_are_refused() {
    let signer = key("VN", &[]);
    let trusted = trusting(&gateway(&[("VN", "DSC", &signer)]));
    let mut packed = Vec::new();
    zlib::store(
        &message(&signer, &vaccinated(Some("VN")), None),
        &mut packed,
    );
    let sum = packed[packed.len() - 4..].to_vec();
    for after in [vec![0], b"more".to_vec(), [b"more", &sum[..]].concat(), sum] {
        let text = base45::encode(&[packed.clone(), after].concat());
        let told = ask(&format!("HC1:{text}"), &trusted, None);
        assert_eq!(told.as_deref(), Some("zlib-damaged"));
    }
}

#[test]
fn days_with_times_and_groups_without_entries_are_read_as_the_field_writes_them() {
    let signer = key("VN", &[]);
    let with = |change: fn(&mut serde_json::Value)| {
        let mut content = vaccination();
        change(&mut content);
        reason(&signer, &claims(Some("VN"), 1, Value::from_json(&content)))
    };
    assert_eq!(
        with(|it| it["v"][0]["dt"] = "2026-03-18T22:54:00+02:00".into()),
        None
    );
    assert_eq!(with(|it| it["dob"] = "1978-01-26T00:00:00".into()), None);
    assert_eq!(with(|it| it["t"] = json!([])), None);
    assert_eq!(with(|it| it["r"] = json!(null)), None);
    for (told, code) in [
        (
            with(|it| it["v"][0]["dt"] = "2026-17-03".into()),
            "schema-date",
        ),
        (
            with(|it| it["v"][0]["dt"] = "2026-03-18 22:54".into()),
            "schema-date",
        ),
        (with(|it| it["v"][0]["dt"] = json!(null)), "schema-required"),
        (with(|it| it["t"] = json!(7)), "dcc-entry"),
    ] {
        assert_eq!(told.as_deref(), Some(code));
    }
    let mut recovery = vaccination();
    recovery.as_object_mut().unwrap().remove("v");
    recovery["r"] = json!([{"ci": UCI, "co": "VN", "tg": "840539006", "is": "Bộ Y tế",
        "fr": "2026-09-01T00:00:00", "df": "2026-09-11T00:00:00", "du": "2026-12-01T00:00:00"}]);
    let recovery = claims(Some("VN"), 1, Value::from_json(&recovery));
    assert_eq!(reason(&signer, &recovery), None);
}

/// The key usage in a certificate: digital signatures, signatures of certificates, agreeing on keys.
const SIGNS: [u8; 4] = [0x03, 0x02, 0x07, 0x80];
const AGREES: [u8; 4] = [0x03, 0x02, 0x03, 0x08];

#[test]
fn an_authority_that_is_listed_as_a_signer_signs_and_a_key_for_something_else_does_not() {
    let (_, authority) = certified("VN", &[], |der| der);
    assert!(!authority.certificate.may_sign_content());
    assert_eq!(reason(&authority, &vaccinated(Some("VN"))), None);
    let (other, _) = certified("VN", &[], |der| replaced(der, &SIGNS, &AGREES));
    let told = reason(&other, &vaccinated(Some("VN")));
    assert_eq!(told.as_deref(), Some("key-purpose"));
}

fn status() -> serde_json::Value {
    json!({"name": "Nguyễn Văn Mẫu", "birthDate": "1990-01-02", "vaccine": {"code": "XM68M6"},
        "date": "2026-03-18", "dose": 2, "valid_from": "2026-04-01", "valid_until": "2027-04-01"})
}

fn icvp() -> serde_json::Value {
    json!({"n": "Nguyễn Văn Mẫu", "dob": "1990-01-02", "ntl": "VNM", "v": [{"vp": "YellowFever",
        "dt": "2026-03-18", "bo": "1234", "is": "Bộ Y tế", "vls": "2026-03-28",
        "vle": "2027-03-28"}]})
}

#[test]
fn the_forms_of_the_who_hold_to_their_fields_their_period_and_the_usage_of_the_key() {
    let (signer, tests_only) = (key("VN", &[]), key("VN", &[Usage::Test]));
    let who = |key: &Key, number: i64, content: serde_json::Value| {
        reason(key, &claims(Some("VN"), number, Value::from_json(&content)))
    };
    assert_eq!(who(&signer, 3, status()), None);
    assert_eq!(who(&signer, -6, icvp()), None);
    let changed = |mut content: serde_json::Value, place: &str, to: &str| {
        *content.pointer_mut(place).unwrap() = to.into();
        content
    };
    for (number, content, code) in [
        (3, json!("nonsense"), "ddcc-other-form"),
        (-6, json!({}), "ddcc-field-missing"),
        (3, changed(status(), "/vaccine", ""), "accepted"),
        (
            3,
            changed(status(), "/date", "yesterday"),
            "ddcc-field-malformed",
        ),
        (
            3,
            changed(status(), "/valid_until", "2026-11-30"),
            "expired",
        ),
        (
            3,
            changed(status(), "/valid_until", "2026-12-01"),
            "accepted",
        ),
        (
            3,
            changed(status(), "/valid_from", "2026-12-02"),
            "not-yet-valid",
        ),
        (-6, changed(icvp(), "/v/0/vle", "2026-11-30"), "expired"),
        (
            -6,
            changed(icvp(), "/v/0/vls", "2026-12-02"),
            "not-yet-valid",
        ),
    ] {
        let told = who(&signer, number, content.clone());
        let code = (code != "accepted").then_some(code);
        assert_eq!(told.as_deref(), code, "{number} {content}");
    }
    for (number, content) in [(3, status()), (-6, icvp())] {
        let told = who(&tests_only, number, content);
        assert_eq!(told.as_deref(), Some("key-usage"));
    }
}

const RULES: &[u8] = include_bytes!("../../../fixtures/checker/rules.json");

#[test]
fn rules_that_cannot_be_asked_of_a_form_let_nobody_in() {
    let signer = key("VN", &[]);
    let trusted = trusting(&gateway(&[("VN", "DSC", &signer)]));
    let rules = RuleSet::read(RULES).unwrap();
    let text = code(&signer, &claims(Some("VN"), 3, Value::from_json(&status())));
    let question = Question {
        rules: Some((&rules, "VN")),
        ..Question::new(&trusted, time(AT))
    };
    let told = answer(&[&text], &question);
    assert_eq!(
        (told.verified, told.reason.as_deref()),
        (Some(true), Some("rules-none"))
    );
}

#[test]
fn a_key_of_two_countries_escapes_the_rules_of_neither() {
    let signer = key("VN", &[]);
    let everybody = |identifier: &str, kind: &str, country: &str, logic: serde_json::Value| {
        json!({"Identifier": identifier, "Type": kind, "Country": country, "Version": "1.0.0",
            "SchemaVersion": "1.0.0", "Engine": "CERTLOGIC", "EngineVersion": "0.7.5",
            "CertificateType": "General", "AffectedFields": ["ver"], "Logic": logic,
            "Description": [{"lang": "en", "desc": "Whether everybody or nobody is let in."}],
            "ValidFrom": "2021-12-01T00:00:00Z", "ValidTo": "2030-01-01T00:00:00Z"})
    };
    let rules = json!([
        everybody("GR-DE-0001", "Acceptance", "DE", json!({"===": [1, 1]})),
        everybody("IR-VN-0001", "Invalidation", "VN", json!({"===": [1, 2]})),
    ]);
    let rules = RuleSet::read(rules.to_string().as_bytes()).unwrap();
    for (one, other) in [("FR", "VN"), ("VN", "FR")] {
        let trusted = trusting(&gateway(&[(one, "DSC", &signer), (other, "DSC", &signer)]));
        for (issuer, reason) in [(None, Some("rules-failed")), (Some("FR"), None)] {
            let question = Question {
                rules: Some((&rules, "DE")),
                ..Question::new(&trusted, time(AT))
            };
            let told = answer(&[&code(&signer, &vaccinated(issuer))], &question);
            assert_eq!(told.reason.as_deref(), reason, "{one} {issuer:?}");
        }
    }
}

#[test]
fn numbers_beside_names_are_no_names_twice() {
    let signer = key("VN", &[]);
    let mut content = Value::from_json(&vaccination());
    if let Value::Map(entries) = &mut content {
        entries.push((int(1), numbered(&[])));
    }
    assert_eq!(reason(&signer, &claims(Some("VN"), 1, content)), None);
}
