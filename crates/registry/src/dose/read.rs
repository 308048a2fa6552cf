//! Reading one dose. That it was read is noted with the person, whose record it is part of.

use khien_domain::rights::Act;
use khien_store::{DoseRow, StoreError};
use uuid::Uuid;

use super::Source;
use crate::by::{By, NotAllowed};
use crate::registry::{Registry, place_of_facility, place_of_person};
use crate::written::{Written, write};

/// Why a dose was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such dose.
    #[error("there is no such dose")]
    NoDose,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads a dose: with the right to the person's record, or as the partner who recorded it there.
///
/// # Errors
/// See [`ReadError`].
pub async fn read(registry: &Registry, by: &By<'_>, dose: Uuid) -> Result<DoseRow, ReadError> {
    let mut tx = registry.store.write().await?;
    let row = tx.dose(dose).await?.ok_or(ReadError::NoDose)?;
    let person = tx.person(row.person_id).await?.ok_or(ReadError::NoDose)?;
    let place = place_of_person(by, person.commune_code.as_deref());
    let act = match by.need(Act::PersonRead, &place) {
        Ok(()) => Act::PersonRead,
        Err(missing) => {
            let facility = row.facility_code.as_deref();
            let facility = facility.filter(|_| row.source == Source::Partner.code());
            let Some(facility) = facility else {
                return Err(missing.into());
            };
            let place = place_of_facility(&mut tx, by, facility).await?;
            by.need(Act::ApiDoseRecord, &place.ok_or(ReadError::NoDose)?)?;
            Act::ApiDoseRecord
        }
    };
    let written = Written {
        act: act.code(),
        kind: "person",
        subject: person.id.to_string(),
        before: None,
        after: None,
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(row)
}
