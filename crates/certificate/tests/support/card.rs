//! A card of an invented person, and the key and the directory that go with it.

use std::sync::LazyLock;

use jiff::Timestamp;
use khien_certificate::keys::{KeyFile, NoRandomBytes, RandomBytes, SigningKey};
use khien_certificate::shc::{Directory, Draft, DraftShot, KeySet, VaccineCode, jwk_of};
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

pub(crate) static KEY: LazyLock<SigningKey> = LazyLock::new(|| {
    let file = KeyFile::create("chín con trâu trắng", &Pattern).unwrap();
    KeyFile::open(file.as_bytes(), "chín con trâu trắng").unwrap()
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
    draft.sign(&KEY, &mut Deflater::new()).unwrap()
}

pub(crate) fn directory() -> Directory {
    let mut directory = Directory::default();
    directory.trust(ISSUER, keys(&jwk_of(KEY.public(), None)));
    directory
}

pub(crate) fn keys(jwk: &Value) -> KeySet {
    KeySet::read(json!({"keys": [jwk]}).to_string().as_bytes()).unwrap()
}
