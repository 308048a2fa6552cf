//! Where acts on a dose take place.

use khien_domain::rights::{Act, Place};
use khien_store::{DoseRow, PersonRow, StoreError, Tx};

use crate::by::By;
use crate::registry::{Registry, place_of_facility, place_of_person};

/// The facility that gave it; of a dose from abroad, where the person lives. `None` if there is no such
/// facility.
pub(super) async fn place(
    tx: &mut Tx,
    by: &By<'_>,
    (dose, person): (&DoseRow, &PersonRow),
) -> Result<Option<Place>, StoreError> {
    match &dose.facility_code {
        Some(code) => place_of_facility(tx, by, code).await,
        None => Ok(Some(place_of_person(by, person.commune_code.as_deref()))),
    }
}

/// Whether whoever asks may do this to the dose: for buttons. The act itself asks again.
///
/// # Errors
/// The database.
pub async fn may_change(
    registry: &Registry,
    by: &By<'_>,
    act: Act,
    about: (&DoseRow, &PersonRow),
) -> Result<bool, StoreError> {
    let mut tx = registry.store.read().await?;
    let place = place(&mut tx, by, about).await?;
    Ok(place.is_some_and(|place| by.need(act, &place).is_ok()))
}
