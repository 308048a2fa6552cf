//! Any text as a SMART Health Card, its code, its keys or its revocation list: never a panic.
//!
//! A code that is read is written again as it was.
#![no_main]

use khien_certificate::shc::{Card, Crl, Jws, KeySet, read_qr, write_qr};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(card) = Card::read(bytes) {
        let _ = card.contents();
    }
    let _ = KeySet::read(bytes);
    if let Ok(list) = Crl::read(bytes, "k") {
        let json = list.to_json().to_string();
        assert_eq!(Crl::read(json.as_bytes(), "k").as_ref(), Ok(&list));
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let _ = Jws::read(text);
    if let Ok(scanned) = read_qr(&[text])
        && let Ok(code) = write_qr(&scanned.jws)
    {
        assert_eq!(read_qr(&[&code]).as_ref(), Ok(&scanned));
        if let Ok(jws) = Jws::read(&scanned.jws) {
            let _ = Card::read(jws.payload());
        }
    }
});
