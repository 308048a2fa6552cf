//! A card of an invented person, and the key and the directory that go with it.

use std::sync::LazyLock;

use jiff::Timestamp;
use khien_certificate::cose::MemorySigner;
use khien_certificate::issuer::IssuerKey;
use khien_certificate::keys::{KeyFile, NoRandomBytes, RandomBytes, SigningKey};
use khien_certificate::shc::{
    CardSigner, Directory, Draft, DraftShot, KeySet, ShcFault, VaccineCode, jwk_of,
};
use khien_certificate::x509::Kid;
use khien_certificate::zlib::Deflater;
use serde_json::{Value, json};

pub(crate) const ISSUER: &str = "https://chung-nhan.example.vn/shc";

struct Pattern;

impl RandomBytes for Pattern {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomBytes> {
        for (byte, value) in bytes.iter_mut().zip((7_u8..).step_by(3).cycle()) {
            *byte = value;
        }
        Ok(())
    }
}

const PASSPHRASE: &str = "chín con trâu trắng";

static FILE: LazyLock<KeyFile> = LazyLock::new(|| KeyFile::create(PASSPHRASE, &Pattern).unwrap());

pub(crate) static KEY: LazyLock<SigningKey> =
    LazyLock::new(|| KeyFile::open(FILE.as_bytes(), PASSPHRASE).unwrap());

/// The same key as one that signs certificates.
static SIGNER: LazyLock<MemorySigner> = LazyLock::new(|| {
    let key = IssuerKey::open(FILE.as_bytes(), PASSPHRASE).unwrap();
    MemorySigner::from_pkcs8(&key.to_pkcs8().unwrap(), Kid::from_bytes([1; 8])).unwrap()
});

pub(crate) fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn shot(date: &'static str) -> DraftShot<'static> {
    DraftShot {
        vaccine: VaccineCode::cvx("208"),
        date,
        lot: Some("FJ5929"),
        performer: Some("Trạm Y tế Mê Linh"),
    }
}

pub(crate) fn draft() -> Draft<'static> {
    Draft {
        issuer: ISSUER,
        not_before: time("2022-01-01T00:00:00Z"),
        expires: Some(time("2023-01-01T00:00:00Z")),
        rid: Some("MKyCxh7p6uQ"),
        covid19: true,
        family: "Nguyễn",
        given: vec!["Văn", "Mẫu"],
        birth_date: "1990-01-02",
        shots: vec![shot("2021-08-01"), shot("2021-09-12")],
    }
}

pub(crate) fn sign(draft: &Draft<'_>) -> String {
    try_sign(draft).unwrap()
}

pub(crate) fn try_sign(draft: &Draft<'_>) -> Result<String, ShcFault> {
    let signer = CardSigner::new(&*SIGNER, KEY.public()).unwrap();
    draft.sign(&signer, &mut Deflater::new())
}

pub(crate) fn directory() -> Directory {
    let mut directory = Directory::default();
    directory.trust(ISSUER, keys(&jwk_of(KEY.public(), None)));
    directory
}

pub(crate) fn keys(jwk: &Value) -> KeySet {
    KeySet::read(json!({"keys": [jwk]}).to_string().as_bytes()).unwrap()
}
