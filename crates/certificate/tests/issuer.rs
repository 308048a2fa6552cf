//! The keys of an issuing country: chains, requests, key files, roll-over, the public list.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/random.rs"]
mod random;

use std::collections::HashSet;
use std::sync::LazyLock;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256};
use jiff::Timestamp;
use khien_certificate::cose::{MemorySigner, Signer as _, VerifyingKey};
use khien_certificate::issuer::{
    Authority, IssuerFault, IssuerKey, Names, SignerTerms, SigningPeriod, SigningPlan,
    X509Key as _, public_list, request,
};
use khien_certificate::keys::{KeyAlgorithm, KeyFault, KeyFile, NoRandomBytes, RandomBytes};
use khien_certificate::trust::{Role, TrustFault, chain, gateway, gdhcn};
use khien_certificate::x509::{Certificate, PublicKeyKind, Usage, Usages, Validity, X509Fault};
use random::Counter;

const PASSPHRASE: &str = "chín con trâu trắng";
const BOTH: [KeyAlgorithm; 2] = [KeyAlgorithm::P256, KeyAlgorithm::Rsa];

/// One key of each kind for the authority and for signers: RSA keys take long to make.
static P256: LazyLock<Authority> = LazyLock::new(|| authority(KeyAlgorithm::P256));
static RSA: LazyLock<Authority> = LazyLock::new(|| authority(KeyAlgorithm::Rsa));
static KEYS: LazyLock<[IssuerKey; 2]> = LazyLock::new(|| {
    BOTH.map(|algorithm| IssuerKey::generate(algorithm, &Counter::new(7)).unwrap())
});

struct Nothing;

impl RandomBytes for Nothing {
    fn fill(&self, _: &mut [u8]) -> Result<(), NoRandomBytes> {
        Err(NoRandomBytes)
    }
}

fn at(text: &str) -> Timestamp {
    format!("{text}T00:00:00Z").parse().unwrap()
}

fn validity(from: &str, until: &str) -> Validity {
    Validity {
        not_before: at(from),
        not_after: at(until),
    }
}

fn names(common_name: &str) -> Names {
    Names {
        country: "VN".to_owned(),
        organisation: "Bộ Y tế".to_owned(),
        common_name: common_name.to_owned(),
    }
}

fn authority(algorithm: KeyAlgorithm) -> Authority {
    let random = Counter::new(1);
    let key = IssuerKey::generate(algorithm, &random).unwrap();
    Authority::create(
        names("CSCA test"),
        key,
        validity("2026-01-01", "2036-01-01"),
        &random,
    )
    .unwrap()
}

fn signer(name: &str, from: &str, until: &str) -> Certificate {
    let terms = SignerTerms {
        validity: validity(from, until),
        usages: &[],
    };
    P256.certify(&names(name), KEYS[0].spki(), &terms, &Counter::new(9))
        .unwrap()
}

#[test]
fn every_signer_leads_to_its_authority() {
    for authority in [&*P256, &*RSA] {
        let csca = authority.certificate();
        assert!(csca.is_authority() && csca.may_sign_certificates());
        assert_eq!(csca.validity(), validity("2026-01-01", "2036-01-01"));
        for key in KEYS.iter() {
            let terms = SignerTerms {
                validity: validity("2026-02-01", "2028-02-01"),
                usages: &[Usage::Vaccination, Usage::Recovery],
            };
            let dsc = authority
                .certify(&names("DSC 1"), key.spki(), &terms, &Counter::new(5))
                .unwrap();
            assert_eq!(dsc.spki(), key.spki());
            assert_eq!(dsc.subject_country(), Some("VN"));
            assert_eq!(dsc.validity(), terms.validity);
            assert_eq!(dsc.issuer(), csca.subject());
            assert_eq!(dsc.authority_key_id(), csca.subject_key_id());
            assert_eq!(dsc.subject_key_id().map(<[u8]>::len), Some(20));
            assert_eq!(dsc.serial().len(), 16);
            assert!(!dsc.is_authority() && !dsc.may_sign_certificates());
            let allowed =
                [Usage::Test, Usage::Vaccination, Usage::Recovery].map(|it| dsc.usages().allow(it));
            assert_eq!(allowed, [false, true, true]);
            let found = chain::check(
                &dsc,
                [P256.certificate(), RSA.certificate()],
                at("2027-01-01"),
            );
            assert_eq!(found.unwrap().as_der(), csca.as_der());
        }
    }
}

#[test]
fn a_signer_without_usages_may_sign_everything() {
    assert_eq!(
        signer("DSC 1", "2026-01-01", "2027-01-01").usages(),
        Usages::ALL
    );
}

#[test]
fn certificates_signed_by_somebody_else_do_not_chain() {
    let random = Counter::new(40);
    let key = IssuerKey::generate(KeyAlgorithm::P256, &random).unwrap();
    let dsc = signer("DSC 1", "2026-02-01", "2027-02-01");
    // The same name, another key: first with its own key identifier, then with the true one.
    let other = Authority::create(
        names("CSCA test"),
        key,
        P256.certificate().validity(),
        &random,
    )
    .unwrap();
    let fault = chain::check(&dsc, [other.certificate()], at("2026-06-01")).unwrap_err();
    assert_eq!(fault.code(), "chain-no-issuer");
    let mut der = other.certificate().as_der().to_vec();
    let id = other.certificate().subject_key_id().unwrap();
    let place = der.windows(20).position(|it| it == id).unwrap();
    der[place..place + 20].copy_from_slice(P256.certificate().subject_key_id().unwrap());
    let forged = Certificate::from_der(&der).unwrap();
    let fault = chain::check(&dsc, [&forged], at("2026-06-01")).unwrap_err();
    assert_eq!(fault.code(), "chain-signature");
    // A signer is no authority, whatever its name.
    let terms = SignerTerms {
        validity: dsc.validity(),
        usages: &[],
    };
    let same_name = P256
        .certify(&names("CSCA test"), P256.key().spki(), &terms, &random)
        .unwrap();
    let fault = chain::check(&dsc, [&same_name], at("2026-06-01")).unwrap_err();
    assert_eq!(fault.code(), "chain-not-an-authority");
}

#[test]
fn an_authority_that_has_expired_certifies_nobody() {
    let random = Counter::new(1);
    let key = IssuerKey::generate(KeyAlgorithm::P256, &random).unwrap();
    let short = validity("2026-01-01", "2026-06-01");
    let old = Authority::create(names("CSCA test"), key, short, &random).unwrap();
    let dsc = signer("DSC 1", "2026-01-01", "2027-02-01");
    assert_eq!(old.certificate().spki(), P256.certificate().spki());
    let fault = chain::check(&dsc, [old.certificate()], at("2026-07-01")).unwrap_err();
    assert_eq!(fault.code(), "chain-issuer-validity");
}

#[test]
fn an_authority_is_taken_up_again_from_its_certificate_and_key() {
    let file = P256.key().seal(PASSPHRASE, &Counter::new(3)).unwrap();
    let key = IssuerKey::open(file.as_bytes(), PASSPHRASE).unwrap();
    let again = Authority::of(P256.certificate().clone(), key).unwrap();
    let terms = SignerTerms {
        validity: validity("2026-02-01", "2027-02-01"),
        usages: &[],
    };
    let dsc = again
        .certify(&names("DSC 2"), KEYS[0].spki(), &terms, &Counter::new(5))
        .unwrap();
    assert!(chain::check(&dsc, [P256.certificate()], at("2026-06-01")).is_ok());

    let other = IssuerKey::open(
        KEYS[0]
            .seal(PASSPHRASE, &Counter::new(3))
            .unwrap()
            .as_bytes(),
        PASSPHRASE,
    );
    let fault = Authority::of(P256.certificate().clone(), other.unwrap()).unwrap_err();
    assert_eq!(fault.code(), "issuer-other-key");
    let own = IssuerKey::open(
        KEYS[0]
            .seal(PASSPHRASE, &Counter::new(3))
            .unwrap()
            .as_bytes(),
        PASSPHRASE,
    );
    let fault =
        Authority::of(signer("DSC 1", "2026-01-01", "2027-01-01"), own.unwrap()).unwrap_err();
    assert_eq!(fault.code(), "issuer-not-an-authority");
}

#[test]
fn what_cannot_be_certified_is_refused_with_its_reason() {
    let good = validity("2026-02-01", "2027-02-01");
    let certify = |names: &Names, spki: &[u8], validity, random: &dyn RandomBytes| {
        let terms = SignerTerms {
            validity,
            usages: &[],
        };
        P256.certify(names, spki, &terms, random).unwrap_err()
    };
    let random = Counter::new(1);
    let spki = KEYS[0].spki();
    let in_country = |country: &str| Names {
        country: country.to_owned(),
        ..names("DSC")
    };
    for wrong in [
        in_country("VNM"),
        in_country("vn"),
        names(""),
        names(&"x".repeat(65)),
        names("a\nb"),
    ] {
        assert_eq!(certify(&wrong, spki, good, &random).code(), "issuer-names");
    }
    for wrong in [
        validity("2025-12-31", "2027-01-01"),
        validity("2026-02-01", "2036-01-02"),
        validity("2027-02-01", "2026-02-01"),
    ] {
        assert_eq!(
            certify(&names("DSC"), spki, wrong, &random).code(),
            "issuer-validity"
        );
    }
    let mut other_curve = spki.to_vec();
    other_curve[22] ^= 1;
    assert_eq!(
        certify(&names("DSC"), &other_curve, good, &random).code(),
        "issuer-key-kind"
    );
    assert_eq!(
        certify(&names("DSC"), b"none", good, &random).code(),
        "issuer-certificate"
    );
    assert_eq!(
        certify(&names("DSC"), spki, good, &Nothing).code(),
        "issuer-no-random-bytes"
    );
    let fault = IssuerKey::generate(KeyAlgorithm::P256, &Nothing).unwrap_err();
    assert_eq!(fault.code(), "issuer-key");
}

/// The next element of DER, its content and the rest, with tag and length.
fn element(bytes: &[u8]) -> (&[u8], &[u8], &[u8]) {
    let (length, head) = match bytes[1] {
        0x81 => (usize::from(bytes[2]), 3),
        0x82 => (usize::from(bytes[2]) << 8 | usize::from(bytes[3]), 4),
        short => (usize::from(short), 2),
    };
    (
        &bytes[..head + length],
        &bytes[head..head + length],
        &bytes[head + length..],
    )
}

#[test]
fn a_request_is_signed_with_the_key_that_it_asks_for() {
    for key in KEYS.iter() {
        let der = request(&names("DSC 2026-1"), key, &[Usage::Vaccination]).unwrap();
        let (_, parts, rest) = element(&der);
        assert!(rest.is_empty());
        let (signed, _, parts) = element(parts);
        let (_, _, parts) = element(parts);
        let (_, signature, rest) = element(parts);
        assert!(rest.is_empty());
        let parsed = match key.algorithm() {
            KeyAlgorithm::P256 => ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, key.spki()),
            KeyAlgorithm::Rsa => ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.spki()),
        };
        parsed.unwrap().verify_sig(signed, &signature[1..]).unwrap();
        let holds = |part: &[u8]| signed.windows(part.len()).any(|it| it == part);
        assert!(holds(key.spki()) && holds("Bộ Y tế".as_bytes()) && holds(b"DSC 2026-1"));
        // 1.3.6.1.4.1.1847.2021.1.2
        assert!(holds(&[0x2b, 6, 1, 4, 1, 0x8e, 0x37, 0x8f, 0x65, 1, 2]));
    }
    let fault = request(&names(""), &KEYS[0], &[]).unwrap_err();
    assert_eq!(fault, IssuerFault::Names);
}

#[test]
fn keys_of_both_kinds_rest_in_key_files() {
    for key in KEYS.iter() {
        let file = key.seal(PASSPHRASE, &Counter::new(3)).unwrap();
        let read = IssuerKey::open(file.as_bytes(), PASSPHRASE).unwrap();
        assert_eq!((read.spki(), read.key_id()), (key.spki(), key.key_id()));
        assert_eq!(read.algorithm(), key.algorithm());
        assert_eq!(*read.to_pkcs8().unwrap(), *key.to_pkcs8().unwrap());
        let wrong = IssuerKey::open(file.as_bytes(), "mười con trâu trắng").unwrap_err();
        assert_eq!(wrong, KeyFault::WrongPassphrase.into());
        let other = if key.algorithm() == KeyAlgorithm::P256 {
            ("ecdsa-p256", "rsa")
        } else {
            ("rsa", "ecdsa-p256")
        };
        let changed = String::from_utf8(file.as_bytes().to_vec())
            .unwrap()
            .replace(other.0, other.1);
        let fault = IssuerKey::open(changed.as_bytes(), PASSPHRASE).unwrap_err();
        assert_eq!(fault, KeyFault::Changed.into());
        assert_eq!(
            key.seal("short", &Counter::new(3)),
            Err(KeyFault::PassphraseTooShort)
        );
        assert_eq!(format!("{key:?}"), format!("IssuerKey({})", key.key_id()));
    }
}

#[test]
fn a_key_file_of_the_platform_is_read_here_and_an_rsa_one_is_no_key_of_the_platform() {
    let file = KeyFile::create(PASSPHRASE, &Counter::new(3)).unwrap();
    let key = IssuerKey::open(file.as_bytes(), PASSPHRASE).unwrap();
    assert_eq!(
        key.spki(),
        KeyFile::public(file.as_bytes()).unwrap().as_spki()
    );
    let rsa = KEYS[1].seal(PASSPHRASE, &Counter::new(3)).unwrap();
    let fault = KeyFile::open(rsa.as_bytes(), PASSPHRASE).unwrap_err();
    assert_eq!(fault, KeyFault::OtherAlgorithm);
    assert_eq!(
        KeyFile::public(rsa.as_bytes()),
        Err(KeyFault::OtherAlgorithm)
    );
}

#[test]
fn a_certified_key_signs_health_certificates() {
    for key in KEYS.iter() {
        let terms = SignerTerms {
            validity: validity("2026-02-01", "2027-02-01"),
            usages: &[],
        };
        let dsc = P256
            .certify(&names("DSC"), key.spki(), &terms, &Counter::new(2))
            .unwrap();
        let signer = MemorySigner::from_pkcs8(&key.to_pkcs8().unwrap(), dsc.kid()).unwrap();
        let signature = signer.sign(b"a message").unwrap();
        let verifying = VerifyingKey::from_certificate(&dsc).unwrap();
        assert!(
            verifying
                .verify(signer.algorithm(), b"a message", &signature)
                .is_ok()
        );
    }
    assert_eq!(
        RSA.certificate().public_key().unwrap().kind,
        PublicKeyKind::Rsa { bits: 2048 }
    );
}

fn period(name: &str, from: &str, until: &str, not_after: &str) -> SigningPeriod {
    SigningPeriod {
        certificate: signer(name, "2026-01-01", not_after),
        from: at(from),
        until: at(until),
        last_expiry: None,
    }
}

/// Each signs for half a year; certificates live for a year.
fn plan() -> SigningPlan {
    let mut plan = SigningPlan::new();
    plan.add(period("DSC 2", "2026-07-01", "2027-01-08", "2028-02-01"))
        .unwrap();
    plan.add(period("DSC 1", "2026-01-01", "2026-07-08", "2027-08-01"))
        .unwrap();
    plan
}

#[test]
fn keys_roll_over_with_an_overlap() {
    let plan = plan();
    let begins = |date| plan.signer_at(at(date)).map(|it| it.from);
    for (date, from) in [
        ("2025-12-31", None),
        ("2026-01-01", Some(at("2026-01-01"))),
        ("2026-06-30", Some(at("2026-01-01"))),
        ("2026-07-02", Some(at("2026-07-01"))),
        ("2027-01-07", Some(at("2026-07-01"))),
        ("2027-01-08", None),
    ] {
        assert_eq!(begins(date), from, "{date}");
    }
    assert_eq!(plan.signed_until(at("2026-02-01")), Some(at("2027-01-08")));
    assert_eq!(plan.signed_until(at("2027-02-01")), None);
}

#[test]
fn an_old_signer_stays_listed_until_the_last_it_signed_has_expired() {
    let mut plan = plan();
    let old = plan.periods()[0].certificate.kid();
    plan.note_expiry(old, at("2027-05-01")).unwrap();
    plan.note_expiry(old, at("2027-04-01")).unwrap();
    let listed = |date| {
        plan.listed_at(at(date))
            .map(|it| it.from)
            .collect::<Vec<_>>()
    };
    let (first, second) = (at("2026-01-01"), at("2026-07-01"));
    assert_eq!(listed("2026-01-01"), [first, second]);
    assert_eq!(listed("2027-05-01"), [first]);
    assert_eq!(listed("2026-12-01"), [first, second]);
    assert!(listed("2027-05-02").is_empty());
}

#[test]
fn a_signer_never_signs_what_outlives_its_certificate() {
    let mut plan = plan();
    let kid = plan.periods()[0].certificate.kid();
    let fault = plan.note_expiry(kid, at("2027-08-02")).unwrap_err();
    assert_eq!(fault.code(), "issuer-outlived");
    assert_eq!(plan.periods()[0].last_expiry, None);
    let stranger = signer("DSC 9", "2026-01-01", "2026-02-01").kid();
    let fault = plan.note_expiry(stranger, at("2026-01-02")).unwrap_err();
    assert_eq!(fault.code(), "issuer-signer-unknown");
    let again = plan.periods()[0].clone();
    assert_eq!(plan.add(again).unwrap_err().code(), "issuer-signer-known");
    for (from, until) in [
        ("2025-12-31", "2026-05-01"),
        ("2026-01-01", "2026-09-01"),
        ("2026-05-01", "2026-05-01"),
    ] {
        let fault = plan
            .add(period("DSC 3", from, until, "2026-08-01"))
            .unwrap_err();
        assert_eq!(fault.code(), "issuer-validity");
    }
    assert!(plan.revoke(kid));
    assert!(!plan.revoke(kid));
    assert_eq!(plan.listed_at(at("2026-02-01")).count(), 1);
}

#[test]
fn the_public_list_is_trusted_in_both_forms() {
    let plan = plan();
    let list = public_list(
        &plan,
        P256.certificate(),
        ("did:web:khien.example:v2:trustlist", "VNM"),
        at("2026-02-01"),
    )
    .unwrap();
    let lists = [
        gateway::read(list.gateway.as_bytes()).unwrap(),
        gdhcn::read(list.did.as_bytes()).unwrap().list,
    ];
    for read in lists {
        assert!(read.passed_over.is_empty(), "{:?}", read.passed_over);
        assert_eq!(
            read.listed
                .iter()
                .filter(|it| it.role == Role::Signer)
                .count(),
            2
        );
        let of = |role| read.listed.iter().filter(move |it| it.role == role);
        for signer in of(Role::Signer) {
            let authorities = of(Role::Authority).map(|it| &it.certificate);
            let chained = chain::check(&signer.certificate, authorities, at("2026-02-01"));
            assert!(chained.is_ok() && signer.country == "VN");
        }
        for period in plan.periods() {
            let kid = period.certificate.kid();
            let named = of(Role::Signer).filter(|it| it.kid() == kid);
            assert_eq!(named.count(), 1);
        }
    }
}

#[test]
fn codes_are_distinct() {
    use IssuerFault as F;
    let all = [
        F::Names,
        F::Validity,
        F::OtherKey,
        F::KeyKind,
        F::NotAnAuthority,
        F::SignerKnown,
        F::SignerUnknown,
        F::Outlived,
        F::Certificate(X509Fault::Key),
        F::List(TrustFault::Country),
        F::Key(KeyFault::Library),
        F::NotSigned,
        F::NoRandomBytes(NoRandomBytes),
        F::Library,
    ];
    let codes: HashSet<&str> = all.iter().map(F::code).collect();
    assert_eq!(codes.len(), all.len());
}

/// Whether any eight bytes of a secret stand in what others may see: as they are, as digits, or in
/// the numbers that `{:?}` makes of bytes.
fn shows(seen: &[u8], secret: &[u8]) -> bool {
    let text = String::from_utf8_lossy(seen).to_lowercase();
    secret.windows(8).any(|piece| {
        let hex = piece
            .iter()
            .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        let numbers = format!("{piece:?}").replace(['[', ']'], "");
        seen.windows(8).any(|it| it == piece) || text.contains(&hex) || text.contains(&numbers)
    })
}

#[test]
fn a_private_key_shows_neither_in_debug_nor_in_errors_nor_in_its_file() {
    assert!(shows(b"0001020304050607", &[0, 1, 2, 3, 4, 5, 6, 7]));
    for (algorithm, key) in BOTH.into_iter().zip(KEYS.iter()) {
        let pkcs8 = key.to_pkcs8().unwrap();
        // The public half stands at the end of the one form and begins the other.
        let secret: Vec<u8> = match algorithm {
            KeyAlgorithm::P256 => pkcs8[36..68].to_vec(),
            KeyAlgorithm::Rsa => pkcs8[pkcs8.len() - 600..].to_vec(),
        };
        assert!(shows(&pkcs8, &secret));
        let file = key.seal(PASSPHRASE, &Counter::new(3)).unwrap();
        let kid = signer("DSC", "2026-02-01", "2027-02-01").kid();
        let signing = MemorySigner::from_pkcs8(&pkcs8, kid).unwrap();
        let wrong = IssuerKey::open(file.as_bytes(), "sai hoàn toàn rồi").unwrap_err();
        let cut = MemorySigner::from_pkcs8(&pkcs8[1..], kid).unwrap_err();
        let seen = format!("{key:?} {file:?} {signing:?} {wrong:?} {wrong} {cut:?} {cut}");
        assert!(!shows(seen.as_bytes(), &secret), "{seen}");
        assert!(!shows(file.as_bytes(), &secret));
    }
}
