//! Proofs of documents of GDHCN: the network's own of its development list, and what is wrong with others.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use khien_certificate::trust::did_proof::{Anchor, check};
use serde_json::{Value, json};

const LISTS: [&str; 3] = [
    include_str!("../../../fixtures/trust/gdhcn/dcc-xxa.json"),
    include_str!("../../../fixtures/trust/gdhcn/dcc.json"),
    include_str!("../../../fixtures/trust/gdhcn/reference-dcc-xxa.json"),
];
/// The key that the proofs of the development network name.
const X: &str = "mB9T6oJ57ZKlC1f150-34M3JkxN22Ld1BQVPqJfgH6k";
const Y: &str = "vW7GmCn5eNzbjdjI8PYWvanovWIIYoqv0ZE_lvuD2d8";
const SIGNER: &str = "did:web:raw.githubusercontent.com:WorldHealthOrganization:\
                      tng-participants-dev:main:WHO:signing:DID";

/// As the network publishes its key.
fn anchor(id: &str, x: &str) -> Vec<Anchor> {
    let key = json!({"kty": "EC", "crv": "P-256", "x": x, "y": Y});
    let method = json!({"id": id, "type": "JsonWebKey2020", "controller": id, "publicKeyJwk": key});
    let document = json!({"id": id, "verificationMethod": [method]});
    Anchor::read(document.to_string().as_bytes()).unwrap()
}

#[test]
fn the_networks_own_proofs_fit_in_both_forms() {
    for list in LISTS {
        let signed_at = check(list.as_bytes(), &anchor(SIGNER, X)).unwrap();
        assert!(signed_at.to_string().starts_with("2026-08-22T18:00"));
    }
}

#[test]
fn the_order_of_members_says_nothing() {
    let list: Value = serde_json::from_str(LISTS[0]).unwrap();
    check(format!("{list:#}").as_bytes(), &anchor(SIGNER, X)).unwrap();
}

#[test]
fn an_anchor_may_be_a_public_key_in_pem_or_der() {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    let head = "3059301306072a8648ce3d020106082a8648ce3d03010703420004";
    let head = (0..head.len()).step_by(2);
    let hex = "3059301306072a8648ce3d020106082a8648ce3d03010703420004";
    let mut der: Vec<u8> = head
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect();
    der.extend(URL_SAFE_NO_PAD.decode(X).unwrap());
    der.extend(URL_SAFE_NO_PAD.decode(Y).unwrap());
    let pem = format!(
        "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
        STANDARD.encode(&der)
    );
    for bytes in [der.as_slice(), pem.as_bytes()] {
        check(LISTS[0].as_bytes(), &Anchor::read(bytes).unwrap()).unwrap();
    }
}

fn refused(change: impl Fn(&mut Value)) -> &'static str {
    let mut list: Value = serde_json::from_str(LISTS[0]).unwrap();
    change(&mut list);
    let checked = check(list.to_string().as_bytes(), &anchor(SIGNER, X));
    checked.unwrap_err().code()
}

#[test]
fn every_change_of_what_is_signed_is_noticed() {
    let other = serde_json::from_str::<Value>(LISTS[1]).unwrap();
    for (what, change) in [
        ("id", json!("did:web:a.example")),
        ("controller", json!("did:web:a.example")),
        ("verificationMethod", other["verificationMethod"].clone()),
    ] {
        assert_eq!(
            refused(|it| it[what] = change.clone()),
            "did-proof-signature",
            "{what}"
        );
    }
    let method = |it: &mut Value, member: &str, value: Value| {
        it["verificationMethod"][0][member] = value;
    };
    let key = other["verificationMethod"][9]["publicKeyJwk"].clone();
    for (member, value) in [
        ("controller", json!("did:web:a.example")),
        ("domain", json!({"code": "#DDCC"})),
        ("publicKeyJwk", key),
    ] {
        let code = refused(|it| method(it, member, value.clone()));
        assert_eq!(code, "did-proof-signature", "{member}");
    }
    for (member, value) in [("created", "2026-08-23T18:00:00Z"), ("nonce", "x")] {
        assert_eq!(
            refused(|it| it["proof"][member] = value.into()),
            "did-proof-signature"
        );
    }
}

/// What JSON-LD passes over is signed by nobody, so nobody may rest on it.
#[test]
fn members_that_are_not_known_are_refused() {
    assert_eq!(refused(|it| it["more"] = 1.into()), "did-proof-form");
    assert_eq!(
        refused(|it| it["proof"]["more"] = 1.into()),
        "did-proof-form"
    );
    assert_eq!(
        refused(|it| it["verificationMethod"][0]["more"] = 1.into()),
        "did-proof-form"
    );
    assert_eq!(
        refused(|it| it["verificationMethod"][0]["domain"] = json!("DCC")),
        "did-proof-form"
    );
    assert_eq!(
        refused(|it| it["id"] = "did:web:a> <b".into()),
        "did-proof-form"
    );
    assert_eq!(
        refused(|it| it["verificationMethod"][0]["publicKeyJwk"]["x"] = 1.into()),
        "did-proof-form"
    );
}

#[test]
fn proofs_of_another_kind_are_named() {
    assert_eq!(
        refused(|it| it["@context"] = json!(["https://www.w3.org/ns/did/v1"])),
        "did-proof-context"
    );
    let without = |it: &mut Value| drop(it.as_object_mut().unwrap().remove("proof"));
    assert_eq!(refused(without), "did-proof-missing");
    assert_eq!(
        refused(|it| it["proof"]["type"] = "Ed25519Signature2020".into()),
        "did-proof-algorithm"
    );
    // {"alg":"none","b64":false,"crit":["b64"]}
    let none = "eyJhbGciOiJub25lIiwiYjY0IjpmYWxzZSwiY3JpdCI6WyJiNjQiXX0..AAAA";
    assert_eq!(
        refused(|it| it["proof"]["jws"] = none.into()),
        "did-proof-algorithm"
    );
    let elsewhere = check(LISTS[0].as_bytes(), &anchor("did:web:a.example", X)).unwrap_err();
    assert_eq!(elsewhere.code(), "did-proof-key-unknown");
    assert_eq!(
        check(LISTS[0].as_bytes(), &[]).unwrap_err().code(),
        "did-proof-key-unknown"
    );
    for bytes in [
        b"".as_slice(),
        b"{}",
        b"{\"verificationMethod\":[]}",
        LISTS[2].as_bytes(),
    ] {
        assert_eq!(Anchor::read(bytes).unwrap_err().code(), "did-proof-anchor");
    }
}
