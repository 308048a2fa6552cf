//! SMART Health Cards, from outside: the public cases, our own issuing, keys and revocation.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/card.rs"]
mod card;
mod support;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use card::{ISSUER, KEY, directory, draft, keys, shot, sign, time};
use khien_certificate::conformance::shc::cards;
use khien_certificate::shc::{
    Card, Crl, CrlFault, Directory, Draft, JwkFault, KeySet, LONGEST_SINGLE, Revocation, ShcFault,
    jwk_of, read_qr, rid_of, thumbprint, write_qr,
};
use proptest::prelude::*;
use serde_json::{Value, json};

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
    assert_eq!(fault.code(), "crl-not-a-list");
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
}
