//! Any bytes as a signed message, behind the compression that keeps most of a text's changes out.
#![no_main]

use khien_certificate::dcc::schema;
use khien_certificate::hc1::Read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &[u8]| {
    let Ok(read) = Read::from_cose(raw) else {
        return;
    };
    assert!(read.message.signed_bytes().len() <= raw.len() + 32);
    assert!(read.verify([]).is_err());
    if let Ok(value) = read.dcc_value() {
        let _ = (value.to_json(), schema::check(value), read.dcc());
    }
});
