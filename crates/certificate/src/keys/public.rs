//! The half of a key that everybody may know, and signatures.

use std::fmt;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey};

use super::fault::{KeyFault, WrongSignature};
use super::id::KeyId;
use super::pem;

/// What stands before the point in the `SubjectPublicKeyInfo` of every P-256 key (RFC 5480):
/// id-ecPublicKey, prime256v1, a bit string of 65 bytes.
const SPKI_PREFIX: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];
/// What a point begins with that has both coordinates (SEC 1 section 2.3.3).
const UNCOMPRESSED: u8 = 4;
const LABEL: &str = "PUBLIC KEY";

/// An ECDSA signature as r and s of 32 bytes each, the form of COSE and JOSE (not DER).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Signature([u8; 64]);

impl Signature {
    /// The signature whose bytes were stored or received.
    pub const fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }

    /// r and s.
    pub const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

impl TryFrom<&[u8]> for Signature {
    type Error = WrongSignature;

    fn try_from(bytes: &[u8]) -> Result<Self, WrongSignature> {
        bytes.try_into().map(Self).map_err(|_| WrongSignature)
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature")
    }
}

/// A public key of the curve P-256, parsed once and then cheap to verify with.
///
/// ```
/// use khien_certificate::keys::PublicKey;
/// let pem = "-----BEGIN PUBLIC KEY-----\n\
///     MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7\n\
///     Yfps5mliLmDyn7Z5A/4QCLi8maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==\n\
///     -----END PUBLIC KEY-----\n";
/// let key = PublicKey::from_pem(pem)?;
/// assert_eq!(key.to_pem(), pem);
/// # Ok::<(), khien_certificate::keys::KeyFault>(())
/// ```
#[derive(Clone)]
pub struct PublicKey {
    parsed: ParsedPublicKey,
    spki: Vec<u8>,
    id: KeyId,
}

impl PublicKey {
    /// Reads a `SubjectPublicKeyInfo` in DER.
    ///
    /// # Errors
    /// [`KeyFault::NotAPublicKey`] unless it is an uncompressed point of the curve P-256.
    pub fn from_spki(der: &[u8]) -> Result<Self, KeyFault> {
        if !der.starts_with(&SPKI_PREFIX) || der.len() != SPKI_PREFIX.len() + 65 {
            return Err(KeyFault::NotAPublicKey);
        }
        let parsed = ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, der)
            .map_err(|_| KeyFault::NotAPublicKey)?;
        Ok(Self {
            parsed,
            spki: der.to_vec(),
            id: KeyId::of_spki(der),
        })
    }

    pub(crate) fn from_point(point: &[u8]) -> Result<Self, KeyFault> {
        Self::from_spki(&[&SPKI_PREFIX[..], point].concat())
    }

    /// The key whose point has these coordinates.
    pub(crate) fn from_coordinates(x: &[u8; 32], y: &[u8; 32]) -> Result<Self, KeyFault> {
        Self::from_point(&[&[UNCOMPRESSED][..], x, y].concat())
    }

    /// x and y of the point, 32 bytes each.
    pub(crate) fn coordinates(&self) -> (&[u8], &[u8]) {
        let point = self.spki.get(SPKI_PREFIX.len() + 1..).unwrap_or_default();
        point.split_at_checked(32).unwrap_or_default()
    }

    /// Reads the PEM form, with any words before and after it.
    ///
    /// # Errors
    /// [`KeyFault::NotAPublicKey`] where there is none of the curve P-256.
    pub fn from_pem(text: &str) -> Result<Self, KeyFault> {
        let der = pem::decode(LABEL, text).ok_or(KeyFault::NotAPublicKey)?;
        Self::from_spki(&der)
    }

    /// The PEM form, as other programs read it.
    pub fn to_pem(&self) -> String {
        pem::encode(LABEL, &self.spki)
    }

    /// The `SubjectPublicKeyInfo` in DER.
    pub fn as_spki(&self) -> &[u8] {
        &self.spki
    }

    /// The short name by which the key is looked up.
    pub fn key_id(&self) -> KeyId {
        self.id
    }

    /// Checks that the holder of the private key signed exactly this message.
    ///
    /// # Errors
    /// [`WrongSignature`] if not.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), WrongSignature> {
        self.parsed
            .verify_sig(message, signature.as_bytes())
            .map_err(|_| WrongSignature)
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.spki == other.spki
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.id)
    }
}
