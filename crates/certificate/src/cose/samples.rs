//! Keys for tests, made anew in every run.

use std::sync::LazyLock;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RsaKeyPair,
};

use super::{MemorySigner, VerifyingKey};
use crate::x509::Kid;

pub(crate) struct Sample {
    pub(crate) signer: MemorySigner,
    pub(crate) key: VerifyingKey,
    pub(crate) pkcs8: Vec<u8>,
    pub(crate) spki: Vec<u8>,
}

fn sample(pkcs8: &[u8], spki: &[u8]) -> Sample {
    Sample {
        signer: MemorySigner::from_pkcs8(pkcs8, Kid::of_certificate(spki)).unwrap(),
        key: VerifyingKey::from_spki(spki).unwrap(),
        pkcs8: pkcs8.to_vec(),
        spki: spki.to_vec(),
    }
}

pub(crate) fn es256() -> Sample {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let pkcs8 = pair.to_pkcs8v1().unwrap();
    let spki = pair.public_key().as_der().unwrap();
    sample(pkcs8.as_ref(), spki.as_ref())
}

/// Made once, for making it takes long.
pub(crate) static PS256: LazyLock<Sample> = LazyLock::new(|| {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let spki = pair.public_key().as_der().unwrap();
    sample(pair.as_der().unwrap().as_ref(), spki.as_ref())
});
