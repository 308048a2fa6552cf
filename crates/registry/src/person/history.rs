//! What was done to a record, who opened it and what the register answered, page by page.

use jiff::Timestamp;
use khien_domain::rights::Act;
use khien_store::{AuditRow, Moment, StoreError, Tx, VerdictRow};
use uuid::Uuid;

use super::read::ReadError;
use crate::by::By;
use crate::registry::{Registry, place_of_person};
use crate::written::{Written, write};

/// A place in a list that runs from the newest to the oldest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    /// Before this moment,
    pub at: Timestamp,
    /// and of this moment before this id.
    pub id: Uuid,
}

impl Before {
    /// The beginning of a list.
    pub const NEWEST: Self = Self {
        at: Timestamp::MAX,
        id: Uuid::max(),
    };
}

/// A page of what was done to a record and who opened it, the newest first. Looking is noted, each
/// page, as opening the record is.
///
/// # Errors
/// See [`ReadError`].
pub async fn history(
    registry: &Registry,
    by: &By<'_>,
    person: Uuid,
    (before, limit): (Before, i64),
) -> Result<Vec<AuditRow>, ReadError> {
    let mut tx = opened(registry, by, person).await?;
    let subject = person.to_string();
    let place = (Moment(before.at), before.id);
    let page = tx.audit_before("person", &subject, place, limit).await?;
    note(&mut tx, by, person).await?;
    tx.commit().await?;
    Ok(page)
}

/// A page of what the population register answered about a person, the newest first. Looking is
/// noted.
///
/// # Errors
/// See [`ReadError`].
pub async fn ledger(
    registry: &Registry,
    by: &By<'_>,
    person: Uuid,
    (before, limit): (Before, i64),
) -> Result<Vec<VerdictRow>, ReadError> {
    let mut tx = opened(registry, by, person).await?;
    let place = (Moment(before.at), before.id);
    let page = tx.verdicts_before(person, place, limit).await?;
    note(&mut tx, by, person).await?;
    tx.commit().await?;
    Ok(page)
}

/// A transaction about the record of somebody who may open it.
async fn opened(registry: &Registry, by: &By<'_>, person: Uuid) -> Result<Tx, ReadError> {
    let mut tx = registry.store.write().await?;
    let row = tx.person(person).await?.ok_or(ReadError::NoPerson)?;
    let place = place_of_person(by, row.commune_code.as_deref());
    by.need(Act::PersonRead, &place)?;
    Ok(tx)
}

/// That somebody opened a record.
pub(crate) async fn note(tx: &mut Tx, by: &By<'_>, person: Uuid) -> Result<(), StoreError> {
    let written = Written {
        act: Act::PersonRead.code(),
        kind: "person",
        subject: person.to_string(),
        before: None,
        after: None,
        reason: None,
    };
    write(tx, by, written).await
}
