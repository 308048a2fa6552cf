//! The signed form: a JWS in its compact form (RFC 7515) over bare DEFLATE.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::fault::ShcFault;
use crate::keys::{PublicKey, Signature};
use crate::zlib::{Inflater, ZlibFault};

/// Characters of the longest card that is read.
const LONGEST: usize = 64 * 1024;
/// Bytes that the longest payload has.
const LONGEST_PAYLOAD: usize = 256 * 1024;

/// A card as it was signed, split into its parts. Nothing is verified yet.
#[derive(Clone, PartialEq)]
pub struct Jws {
    signed: String,
    kid: String,
    signature: Signature,
    payload: Vec<u8>,
}

impl Jws {
    /// Splits and decodes the parts and inflates the payload.
    ///
    /// # Errors
    /// [`ShcFault`] for the first part that has not its form.
    pub fn read(text: &str) -> Result<Self, ShcFault> {
        if text.len() > LONGEST {
            return Err(ShcFault::TooLong);
        }
        if text.trim() != text {
            return Err(ShcFault::TrailingCharacters);
        }
        let (signed, signature) = text.rsplit_once('.').ok_or(ShcFault::NotJws)?;
        let (header, payload) = signed.split_once('.').ok_or(ShcFault::NotJws)?;
        let [header, payload, signature] = [header, payload, signature].map(decode);
        let (header, payload, signature) = (header?, payload?, signature?);
        let kid = read_header(&header)?;
        let signature = signature.as_slice().try_into();
        Ok(Self {
            signed: signed.to_owned(),
            kid,
            signature: signature.map_err(|_| ShcFault::SignatureForm)?,
            payload: inflate(&payload)?,
        })
    }

    /// The id of the key, as the card names it.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The payload, inflated.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// Checks the signature.
    ///
    /// # Errors
    /// [`ShcFault::Signature`].
    pub fn verify(&self, key: &PublicKey) -> Result<(), ShcFault> {
        key.verify(self.signed.as_bytes(), &self.signature)
            .map_err(|_| ShcFault::Signature)
    }
}

impl fmt::Debug for Jws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Jws(kid {})", self.kid)
    }
}

fn decode(part: &str) -> Result<Vec<u8>, ShcFault> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| ShcFault::NotJws)
}

fn read_header(bytes: &[u8]) -> Result<String, ShcFault> {
    let header: Value = serde_json::from_slice(bytes).map_err(|_| ShcFault::Header)?;
    let field = |name: &str| {
        header
            .get(name)
            .and_then(Value::as_str)
            .ok_or(ShcFault::Header)
    };
    let (algorithm, zip, kid) = (field("alg")?, field("zip"), field("kid")?);
    if algorithm != "ES256" {
        return Err(ShcFault::Algorithm);
    }
    if zip != Ok("DEF") {
        return Err(ShcFault::NotDeflated);
    }
    // Nothing that must be understood besides (RFC 7515 section 4.1.11) is known to cards.
    if header.get("crit").is_some() {
        return Err(ShcFault::Critical);
    }
    Ok(kid.to_owned())
}

fn inflate(bytes: &[u8]) -> Result<Vec<u8>, ShcFault> {
    let inflated = Inflater::new().deflate(bytes, LONGEST_PAYLOAD);
    inflated.map_err(|fault| match fault {
        ZlibFault::TooLong => ShcFault::InflatedTooLong,
        ZlibFault::Damaged => ShcFault::Inflate,
    })
}
