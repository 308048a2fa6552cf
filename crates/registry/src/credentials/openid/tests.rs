//! The flow without a network, against a provider made of one key.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use khien_certificate::keys::{KeyFile, NoRandomBytes, RandomBytes, SigningKey};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;
use zeroize::Zeroizing;

use super::id_token::signed_claims;
use super::*;

const ISSUER: &str = "https://id.example.vn";
const NOW: i64 = 1_630_000_000;

struct Repeated(u8);

impl RandomBytes for Repeated {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        bytes.fill(self.0);
        Ok(())
    }
}

fn key(seed: u8) -> SigningKey {
    let file = KeyFile::create("a passphrase of tests", &Repeated(seed)).unwrap();
    KeyFile::open(file.as_bytes(), "a passphrase of tests").unwrap()
}

static KEY: LazyLock<SigningKey> = LazyLock::new(|| key(1));
static OTHER: LazyLock<SigningKey> = LazyLock::new(|| key(2));

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn now() -> Timestamp {
    Timestamp::from_second(NOW).unwrap()
}

fn attempt() -> Attempt {
    Attempt::from_bytes(std::array::from_fn(|at| u8::try_from(at).unwrap()))
}

fn client() -> Client {
    Client {
        id: "khiên".to_owned(),
        secret: Some(Zeroizing::new("bí mật:1".to_owned())),
        redirect_address: "https://khien.example.vn/login/back".to_owned(),
    }
}

fn discovery() -> Value {
    json!({
        "issuer": ISSUER,
        "authorization_endpoint": "https://id.example.vn/authorize",
        "token_endpoint": "https://id.example.vn/token",
        "jwks_uri": "https://id.example.vn/keys",
        "something_new": [1, 2],
    })
}

fn provider_of(document: &Value) -> Result<Provider, OpenIdFault> {
    Provider::from_json(ISSUER, document.to_string().as_bytes())
}

fn jwk(key: &SigningKey, id: &str) -> Value {
    let point = &key.public().as_spki()[27..];
    json!({"kty": "EC", "crv": "P-256", "kid": id, "use": "sig",
        "x": encode(&point[..32]), "y": encode(&point[32..])})
}

fn keys_of(keys: &[Value]) -> Result<KeySet, OpenIdFault> {
    KeySet::from_json(json!({ "keys": keys }).to_string().as_bytes())
}

fn directory() -> Directory {
    Directory {
        provider: provider_of(&discovery()).unwrap(),
        keys: keys_of(&[jwk(&OTHER, "b"), jwk(&KEY, "a")]).unwrap(),
        read_at: now(),
    }
}

fn claims() -> Value {
    json!({"iss": ISSUER, "sub": "0123", "aud": "khiên", "exp": NOW + 300, "iat": NOW,
        "nonce": attempt().nonce().as_str(), "name": " Nguyễn Văn An "})
}

fn token(header: &Value, claims: &Value, key: &SigningKey) -> String {
    let message = format!(
        "{}.{}",
        encode(header.to_string().as_bytes()),
        encode(claims.to_string().as_bytes())
    );
    let signature = key.sign(message.as_bytes()).unwrap();
    format!("{message}.{}", encode(signature.as_bytes()))
}

fn answer(token: &str) -> Vec<u8> {
    json!({"access_token": "x", "token_type": "Bearer", "id_token": token})
        .to_string()
        .into_bytes()
}

fn es256() -> Value {
    json!({"alg": "ES256", "kid": "a"})
}

fn identity(header: &Value, claims: &Value) -> Result<Identity, OpenIdFault> {
    let token = token(header, claims, &KEY);
    client().identity(&directory(), &attempt(), &answer(&token), now())
}

/// The claims with one of them replaced, or removed by `null`.
fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    if claims[name].is_null() {
        claims.as_object_mut().unwrap().remove(name);
    }
    claims
}

#[test]
fn a_right_token_says_who_it_is() {
    let identity = identity(&es256(), &claims()).unwrap();
    assert_eq!(
        (identity.issuer.as_str(), identity.subject.as_str()),
        (ISSUER, "0123")
    );
    assert_eq!(identity.name.as_deref(), Some("Nguyễn Văn An"));
    assert!(!format!("{identity:?}").contains("0123"));
    assert!(!format!("{identity:?}").contains("Nguyễn"));
}

#[test]
fn every_claim_counts() {
    for (name, value, expected) in [
        (
            "iss",
            json!("https://id.example.com"),
            Err(OpenIdFault::WrongIssuer),
        ),
        (
            "iss",
            json!("https://id.example.vn/"),
            Err(OpenIdFault::WrongIssuer),
        ),
        ("iss", json!(null), Err(OpenIdFault::TokenUnreadable)),
        ("aud", json!("another"), Err(OpenIdFault::WrongAudience)),
        ("aud", json!([]), Err(OpenIdFault::WrongAudience)),
        ("aud", json!(["khiên"]), Ok(())),
        (
            "aud",
            json!(["khiên", "another"]),
            Err(OpenIdFault::WrongAudience),
        ),
        ("azp", json!("another"), Err(OpenIdFault::WrongAudience)),
        ("azp", json!("khiên"), Ok(())),
        ("exp", json!(NOW - 59), Ok(())),
        ("exp", json!(NOW - 60), Err(OpenIdFault::Expired)),
        ("exp", json!("never"), Err(OpenIdFault::TokenUnreadable)),
        ("exp", json!(null), Err(OpenIdFault::TokenUnreadable)),
        ("iat", json!(NOW + 60), Ok(())),
        (
            "iat",
            json!(f64::from(1_630_000_060) + 0.5),
            Err(OpenIdFault::NotYetValid),
        ),
        ("nbf", json!(NOW + 61), Err(OpenIdFault::NotYetValid)),
        ("nonce", json!("another"), Err(OpenIdFault::WrongNonce)),
        ("nonce", json!(null), Err(OpenIdFault::WrongNonce)),
        ("sub", json!(""), Err(OpenIdFault::TokenUnreadable)),
        (
            "sub",
            json!("x".repeat(256)),
            Err(OpenIdFault::TokenUnreadable),
        ),
        ("name", json!(null), Ok(())),
        ("name", json!(" "), Ok(())),
    ] {
        let found = identity(&es256(), &with(name, value.clone())).map(|_| ());
        assert_eq!(found, expected, "{name} {value}");
    }
}

#[test]
fn several_audiences_need_our_name_as_the_party_that_asked() {
    let mut claims = with("aud", json!(["another", "khiên"]));
    claims["azp"] = json!("khiên");
    assert!(identity(&es256(), &claims).is_ok());
}

#[test]
fn unsigned_and_wrongly_signed_tokens_are_refused() {
    for (header, expected) in [
        (json!({"alg": "none"}), OpenIdFault::AlgorithmRefused),
        (
            json!({"alg": "HS256", "kid": "a"}),
            OpenIdFault::AlgorithmRefused,
        ),
        (
            json!({"alg": "ES256", "kid": "a", "crit": ["b64"]}),
            OpenIdFault::AlgorithmRefused,
        ),
        (json!({"alg": "ES256", "kid": "c"}), OpenIdFault::UnknownKey),
        (json!({"alg": "RS256", "kid": "a"}), OpenIdFault::UnknownKey),
        (
            json!({"alg": "ES256", "kid": "b"}),
            OpenIdFault::WrongSignature,
        ),
        (json!({"kid": "a"}), OpenIdFault::TokenUnreadable),
    ] {
        assert_eq!(
            identity(&header, &claims()).err(),
            Some(expected),
            "{header}"
        );
    }
    // Without a name every key is tried.
    assert!(identity(&json!({"alg": "ES256"}), &claims()).is_ok());
}

#[test]
fn every_changed_byte_of_a_token_is_noticed() {
    let token = token(&es256(), &claims(), &KEY);
    for at in 0..token.len() {
        let mut changed = token.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        let result = client().identity(&directory(), &attempt(), &answer(&changed), now());
        assert!(result.is_err(), "byte {at}");
    }
}

#[test]
fn refusals_and_unreadable_answers_are_told_apart() {
    for (answer, expected) in [
        (r#"{"error":"invalid_grant"}"#, OpenIdFault::CodeRefused),
        (r#"{"access_token":"x"}"#, OpenIdFault::AnswerUnreadable),
        ("<html>", OpenIdFault::AnswerUnreadable),
        (r#"{"id_token":"x"}"#, OpenIdFault::TokenUnreadable),
        (r#"{"id_token":"a.b.c.d"}"#, OpenIdFault::TokenUnreadable),
    ] {
        let result = client().identity(&directory(), &attempt(), answer.as_bytes(), now());
        assert_eq!(result.err(), Some(expected), "{answer}");
    }
}

/// RFC 7515 appendix A.3.
#[test]
fn the_published_token_verifies() {
    let keys = keys_of(&[json!({"kty": "EC", "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})])
    .unwrap();
    let token = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt\
                 cGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5d\
                 jxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    let claims = signed_claims(token, &keys).unwrap();
    assert!(claims.starts_with(b"{\"iss\":\"joe\""));
}

#[test]
fn rsa_keys_verify_both_paddings_unless_they_are_for_one() {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    // PKCS #1: a sequence of the modulus (256 bytes after a zero) and the exponent (3 bytes).
    let der = pair.public_key().as_ref();
    let (n, e) = (&der[9..265], &der[267..]);
    let jwk = json!({"kty": "RSA", "kid": "r", "n": encode(n),
        "e": encode(&[&[0], e].concat())});
    let mut only_pss = jwk.clone();
    only_pss["alg"] = json!("PS256");
    let signed = |algorithm: &str, padding: &'static dyn RsaEncoding| {
        let header = json!({"alg": algorithm, "kid": "r"}).to_string();
        let message = format!("{}.{}", encode(header.as_bytes()), encode(b"{}"));
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(
            padding,
            &SystemRandom::new(),
            message.as_bytes(),
            &mut signature,
        )
        .unwrap();
        format!("{message}.{}", encode(&signature))
    };
    let (rs, ps) = (
        signed("RS256", &RSA_PKCS1_SHA256),
        signed("PS256", &RSA_PSS_SHA256),
    );
    let (both, pss) = (keys_of(&[jwk]).unwrap(), keys_of(&[only_pss]).unwrap());
    assert!(signed_claims(&rs, &both).is_ok() && signed_claims(&ps, &both).is_ok());
    assert!(signed_claims(&ps, &pss).is_ok());
    assert_eq!(
        signed_claims(&rs, &pss).err(),
        Some(OpenIdFault::UnknownKey)
    );
    let confused = signed("PS256", &RSA_PKCS1_SHA256);
    assert_eq!(
        signed_claims(&confused, &both).err(),
        Some(OpenIdFault::WrongSignature)
    );
}

#[test]
fn keys_of_other_kinds_are_left_out() {
    let mut encryption = jwk(&KEY, "a");
    encryption["use"] = json!("enc");
    let mut short = jwk(&KEY, "a");
    short["x"] = json!("AAAA");
    for key in [
        encryption,
        short,
        json!({"kty": "OKP"}),
        json!({"kty": "oct", "k": "AA"}),
        json!(7),
    ] {
        assert_eq!(
            keys_of(std::slice::from_ref(&key)).err(),
            Some(OpenIdFault::KeysUnreadable),
            "{key}"
        );
        assert!(keys_of(&[key, jwk(&KEY, "a")]).is_ok());
    }
}

#[test]
fn a_discovery_document_must_be_of_the_issuer_and_safe() {
    let changed = |name: &str, value: Value| {
        let mut document = discovery();
        document[name] = value;
        provider_of(&document).err()
    };
    assert_eq!(
        changed("issuer", json!("https://evil.example")),
        Some(OpenIdFault::OtherIssuer)
    );
    assert_eq!(
        changed("token_endpoint", json!("http://id.example.vn/token")),
        Some(OpenIdFault::InsecureAddress)
    );
    assert_eq!(
        changed("authorization_endpoint", json!("javascript:x")),
        Some(OpenIdFault::InsecureAddress)
    );
    assert_eq!(
        changed("jwks_uri", json!(null)),
        Some(OpenIdFault::DiscoveryUnreadable)
    );
    assert_eq!(
        Provider::from_json(ISSUER, b"<html>").err(),
        Some(OpenIdFault::DiscoveryUnreadable)
    );
    assert_eq!(
        Provider::discovery_address("http://id.example.vn").err(),
        Some(OpenIdFault::InsecureAddress)
    );
    assert_eq!(
        provider_of(&discovery()).unwrap().keys_address(),
        "https://id.example.vn/keys"
    );
}

#[test]
fn a_directory_is_kept_for_an_hour_and_read_again_after_a_minute_at_the_earliest() {
    let after = |seconds| now() + SignedDuration::from_secs(seconds);
    let directory = directory();
    for (seconds, fresh, again) in [
        (-1, false, true),
        (0, true, false),
        (59, true, false),
        (60, true, true),
        (3600, false, true),
    ] {
        assert_eq!(directory.is_fresh(after(seconds)), fresh, "{seconds}");
        assert_eq!(
            directory.may_be_read_again(after(seconds)),
            again,
            "{seconds}"
        );
    }
}

#[test]
fn the_browser_is_sent_with_state_nonce_and_challenge() {
    let provider = directory().provider;
    let address = client().authorization_address(&provider, &attempt(), "vi");
    let expected = format!(
        "https://id.example.vn/authorize?response_type=code&client_id=khi%C3%AAn\
         &redirect_uri=https%3A%2F%2Fkhien.example.vn%2Flogin%2Fback&scope=openid%20profile\
         &state={}&nonce={}&code_challenge={}&code_challenge_method=S256&ui_locales=vi",
        *attempt().state(),
        *attempt().nonce(),
        attempt().code_challenge(),
    );
    assert_eq!(address, expected);
    assert_ne!(*attempt().state(), *attempt().nonce());
    assert!(!address.contains(attempt().code_verifier().as_str()));
}

#[test]
fn an_endpoint_with_a_query_keeps_it() {
    let mut document = discovery();
    document["authorization_endpoint"] = json!("https://id.example.vn/?page=login");
    let provider = provider_of(&document).unwrap();
    let address = client().authorization_address(&provider, &attempt(), "vi");
    assert!(address.starts_with("https://id.example.vn/?page=login&response_type=code&"));
}

/// RFC 7636 appendix B: the verifier there is the Base64 of these bytes.
#[test]
fn the_challenge_is_that_of_the_standard() {
    let octets = [
        116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37,
        77, 105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121,
    ];
    let mut bytes = [0; 96];
    bytes[64..].copy_from_slice(&octets);
    let attempt = Attempt::from_bytes(bytes);
    assert_eq!(
        attempt.code_verifier().as_str(),
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    );
    assert_eq!(
        attempt.code_challenge(),
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    );
}

#[test]
fn the_code_is_taken_only_from_the_browser_that_left() {
    let state = attempt().state();
    let provider = directory().provider;
    let good = Callback {
        state: Some(&state),
        code: Some("abc"),
        ..Callback::default()
    };
    let cases = [
        (good, Ok("abc")),
        (
            Callback {
                issuer: Some(ISSUER),
                ..good
            },
            Ok("abc"),
        ),
        (
            Callback {
                state: None,
                ..good
            },
            Err(OpenIdFault::OtherAttempt),
        ),
        (
            Callback {
                state: Some("x"),
                error: Some("access_denied"),
                ..good
            },
            Err(OpenIdFault::OtherAttempt),
        ),
        (
            Callback {
                issuer: Some("https://evil.example"),
                ..good
            },
            Err(OpenIdFault::WrongIssuer),
        ),
        (
            Callback {
                error: Some("access_denied"),
                ..good
            },
            Err(OpenIdFault::Denied),
        ),
        (Callback { code: None, ..good }, Err(OpenIdFault::NoCode)),
        (
            Callback {
                code: Some(""),
                ..good
            },
            Err(OpenIdFault::NoCode),
        ),
    ];
    for (number, (callback, expected)) in cases.into_iter().enumerate() {
        assert_eq!(
            attempt().code(callback, &provider),
            expected,
            "case {number}"
        );
    }
}

#[test]
fn the_secret_goes_where_the_provider_wants_it() {
    let request = |methods: Value, secret: bool| {
        let mut document = discovery();
        document["token_endpoint_auth_methods_supported"] = methods;
        let mut client = client();
        client.secret = client.secret.filter(|_| secret);
        let request = client.token_request(&provider_of(&document).unwrap(), &attempt(), "a/b");
        let header = request.authorization.map(|header| header.to_string());
        (header, request.body.to_string())
    };
    let common = format!(
        "grant_type=authorization_code&code=a%2Fb\
         &redirect_uri=https%3A%2F%2Fkhien.example.vn%2Flogin%2Fback&code_verifier={}",
        *attempt().code_verifier()
    );
    let basic = "Basic a2hpJUMzJUFBbjpiJUMzJUFEJTIwbSVFMSVCQSVBRHQlM0Ex".to_owned();
    let in_header = (Some(basic), common.clone());
    assert_eq!(request(json!(null), true), in_header);
    assert_eq!(
        request(json!(["client_secret_post", "client_secret_basic"]), true),
        in_header
    );
    let in_body = format!("{common}&client_id=khi%C3%AAn&client_secret=b%C3%AD%20m%E1%BA%ADt%3A1");
    assert_eq!(
        request(json!(["client_secret_post"]), true),
        (None, in_body)
    );
    assert_eq!(
        request(json!(["none"]), false),
        (None, format!("{common}&client_id=khi%C3%AAn"))
    );
}

#[test]
fn nothing_secret_is_printed() {
    let request = client().token_request(&directory().provider, &attempt(), "abc");
    let printed = format!(
        "{:?} {request:?} {:?} {:?}",
        client(),
        attempt(),
        Callback::default()
    );
    assert_eq!(
        printed,
        "Client(khiên) TokenRequest(https://id.example.vn/token) Attempt Callback"
    );
}

proptest! {
    #[test]
    fn any_documents_and_tokens_are_refused_without_panic(bytes: Vec<u8>, text in ".*", parts in "[A-Za-z0-9_-]{0,40}\\.[A-Za-z0-9_-]{0,40}\\.[A-Za-z0-9_-]{0,40}") {
        prop_assert!(Provider::from_json(ISSUER, &bytes).is_err());
        prop_assert!(KeySet::from_json(&bytes).is_err());
        for token in [text, parts] {
            let result = client().identity(&directory(), &attempt(), &answer(&token), now());
            prop_assert!(result.is_err());
        }
    }
}
