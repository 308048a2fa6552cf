//! The registry: a store, a register to ask, and the rules.

use std::sync::Arc;

use khien_domain::rights::Place;
use khien_domain::{AdminTree, PopulationRegister};
use khien_store::{FacilityRow, PersonRow, Store, StoreError, Tx};

use crate::by::By;

/// What workflows work on. Cheap to clone.
#[derive(Clone)]
pub struct Registry {
    pub(crate) store: Store,
    pub(crate) register: Arc<dyn PopulationRegister>,
}

impl Registry {
    /// A registry on a migrated store.
    pub fn new(store: Store, register: Arc<dyn PopulationRegister>) -> Self {
        Self { store, register }
    }

    /// The store, for what only reads.
    pub fn store(&self) -> &Store {
        &self.store
    }
}

/// Where acts on a person take place: where the person lives, and the desk that attends to them.
pub(crate) fn place_of_person(by: &By<'_>, commune: Option<&str>) -> Place {
    let home = commune
        .and_then(|code| Place::of_unit(AdminTree::national(), code, by.today()))
        .unwrap_or_else(Place::nation);
    match by.facility {
        Some(facility) => home.in_facility(facility),
        None => home,
    }
}

/// Where acts on a facility take place. `None` if there is no such facility.
pub(crate) async fn place_of_facility(
    tx: &mut Tx,
    by: &By<'_>,
    code: &str,
) -> Result<Option<Place>, StoreError> {
    let facility = tx.facility(code).await?;
    Ok(facility.map(|facility| place_of(by, &facility)))
}

/// Where acts on this facility take place.
pub(crate) fn place_of(by: &By<'_>, facility: &FacilityRow) -> Place {
    Place::of_unit(AdminTree::national(), &facility.commune_code, by.today())
        .unwrap_or_else(Place::nation)
        .in_facility(facility.code.clone())
        .under_body(facility.managing_body.clone())
}

/// The row of a person who was not merged into another; else the survivor's id.
pub(crate) fn active(row: PersonRow) -> Result<PersonRow, uuid::Uuid> {
    match row.merged_into {
        Some(survivor) => Err(survivor),
        None => Ok(row),
    }
}
