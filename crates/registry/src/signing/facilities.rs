//! For which facilities somebody signs, and what waits there.

use khien_domain::rights::{Act, Scope, scopes};
use khien_store::{Tx, UnsignedFacilityRow};

use super::day::DayError;
use super::right;
use crate::by::{By, NotAllowed};
use crate::registry::Registry;
use crate::within::Within;

/// Most facilities that are shown at once, those with the oldest doses first.
const MOST: i64 = 200;

/// The facilities of who asks that have doses waiting for a signature, those with the oldest first:
/// the head's own, those of the province for its signer, the closed ones of a managing body.
///
/// # Errors
/// [`DayError::NotAllowed`] where who asks signs nowhere, or the database's.
pub async fn signing_facilities(
    registry: &Registry,
    by: &By<'_>,
) -> Result<Vec<UnsignedFacilityRow>, DayError> {
    let held: Vec<&Scope> = scopes(&by.actor.assignments, Act::DoseSign, by.at).collect();
    if held.is_empty() {
        return Err(NotAllowed(Act::DoseSign).into());
    }
    let mut tx = registry.store.read().await?;
    let mut found = Vec::new();
    for scope in held {
        let rows = match scope {
            Scope::Facility(code) => tx.unsigned_facility(code).await?.into_iter().collect(),
            Scope::Province(code) => {
                // Not the first digits of its code: a facility keeps that when provinces merge.
                let communes = Within::Unit(code).communes(by.today()).unwrap_or_default();
                tx.unsigned_in_communes(&communes, MOST).await?
            }
            Scope::ManagingBody(code) => {
                let today = khien_store::Day(by.today());
                tx.unsigned_of_closed(code, today, MOST).await?
            }
            _ => Vec::new(),
        };
        found.extend(rows);
    }
    found.sort_by(|a, b| (a.oldest.0, &a.code).cmp(&(b.oldest.0, &b.code)));
    found.dedup_by(|a, b| a.code == b.code);
    let mut own = Vec::new();
    for row in found {
        if may_sign(&mut tx, by, &row.code).await? {
            own.push(row);
        }
    }
    Ok(own)
}

/// Whether who asks signs for a facility now: what is listed can be opened.
async fn may_sign(tx: &mut Tx, by: &By<'_>, code: &str) -> Result<bool, DayError> {
    let facility = tx.facility(code).await?;
    Ok(facility.is_some_and(|row| right::need(by, &row).is_ok()))
}
