//! Any text as a code: never a panic, little memory, and a content that was read has one form.
#![no_main]

use jiff::Timestamp;
use khien_certificate::dcc::schema;
use khien_certificate::hc1::{Reader, unprefix};
use khien_certificate::{base45, cbor};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &str| {
    if let Ok(rest) = unprefix(raw)
        && let Ok(bytes) = base45::decode(rest)
    {
        assert_eq!(base45::encode(&bytes), rest);
    }
    let Ok(read) = Reader::new().read(raw) else {
        return;
    };
    let _ = read.check_time(Timestamp::UNIX_EPOCH);
    let _ = (read.usage(), read.message.algorithm(), read.message.kid());
    assert!(read.verify([]).is_err());
    if let Ok(value) = read.dcc_value() {
        let _ = (value.to_json(), schema::check(value));
        let plain = value.to_bytes();
        assert_eq!(cbor::read(&plain).expect("it was written").to_bytes(), plain);
    }
    if let Ok(dcc) = read.dcc() {
        let _ = dcc.check();
        let _ = dcc.check_recovery(jiff::civil::date(2022, 1, 1));
    }
});
