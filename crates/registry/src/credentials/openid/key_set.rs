//! The keys that a provider signs with (JSON Web Key Set, RFC 7517).

use std::fmt;

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaParameters,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::fault::OpenIdFault;

/// Published keys of the kinds that are accepted; all others are left out.
#[derive(Clone)]
pub struct KeySet(Vec<Key>);

#[derive(Clone)]
struct Key {
    id: Option<String>,
    algorithm: Option<String>,
    material: Material,
}

#[derive(Clone)]
enum Material {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// An uncompressed point.
    P256(Vec<u8>),
}

#[derive(Deserialize)]
struct Document {
    // One key that cannot be read must not take the others away.
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
    n: Option<String>,
    e: Option<String>,
}

/// How a token says that it is signed, as far as that is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Rs256,
    Ps256,
    Es256,
}

impl Algorithm {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "RS256" => Some(Self::Rs256),
            "PS256" => Some(Self::Ps256),
            "ES256" => Some(Self::Es256),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Es256 => "ES256",
        }
    }
}

impl KeySet {
    /// Reads the key document.
    ///
    /// # Errors
    /// [`OpenIdFault::KeysUnreadable`] where it is none, or holds no key that could be used.
    pub fn from_json(document: &[u8]) -> Result<Self, OpenIdFault> {
        let document: Document =
            serde_json::from_slice(document).map_err(|_| OpenIdFault::KeysUnreadable)?;
        let read = |key| serde_json::from_value::<Jwk>(key).ok().and_then(Key::of);
        let keys: Vec<_> = document.keys.into_iter().filter_map(read).collect();
        if keys.is_empty() {
            return Err(OpenIdFault::KeysUnreadable);
        }
        Ok(Self(keys))
    }

    /// Verifies a signature by the key of that name, or by any key where none is named.
    pub(super) fn verify(
        &self,
        algorithm: Algorithm,
        key_id: Option<&str>,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), OpenIdFault> {
        let mut tried = false;
        for key in &self.0 {
            if key_id.is_some() && key.id.as_deref() != key_id || !key.fits(algorithm) {
                continue;
            }
            tried = true;
            if key.material.verifies(algorithm, message, signature) {
                return Ok(());
            }
        }
        Err(if tried {
            OpenIdFault::WrongSignature
        } else {
            OpenIdFault::UnknownKey
        })
    }
}

impl Key {
    fn of(jwk: Jwk) -> Option<Self> {
        if jwk
            .purpose
            .as_deref()
            .is_some_and(|purpose| purpose != "sig")
        {
            return None;
        }
        let material = match jwk.kty.as_str() {
            "RSA" => Material::Rsa {
                n: number(&jwk.n?)?,
                e: number(&jwk.e?)?,
            },
            "EC" if jwk.crv.as_deref() == Some("P-256") => {
                let (x, y) = (bytes(&jwk.x?)?, bytes(&jwk.y?)?);
                (x.len() == 32 && y.len() == 32).then_some(())?;
                Material::P256([&[4], &x[..], &y[..]].concat())
            }
            _ => return None,
        };
        Some(Self {
            id: jwk.kid,
            algorithm: jwk.alg,
            material,
        })
    }

    /// A key that is published for one algorithm is used for no other.
    fn fits(&self, algorithm: Algorithm) -> bool {
        let kind = matches!(self.material, Material::P256(_)) == (algorithm == Algorithm::Es256);
        let named = self.algorithm.as_deref();
        kind && named.is_none_or(|name| name == algorithm.name())
    }
}

impl Material {
    fn verifies(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        let verified = match (self, algorithm) {
            (Self::P256(point), Algorithm::Es256) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature)
            }
            (Self::Rsa { n, e }, Algorithm::Rs256 | Algorithm::Ps256) => {
                let scheme: &RsaParameters = if algorithm == Algorithm::Rs256 {
                    &RSA_PKCS1_2048_8192_SHA256
                } else {
                    &RSA_PSS_2048_8192_SHA256
                };
                RsaPublicKeyComponents { n, e }.verify(scheme, message, signature)
            }
            _ => return false,
        };
        verified.is_ok()
    }
}

impl fmt::Debug for KeySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeySet({} keys)", self.0.len())
    }
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// A positive number without the leading zero bytes that some providers write.
fn number(text: &str) -> Option<Vec<u8>> {
    let bytes = bytes(text)?;
    let first = bytes.iter().position(|byte| *byte != 0)?;
    bytes.get(first..).map(<[u8]>::to_vec)
}
