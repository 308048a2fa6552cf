use proptest::prelude::*;

use super::{Certificate, Kid, PublicKeyKind, SubjectPublicKey, Usage, Usages, X509Fault};

const FINLAND: &[u8] = include_bytes!("../../../../fixtures/dcc/certificates/finland.der");
const RSA: &[u8] = include_bytes!("../../../../fixtures/dcc/certificates/rsa.der");
const TEST_ONLY: &[u8] = include_bytes!("../../../../fixtures/dcc/certificates/test-only.der");

/// The basic constraints of this one write their default out, which DER forbids.
#[test]
fn a_certificate_that_is_no_strict_der_is_read() {
    let certificate = Certificate::from_der(FINLAND).unwrap();
    assert_eq!(certificate.subject_country(), Some("FI"));
    assert_eq!(certificate.serial(), [0x1e, 0x12, 0xd5, 0x41]);
    let validity = certificate.validity();
    assert_eq!(validity.not_before.to_string(), "2021-06-11T13:00:00Z");
    assert_eq!(validity.not_after.to_string(), "2023-06-11T20:59:59Z");
    assert!(validity.contains("2022-01-01T00:00:00Z".parse().unwrap()));
    assert!(!validity.contains("2024-01-01T00:00:00Z".parse().unwrap()));
    assert_eq!(
        certificate.authority_key_id().unwrap()[..4],
        [0x1d, 0x24, 0x45, 0xc1]
    );
    assert_eq!(
        certificate.subject_key_id().unwrap()[..4],
        [0xef, 0xfa, 0xe0, 0xa1]
    );
    assert_eq!(certificate.public_key().unwrap().kind, PublicKeyKind::P256);
    assert_eq!(certificate.public_key().unwrap().key.len(), 65);
    assert_eq!(
        certificate.signature_algorithm().to_string(),
        "1.2.840.113549.1.1.11"
    );
    assert_eq!(certificate.signature().len(), 512);
    assert!(!certificate.is_authority());
    assert!(!certificate.may_sign_certificates());
    assert_eq!(certificate.as_der(), FINLAND);
    assert!(
        FINLAND
            .windows(certificate.tbs().len())
            .any(|part| part == certificate.tbs())
    );
}

#[test]
fn usages_are_read_in_both_spellings_and_none_means_all() {
    let tests = Certificate::from_der(TEST_ONLY).unwrap();
    let oid = tests.extended_key_usages()[0].to_string();
    assert_eq!(oid, "1.3.6.1.4.1.0.1847.2021.1.1");
    assert!(tests.usages().allow(Usage::Test));
    assert!(!tests.usages().allow(Usage::Vaccination));
    assert!(!tests.usages().allow(Usage::Recovery));

    let mut der = TEST_ONLY.to_vec();
    let place = der
        .windows(4)
        .position(|part| part == [0x00, 0x8e, 0x37, 0x8f])
        .unwrap();
    // Another arc altogether: the extension then names none of the three.
    der[place] = 0x05;
    let other = Certificate::from_der(&der).unwrap();
    assert_eq!(other.usages(), Usages::ALL);
    assert_eq!(Usages::of(&[]), Usages::ALL);
    for usage in [Usage::Test, Usage::Vaccination, Usage::Recovery] {
        assert!(Usages::ALL.allow(usage));
    }
}

#[test]
fn an_rsa_key_says_how_long_it_is() {
    let certificate = Certificate::from_der(RSA).unwrap();
    let key = certificate.public_key().unwrap();
    assert_eq!(key.kind, PublicKeyKind::Rsa { bits: 2048 });
    assert_eq!(SubjectPublicKey::from_spki(b"no key"), Err(X509Fault::Key));
}

#[test]
fn the_kid_is_the_start_of_the_hash_of_the_certificate() {
    let kid = Certificate::from_der(TEST_ONLY).unwrap().kid();
    assert_eq!(kid, Kid::of_certificate(TEST_ONLY));
    assert_eq!(kid.to_string().len(), 16);
    assert_eq!(Kid::from_bytes(*kid.as_bytes()), kid);
}

#[test]
fn what_is_wrong_is_named() {
    for (der, fault) in [
        (vec![], X509Fault::Malformed),
        (vec![0x30; 40_000], X509Fault::TooLong),
        (
            vec![0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
            X509Fault::Malformed,
        ),
        (vec![0x30, 0x80, 0x00, 0x00], X509Fault::Malformed),
        ([FINLAND, &[0]].concat(), X509Fault::Malformed),
        (FINLAND[..FINLAND.len() - 1].to_vec(), X509Fault::Malformed),
    ] {
        assert_eq!(Certificate::from_der(&der).unwrap_err(), fault);
        assert!(fault.code().starts_with("x509-"));
    }
    let mut der = TEST_ONLY.to_vec();
    let place = der.windows(6).position(|part| part == b"210503").unwrap();
    der[place + 2] = b'9';
    assert_eq!(Certificate::from_der(&der).unwrap_err(), X509Fault::Time);
}

proptest! {
    #[test]
    fn changed_certificates_never_panic(at in any::<prop::sample::Index>(), to in any::<u8>(), cut in any::<prop::sample::Index>()) {
        for whole in [FINLAND, RSA, TEST_ONLY] {
            let mut der = whole.to_vec();
            let at = at.index(der.len());
            der[at] = to;
            if let Ok(certificate) = Certificate::from_der(&der) {
                let _ = certificate.public_key();
                let _ = certificate.subject_country();
                let _ = certificate.usages();
            }
            let _ = Certificate::from_der(&der[..cut.index(der.len())]);
        }
    }

    #[test]
    fn foreign_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Certificate::from_der(&bytes);
        let _ = SubjectPublicKey::from_spki(&bytes);
    }
}
