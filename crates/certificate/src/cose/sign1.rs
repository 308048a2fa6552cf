//! The message: headers, content, signature.

use std::fmt;

use super::algorithm::Algorithm;
use super::fault::{CoseFault, SignerFault};
use super::key::{VerifyingKey, check_form};
use super::signer::Signer;
use crate::cbor::{self, Value, Writer};
use crate::x509::Kid;

/// Tags of a message with one signature, and of a CWT around it (RFC 8392).
const TAG_SIGN1: u64 = 18;
const TAG_CWT: u64 = 61;
/// Header parameters (RFC 9052 section 3.1).
const ALG: i128 = 1;
const CRIT: i128 = 2;
const KID: i128 = 4;

/// A signed message as it was read; nothing in it is proven before [`Sign1::verify`].
#[derive(Clone)]
pub struct Sign1 {
    tags: Vec<u64>,
    protected: Vec<u8>,
    algorithm: Option<i128>,
    kid: Option<Vec<u8>>,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

/// Reads a message: untagged, tagged 18, or 61 and 18; algorithm and key name among the protected
/// headers or the others, the protected ones preferred.
///
/// # Errors
/// [`CoseFault`] for what is no such message. Which algorithms and keys are allowed is asked when the
/// signature is verified.
pub fn read(bytes: &[u8]) -> Result<Sign1, CoseFault> {
    let mut value = cbor::read(bytes)?;
    let mut tags = Vec::new();
    while let Value::Tag(tag, inner) = value {
        if tag != TAG_SIGN1 && tag != TAG_CWT || tags.len() == 2 {
            return Err(CoseFault::Tag);
        }
        tags.push(tag);
        value = *inner;
    }
    let Value::Array(parts) = value else {
        return Err(CoseFault::Structure);
    };
    let Ok([protected, mut unprotected, payload, signature]) = <[Value; 4]>::try_from(parts) else {
        return Err(CoseFault::Structure);
    };
    let (Value::Bytes(protected), Value::Map(_), Value::Bytes(signature)) =
        (protected, &unprotected, signature)
    else {
        return Err(CoseFault::Structure);
    };
    let payload = match payload {
        Value::Bytes(payload) => payload,
        Value::Null => return Err(CoseFault::Detached),
        _ => return Err(CoseFault::Structure),
    };
    let mut headers = headers(&protected)?;
    if headers.at(CRIT).is_some() {
        return Err(CoseFault::Critical);
    }
    let mut header = |name| headers.take_at(name).or_else(|| unprotected.take_at(name));
    Ok(Sign1 {
        algorithm: header(ALG).as_ref().and_then(Value::as_integer),
        kid: header(KID).and_then(name_of_key),
        tags,
        protected,
        payload,
        signature,
    })
}

/// The protected headers: a map within a byte string, or nothing (RFC 9052 section 3).
fn headers(protected: &[u8]) -> Result<Value, CoseFault> {
    if protected.is_empty() {
        return Ok(Value::Map(Vec::new()));
    }
    match cbor::read(protected)? {
        map @ Value::Map(_) => Ok(map),
        _ => Err(CoseFault::Structure),
    }
}

/// A kid is a byte string; some issuers write a text.
fn name_of_key(value: Value) -> Option<Vec<u8>> {
    match value {
        Value::Bytes(bytes) => Some(bytes),
        Value::Text(text) => Some(String::from(text).into_bytes()),
        _ => None,
    }
}

impl Sign1 {
    /// The tags, outermost first.
    pub fn tags(&self) -> &[u64] {
        &self.tags
    }

    /// The number of the algorithm that the message names, allowed or not.
    pub fn algorithm_number(&self) -> Option<i128> {
        self.algorithm
    }

    /// The algorithm that the message names.
    ///
    /// # Errors
    /// [`CoseFault::NoAlgorithm`] or [`CoseFault::Algorithm`].
    pub fn algorithm(&self) -> Result<Algorithm, CoseFault> {
        let number = self.algorithm.ok_or(CoseFault::NoAlgorithm)?;
        Algorithm::from_number(number).ok_or(CoseFault::Algorithm)
    }

    /// The name of the key as it stands in the message, of any length.
    pub fn kid_bytes(&self) -> Option<&[u8]> {
        self.kid.as_deref()
    }

    /// The name of the key.
    ///
    /// # Errors
    /// [`CoseFault::NoKid`] or [`CoseFault::KidLength`].
    pub fn kid(&self) -> Result<Kid, CoseFault> {
        let bytes = self.kid_bytes().ok_or(CoseFault::NoKid)?;
        let bytes = bytes.try_into().map_err(|_| CoseFault::KidLength)?;
        Ok(Kid::from_bytes(bytes))
    }

    /// What is signed.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The signature as it stands in the message.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The bytes that the signature covers (RFC 9052 section 4.4).
    pub fn signed_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.protected.len() + self.payload.len() + 24);
        to_be_signed(&self.protected, &self.payload, &mut out);
        out
    }

    /// Checks the signature with one key.
    ///
    /// # Errors
    /// As [`Sign1::verify_any`], but for the name of the key, which is not looked at.
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), CoseFault> {
        let algorithm = self.algorithm()?;
        key.verify(algorithm, &self.signed_bytes(), &self.signature)
    }

    /// Checks the signature with every key of this name, for two can have the same. Gives the place
    /// of the one that fits.
    ///
    /// # Errors
    /// What is wrong with the algorithm or the form of the signature; else the fault that is nearest to
    /// success: a wrong signature before one of the wrong length for the key, before a key of another
    /// algorithm, before [`CoseFault::KeyUnknown`] where there was no key.
    pub fn verify_any<'k>(
        &self,
        keys: impl IntoIterator<Item = &'k VerifyingKey>,
    ) -> Result<usize, CoseFault> {
        let algorithm = self.algorithm()?;
        check_form(algorithm, &self.signature)?;
        let message = self.signed_bytes();
        let mut nearest = CoseFault::KeyUnknown;
        for (place, key) in keys.into_iter().enumerate() {
            match key.verify(algorithm, &message, &self.signature) {
                Ok(()) => return Ok(place),
                Err(fault) if nearness(fault) >= nearness(nearest) => nearest = fault,
                Err(_) => {}
            }
        }
        Err(nearest)
    }
}

fn nearness(fault: CoseFault) -> u8 {
    match fault {
        CoseFault::KeyUnknown => 0,
        CoseFault::KeyAlgorithm => 1,
        CoseFault::SignatureWrong => 3,
        _ => 2,
    }
}

/// Without the content, which is personal.
impl fmt::Debug for Sign1 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sign1")
            .field("tags", &self.tags)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

/// Appends the `Sig_structure` of a message without further data.
fn to_be_signed(protected: &[u8], payload: &[u8], out: &mut Vec<u8>) {
    let mut writer = Writer::new(out);
    writer.array(4);
    writer.text("Signature1");
    writer.bytes(protected);
    writer.bytes(&[]);
    writer.bytes(payload);
}

/// The protected headers of the messages of one key, ready to be written.
#[derive(Clone, Debug)]
pub struct Envelope {
    protected: Vec<u8>,
}

impl Envelope {
    /// Algorithm and kid.
    pub fn new(algorithm: Algorithm, kid: Kid) -> Self {
        let mut protected = Vec::with_capacity(16);
        let mut writer = Writer::new(&mut protected);
        writer.map(2);
        writer.integer(1);
        writer.integer(algorithm.number());
        writer.integer(4);
        writer.bytes(kid.as_bytes());
        Self { protected }
    }

    /// Appends what is to be signed.
    pub fn to_be_signed(&self, payload: &[u8], out: &mut Vec<u8>) {
        to_be_signed(&self.protected, payload, out);
    }
}

/// The whole message of one content, signed.
///
/// # Errors
/// The signer's [`SignerFault`].
pub fn sign(payload: &[u8], signer: &dyn Signer) -> Result<Vec<u8>, SignerFault> {
    let envelope = Envelope::new(signer.algorithm(), signer.kid());
    let mut message = Vec::with_capacity(payload.len() + 48);
    envelope.to_be_signed(payload, &mut message);
    let signature = signer.sign(&message)?;
    let mut out = Vec::with_capacity(payload.len() + signature.len() + 32);
    write(&envelope, payload, &signature, &mut out);
    Ok(out)
}

/// Appends the whole message, tagged 18.
pub fn write(envelope: &Envelope, payload: &[u8], signature: &[u8], out: &mut Vec<u8>) {
    let mut writer = Writer::new(out);
    writer.tag(TAG_SIGN1);
    writer.array(4);
    writer.bytes(&envelope.protected);
    writer.map(0);
    writer.bytes(payload);
    writer.bytes(signature);
}
