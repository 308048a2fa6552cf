//! The proof of one dose as pages and programs hand it out.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use khien_registry::signing::DoseProof;
use serde::Serialize;
use utoipa::ToSchema;

/// All that it takes to see that a dose is signed, for whoever trusts the authority.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProofOfDose {
    /// The dose in the form that was signed (JSON after RFC 8785). Its leaf is the SHA-256 of a zero
    /// byte and these bytes.
    facts: String,
    /// Place of the leaf, from 0.
    place: usize,
    /// How many leaves the tree has.
    leaves: usize,
    /// The hashes beside the way to the root, the lowest first, hexadecimal (RFC 9162 §2.1.3).
    path: Vec<String>,
    /// What the signature is over, to the byte; names the root and the certificate.
    statement: String,
    /// In Base64: r and s of 32 bytes each for a P-256 key; RSA-PSS with SHA-256 for an RSA key.
    #[schema(format = Byte)]
    signature: String,
    /// The signer's certificate in DER, in Base64.
    #[schema(format = Byte)]
    certificate: String,
    /// The authority's certificate in DER, in Base64.
    #[schema(format = Byte)]
    authority: String,
}

impl From<DoseProof> for ProofOfDose {
    fn from(proof: DoseProof) -> Self {
        let (place, leaves) = proof.place;
        Self {
            facts: proof.facts,
            place,
            leaves,
            path: proof.path.iter().map(ToString::to_string).collect(),
            statement: proof.statement,
            signature: STANDARD.encode(&proof.signature),
            certificate: STANDARD.encode(&proof.certificate),
            authority: STANDARD.encode(&proof.authority),
        }
    }
}
