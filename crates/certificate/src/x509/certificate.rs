//! A certificate taken apart.

use std::fmt;

use jiff::Timestamp;

use super::der::{BIT_STRING, Element, Elements, INTEGER, OID, SEQUENCE, SET};
use super::extension::Extensions;
use super::fault::X509Fault;
use super::kid::Kid;
use super::oid::Oid;
use super::spki::SubjectPublicKey;
use super::time::timestamp;
use super::usage::Usages;

/// Longer than any certificate seen (about 2 KiB) by far.
const LONGEST: usize = 32 * 1024;
/// `[0]`, the version, and `[3]`, the extensions.
const VERSION: u8 = 0xa0;
const EXTENSIONS: u8 = 0xa3;
/// The attribute countryName.
const COUNTRY: [u8; 3] = [0x55, 0x04, 0x06];
/// The bits digitalSignature and keyCertSign of the key usage.
const MAY_SIGN_CONTENT: u8 = 0x80;
const MAY_SIGN_CERTIFICATES: u8 = 0x04;

/// When a certificate is valid, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// The first moment.
    pub not_before: Timestamp,
    /// The last moment; [`Timestamp::MAX`] for "without end".
    pub not_after: Timestamp,
}

impl Validity {
    /// Whether the moment is within.
    pub fn contains(&self, moment: Timestamp) -> bool {
        (self.not_before..=self.not_after).contains(&moment)
    }
}

/// A certificate, read and not proven.
#[derive(Clone)]
pub struct Certificate {
    der: Vec<u8>,
    tbs: Vec<u8>,
    serial: Vec<u8>,
    issuer: Vec<u8>,
    subject: Vec<u8>,
    spki: Vec<u8>,
    signature_algorithm: Oid,
    signature_parameters: Vec<u8>,
    signature: Vec<u8>,
    validity: Validity,
    extensions: Extensions,
}

impl Certificate {
    /// Reads a certificate.
    ///
    /// # Errors
    /// [`X509Fault`]. Bytes after the certificate are a fault, too.
    pub fn from_der(der: &[u8]) -> Result<Self, X509Fault> {
        if der.len() > LONGEST {
            return Err(X509Fault::TooLong);
        }
        let mut outer = Elements::of(der);
        let mut parts = outer.expect(SEQUENCE)?.elements();
        if outer.next().is_some() {
            return Err(X509Fault::Malformed);
        }
        let tbs = parts.expect(SEQUENCE)?;
        let mut algorithm = parts.expect(SEQUENCE)?.elements();
        let signature_algorithm = Oid::of(algorithm.expect(OID)?.body);
        let parameters = algorithm.next().transpose()?;
        let signature = parts.expect(BIT_STRING)?.bits();
        let body = Body::read(tbs)?;
        Ok(Self {
            der: der.to_vec(),
            tbs: tbs.whole.to_vec(),
            serial: body.serial.to_vec(),
            issuer: body.issuer.to_vec(),
            subject: body.subject.to_vec(),
            spki: body.spki.to_vec(),
            signature_algorithm,
            signature_parameters: parameters.map_or_else(Vec::new, |part| part.whole.to_vec()),
            signature: signature.ok_or(X509Fault::Malformed)?.to_vec(),
            validity: body.validity,
            extensions: body.extensions,
        })
    }

    /// The certificate as it was read.
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }

    /// The name by which codes refer to it.
    pub fn kid(&self) -> Kid {
        Kid::of_certificate(&self.der)
    }

    /// The part that the issuer signed.
    pub fn tbs(&self) -> &[u8] {
        &self.tbs
    }

    /// The issuer's signature over [`Certificate::tbs`].
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// How the issuer signed.
    pub fn signature_algorithm(&self) -> &Oid {
        &self.signature_algorithm
    }

    /// The parameters of the issuer's algorithm in DER, empty if there are none.
    pub fn signature_parameters(&self) -> &[u8] {
        &self.signature_parameters
    }

    /// The bytes of the serial number, signed, the highest first.
    pub fn serial(&self) -> &[u8] {
        &self.serial
    }

    /// The issuer's `Name` in DER.
    pub fn issuer(&self) -> &[u8] {
        &self.issuer
    }

    /// The subject's `Name` in DER.
    pub fn subject(&self) -> &[u8] {
        &self.subject
    }

    /// The country in the subject's name, as written.
    pub fn subject_country(&self) -> Option<&str> {
        country(&self.subject)
    }

    /// The `SubjectPublicKeyInfo` in DER.
    pub fn spki(&self) -> &[u8] {
        &self.spki
    }

    /// The public key.
    ///
    /// # Errors
    /// [`X509Fault::Key`] where it is malformed.
    pub fn public_key(&self) -> Result<SubjectPublicKey<'_>, X509Fault> {
        SubjectPublicKey::from_spki(&self.spki)
    }

    /// When it is valid.
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// The subject key identifier.
    pub fn subject_key_id(&self) -> Option<&[u8]> {
        self.extensions.subject_key_id.as_deref()
    }

    /// The key identifier of the issuer's key.
    pub fn authority_key_id(&self) -> Option<&[u8]> {
        self.extensions.authority_key_id.as_deref()
    }

    /// All extended key usages.
    pub fn extended_key_usages(&self) -> &[Oid] {
        &self.extensions.extended_key_usages
    }

    /// For which health certificates the key may sign.
    pub fn usages(&self) -> Usages {
        Usages::of(&self.extensions.extended_key_usages)
    }

    /// Whether it says of itself that it is an authority's (basic constraints).
    pub fn is_authority(&self) -> bool {
        self.extensions.is_authority
    }

    /// Whether the key may sign content, as far as a key usage is named.
    pub fn may_sign_content(&self) -> bool {
        let usage = self.extensions.key_usage;
        usage.is_none_or(|bits| bits & MAY_SIGN_CONTENT != 0)
    }

    /// Whether the key may sign certificates, as far as a key usage is named.
    pub fn may_sign_certificates(&self) -> bool {
        let usage = self.extensions.key_usage;
        usage.is_none_or(|bits| bits & MAY_SIGN_CERTIFICATES != 0)
    }
}

/// Its kid only: subjects of signers can be natural persons.
impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({})", self.kid())
    }
}

/// The parts of the signed body.
struct Body<'d> {
    serial: &'d [u8],
    issuer: &'d [u8],
    validity: Validity,
    subject: &'d [u8],
    spki: &'d [u8],
    extensions: Extensions,
}

impl<'d> Body<'d> {
    fn read(tbs: Element<'d>) -> Result<Self, X509Fault> {
        let mut parts = tbs.elements();
        parts.optional(VERSION)?;
        let serial = parts.expect(INTEGER)?.body;
        parts.expect(SEQUENCE)?;
        let issuer = parts.expect(SEQUENCE)?.whole;
        let validity = validity(parts.expect(SEQUENCE)?)?;
        let subject = parts.expect(SEQUENCE)?.whole;
        let spki = parts.expect(SEQUENCE)?.whole;
        let mut extensions = Extensions::default();
        for part in parts {
            let part = part?;
            if part.tag == EXTENSIONS {
                extensions = Extensions::read(part.elements().expect(SEQUENCE)?)?;
            }
        }
        Ok(Self {
            serial,
            issuer,
            validity,
            subject,
            spki,
            extensions,
        })
    }
}

fn validity(element: Element<'_>) -> Result<Validity, X509Fault> {
    let mut ends = element.elements();
    let mut next = || {
        ends.next()
            .unwrap_or(Err(X509Fault::Time))
            .and_then(timestamp)
    };
    Ok(Validity {
        not_before: next()?,
        not_after: next()?,
    })
}

/// The first country within a `Name`.
fn country(name: &[u8]) -> Option<&str> {
    let sets = Elements::of(name).expect(SEQUENCE).ok()?.elements();
    for set in sets {
        for attribute in set.ok().filter(|set| set.tag == SET)?.elements() {
            let mut parts = attribute.ok()?.elements();
            if parts.expect(OID).ok()?.body == COUNTRY {
                return std::str::from_utf8(parts.next()?.ok()?.body).ok();
            }
        }
    }
    None
}
