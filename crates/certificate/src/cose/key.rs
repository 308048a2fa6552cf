//! Public keys of signers.

use std::fmt;

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA256_ASN1, ParsedPublicKey, RSA_PSS_2048_8192_SHA256,
    VerificationAlgorithm,
};

use super::algorithm::Algorithm;
use super::fault::CoseFault;
use crate::ecdsa;
use crate::x509::{Certificate, PublicKeyKind, SubjectPublicKey, X509Fault};

/// Bytes of r and s, the same for keys of the curve P-384, which one country used with ES256, and
/// bytes of the shortest RSA signature.
const EC_SIGNATURE: usize = 64;
const EC_SIGNATURE_P384: usize = 96;
const RSA_SHORTEST: usize = 256;

/// A key to verify with, parsed once. Its algorithm is that of the key, never that of a message.
#[derive(Clone)]
pub struct VerifyingKey {
    parsed: ParsedPublicKey,
    form: Form,
    signature_length: usize,
}

/// Which keys there are.
#[derive(Clone, Copy)]
enum Form {
    P256,
    /// The library takes signatures of this curve with SHA-256 in DER only.
    P384,
    Rsa,
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
        let (verification, form, signature_length): (&dyn VerificationAlgorithm, _, _) =
            match public.kind {
                PublicKeyKind::P256 => (&ECDSA_P256_SHA256_FIXED, Form::P256, EC_SIGNATURE),
                PublicKeyKind::P384 => (&ECDSA_P384_SHA256_ASN1, Form::P384, EC_SIGNATURE_P384),
                PublicKeyKind::Rsa {
                    bits: bits @ 2048..=8192,
                } => (&RSA_PSS_2048_8192_SHA256, Form::Rsa, bits.div_ceil(8)),
                PublicKeyKind::Rsa { .. } => return Err(CoseFault::KeySize),
                PublicKeyKind::Other => return Err(CoseFault::KeyKind),
            };
        let parsed = ParsedPublicKey::new(verification, public.key);
        Ok(Self {
            parsed: parsed.map_err(|_| CoseFault::Key(X509Fault::Key))?,
            form,
            signature_length,
        })
    }

    /// The one algorithm for which the key may be used.
    pub fn algorithm(&self) -> Algorithm {
        match self.form {
            Form::P256 | Form::P384 => Algorithm::Es256,
            Form::Rsa => Algorithm::Ps256,
        }
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
        if algorithm != self.algorithm() {
            return Err(CoseFault::KeyAlgorithm);
        }
        check_length(algorithm, self.signature_length, signature)?;
        let verdict = match self.form {
            Form::P384 => self.parsed.verify_sig(message, &ecdsa::in_der(signature)),
            Form::P256 | Form::Rsa => self.parsed.verify_sig(message, signature),
        };
        verdict.map_err(|_| CoseFault::SignatureWrong)
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({:?})", self.algorithm())
    }
}

/// Whether a signature can be one of its algorithm, whoever's key it is.
pub(super) fn check_form(algorithm: Algorithm, signature: &[u8]) -> Result<(), CoseFault> {
    match algorithm {
        Algorithm::Es256 if signature.len() == EC_SIGNATURE_P384 => Ok(()),
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
