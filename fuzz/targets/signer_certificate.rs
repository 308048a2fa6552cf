//! Any bytes as the certificate of a signer: never a panic, and a key that was read can be asked.
#![no_main]

use khien_certificate::cose::{Algorithm, VerifyingKey};
use khien_certificate::x509::Certificate;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &[u8]| {
    let Ok(certificate) = Certificate::from_der(raw) else {
        return;
    };
    assert!(certificate.tbs().len() < raw.len());
    let _ = (certificate.subject_country(), certificate.usages());
    if let Ok(key) = VerifyingKey::from_certificate(&certificate) {
        for algorithm in [Algorithm::Es256, Algorithm::Ps256] {
            assert!(key.verify(algorithm, b"", raw).is_err());
        }
    }
});
