//! Entering a facility that is not known yet.

use khien_domain::rights::Act;
use khien_domain::{FacilityCode, Notes};
use khien_store::{FacilityRow, Moment, StoreError};

use super::form::{FacilityFault, FacilityForm};
use super::snapshot;
use crate::by::{By, NotAllowed};
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why a facility was not entered.
#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// Something cannot be taken as typed.
    #[error(transparent)]
    Fault(#[from] FacilityFault),
    /// Another facility has this code.
    #[error("another facility has this code")]
    Known,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Enters a facility. The same facility again changes nothing and succeeds.
///
/// # Errors
/// See [`EnterError`]. Nothing is written then.
pub async fn enter(
    registry: &Registry,
    by: &By<'_>,
    code: &str,
    form: &FacilityForm,
) -> Result<(), EnterError> {
    let read = FacilityCode::parse(code).map_err(|_| FacilityFault::Code)?;
    if read.notes != Notes::EMPTY {
        return Err(FacilityFault::Code.into());
    }
    let code = read.value.to_string();
    by.need(Act::FacilityEdit, &form.place(&code, by.today())?)?;
    let now = Moment(by.at);
    let mut row = FacilityRow {
        code,
        name: String::new(),
        kind: String::new(),
        commune_code: String::new(),
        managing_body: None,
        closed_on: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    form.put(&mut row)?;
    let mut tx = registry.store.write().await?;
    if let Some(known) = tx.facility(&row.code).await? {
        let is_the_same = snapshot(&known) == snapshot(&row);
        return if is_the_same {
            Ok(())
        } else {
            Err(EnterError::Known)
        };
    }
    tx.insert_facility(&row).await?;
    let written = Written {
        act: Act::FacilityEdit.code(),
        kind: "facility",
        subject: row.code.clone(),
        before: None,
        after: Some(snapshot(&row)),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}
