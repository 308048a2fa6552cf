//! Public keys as JSON Web Keys (RFC 7517, RFC 7518 section 6).

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{
    GeneralPurpose, GeneralPurposeConfig, STANDARD, URL_SAFE_NO_PAD,
};
use serde::{Deserialize, Serialize};

use super::der::element;
use super::fault::TrustFault;
use crate::x509::{Certificate, PublicKeyKind, SubjectPublicKey};

/// With or without padding, as lists are written by many programs.
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
/// Bytes of a coordinate of P-256.
const COORDINATE: usize = 32;

/// The key of a DID entry.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Jwk {
    pub(super) kty: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) crv: Option<String>,
    #[serde(default)]
    pub(super) kid: String,
    #[serde(default)]
    pub(super) x5c: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) x: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) y: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) n: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) e: Option<String>,
}

impl Jwk {
    /// The key of a certificate, with the certificate and its issuers as `x5c`.
    pub(super) fn of(
        certificate: &Certificate,
        issuers: &[&Certificate],
    ) -> Result<Self, TrustFault> {
        let key = certificate.public_key()?;
        let ders = std::iter::once(&certificate).chain(issuers);
        let jwk = Self {
            kid: STANDARD.encode(certificate.kid().as_bytes()),
            x5c: ders.map(|it| STANDARD.encode(it.as_der())).collect(),
            ..Self::default()
        };
        let encode = |bytes: &[u8]| Some(URL_SAFE_NO_PAD.encode(bytes));
        if let Some((x, y)) = point(&key) {
            Ok(Self {
                kty: "EC".to_owned(),
                crv: Some("P-256".to_owned()),
                x: encode(x),
                y: encode(y),
                ..jwk
            })
        } else if let Some((n, e)) = numbers(&key) {
            Ok(Self {
                kty: "RSA".to_owned(),
                n: encode(n),
                e: encode(e),
                ..jwk
            })
        } else {
            Err(TrustFault::KeyKind)
        }
    }

    /// Whether the numbers are those of the certificate's key. Keys of other curves are not compared,
    /// for lists do not name their curve.
    pub(super) fn is_of(&self, certificate: &Certificate) -> Result<bool, TrustFault> {
        let key = certificate.public_key()?;
        if let Some((x, y)) = point(&key) {
            return Ok(is_number(self.x.as_deref(), x) && is_number(self.y.as_deref(), y));
        }
        if let Some((n, e)) = numbers(&key) {
            return Ok(is_number(self.n.as_deref(), n) && is_number(self.e.as_deref(), e));
        }
        Ok(true)
    }

    /// The uncompressed point of a key of P-256.
    pub(super) fn uncompressed(&self) -> Option<Vec<u8>> {
        let mut point = vec![4];
        for text in [self.x.as_deref()?, self.y.as_deref()?] {
            let read = URL_SAFE.decode(text).ok()?;
            let number = significant(&read);
            point.resize(point.len() + COORDINATE.checked_sub(number.len())?, 0);
            point.extend(number);
        }
        (self.kty == "EC" && self.crv.as_deref() == Some("P-256")).then_some(point)
    }
}

/// Whether the text is that number. Some programs write numbers with a zero byte in front, as
/// Java's, and some leave zero bytes out.
fn is_number(text: Option<&str>, number: &[u8]) -> bool {
    let read = text.and_then(|text| URL_SAFE.decode(text).ok());
    read.is_some_and(|read| significant(&read) == significant(number))
}

fn significant(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// The coordinates of an uncompressed point of P-256.
fn point<'d>(key: &SubjectPublicKey<'d>) -> Option<(&'d [u8], &'d [u8])> {
    let (4, point) = key.key.split_first().map(|(form, rest)| (*form, rest))? else {
        return None;
    };
    let is_whole = key.kind == PublicKeyKind::P256 && point.len() == 2 * COORDINATE;
    is_whole.then(|| point.split_at(COORDINATE))
}

/// Modulus and exponent of an `RSAPublicKey` (RFC 8017 appendix A.1.1).
fn numbers<'d>(key: &SubjectPublicKey<'d>) -> Option<(&'d [u8], &'d [u8])> {
    if !matches!(key.kind, PublicKeyKind::Rsa { .. }) {
        return None;
    }
    let (inside, _) = element(0x30, key.key)?;
    let (modulus, rest) = element(0x02, inside)?;
    let (exponent, _) = element(0x02, rest)?;
    Some((significant(modulus), significant(exponent)))
}
