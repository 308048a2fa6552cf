//! One act of signing, as whoever prepared it sees it: the statement that waits, or what was signed.

use std::collections::BTreeSet;

use khien_domain::IdentityState;
use khien_store::{DoseSigningRow, PersonRow};
use uuid::Uuid;

use super::right;
use super::sign::SignError;
use crate::by::By;
use crate::registry::Registry;

/// An act of signing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningAct {
    /// The statement, and the signature once it is there.
    pub row: DoseSigningRow,
    /// Days of its doses, the oldest first.
    pub days: Vec<jiff::civil::Date>,
    /// To how many people the doses were given.
    pub people: usize,
    /// Of how many of those the identity is settled.
    pub verified: usize,
}

/// An act of signing of who asks.
///
/// # Errors
/// [`SignError::NoStatement`] where there is none or it is another's, [`SignError::NotAllowed`]
/// where the right to sign for the facility is gone, or the database's.
pub async fn signing_act(
    registry: &Registry,
    by: &By<'_>,
    id: Uuid,
) -> Result<SigningAct, SignError> {
    let mut tx = registry.store.read().await?;
    let row = tx.dose_signing(id).await?;
    let own = row.filter(|row| row.prepared_by == by.actor.account);
    let row = own.ok_or(SignError::NoStatement)?;
    let facility = tx.facility(&row.facility_code).await?;
    right::need(by, &facility.ok_or(SignError::NoFacility)?)?;
    let leaves = tx.dose_signatures(id).await?;
    let doses: Vec<Uuid> = leaves.iter().map(|leaf| leaf.dose_id).collect();
    let doses = tx.doses_by_ids(&doses).await?;
    let days: BTreeSet<_> = doses.iter().map(|dose| dose.given_on.0).collect();
    let whose: BTreeSet<Uuid> = doses.iter().map(|dose| dose.person_id).collect();
    let whose: Vec<Uuid> = whose.into_iter().collect();
    let people = tx.people_by_ids(&whose).await?;
    Ok(SigningAct {
        row,
        days: days.into_iter().collect(),
        people: people.len(),
        verified: people.iter().filter(|row| is_settled(row)).count(),
    })
}

fn is_settled(row: &PersonRow) -> bool {
    IdentityState::parse(&row.identity).is_some_and(IdentityState::is_settled)
}
