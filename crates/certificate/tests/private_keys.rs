//! Private keys, passphrases and PINs show themselves in no `Debug` and in no error.

use std::fmt::Debug;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use khien_certificate::cose::MemorySigner;
use khien_certificate::issuer::{IssuerKey, X509Key as _};
use khien_certificate::keys::{KeyAlgorithm, NoRandomBytes, RandomBytes};
use khien_certificate::pkcs11::Pin;
use khien_certificate::x509::Kid;

struct Library;

impl RandomBytes for Library {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        aws_lc_rs::rand::fill(bytes).map_err(|_| NoRandomBytes)
    }
}

/// Whether a text shows a piece of six bytes, in any of the forms in which programs print bytes.
fn shows(text: &str, secret: &[u8]) -> bool {
    let text = text.to_lowercase();
    secret.windows(6).any(|piece| {
        let hexadecimal = piece
            .iter()
            .fold(String::new(), |all, byte| format!("{all}{byte:02x}"));
        let base64 = STANDARD.encode(piece).to_lowercase();
        let listed = format!("{piece:?}");
        let listed = listed.trim_matches(['[', ']']);
        let plain = String::from_utf8_lossy(piece).to_lowercase();
        [hexadecimal.as_str(), &base64, listed, &plain]
            .iter()
            .any(|form| text.contains(form))
    })
}

fn both(it: &impl Debug) -> String {
    format!("{it:?} {it:#?}")
}

#[test]
fn the_search_finds_what_is_shown() {
    let secret = b"a secret of some length";
    for text in [
        both(&secret),
        both(&secret.to_vec()),
        both(&"a secret of"),
        STANDARD.encode(secret),
    ] {
        assert!(shows(&text, secret), "{text}");
    }
    assert!(!shows("nothing of it", secret));
}

#[test]
fn keys_of_issuers_and_signers_are_named_by_their_public_half() {
    for algorithm in [KeyAlgorithm::P256, KeyAlgorithm::Rsa] {
        let key = IssuerKey::generate(algorithm, &Library).unwrap();
        let pkcs8 = key.to_pkcs8().unwrap();
        let signer = MemorySigner::from_pkcs8(&pkcs8, Kid::from_bytes([7; 8])).unwrap();
        // The public half is no secret, and it is a part of the private one.
        let public = key.spki();
        let private: Vec<&[u8]> = pkcs8
            .windows(16)
            .filter(|piece| !public.windows(16).any(|it| it == *piece))
            .collect();
        for text in [both(&key), both(&signer)] {
            assert!(!private.iter().any(|piece| shows(&text, piece)), "{text}");
        }
    }
}

#[test]
fn a_damaged_key_is_refused_without_its_bytes() {
    let key = IssuerKey::generate(KeyAlgorithm::P256, &Library).unwrap();
    let whole = key.to_pkcs8().unwrap();
    for at in [0, 10, 40, whole.len() - 1] {
        let mut damaged = whole.to_vec();
        damaged.truncate(at);
        let refused = MemorySigner::from_pkcs8(&damaged, Kid::from_bytes([7; 8])).unwrap_err();
        let told = format!("{refused} {}", both(&refused));
        assert!(!shows(&told, &whole), "{told}");
    }
}

#[test]
fn a_pin_is_not_shown() {
    let pin = Pin::new("246813579".to_owned());
    assert!(!shows(&both(&pin), b"246813579"));
}
