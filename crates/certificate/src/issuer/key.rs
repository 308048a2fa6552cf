//! A private key of an authority or a signer, P-256 or RSA.

use std::fmt;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
};
use zeroize::Zeroizing;

use super::fault::IssuerFault;
use crate::keys::{KeyAlgorithm, KeyFault, KeyFile, KeyId, PlainKey, RandomBytes, SigningKey};

enum Pair {
    P256(EcdsaKeyPair),
    Rsa(RsaKeyPair),
}

/// A private key, ready to sign. Wiped from memory by the cryptographic library when dropped.
pub struct IssuerKey {
    pair: Pair,
    spki: Vec<u8>,
}

impl IssuerKey {
    /// A new key; RSA has 2048 bits.
    ///
    /// # Errors
    /// [`IssuerFault::NoRandomBytes`] or [`IssuerFault::Library`].
    pub fn generate(
        algorithm: KeyAlgorithm,
        random: &dyn RandomBytes,
    ) -> Result<Self, IssuerFault> {
        match algorithm {
            KeyAlgorithm::P256 => {
                let key = SigningKey::generate(random)?;
                Self::from_pkcs8(algorithm, &key.to_pkcs8()?)
            }
            KeyAlgorithm::Rsa => {
                let pair = RsaKeyPair::generate(KeySize::Rsa2048);
                Self::of_pair(Pair::Rsa(pair.map_err(|_| IssuerFault::Library)?))
            }
        }
    }

    fn from_pkcs8(algorithm: KeyAlgorithm, der: &[u8]) -> Result<Self, IssuerFault> {
        let pair = match algorithm {
            KeyAlgorithm::P256 => {
                EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der).map(Pair::P256)
            }
            KeyAlgorithm::Rsa => RsaKeyPair::from_pkcs8(der).map(Pair::Rsa),
        };
        Self::of_pair(pair.map_err(|_| KeyFault::Malformed)?)
    }

    fn of_pair(pair: Pair) -> Result<Self, IssuerFault> {
        let spki: Result<PublicKeyX509Der<'_>, _> = match &pair {
            Pair::P256(pair) => pair.public_key().as_der(),
            Pair::Rsa(pair) => pair.public_key().as_der(),
        };
        let spki = spki.map_err(|_| IssuerFault::Library)?.as_ref().to_vec();
        Ok(Self { pair, spki })
    }

    /// Encrypts the key into a file.
    ///
    /// # Errors
    /// As [`KeyFile::seal`].
    pub fn seal(&self, passphrase: &str, random: &dyn RandomBytes) -> Result<KeyFile, KeyFault> {
        let plain = PlainKey {
            algorithm: self.algorithm(),
            spki: self.spki.clone(),
            pkcs8: self.to_pkcs8()?,
        };
        KeyFile::seal_plain(plain, passphrase, random)
    }

    /// Decrypts the key of a file, of either algorithm.
    ///
    /// # Errors
    /// As [`KeyFile::open`].
    pub fn open(bytes: &[u8], passphrase: &str) -> Result<Self, IssuerFault> {
        let plain = KeyFile::open_plain(bytes, passphrase)?;
        let key = Self::from_pkcs8(plain.algorithm, &plain.pkcs8)?;
        if key.spki != plain.spki {
            return Err(KeyFault::Malformed.into());
        }
        Ok(key)
    }

    /// The key as a PKCS #8 document, for whoever signs with it in memory.
    ///
    /// # Errors
    /// [`KeyFault::Library`].
    pub fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
        let document: Pkcs8V1Der<'_> = match &self.pair {
            Pair::P256(pair) => {
                let document = pair.to_pkcs8v1().map_err(|_| KeyFault::Library)?;
                return Ok(Zeroizing::new(document.as_ref().to_vec()));
            }
            Pair::Rsa(pair) => pair.as_der().map_err(|_| KeyFault::Library)?,
        };
        Ok(Zeroizing::new(document.as_ref().to_vec()))
    }

    /// The short name of the key, as its file has it. Not the kid, which is the certificate's.
    pub fn key_id(&self) -> KeyId {
        KeyId::of_spki(&self.spki)
    }
}

/// A private key, here or in a token, that signs requests and certificates.
pub trait X509Key {
    /// What the key is for.
    fn algorithm(&self) -> KeyAlgorithm;

    /// The `SubjectPublicKeyInfo` in DER.
    fn spki(&self) -> &[u8];

    /// A signature with SHA-256: r and s of 32 bytes each, or RSA with PKCS #1 padding.
    ///
    /// # Errors
    /// [`IssuerFault`]; nothing may then be made of it.
    fn sign_for_x509(&self, message: &[u8]) -> Result<Vec<u8>, IssuerFault>;
}

impl X509Key for IssuerKey {
    fn algorithm(&self) -> KeyAlgorithm {
        match self.pair {
            Pair::P256(_) => KeyAlgorithm::P256,
            Pair::Rsa(_) => KeyAlgorithm::Rsa,
        }
    }

    fn spki(&self) -> &[u8] {
        &self.spki
    }

    fn sign_for_x509(&self, message: &[u8]) -> Result<Vec<u8>, IssuerFault> {
        // The argument is there for compatibility: the library draws from its own generator.
        let random = SystemRandom::new();
        match &self.pair {
            Pair::P256(pair) => {
                let signature = pair.sign(&random, message);
                let signature = signature.map_err(|_| IssuerFault::Library)?;
                Ok(signature.as_ref().to_vec())
            }
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .map_err(|_| IssuerFault::Library)?;
                Ok(signature)
            }
        }
    }
}

impl fmt::Debug for IssuerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IssuerKey({})", self.key_id())
    }
}
