//! Keys of issuers, as published under `/.well-known/jwks.json` (RFC 7517).

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use thiserror::Error;

use crate::keys::PublicKey;

/// Keys that an issuer has at most.
const MOST_KEYS: usize = 1000;

/// Why a published key is of no use for cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum JwkFault {
    /// Not a JSON object with a list `keys`.
    #[error("this is no set of keys")]
    NotAKeySet,
    /// `kty` is not EC.
    #[error("the key is not of the type EC")]
    Type,
    /// `use` is not sig.
    #[error("the key is not for signatures")]
    Use,
    /// `alg` is not ES256.
    #[error("the key is not for ES256")]
    Algorithm,
    /// `crv` is not P-256.
    #[error("the key is not on the curve P-256")]
    Curve,
    /// `x` and `y` are no point of the curve.
    #[error("x and y of the key are no point of the curve")]
    Point,
    /// `kid` is not the thumbprint of the key.
    #[error("the id of the key is not its thumbprint")]
    Thumbprint,
    /// The key is the private one.
    #[error("the private half of the key is published")]
    Private,
}

impl JwkFault {
    /// The stable reason code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAKeySet => "jwk-not-a-set",
            Self::Type => "jwk-type",
            Self::Use => "jwk-use",
            Self::Algorithm => "jwk-algorithm",
            Self::Curve => "jwk-curve",
            Self::Point => "jwk-point",
            Self::Thumbprint => "jwk-thumbprint",
            Self::Private => "jwk-private",
        }
    }
}

/// A key of an issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShcKey {
    /// Its thumbprint, by which cards name it.
    pub kid: String,
    /// The key.
    pub key: PublicKey,
    /// The number of the newest revocation list of this key, if it has any.
    pub crl_version: Option<u64>,
}

/// The keys of one issuer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeySet {
    keys: Vec<ShcKey>,
    faults: Vec<JwkFault>,
}

impl KeySet {
    /// Reads a set. Keys that are of no use are left out and their faults kept: an issuer may
    /// publish keys for other purposes beside those of its cards.
    ///
    /// # Errors
    /// [`JwkFault::NotAKeySet`].
    pub fn read(json: &[u8]) -> Result<Self, JwkFault> {
        let set: Value = serde_json::from_slice(json).map_err(|_| JwkFault::NotAKeySet)?;
        Self::from_json(&set)
    }

    /// As [`KeySet::read`], of JSON that was read.
    pub(crate) fn from_json(set: &Value) -> Result<Self, JwkFault> {
        let keys = set.get("keys").and_then(Value::as_array);
        let keys = keys.filter(|keys| keys.len() <= MOST_KEYS);
        let mut set = Self::default();
        for key in keys.ok_or(JwkFault::NotAKeySet)? {
            match read_key(key) {
                Ok(key) => set.insert(key),
                Err(fault) => set.faults.push(fault),
            }
        }
        Ok(set)
    }

    /// Adds the keys of another set. Of one key in both, the larger number of a revocation list counts.
    pub fn extend(&mut self, other: Self) {
        for key in other.keys {
            self.insert(key);
        }
        self.faults.extend(other.faults);
    }

    fn insert(&mut self, key: ShcKey) {
        match self.keys.iter_mut().find(|known| known.kid == key.kid) {
            Some(known) => known.crl_version = known.crl_version.max(key.crl_version),
            None => self.keys.push(key),
        }
    }

    /// The keys of use.
    pub fn keys(&self) -> &[ShcKey] {
        &self.keys
    }

    /// What is wrong with the others.
    pub fn faults(&self) -> &[JwkFault] {
        &self.faults
    }

    /// The key of this id.
    pub fn get(&self, kid: &str) -> Option<&ShcKey> {
        self.keys.iter().find(|key| key.kid == kid)
    }
}

fn read_key(jwk: &Value) -> Result<ShcKey, JwkFault> {
    let field = |name: &str| jwk.get(name).and_then(Value::as_str);
    let checks = [
        ("kty", "EC", JwkFault::Type),
        ("use", "sig", JwkFault::Use),
        ("alg", "ES256", JwkFault::Algorithm),
        ("crv", "P-256", JwkFault::Curve),
    ];
    for (name, wanted, fault) in checks {
        if field(name) != Some(wanted) {
            return Err(fault);
        }
    }
    if jwk.get("d").is_some() {
        return Err(JwkFault::Private);
    }
    let coordinates = field("x")
        .and_then(coordinate)
        .zip(field("y").and_then(coordinate));
    let (x, y) = coordinates.ok_or(JwkFault::Point)?;
    let key = PublicKey::from_coordinates(&x, &y).map_err(|_| JwkFault::Point)?;
    let kid = field("kid").filter(|kid| *kid == thumbprint(&key));
    Ok(ShcKey {
        kid: kid.ok_or(JwkFault::Thumbprint)?.to_owned(),
        key,
        crl_version: jwk.get("crlVersion").and_then(Value::as_u64),
    })
}

/// Thirty-two bytes, though some write thirty-three with a leading zero, or drop leading zeros.
fn coordinate(text: &str) -> Option<[u8; 32]> {
    let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()?;
    let start = bytes.len().saturating_sub(32);
    let (extra, bytes) = bytes.split_at_checked(start)?;
    let mut padded = [0; 32];
    let place = padded.get_mut(32 - bytes.len()..)?;
    place.copy_from_slice(bytes);
    extra.iter().all(|byte| *byte == 0).then_some(padded)
}

/// x and y of a key, in base64url.
fn coordinates(key: &PublicKey) -> (String, String) {
    let (x, y) = key.coordinates();
    (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y))
}

/// The thumbprint of a key (RFC 7638, SHA-256), by which cards name it.
pub fn thumbprint(key: &PublicKey) -> String {
    let (x, y) = coordinates(key);
    let members = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    URL_SAFE_NO_PAD.encode(digest(&SHA256, members.as_bytes()))
}

/// The key as it is published in `jwks.json`, with the number of its revocation list if it has one.
pub fn jwk_of(key: &PublicKey, crl_version: Option<u64>) -> Value {
    let (x, y) = coordinates(key);
    let mut jwk = json!({
        "kty": "EC", "kid": thumbprint(key), "use": "sig", "alg": "ES256", "crv": "P-256",
        "x": x, "y": y,
    });
    if let Some(version) = crl_version {
        jwk["crlVersion"] = version.into();
    }
    jwk
}
