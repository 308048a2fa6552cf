//! Any bytes as a trust list of either form, or as a cached document: never a panic.
//!
//! What is read of a list is written and read again as it was.
#![no_main]

use khien_certificate::keys::PublicKey;
use khien_certificate::trust::{Listed, SignedDocument, gateway, gdhcn};
use libfuzzer_sys::fuzz_target;

const KEY: &str = "-----BEGIN PUBLIC KEY-----\n\
    MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7\n\
    Yfps5mliLmDyn7Z5A/4QCLi8maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==\n\
    -----END PUBLIC KEY-----\n";

fn certificates(listed: &[Listed]) -> Vec<&[u8; 32]> {
    listed.iter().map(Listed::sha256).collect()
}

fuzz_target!(|bytes: &[u8]| {
    let key = PublicKey::from_pem(KEY).expect("the key is one");
    let _ = SignedDocument::open(bytes, "gdhcn-did", &[key]);
    let mut lists = Vec::new();
    if let Ok(read) = gdhcn::read(bytes) {
        let _ = read.references.iter().map(|it| gdhcn::address(it)).count();
        lists.push(read.list);
    }
    lists.extend(gateway::read(bytes));
    for list in lists {
        let written = gateway::write(&list.listed, jiff::Timestamp::UNIX_EPOCH);
        let again = gateway::read(written.as_bytes()).expect("what was written is a list");
        assert!(again.passed_over.is_empty());
        assert_eq!(certificates(&again.listed), certificates(&list.listed));
        let _ = gdhcn::write("did:web:a", "VNM", &list.listed);
    }
});
