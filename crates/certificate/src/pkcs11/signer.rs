//! A key of a token, as health certificates use it.

use std::fmt;
use std::sync::Arc;

use cryptoki::mechanism::rsa::{PkcsMgfType, PkcsPssParams};
use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::KeyType;
use cryptoki::types::Ulong;

use super::fault::TokenFault;
use super::pool::Pool;
use super::token::PrivateObject;
use crate::cose::{Algorithm, Signer, SignerFault, VerifyingKey};
use crate::trust::sha256;
use crate::x509::{Certificate, Kid};

/// Bytes of the salt of PS256.
const SALT: Ulong = Ulong::new(32);
/// Signed once when the key is opened, and never part of a health certificate: those begin otherwise.
const TRIAL: &[u8] = b"khien: does this key belong to the certificate?";

/// Signs health certificates in a token: ES256 as r and s, or PS256.
pub struct TokenSigner {
    pool: Arc<Pool>,
    object: PrivateObject,
    algorithm: Algorithm,
    kid: Kid,
}

impl TokenSigner {
    pub(super) fn open(
        pool: &Arc<Pool>,
        label: &str,
        certificate: &Certificate,
    ) -> Result<Self, TokenFault> {
        let key = VerifyingKey::from_certificate(certificate).map_err(|_| TokenFault::KeyKind)?;
        let kind = match key.algorithm() {
            Algorithm::Es256 => KeyType::EC,
            Algorithm::Ps256 => KeyType::RSA,
        };
        let signer = Self {
            pool: Arc::clone(pool),
            object: PrivateObject::find(pool, label, Some(kind))?,
            algorithm: key.algorithm(),
            kid: certificate.kid(),
        };
        let signature = signer
            .sign_in_token(TRIAL)
            .map_err(|_| TokenFault::OtherKey)?;
        key.verify(signer.algorithm, TRIAL, &signature)
            .map_err(|_| TokenFault::OtherKey)?;
        Ok(signer)
    }

    /// Only the hash goes to the token.
    fn sign_in_token(&self, message: &[u8]) -> Result<Vec<u8>, TokenFault> {
        let mechanism = match self.algorithm {
            Algorithm::Es256 => Mechanism::Ecdsa,
            Algorithm::Ps256 => Mechanism::RsaPkcsPss(PkcsPssParams {
                hash_alg: MechanismType::SHA256,
                mgf: PkcsMgfType::MGF1_SHA256,
                s_len: SALT,
            }),
        };
        let hash = sha256(message);
        self.pool.with(|session, age| {
            let key = self.object.of(session, age)?;
            let signature = session.sign(&mechanism, key, &hash);
            signature.map_err(|_| TokenFault::NotSigned)
        })
    }
}

impl Signer for TokenSigner {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn kid(&self) -> Kid {
        self.kid
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerFault> {
        let signature = self.sign_in_token(message);
        let signature = signature.map_err(|_| SignerFault::Unavailable)?;
        if self.algorithm == Algorithm::Es256 && signature.len() != 64 {
            return Err(SignerFault::Length);
        }
        Ok(signature)
    }
}

impl fmt::Debug for TokenSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenSigner({})", self.kid)
    }
}
