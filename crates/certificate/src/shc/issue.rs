//! Issuing.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::card::{Card, HEALTH_CARD};
use super::fault::ShcFault;
use super::jwk::thumbprint;
use crate::cose::{Algorithm, Signer};
use crate::keys::PublicKey;
use crate::zlib::Deflater;

/// Bytes of r and s.
const SIGNATURE: usize = 64;

/// The key of an issuer, in memory or in a token, with the name that cards give it.
pub struct CardSigner<'s> {
    signer: &'s dyn Signer,
    kid: String,
}

impl<'s> CardSigner<'s> {
    /// A key and its public half. That they belong together is the caller's to know.
    ///
    /// # Errors
    /// [`ShcFault::Algorithm`] for a key that makes no ES256 signatures: cards know no others.
    pub fn new(signer: &'s dyn Signer, public: &PublicKey) -> Result<Self, ShcFault> {
        if signer.algorithm() != Algorithm::Es256 {
            return Err(ShcFault::Algorithm);
        }
        Ok(Self {
            signer,
            kid: thumbprint(public),
        })
    }
}

impl fmt::Debug for CardSigner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CardSigner({})", self.kid)
    }
}

/// A vaccine by the code of some system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VaccineCode<'a> {
    /// The system, as `http://hl7.org/fhir/sid/cvx` or `http://snomed.info/sct`.
    pub system: &'a str,
    /// The code.
    pub code: &'a str,
}

impl<'a> VaccineCode<'a> {
    /// A code of the list of vaccines of the US Centers for Disease Control, the usual one on cards.
    pub const fn cvx(code: &'a str) -> Self {
        Self {
            system: "http://hl7.org/fhir/sid/cvx",
            code,
        }
    }

    /// A code of SNOMED CT, where a product has no CVX code.
    pub const fn snomed(code: &'a str) -> Self {
        Self {
            system: "http://snomed.info/sct",
            code,
        }
    }
}

/// One vaccination to be written on a card.
#[derive(Clone, Copy)]
pub struct DraftShot<'a> {
    /// The vaccine.
    pub vaccine: VaccineCode<'a>,
    /// The day, `YYYY-MM-DD`.
    pub date: &'a str,
    /// The lot, if known.
    pub lot: Option<&'a str>,
    /// Who gave it, if known.
    pub performer: Option<&'a str>,
}

/// A card to be issued.
#[derive(Clone)]
pub struct Draft<'a> {
    /// The address under which the keys are published; https, without a slash at its end.
    pub issuer: &'a str,
    /// Valid from then on.
    pub not_before: Timestamp,
    /// Valid until then, if the policy says so.
    pub expires: Option<Timestamp>,
    /// The id by which it can be revoked.
    pub rid: Option<&'a str>,
    /// Whether it is about COVID-19, which older readers look for among its types.
    pub covid19: bool,
    /// Family name.
    pub family: &'a str,
    /// Middle and given names.
    pub given: Vec<&'a str>,
    /// Birth date, perhaps only the year or the month.
    pub birth_date: &'a str,
    /// The vaccinations, the oldest first.
    pub shots: Vec<DraftShot<'a>>,
}

impl Draft<'_> {
    /// Signs the card, in its compact form. It is not limited in length: whether it fits into one
    /// QR code, [`write_qr`](super::write_qr) says.
    ///
    /// # Errors
    /// [`ShcFault`] where a reader would refuse the card, or the cryptographic library fails.
    pub fn sign(&self, key: &CardSigner<'_>, deflater: &mut Deflater) -> Result<String, ShcFault> {
        let payload = self.payload().to_string();
        Card::read(payload.as_bytes())?;
        if self.shots.is_empty() {
            return Err(ShcFault::Claim("vc.credentialSubject.fhirBundle"));
        }
        let header = format!(r#"{{"zip":"DEF","alg":"ES256","kid":"{}"}}"#, key.kid);
        let mut packed = Vec::new();
        deflater.deflate(payload.as_bytes(), &mut packed);
        let mut jws = URL_SAFE_NO_PAD.encode(header);
        jws.push('.');
        URL_SAFE_NO_PAD.encode_string(&packed, &mut jws);
        let signature = key.signer.sign(jws.as_bytes()).ok();
        let whole = signature.filter(|signature| signature.len() == SIGNATURE);
        jws.push('.');
        URL_SAFE_NO_PAD.encode_string(whole.ok_or(ShcFault::NotSigned)?, &mut jws);
        Ok(jws)
    }

    /// SHA-256 of what the card says of the person, apart from who issues it, until when, and how it can
    /// be revoked: two cards that say the same have the same.
    pub fn digest(&self) -> [u8; 32] {
        let digest = digest(&SHA256, self.bundle().to_string().as_bytes());
        digest.as_ref().try_into().unwrap_or_default()
    }

    fn payload(&self) -> Value {
        let mut types = vec![HEALTH_CARD, "https://smarthealth.cards#immunization"];
        if self.covid19 {
            types.push("https://smarthealth.cards#covid19");
        }
        let mut credential = json!({
            "type": types,
            "credentialSubject": {"fhirVersion": "4.0.1", "fhirBundle": self.bundle()},
        });
        if let Some(rid) = self.rid {
            credential["rid"] = rid.into();
        }
        let mut payload = json!({
            "iss": self.issuer,
            "nbf": self.not_before.as_second(),
            "vc": credential,
        });
        if let Some(expires) = self.expires {
            payload["exp"] = expires.as_second().into();
        }
        payload
    }

    fn bundle(&self) -> Value {
        let mut name = json!({});
        if !self.family.is_empty() {
            name["family"] = self.family.into();
        }
        if !self.given.is_empty() {
            name["given"] = self.given.as_slice().into();
        }
        let patient = json!({
            "resourceType": "Patient", "name": [name], "birthDate": self.birth_date,
        });
        let shots = self.shots.iter().map(shot);
        let resources = std::iter::once(patient).chain(shots).enumerate();
        let entries = resources.map(|(number, resource)| {
            json!({"fullUrl": format!("resource:{number}"), "resource": resource})
        });
        json!({
            "resourceType": "Bundle", "type": "collection", "entry": entries.collect::<Vec<_>>(),
        })
    }
}

fn shot(shot: &DraftShot<'_>) -> Value {
    let coding = json!({"system": shot.vaccine.system, "code": shot.vaccine.code});
    let mut resource = json!({
        "resourceType": "Immunization",
        "status": "completed",
        "vaccineCode": {"coding": [coding]},
        "patient": {"reference": "resource:0"},
        "occurrenceDateTime": shot.date,
    });
    if let Some(lot) = shot.lot {
        resource["lotNumber"] = lot.into();
    }
    if let Some(performer) = shot.performer {
        resource["performer"] = json!([{"actor": {"display": performer}}]);
    }
    resource
}

impl fmt::Debug for Draft<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Draft({} shots)", self.shots.len())
    }
}

impl fmt::Debug for DraftShot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DraftShot({:?})", self.vaccine)
    }
}
