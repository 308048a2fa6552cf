//! Any bytes as the text of an old font or of UTF-8 read as Latin-1: one letter a byte, which is
//! what such files look like once they have been opened in the wrong way.
#![no_main]

use khien_domain::PersonName;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let seen: String = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    if let Ok(read) = PersonName::parse(&seen) {
        assert!(!read.value.canonical().is_empty());
        assert!(PersonName::parse(read.value.as_str()).is_ok());
    }
});
