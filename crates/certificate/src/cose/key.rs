//! Public keys of signers.

use std::fmt;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey, RSA_PSS_2048_8192_SHA256};

use super::algorithm::Algorithm;
use super::fault::CoseFault;
use crate::x509::{Certificate, PublicKeyKind, SubjectPublicKey};

/// Bytes of r and s, and of the shortest RSA signature.
const EC_SIGNATURE: usize = 64;
const RSA_SHORTEST: usize = 256;

/// A key to verify with, parsed once. Its algorithm is that of the key, never that of a message.
#[derive(Clone)]
pub struct VerifyingKey {
    parsed: ParsedPublicKey,
    algorithm: Algorithm,
    signature_length: usize,
}

impl VerifyingKey {
    /// Reads a `SubjectPublicKeyInfo` in DER.
    ///
    /// # Errors
    /// [`CoseFault::Key`], [`CoseFault::KeyKind`] or [`CoseFault::KeySize`].
    pub fn from_spki(der: &[u8]) -> Result<Self, CoseFault> {
        Self::from_public_key(SubjectPublicKey::from_spki(der)?)
    }

    /// The key of a certificate.
    ///
    /// # Errors
    /// As [`VerifyingKey::from_spki`].
    pub fn from_certificate(certificate: &Certificate) -> Result<Self, CoseFault> {
        Self::from_public_key(certificate.public_key()?)
    }

    fn from_public_key(public: SubjectPublicKey<'_>) -> Result<Self, CoseFault> {
        let malformed = |_| CoseFault::Key(crate::x509::X509Fault::Key);
        match public.kind {
            PublicKeyKind::P256 => Ok(Self {
                parsed: ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, public.key)
                    .map_err(malformed)?,
                algorithm: Algorithm::Es256,
                signature_length: EC_SIGNATURE,
            }),
            PublicKeyKind::Rsa {
                bits: bits @ 2048..=8192,
            } => Ok(Self {
                parsed: ParsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, public.key)
                    .map_err(malformed)?,
                algorithm: Algorithm::Ps256,
                signature_length: bits.div_ceil(8),
            }),
            PublicKeyKind::Rsa { .. } => Err(CoseFault::KeySize),
            PublicKeyKind::Other => Err(CoseFault::KeyKind),
        }
    }

    /// The one algorithm for which the key may be used.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Checks a signature that says of itself that it is made with `algorithm`.
    ///
    /// # Errors
    /// [`CoseFault::KeyAlgorithm`] before anything else, then whether the signature has the wrong
    /// form, then [`CoseFault::SignatureWrong`].
    pub fn verify(
        &self,
        algorithm: Algorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), CoseFault> {
        if algorithm != self.algorithm {
            return Err(CoseFault::KeyAlgorithm);
        }
        check_length(algorithm, self.signature_length, signature)?;
        self.parsed
            .verify_sig(message, signature)
            .map_err(|_| CoseFault::SignatureWrong)
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({:?})", self.algorithm)
    }
}

/// Whether a signature can be one of its algorithm, whoever's key it is.
pub(super) fn check_form(algorithm: Algorithm, signature: &[u8]) -> Result<(), CoseFault> {
    match algorithm {
        Algorithm::Es256 => check_length(algorithm, EC_SIGNATURE, signature),
        Algorithm::Ps256 => check_length(algorithm, signature.len().max(RSA_SHORTEST), signature),
    }
}

fn check_length(algorithm: Algorithm, right: usize, signature: &[u8]) -> Result<(), CoseFault> {
    if signature.len() == right {
        Ok(())
    } else if algorithm == Algorithm::Es256 && is_der(signature) {
        Err(CoseFault::SignatureDer)
    } else if signature.len() > right {
        Err(CoseFault::SignatureTooLong)
    } else {
        Err(CoseFault::SignatureTooShort)
    }
}

/// Whether it is a DER sequence of two integers, the form of X.509 and TLS.
fn is_der(signature: &[u8]) -> bool {
    let Some((&[0x30, length], body)) = signature.split_first_chunk() else {
        return false;
    };
    usize::from(length) == body.len()
        && after_integer(body)
            .and_then(after_integer)
            .is_some_and(<[u8]>::is_empty)
}

fn after_integer(bytes: &[u8]) -> Option<&[u8]> {
    match bytes.split_first_chunk()? {
        (&[0x02, length], rest) => rest.get(usize::from(length)..),
        _ => None,
    }
}
