//! `SubjectPublicKeyInfo` (RFC 5280 section 4.1.2.7).

use super::der::{BIT_STRING, Elements, INTEGER, OID, SEQUENCE};
use super::fault::X509Fault;

/// id-ecPublicKey and the curves P-256 and P-384 (RFC 5480).
const EC: [u8; 7] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const P256: [u8; 8] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const P384: [u8; 5] = [0x2b, 0x81, 0x04, 0x00, 0x22];
/// rsaEncryption and id-RSASSA-PSS (RFC 4055).
const RSA: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const RSA_PSS: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a];

/// What kind of key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicKeyKind {
    /// A point of the curve P-256.
    P256,
    /// A point of the curve P-384.
    P384,
    /// An RSA key with a modulus of so many bits.
    Rsa {
        /// Bits of the modulus.
        bits: usize,
    },
    /// Another curve or another algorithm.
    Other,
}

/// A public key as it stands in a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubjectPublicKey<'d> {
    /// What it is.
    pub kind: PublicKeyKind,
    /// The point as x9.62 writes it, the `RSAPublicKey` of PKCS #1, or whatever else.
    pub key: &'d [u8],
}

impl<'d> SubjectPublicKey<'d> {
    /// Reads a `SubjectPublicKeyInfo`.
    ///
    /// # Errors
    /// [`X509Fault::Key`].
    pub fn from_spki(der: &'d [u8]) -> Result<Self, X509Fault> {
        Self::read(der).map_err(|_| X509Fault::Key)
    }

    fn read(der: &'d [u8]) -> Result<Self, X509Fault> {
        let mut parts = Elements::of(der).expect(SEQUENCE)?.elements();
        let mut algorithm = parts.expect(SEQUENCE)?.elements();
        let name = algorithm.expect(OID)?.body;
        let key = parts.expect(BIT_STRING)?.bits().ok_or(X509Fault::Key)?;
        let kind = if name == EC {
            match algorithm.next() {
                Some(Ok(curve)) if curve.tag == OID && curve.body == P256 => PublicKeyKind::P256,
                Some(Ok(curve)) if curve.tag == OID && curve.body == P384 => PublicKeyKind::P384,
                _ => PublicKeyKind::Other,
            }
        } else if name == RSA || name == RSA_PSS {
            let bits = modulus_bits(key)?;
            PublicKeyKind::Rsa { bits }
        } else {
            PublicKeyKind::Other
        };
        Ok(Self { kind, key })
    }
}

fn modulus_bits(key: &[u8]) -> Result<usize, X509Fault> {
    let mut parts = Elements::of(key).expect(SEQUENCE)?.elements();
    let mut modulus = parts.expect(INTEGER)?.body;
    parts.expect(INTEGER)?;
    while let Some((0, rest)) = modulus.split_first() {
        modulus = rest;
    }
    let unused = modulus.first().map_or(0, |byte| byte.leading_zeros());
    Ok(modulus.len() * 8 - unused as usize)
}
