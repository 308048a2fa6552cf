//! Who signs: a key in memory, or a token or service elsewhere.

use std::fmt;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PSS_SHA256, RsaKeyPair,
};

use super::algorithm::Algorithm;
use super::fault::SignerFault;
use crate::x509::Kid;

/// Makes the signatures of one key. Implemented for keys in memory and for keys in a token.
pub trait Signer: Send + Sync {
    /// How the key signs.
    fn algorithm(&self) -> Algorithm;

    /// The kid of the certificate that belongs to the key.
    fn kid(&self) -> Kid;

    /// Signs a message: r and s of 32 bytes each for ES256, as many bytes as the modulus for PS256.
    ///
    /// # Errors
    /// [`SignerFault`]; nothing may then be issued.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerFault>;
}

enum Pair {
    Ec(EcdsaKeyPair),
    Rsa(RsaKeyPair),
}

/// A private key in memory, wiped by the cryptographic library when dropped.
pub struct MemorySigner {
    pair: Pair,
    kid: Kid,
}

impl MemorySigner {
    /// The key of a PKCS #8 document in DER: P-256, or RSA with at least 2048 bits.
    ///
    /// # Errors
    /// [`SignerFault::Key`].
    pub fn from_pkcs8(der: &[u8], kid: Kid) -> Result<Self, SignerFault> {
        let pair = match EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der) {
            Ok(pair) => Pair::Ec(pair),
            Err(_) => Pair::Rsa(RsaKeyPair::from_pkcs8(der).map_err(|_| SignerFault::Key)?),
        };
        Ok(Self { pair, kid })
    }
}

impl Signer for MemorySigner {
    fn algorithm(&self) -> Algorithm {
        match self.pair {
            Pair::Ec(_) => Algorithm::Es256,
            Pair::Rsa(_) => Algorithm::Ps256,
        }
    }

    fn kid(&self) -> Kid {
        self.kid
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerFault> {
        // The argument is there for compatibility: the library draws from its own generator.
        let random = SystemRandom::new();
        match &self.pair {
            Pair::Ec(pair) => {
                let signature = pair.sign(&random, message);
                let signature = signature.map_err(|_| SignerFault::Library)?;
                Ok(signature.as_ref().to_vec())
            }
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PSS_SHA256, &random, message, &mut signature)
                    .map_err(|_| SignerFault::Library)?;
                Ok(signature)
            }
        }
    }
}

impl fmt::Debug for MemorySigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MemorySigner({})", self.kid)
    }
}
