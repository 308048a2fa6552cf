//! Changing what is known of a facility.

use khien_domain::rights::Act;
use khien_store::{Moment, StoreError};

use super::form::{FacilityFault, FacilityForm};
use super::snapshot;
use crate::by::{By, NotAllowed};
use crate::given::worded;
use crate::registry::{Registry, place_of_facility};
use crate::written::{Written, write};

/// Why a facility was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The right is missing, where it stands or where it shall stand.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such facility.
    #[error("there is no such facility")]
    NoFacility,
    /// Something cannot be taken as typed.
    #[error(transparent)]
    Fault(#[from] FacilityFault),
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// Somebody else changed it meanwhile.
    #[error("somebody else changed the facility meanwhile")]
    Changed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A facility as it should be.
pub struct FacilityChange<'a> {
    /// Its code.
    pub code: &'a str,
    /// Every field as it should be.
    pub form: &'a FacilityForm,
    /// The version that the clerk saw.
    pub seen_version: i64,
    /// Why.
    pub reason: &'a str,
}

/// Changes a facility. Who moves one to another commune or under another body needs the right at
/// both ends.
///
/// # Errors
/// See [`ChangeError`]. Nothing is written then.
pub async fn change(
    registry: &Registry,
    by: &By<'_>,
    wanted: FacilityChange<'_>,
) -> Result<(), ChangeError> {
    let reason = worded(wanted.reason).ok_or(ChangeError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let place = place_of_facility(&mut tx, by, wanted.code).await?;
    by.need(Act::FacilityEdit, &place.ok_or(ChangeError::NoFacility)?)?;
    let before = tx.facility(wanted.code).await?;
    let before = before.ok_or(ChangeError::NoFacility)?;
    let mut after = before.clone();
    wanted.form.put(&mut after)?;
    let has_moved = before.commune_code != after.commune_code;
    if has_moved || before.managing_body != after.managing_body {
        let place = wanted.form.place(wanted.code, by.today())?;
        by.need(Act::FacilityEdit, &place)?;
    }
    if before.version != wanted.seen_version {
        return Err(ChangeError::Changed);
    }
    after.updated_at = Moment(by.at);
    if !tx.update_facility(&after).await? {
        return Err(ChangeError::Changed);
    }
    let written = Written {
        act: Act::FacilityEdit.code(),
        kind: "facility",
        subject: after.code.clone(),
        before: Some(snapshot(&before)),
        after: Some(snapshot(&after)),
        reason: Some(reason),
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}
