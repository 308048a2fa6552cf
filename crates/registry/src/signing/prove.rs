//! The proof that one dose is signed: all that somebody needs who trusts the authority and has
//! nothing else of the registry.

use khien_certificate::merkle::{self, Hash};
use khien_domain::DoseState;
use khien_domain::rights::Act;
use khien_store::{DoseRow, StoreError, Tx};
use uuid::Uuid;

use super::facts;
use crate::by::{By, NotAllowed};
use crate::registry::{Registry, place_of_person};

/// Why there is no proof.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such dose.
    #[error("there is no such dose")]
    NoDose,
    /// It is not signed, or was changed since.
    #[error("the dose is not signed as it is now")]
    NotSigned,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A dose with its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoseProof {
    /// The dose's facts in their canonical form.
    pub facts: String,
    /// Place of the dose among the leaves, and how many they are.
    pub place: (usize, usize),
    /// The hashes beside the way to the root, the lowest first.
    pub path: Vec<Hash>,
    /// What the signature is over, to the byte.
    pub statement: String,
    /// The signature: r and s for ES256, PSS for RSA.
    pub signature: Vec<u8>,
    /// The signer's certificate, DER.
    pub certificate: Vec<u8>,
    /// The authority's certificate, DER.
    pub authority: Vec<u8>,
}

/// Proves that a dose is signed as it is now.
///
/// # Errors
/// See [`ProofError`].
pub async fn prove(registry: &Registry, by: &By<'_>, dose: Uuid) -> Result<DoseProof, ProofError> {
    let mut tx = registry.store.read().await?;
    let row = tx.dose(dose).await?.ok_or(ProofError::NoDose)?;
    let person = tx.person(row.person_id).await?.ok_or(ProofError::NoDose)?;
    by.need(
        Act::PersonRead,
        &place_of_person(by, person.commune_code.as_deref()),
    )?;
    // A dose that was voided since has the facts that were signed, and yet no signature that counts.
    let state = DoseState::parse(&row.state);
    if !matches!(state, Some(DoseState::Signed | DoseState::Certified)) {
        return Err(ProofError::NotSigned);
    }
    proof(&mut tx, &row).await?.ok_or(ProofError::NotSigned)
}

/// The newest signature over the dose as it is now.
async fn proof(tx: &mut Tx, row: &DoseRow) -> Result<Option<DoseProof>, StoreError> {
    let leaf = facts::leaf(row);
    let signatures = tx.signatures_of_dose(row.id).await?;
    let is_current = |own: &&khien_store::DoseSignatureRow| own.leaf == leaf.as_bytes();
    let Some(own) = signatures.iter().find(is_current) else {
        return Ok(None);
    };
    let leaves = tx.dose_signatures(own.signing_id).await?;
    let hashes = leaves.iter().map(|it| Hash::try_from(it.leaf.as_slice()));
    let Ok(hashes) = hashes.collect::<Result<Vec<Hash>, _>>() else {
        return Ok(None);
    };
    let Some((place, path)) = usize::try_from(own.place)
        .ok()
        .and_then(|place| Some((place, merkle::path(&hashes, place)?)))
    else {
        return Ok(None);
    };
    let Some(signing) = tx.dose_signing(own.signing_id).await? else {
        return Ok(None);
    };
    let Some(certificate) = tx.signing_certificate(signing.certificate_id).await? else {
        return Ok(None);
    };
    let authorities = tx.signing_authorities().await?;
    let mut authorities = authorities.into_iter();
    let authority = authorities.find(|it| it.id == certificate.authority_id);
    Ok(authority
        .zip(signing.signature)
        .map(|(authority, signature)| DoseProof {
            facts: facts::canonical(row),
            place: (place, hashes.len()),
            path,
            statement: signing.statement,
            signature,
            certificate: certificate.certificate,
            authority: authority.certificate,
        }))
}
