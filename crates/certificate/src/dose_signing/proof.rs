//! The proof of one dose, as a registry hands it out (`/api/v1/doses/{id}/proof`), checked by whoever
//! has nothing else than it and the authority's certificate.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::proof_fault::ProofFault;
use super::{Statement, fingerprint};
use crate::cose::VerifyingKey;
use crate::keys::from_hex;
use crate::merkle::{Hash, proves};
use crate::trust::chain;
use crate::x509::Certificate;

/// Bytes of a proof at most: a path of a tree of 2⁶⁴ doses and two certificates.
const LONGEST: usize = 64 * 1024;

/// A proof as it was read; nothing of it is believed.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    facts: String,
    place: usize,
    leaves: usize,
    path: Vec<String>,
    statement: String,
    signature: String,
    certificate: String,
    /// For whoever looks for it; whether it is trusted is no business of the proof.
    #[serde(rename = "authority")]
    _authority: String,
}

/// What a proof proves.
#[derive(Clone, PartialEq, Eq)]
pub struct Proven {
    /// The dose, as it was signed.
    pub facts: Value,
    /// What the signature is over.
    pub statement: Statement,
    /// When it was signed, as its signer says.
    pub signed_at: Timestamp,
}

impl Proof {
    /// Reads a proof.
    ///
    /// # Errors
    /// [`ProofFault::Form`].
    pub fn read(bytes: &[u8]) -> Result<Self, ProofFault> {
        if bytes.len() > LONGEST {
            return Err(ProofFault::Form);
        }
        serde_json::from_slice(bytes).map_err(|_| ProofFault::Form)
    }

    /// Checks every step from the dose to one of these authorities. Their certificates and the signer's
    /// have to be valid when it was signed; a certificate that was ended since cannot be seen from here.
    ///
    /// # Errors
    /// [`ProofFault`].
    pub fn check<'a>(
        &self,
        authorities: impl IntoIterator<Item = &'a Certificate>,
    ) -> Result<Proven, ProofFault> {
        let facts = facts(&self.facts).ok_or(ProofFault::Facts)?;
        let statement = Statement::read(&self.statement).ok_or(ProofFault::Statement)?;
        let signed_at = statement.time.parse().map_err(|_| ProofFault::Statement)?;
        self.check_path(&statement)?;
        if facts.get("facility").and_then(Value::as_str) != Some(statement.facility.as_str()) {
            return Err(ProofFault::Facility);
        }
        let certificate = self.check_signature(&statement)?;
        chain::check(&certificate, authorities, signed_at)?;
        Ok(Proven {
            facts,
            statement,
            signed_at,
        })
    }

    /// From the dose to the root that was signed.
    fn check_path(&self, statement: &Statement) -> Result<(), ProofFault> {
        let hash = |text: &str| from_hex::<32>(text).map(Hash::from_bytes);
        let path: Option<Vec<Hash>> = self.path.iter().map(|text| hash(text)).collect();
        let path = path.ok_or(ProofFault::Path)?;
        let root = hash(&statement.root).ok_or(ProofFault::Statement)?;
        let leaf = Hash::of_entry(self.facts.as_bytes());
        let is_all = u64::try_from(self.leaves) == Ok(statement.doses);
        if !is_all || !proves(leaf, (self.place, self.leaves), &path, root) {
            return Err(ProofFault::Path);
        }
        Ok(())
    }

    /// Whose key signed the statement.
    fn check_signature(&self, statement: &Statement) -> Result<Certificate, ProofFault> {
        let decoded = |text: &str| STANDARD.decode(text).map_err(|_| ProofFault::Form);
        let der = decoded(&self.certificate)?;
        if fingerprint(&der) != statement.certificate {
            return Err(ProofFault::OtherCertificate);
        }
        let certificate = Certificate::from_der(&der)?;
        if !certificate.may_sign_content() {
            return Err(ProofFault::Purpose);
        }
        let key = VerifyingKey::from_certificate(&certificate)?;
        let signature = decoded(&self.signature)?;
        key.verify(key.algorithm(), self.statement.as_bytes(), &signature)?;
        Ok(certificate)
    }
}

/// Facts in the one form in which they are signed; nothing for any other.
fn facts(text: &str) -> Option<Value> {
    let facts: Value = serde_json::from_str(text).ok()?;
    let canonical = facts.to_string();
    (facts.is_object() && canonical == text).then_some(facts)
}

/// Without the facts, which are somebody's.
impl std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Proof({} of {})", self.place, self.leaves)
    }
}

/// Without the facts, which are somebody's.
impl std::fmt::Debug for Proven {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proven")
            .field("statement", &self.statement)
            .finish_non_exhaustive()
    }
}
