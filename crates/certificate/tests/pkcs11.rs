//! Keys in a token: `SoftHSM2` stands for a hardware security module.

#![cfg(feature = "pkcs11")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/random.rs"]
mod random;

#[path = "support/token.rs"]
mod token;

use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::path::Path;

use cryptoki::context::Pkcs11;
use jiff::Timestamp;
use khien_certificate::cose::{Algorithm, Signer as _, VerifyingKey};
use khien_certificate::issuer::{Authority, IssuerKey, Names, SignerTerms, X509Key as _, request};
use khien_certificate::keys::KeyAlgorithm;
use khien_certificate::pkcs11::{Pin, Token, TokenFault};
use khien_certificate::x509::{Certificate, Validity};
use random::Counter;

const BOTH: [KeyAlgorithm; 2] = [KeyAlgorithm::P256, KeyAlgorithm::Rsa];
const LABEL: &str = "khien";

/// Runs a test of that name in a process with a token of its own.
fn with_token(test: &str, body: impl FnOnce(&Path)) {
    if token::runs_with_own_token(&["--exact", test, "--test-threads=1"]) {
        let library = token::library();
        token::make(&library, LABEL);
        body(&library);
    }
}

fn open(library: &Path, sessions: usize) -> Token {
    let pin = Pin::new(token::PIN.to_owned());
    Token::open(library, LABEL, pin, NonZeroUsize::new(sessions).unwrap()).unwrap()
}

fn names(common_name: &str) -> Names {
    Names {
        country: "VN".to_owned(),
        organisation: "Bộ Y tế".to_owned(),
        common_name: common_name.to_owned(),
    }
}

fn certify(spki: &[u8]) -> Certificate {
    let random = Counter::new(1);
    let validity = Validity {
        not_before: "2026-01-01T00:00:00Z".parse::<Timestamp>().unwrap(),
        not_after: "2027-01-01T00:00:00Z".parse::<Timestamp>().unwrap(),
    };
    let key = IssuerKey::generate(KeyAlgorithm::P256, &random).unwrap();
    let authority = Authority::create(names("CSCA"), key, validity, &random).unwrap();
    let terms = SignerTerms {
        validity,
        usages: &[],
    };
    authority
        .certify(&names("DSC"), spki, &terms, &random)
        .unwrap()
}

#[test]
fn both_kinds_of_key_sign_health_certificates() {
    with_token("both_kinds_of_key_sign_health_certificates", |library| {
        let token = open(library, 1);
        for (algorithm, label) in BOTH.into_iter().zip(["DSC 1", "DSC 2"]) {
            let key = token.generate(algorithm, label).unwrap();
            let dsc = certify(key.spki());
            let signer = token.signer(label, &dsc).unwrap();
            assert_eq!(signer.kid(), dsc.kid());
            let (expected, length) = match algorithm {
                KeyAlgorithm::P256 => (Algorithm::Es256, 64),
                KeyAlgorithm::Rsa => (Algorithm::Ps256, 256),
            };
            assert_eq!(signer.algorithm(), expected);
            let verifying = VerifyingKey::from_certificate(&dsc).unwrap();
            for message in [&b""[..], b"a message", &[7; 5000]] {
                let signature = signer.sign(message).unwrap();
                assert_eq!(signature.len(), length);
                assert!(verifying.verify(expected, message, &signature).is_ok());
                assert!(verifying.verify(expected, b"another", &signature).is_err());
            }
        }
    });
}

#[test]
fn a_key_of_a_token_asks_for_its_certificate() {
    with_token("a_key_of_a_token_asks_for_its_certificate", |library| {
        let token = open(library, 1);
        for (algorithm, label) in BOTH.into_iter().zip(["DSC 1", "DSC 2"]) {
            let key = token.generate(algorithm, label).unwrap();
            assert_eq!(key.algorithm(), algorithm);
            let der = request(&names(label), &key, &[]).unwrap();
            assert!(der.windows(key.spki().len()).any(|it| it == key.spki()));
            let again = token.key(label).unwrap();
            assert_eq!(again.spki(), key.spki());
            // The signature over the request is made as this one.
            let message = b"to be signed";
            let signature = again.sign_for_x509(message).unwrap();
            let is_good = match algorithm {
                KeyAlgorithm::P256 => VerifyingKey::from_spki(key.spki())
                    .unwrap()
                    .verify(Algorithm::Es256, message, &signature)
                    .is_ok(),
                KeyAlgorithm::Rsa => {
                    use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256};
                    let key = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.spki());
                    key.unwrap().verify_sig(message, &signature).is_ok()
                }
            };
            assert!(is_good, "{algorithm:?}");
        }
    });
}

#[test]
fn many_threads_sign_with_a_few_sessions() {
    with_token("many_threads_sign_with_a_few_sessions", |library| {
        let token = open(library, 3);
        let dsc = certify(token.generate(KeyAlgorithm::P256, "DSC").unwrap().spki());
        let signer = token.signer("DSC", &dsc).unwrap();
        let verifying = VerifyingKey::from_certificate(&dsc).unwrap();
        std::thread::scope(|scope| {
            for thread in 0..8_u32 {
                let (signer, verifying) = (&signer, &verifying);
                scope.spawn(move || {
                    for number in 0..40 {
                        let message = [thread, number].map(u32::to_be_bytes).concat();
                        let signature = signer.sign(&message).unwrap();
                        verifying
                            .verify(Algorithm::Es256, &message, &signature)
                            .unwrap();
                    }
                });
            }
        });
    });
}

#[test]
fn a_lost_session_is_replaced() {
    with_token("a_lost_session_is_replaced", |library| {
        let token = open(library, 2);
        let dsc = certify(token.generate(KeyAlgorithm::P256, "DSC").unwrap().spki());
        let signer = token.signer("DSC", &dsc).unwrap();
        let verifying = VerifyingKey::from_certificate(&dsc).unwrap();
        Pkcs11::new(library).unwrap().finalize().unwrap();
        for _ in 0..4 {
            let signature = signer.sign(b"a message").unwrap();
            assert!(
                verifying
                    .verify(Algorithm::Es256, b"a message", &signature)
                    .is_ok()
            );
        }
    });
}

#[test]
fn what_a_token_refuses_has_its_reason() {
    with_token("what_a_token_refuses_has_its_reason", |library| {
        let one = NonZeroUsize::MIN;
        let pin = || Pin::new(token::PIN.to_owned());
        let open_other =
            |library: &Path, label, pin| Token::open(library, label, pin, one).unwrap_err().code();
        let missing = Path::new("/nowhere/libsofthsm2.so");
        assert_eq!(open_other(missing, LABEL, pin()), "token-library");
        assert_eq!(open_other(library, "other", pin()), "token-not-found");
        assert_eq!(
            open_other(library, LABEL, Pin::new("0000".to_owned())),
            "token-wrong-pin"
        );
        let token = open(library, 1);
        assert_eq!(format!("{token:?} {:?}", pin()), "Token(khien) Pin");
        assert_eq!(token.key("DSC").unwrap_err().code(), "token-no-key");
        let key = token.generate(KeyAlgorithm::P256, "DSC").unwrap();
        let other = token.generate(KeyAlgorithm::P256, "DSC 2").unwrap();
        let rsa = token.generate(KeyAlgorithm::Rsa, "DSC 3").unwrap();
        assert_eq!(
            token
                .generate(KeyAlgorithm::P256, "DSC")
                .unwrap_err()
                .code(),
            "token-key-known"
        );
        assert_eq!(
            token
                .signer("none", &certify(key.spki()))
                .unwrap_err()
                .code(),
            "token-no-key"
        );
        for spki in [other.spki(), rsa.spki()] {
            assert_eq!(
                token.signer("DSC", &certify(spki)).unwrap_err().code(),
                "token-other-key"
            );
        }
        assert!(token.signer("DSC", &certify(key.spki())).is_ok());
    });
}

#[test]
fn codes_are_distinct() {
    use TokenFault as F;
    let all = [
        F::Library,
        F::SetUp,
        F::NoToken,
        F::WrongPin,
        F::PinLocked,
        F::NoSession,
        F::NoKey,
        F::SeveralKeys,
        F::KeyKnown,
        F::KeyKind,
        F::OtherKey,
        F::NotSigned,
        F::Refused,
    ];
    let codes: HashSet<&str> = all.iter().map(F::code).collect();
    assert_eq!(codes.len(), all.len());
}
