//! Viet Nam's own sample of 2021, read from its picture and made again by our issuer.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair as _, RsaKeyPair};
use jiff::Timestamp;
use khien_certificate::cbor;
use khien_certificate::cose::{Algorithm, MemorySigner, VerifyingKey};
use khien_certificate::cwt::Terms;
use khien_certificate::hc1::{Packing, Read, issue, read};
use khien_certificate::icao::vietnamese_name;
use khien_certificate::scan::Picture;

fn sample() -> (String, Read) {
    let picture = include_bytes!("../../../fixtures/dcc/qa-png/VN__1.3.0__VAC_VN.png");
    let text = Picture::read(picture).unwrap().codes().unwrap().remove(0);
    let read = read(&text).unwrap();
    (text, read)
}

#[test]
fn our_issuer_makes_the_sample_again_field_by_field() {
    let (text, sample) = sample();
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let pkcs8 = pair.as_der().unwrap();
    let signer = MemorySigner::from_pkcs8(pkcs8.as_ref(), sample.message.kid().unwrap()).unwrap();
    let terms = Terms {
        issuer: "VN".to_owned(),
        issued_at: "2022-04-14T15:38:07Z".parse().unwrap(),
        expires_at: "2025-01-30T00:00:00Z".parse().unwrap(),
    };
    let dcc = sample.dcc().unwrap();
    let ours = issue(&dcc, &signer, &terms, Packing::Shorter).unwrap();
    let made = read(ours.as_str()).unwrap();

    assert_eq!(made.message.tags(), sample.message.tags());
    assert_eq!(made.message.algorithm(), Ok(Algorithm::Ps256));
    assert_eq!(made.message.algorithm(), sample.message.algorithm());
    assert_eq!(made.message.kid(), sample.message.kid());
    assert_eq!(
        made.message.signature().len(),
        sample.message.signature().len()
    );
    assert_eq!(made.message.payload().len(), sample.message.payload().len());
    let claims = |read: &Read| cbor::read(read.message.payload()).unwrap().to_json();
    assert_eq!(claims(&made), claims(&sample));
    assert!(made.dcc().unwrap() == dcc);
    // The same number of characters, give or take what a signature does to compression.
    assert!(ours.as_str().len().abs_diff(text.len()) < 40);

    let key = VerifyingKey::from_spki(pair.public_key().as_der().unwrap().as_ref()).unwrap();
    made.message.verify(&key).unwrap();
    assert!(sample.message.verify(&key).is_err());
}

#[test]
fn the_sample_says_what_viet_nam_wrote() {
    let (_, sample) = sample();
    let content = sample.dcc_value().unwrap().to_json();
    let expected = serde_json::json!({
        "ver": "1.3.0", "dob": "1983-10-10",
        "nam": {"fn": "Nguyễn", "gn": "Bảo Duy", "fnt": "NGUYEN", "gnt": "BAO<DUY"},
        "v": [{"ci": "URN:UVCI:01:VN:FFFE3D31FABD035899134A9D3BAE9BCF", "co": "VN", "dn": 2,
            "dt": "2021-03-18", "is": "Ban Co Yeu", "ma": "ORG-100030215",
            "mp": "EU/1/21/1529", "sd": 2, "tg": "840539006", "vp": "J07BX03"}]
    });
    assert_eq!(content, expected);
    assert_eq!(
        sample.message.kid().unwrap().to_string(),
        "f30da46716f7882d"
    );
    assert_eq!(sample.claims.issuer.as_deref(), Some("VN"));
    let at = |moment: &str| sample.check_time(moment.parse::<Timestamp>().unwrap());
    assert!(at("2022-04-14T15:38:07Z").is_ok() && at("2025-01-30T00:00:00Z").is_ok());
    assert!(at("2022-04-14T15:38:06Z").is_err() && at("2025-01-30T00:00:01Z").is_err());
}

#[test]
fn the_name_of_the_sample_comes_from_the_full_name() {
    let (_, sample) = sample();
    assert!(vietnamese_name("Nguyễn Bảo Duy").name == sample.dcc().unwrap().name);
}
