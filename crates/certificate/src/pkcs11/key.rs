//! A key of a token, as certificate requests use it.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
use aws_lc_rs::rsa::PublicKeyComponents;
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, ObjectClass, ObjectHandle};
use cryptoki::session::Session;

use super::fault::TokenFault;
use super::pool::Pool;
use super::token::{PrivateObject, find};
use crate::issuer::{IssuerFault, X509Key};
use crate::keys::{KeyAlgorithm, KeyId, PublicKey};
use crate::trust::{der, sha256};

/// Bytes of a P-256 signature as a token gives it.
const P256_SIGNATURE: usize = 64;
const SHORTEST_MODULUS: usize = 2048 / 8;
/// `DigestInfo` for SHA-256, without the hash (RFC 8017 section 9.2).
const DIGEST_INFO: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

/// A key that stays in its token.
pub struct TokenKey {
    pool: Arc<Pool>,
    object: PrivateObject,
    algorithm: KeyAlgorithm,
    spki: Vec<u8>,
}

impl TokenKey {
    pub(super) fn find(pool: &Arc<Pool>, label: &str) -> Result<Self, TokenFault> {
        let object = PrivateObject::find(pool, label, None)?;
        let (algorithm, spki) = pool.with(|session, _| {
            let public = find(session, ObjectClass::PUBLIC_KEY, label)?;
            public_key(session, public)
        })?;
        Ok(Self {
            pool: Arc::clone(pool),
            object,
            algorithm,
            spki,
        })
    }
}

impl X509Key for TokenKey {
    fn algorithm(&self) -> KeyAlgorithm {
        self.algorithm
    }

    fn spki(&self) -> &[u8] {
        &self.spki
    }

    fn sign_for_x509(&self, message: &[u8]) -> Result<Vec<u8>, IssuerFault> {
        let hash = sha256(message);
        let (mechanism, input) = match self.algorithm {
            KeyAlgorithm::P256 => (Mechanism::Ecdsa, hash.to_vec()),
            KeyAlgorithm::Rsa => (Mechanism::RsaPkcs, [&DIGEST_INFO[..], &hash].concat()),
        };
        let signature = self.pool.with(|session, age| {
            let key = self.object.of(session, age)?;
            let signature = session.sign(&mechanism, key, &input);
            signature.map_err(|_| TokenFault::NotSigned)
        });
        let signature = signature.map_err(|_| IssuerFault::NotSigned)?;
        if self.algorithm == KeyAlgorithm::P256 && signature.len() != P256_SIGNATURE {
            return Err(IssuerFault::NotSigned);
        }
        Ok(signature)
    }
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenKey({})", KeyId::of_spki(&self.spki))
    }
}

/// What a public key object of the token says, as a `SubjectPublicKeyInfo`.
fn public_key(
    session: &Session,
    object: ObjectHandle,
) -> Result<(KeyAlgorithm, Vec<u8>), TokenFault> {
    let wanted = [
        AttributeType::EcPoint,
        AttributeType::Modulus,
        AttributeType::PublicExponent,
    ];
    let read = session.get_attributes(object, &wanted);
    let (mut point, mut n, mut e) = (None, None, None);
    for attribute in read.map_err(|_| TokenFault::Refused)? {
        match attribute {
            Attribute::EcPoint(bytes) => point = Some(bytes),
            Attribute::Modulus(bytes) => n = Some(bytes),
            Attribute::PublicExponent(bytes) => e = Some(bytes),
            _ => {}
        }
    }
    match (point, n, e) {
        (Some(point), _, _) => {
            // The point is wrapped into an OCTET STRING; some modules leave that out.
            let point = der::element(0x04, &point)
                .filter(|(_, rest)| rest.is_empty())
                .map_or(point.as_slice(), |(inside, _)| inside);
            let key = PublicKey::from_point(point).map_err(|_| TokenFault::KeyKind)?;
            Ok((KeyAlgorithm::P256, key.as_spki().to_vec()))
        }
        (None, Some(n), Some(e)) if n.len() >= SHORTEST_MODULUS => {
            let spki: Result<PublicKeyX509Der<'_>, _> = PublicKeyComponents { n, e }.as_der();
            let spki = spki.map_err(|_| TokenFault::KeyKind)?;
            Ok((KeyAlgorithm::Rsa, spki.as_ref().to_vec()))
        }
        _ => Err(TokenFault::KeyKind),
    }
}
