//! Any bytes as the proof of a dose, and as a list of GDHCN with its proof: never a panic, and nothing is
//! proven without a key.
#![no_main]

use khien_certificate::dose_signing::Proof;
use khien_certificate::trust::did_proof::{Anchor, check};
use libfuzzer_sys::fuzz_target;

const KEY: &str = "-----BEGIN PUBLIC KEY-----\n\
    MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7\n\
    Yfps5mliLmDyn7Z5A/4QCLi8maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==\n\
    -----END PUBLIC KEY-----\n";

fuzz_target!(|bytes: &[u8]| {
    if let Ok(proof) = Proof::read(bytes) {
        assert!(proof.check(&[]).is_err());
    }
    let anchors = Anchor::read(KEY.as_bytes()).expect("the key is one");
    assert!(check(bytes, &anchors).is_err());
    let _ = Anchor::read(bytes);
});
