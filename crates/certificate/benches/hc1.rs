//! Issuing and checking codes against the bare signatures of the same library, in CPU time of one
//! core: the library's rate is measured just before and just after each of ours.
//!
//! `cargo bench -p khien-certificate --bench hc1`

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a benchmark prints what it measured, and cannot run without its keys"
)]

use std::hint::black_box;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RsaKeyPair,
};
use jiff::Timestamp;
use khien_certificate::cose::{MemorySigner, Signer, VerifyingKey};
use khien_certificate::cwt::Terms;
use khien_certificate::dcc::{COVID_19, Dcc, Event, PersonName, Vaccination};
use khien_certificate::hc1::{Issuer, Packing, Reader, TrustedKey};
use khien_certificate::x509::{Kid, Usages, Validity};

/// Runs of each measurement; median and spread are of these.
const RUNS: usize = 9;
/// CPU seconds of each of its parts.
const SECONDS: f64 = 0.4;

/// A key with what a verifier knows of it.
struct Key {
    name: &'static str,
    signer: MemorySigner,
    trusted: TrustedKey,
}

impl Key {
    fn new(name: &'static str, pkcs8: &[u8], spki: &[u8]) -> Self {
        let kid = Kid::of_certificate(spki);
        Self {
            name,
            signer: MemorySigner::from_pkcs8(pkcs8, kid).unwrap(),
            trusted: TrustedKey {
                kid,
                key: VerifyingKey::from_spki(spki).unwrap(),
                usages: Usages::ALL,
                validity: Validity {
                    not_before: Timestamp::UNIX_EPOCH,
                    not_after: Timestamp::MAX,
                },
            },
        }
    }

    fn es256() -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let spki = pair.public_key().as_der().unwrap();
        Self::new("ES256", pair.to_pkcs8v1().unwrap().as_ref(), spki.as_ref())
    }

    fn ps256() -> Self {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
        let spki = pair.public_key().as_der().unwrap();
        Self::new("PS256", pair.as_der().unwrap().as_ref(), spki.as_ref())
    }
}

/// A vaccination of an invented person.
fn dcc() -> Dcc {
    Dcc {
        version: String::new(),
        name: PersonName {
            surname: Some("Nguyễn".to_owned()),
            given: Some("Thị Hồng Nhung".to_owned()),
            surname_letters: Some("NGUYEN".to_owned()),
            given_letters: Some("THI<HONG<NHUNG".to_owned()),
        },
        birth_date: "1983-10-10".to_owned(),
        event: Event::Vaccination(Vaccination {
            disease: COVID_19.to_owned(),
            prophylaxis: "1119349007".to_owned(),
            product: "EU/1/20/1528".to_owned(),
            manufacturer: "ORG-100030215".to_owned(),
            dose: 2,
            doses: 2,
            date: "2021-11-18".to_owned(),
            country: "VN".to_owned(),
            issuer: "Bộ Y tế".to_owned(),
            identifier: "URN:UVCI:01:VN:FFFE3D31FABD035899134A9D3BAE9BCF#P".to_owned(),
        }),
    }
}

fn terms() -> Terms {
    Terms {
        issuer: "VN".to_owned(),
        issued_at: "2026-11-22T00:00:00Z".parse().unwrap(),
        expires_at: "2027-11-22T00:00:00Z".parse().unwrap(),
    }
}

/// CPU seconds that this thread has used, by the scheduler of Linux.
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    let nanoseconds: u64 = text.split(' ').next().unwrap().parse().unwrap();
    nanoseconds as f64 / 1e9
}

/// How often a second of CPU time something can be done.
fn rate(mut work: impl FnMut()) -> f64 {
    let begin = cpu();
    let mut count = 0_u32;
    loop {
        for _ in 0..32 {
            work();
        }
        count += 32;
        let used = cpu() - begin;
        if used >= SECONDS {
            return f64::from(count) / used;
        }
    }
}

/// Rates of ours, and what part they are of the library's just before and after.
fn compare(name: &str, mut bare: impl FnMut(), mut ours: impl FnMut()) {
    let mut rates = Vec::new();
    let mut parts = Vec::new();
    for _ in 0..RUNS {
        let before = rate(&mut bare);
        let rate_of_ours = rate(&mut ours);
        let after = rate(&mut bare);
        rates.push(rate_of_ours);
        parts.push(rate_of_ours / f64::midpoint(before, after) * 100.0);
    }
    rates.sort_by(f64::total_cmp);
    parts.sort_by(f64::total_cmp);
    let (median, last) = (RUNS / 2, RUNS - 1);
    println!(
        "{name:<28} {:>8.0}/s   {:>5.1} % of the library ({:.1} to {:.1})",
        rates[median], parts[median], parts[0], parts[last],
    );
}

fn main() {
    let (dcc, terms) = (dcc(), terms());
    for key in [Key::es256(), Key::ps256()] {
        for packing in [Packing::Stored, Packing::Compressed, Packing::Shorter] {
            let mut issuer = Issuer::new(&key.signer, packing);
            let text = issuer.issue(&dcc, &terms).unwrap().into_string();
            let mut reader = Reader::new();
            let message = reader.read(&text).unwrap().message;
            let signed = message.signed_bytes();
            let (verifying, algorithm) = (&key.trusted.key, key.signer.algorithm());
            let name = format!("{} {packing:?}, {} characters", key.name, text.len());
            println!("{name}");
            compare(
                "  issue",
                || drop(black_box(key.signer.sign(&signed))),
                || drop(black_box(issuer.issue(&dcc, &terms))),
            );
            let now = "2027-01-01T00:00:00Z".parse().unwrap();
            compare(
                "  check",
                || {
                    let verdict = verifying.verify(algorithm, &signed, message.signature());
                    verdict.unwrap();
                },
                || {
                    let read = reader.read(&text).unwrap();
                    let trusted = read.verify([&key.trusted]).unwrap();
                    read.check_time(now).unwrap();
                    read.check_usage(trusted.usages).unwrap();
                    black_box(read);
                },
            );
        }
    }
}
