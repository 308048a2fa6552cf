//! Passports of invented people with the public keys that verify them, as JSON on standard output:
//! what other people's programs read in `peers/`.
//!
//! Both algorithms, stored and compressed, a vaccination and a recovery each.

use std::error::Error;
use std::io::Write as _;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RsaKeyPair,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use khien_certificate::cose::MemorySigner;
use khien_certificate::cwt::Terms;
use khien_certificate::dcc::{COVID_19, Dcc, Event, PersonName, Recovery, Vaccination};
use khien_certificate::hc1::{Issuer, Packing, Reader};
use khien_certificate::x509::Kid;
use serde_json::{Value, json};

/// When they are issued, and when they expire: far enough, for peers look at the clock themselves.
const TIME: (Timestamp, Timestamp) = (
    Timestamp::constant(1_790_000_000, 0),
    Timestamp::constant(3_990_000_000, 0),
);

fn main() -> Result<(), Box<dyn Error>> {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)?;
    let spki = pair.public_key().as_der()?;
    let mut cases = passports("ES256", pair.to_pkcs8v1()?.as_ref(), spki.as_ref())?;
    let pair = RsaKeyPair::generate(KeySize::Rsa2048)?;
    let spki = pair.public_key().as_der()?;
    cases.extend(passports("PS256", pair.as_der()?.as_ref(), spki.as_ref())?);
    let mut json = serde_json::to_vec_pretty(&cases)?;
    json.push(b'\n');
    Ok(std::io::stdout().write_all(&json)?)
}

fn passports(algorithm: &str, pkcs8: &[u8], spki: &[u8]) -> Result<Vec<Value>, Box<dyn Error>> {
    let kid = Kid::of_certificate(spki);
    let signer = MemorySigner::from_pkcs8(pkcs8, kid)?;
    let terms = Terms {
        issuer: "VN".to_owned(),
        issued_at: TIME.0,
        expires_at: TIME.1,
    };
    let mut cases = Vec::new();
    for packing in [Packing::Stored, Packing::Compressed] {
        for (kind, dcc) in [("vaccination", vaccinated()), ("recovery", recovered())] {
            let text = Issuer::new(&signer, packing).issue(&dcc, &terms)?;
            let payload = Reader::new().read(text.as_str())?.dcc_value()?.to_json();
            cases.push(json!({
                "name": format!("{algorithm} {packing:?} {kind}"),
                "algorithm": algorithm,
                "kid": STANDARD.encode(kid.as_bytes()),
                "spki": STANDARD.encode(spki),
                "issuer": terms.issuer,
                "issued_at": terms.issued_at.as_second(),
                "expires_at": terms.expires_at.as_second(),
                "text": text.as_str(),
                "payload": payload,
            }));
        }
    }
    Ok(cases)
}

fn vaccinated() -> Dcc {
    Dcc {
        version: String::new(),
        name: PersonName {
            surname: Some("Nguyễn".to_owned()),
            given: Some("Thị Quỳnh Hương".to_owned()),
            surname_letters: Some("NGUYEN".to_owned()),
            given_letters: Some("THI<QUYNH<HUONG".to_owned()),
        },
        birth_date: "1992-08-13".to_owned(),
        event: Event::Vaccination(Vaccination {
            disease: COVID_19.to_owned(),
            prophylaxis: "1119349007".to_owned(),
            product: "EU/1/20/1528".to_owned(),
            manufacturer: "ORG-100030215".to_owned(),
            dose: 3,
            doses: 3,
            date: "2022-02-22".to_owned(),
            country: "VN".to_owned(),
            issuer: "Bộ Y tế".to_owned(),
            identifier: "URN:UVCI:01:VN:FFFE3D31FABD035899134A9D3BAE9BCF#P".to_owned(),
        }),
    }
}

fn recovered() -> Dcc {
    Dcc {
        version: String::new(),
        name: PersonName {
            surname: Some("Đặng".to_owned()),
            given: Some("Ỷ Ễ".to_owned()),
            surname_letters: Some("DANG".to_owned()),
            given_letters: Some("Y<E".to_owned()),
        },
        birth_date: "1954".to_owned(),
        event: Event::Recovery(Recovery {
            disease: COVID_19.to_owned(),
            first_positive: "2022-03-01".to_owned(),
            country: "VN".to_owned(),
            issuer: "Bộ Y tế".to_owned(),
            valid_from: "2022-03-12".to_owned(),
            valid_until: "2022-08-28".to_owned(),
            identifier: "URN:UVCI:01:VN:0123456789ABCDEF0123456789ABCDEF".to_owned(),
        }),
    }
}
