//! Whether the facilities' signatures hold: the step that issues believes no column.

use std::collections::{HashMap, HashSet};

use khien_certificate::cose::VerifyingKey;
use khien_certificate::dose_signing::Statement;
use khien_certificate::merkle::Hash;
use khien_certificate::trust::chain;
use khien_certificate::x509::Certificate;
use khien_store::{DoseSignatureRow, DoseSigningRow, SigningAuthorityRow, StoreError, Tx};
use uuid::Uuid;

use super::claim::Claimant;
use crate::signing::facts;

/// Acts of signing whose leaves are kept: those of a commune's facilities over months.
const MOST_KEPT: usize = 20_000;

/// Acts of signing that were verified, with the doses under each. One for each worker, kept from
/// step to step: the people of a commune come together, and so do their facilities' days.
#[derive(Default)]
pub struct Verified {
    acts: HashMap<Uuid, HashSet<Vec<u8>>>,
}

impl Verified {
    /// Which of the claimants' doses stand under a signature as they are now.
    pub(super) async fn holding(
        &mut self,
        tx: &mut Tx,
        claimants: &[Claimant],
        signatures: &[DoseSignatureRow],
    ) -> Result<HashSet<Uuid>, StoreError> {
        let leaves = |one: &Claimant| one.signed().map(facts::leaf_of).collect::<Vec<_>>();
        let now: HashMap<Uuid, Hash> = claimants.iter().flat_map(leaves).collect();
        let mut holding = HashSet::new();
        for row in signatures {
            let is_as_signed = now
                .get(&row.dose_id)
                .is_some_and(|leaf| row.leaf == leaf.as_bytes());
            if !is_as_signed || holding.contains(&row.dose_id) {
                continue;
            }
            if self.act(tx, row.signing_id).await?.contains(&row.leaf) {
                holding.insert(row.dose_id);
            }
        }
        Ok(holding)
    }

    /// The leaves under a signature; none where it does not hold.
    async fn act(&mut self, tx: &mut Tx, id: Uuid) -> Result<&HashSet<Vec<u8>>, StoreError> {
        if !self.acts.contains_key(&id) {
            if self.acts.len() >= MOST_KEPT {
                self.acts.clear();
            }
            let leaves = verify(tx, id).await?;
            self.acts.insert(id, leaves.into_iter().collect());
        }
        Ok(self.acts.entry(id).or_default())
    }
}

/// The leaves of an act whose signature, tree and certificate hold; none otherwise.
async fn verify(tx: &mut Tx, id: Uuid) -> Result<Vec<Vec<u8>>, StoreError> {
    let Some(act) = tx.dose_signing(id).await? else {
        return Ok(Vec::new());
    };
    let leaves = tx.dose_signatures(id).await?;
    let certificate = tx.signing_certificate(act.certificate_id).await?;
    let authorities = tx.signing_authorities().await?;
    let authority = certificate.as_ref().and_then(|own| {
        let mut all = authorities.iter();
        all.find(|authority| authority.id == own.authority_id)
    });
    let holds = certificate
        .as_ref()
        .zip(authority)
        .and_then(|(own, authority)| holds(&act, &leaves, &own.certificate, authority));
    Ok(match holds {
        Some(()) => leaves.into_iter().map(|leaf| leaf.leaf).collect(),
        None => Vec::new(),
    })
}

fn holds(
    act: &DoseSigningRow,
    leaves: &[DoseSignatureRow],
    certificate: &[u8],
    authority: &SigningAuthorityRow,
) -> Option<()> {
    let hashes = leaves
        .iter()
        .map(|leaf| Hash::try_from(leaf.leaf.as_slice()));
    let hashes: Vec<Hash> = hashes.collect::<Result<_, _>>().ok()?;
    let statement = Statement::read(&act.statement)?;
    if !statement.is_over(&hashes, certificate) || statement.facility != act.facility_code {
        return None;
    }
    let certificate = Certificate::from_der(certificate).ok()?;
    let authority = Certificate::from_der(&authority.certificate).ok()?;
    chain::check(&certificate, [&authority], act.signed_at?.0).ok()?;
    let key = VerifyingKey::from_certificate(&certificate).ok()?;
    let signature = act.signature.as_deref()?;
    key.verify(key.algorithm(), act.statement.as_bytes(), signature)
        .ok()
}
