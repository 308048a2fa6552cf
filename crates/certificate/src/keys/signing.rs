//! The private half.

use std::fmt;

use aws_lc_rs::agreement::{ECDH_P256, PrivateKey};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use zeroize::Zeroizing;

use super::fault::KeyFault;
use super::id::KeyId;
use super::public::{PublicKey, Signature};
use super::random::{RandomBytes, draw};

/// Draws until one is below the order of the curve. The first is not with a chance of 2⁻³², so a
/// source that fails this often is broken.
const DRAWS: usize = 4;

/// A private key, ready to sign. Wiped from memory by the cryptographic library when dropped.
pub struct SigningKey {
    pair: EcdsaKeyPair,
    public: PublicKey,
}

impl SigningKey {
    /// A new key from the caller's random bytes: equal bytes make an equal key.
    pub(crate) fn generate(random: &dyn RandomBytes) -> Result<Self, KeyFault> {
        for _ in 0..DRAWS {
            let scalar = Zeroizing::new(draw::<32>(random)?);
            if let Ok(private) = PrivateKey::from_private_key(&ECDH_P256, scalar.as_ref()) {
                let point = private
                    .compute_public_key()
                    .map_err(|_| KeyFault::Library)?;
                let pair = EcdsaKeyPair::from_private_key_and_public_key(
                    &ECDSA_P256_SHA256_FIXED_SIGNING,
                    scalar.as_ref(),
                    point.as_ref(),
                );
                return Self::from_pair(pair.map_err(|_| KeyFault::Library)?);
            }
        }
        Err(KeyFault::Library)
    }

    pub(super) fn from_pkcs8(der: &[u8]) -> Result<Self, KeyFault> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der);
        Self::from_pair(pair.map_err(|_| KeyFault::Malformed)?)
    }

    fn from_pair(pair: EcdsaKeyPair) -> Result<Self, KeyFault> {
        let public = PublicKey::from_point(pair.public_key().as_ref())?;
        Ok(Self { pair, public })
    }

    pub(crate) fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
        let document = self.pair.to_pkcs8v1().map_err(|_| KeyFault::Library)?;
        Ok(Zeroizing::new(document.as_ref().to_vec()))
    }

    /// The half that may be given away.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The short name of the key, equal to that of its public half.
    pub fn key_id(&self) -> KeyId {
        self.public.key_id()
    }

    /// Signs a message of any length.
    ///
    /// # Errors
    /// [`KeyFault::Library`] where the library's own random numbers fail.
    pub fn sign(&self, message: &[u8]) -> Result<Signature, KeyFault> {
        // The argument is there for compatibility: the library draws from its own generator.
        let signature = self.pair.sign(&SystemRandom::new(), message);
        let signature = signature.map_err(|_| KeyFault::Library)?;
        Signature::try_from(signature.as_ref()).map_err(|_| KeyFault::Library)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.key_id())
    }
}
