//! Opening a person's record: everything on one page, and a line in the audit that it was opened.

use khien_domain::rights::Act;
use khien_store::{
    AuditRow, ConfirmationRow, DoseRow, PersonMergeRow, PersonRow, ReactionRow, RecoveredCaseRow,
    StoreError, Tx, VerdictRow,
};
use uuid::Uuid;

use super::history::note;
use crate::by::{By, NotAllowed};
use crate::registry::{Registry, place_of_person};

/// Why a record was not opened.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such person.
    #[error("there is no such person")]
    NoPerson,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Everything that the registry knows of a person.
pub struct PersonRecord {
    /// The person. If merged, `merged_into` says into whom.
    pub person: PersonRow,
    /// Doses by day, voided ones too.
    pub doses: Vec<DoseRow>,
    /// Answers of the population register, the newest first.
    pub verdicts: Vec<VerdictRow>,
    /// What the person confirmed or refused, the newest first.
    pub confirmations: Vec<ConfirmationRow>,
    /// Reactions.
    pub reactions: Vec<ReactionRow>,
    /// Recovered cases.
    pub recovered: Vec<RecoveredCaseRow>,
    /// Children whose guardian the person is.
    pub children: Vec<PersonRow>,
    /// Merges of other records into this one, those taken back too, the newest first.
    pub merges: Vec<PersonMergeRow>,
    /// Of a merged record: the one that stands for the person now, over all merges since.
    pub leads_to: Option<Uuid>,
    /// What was done to the record and who opened it, the newest first.
    pub audit: Vec<AuditRow>,
}

/// Most lines of the ledger and of the audit on a page.
const MOST_LINES: i64 = 100;

/// Opens a record and notes who did.
///
/// # Errors
/// See [`ReadError`].
pub async fn read(
    registry: &Registry,
    by: &By<'_>,
    person: Uuid,
) -> Result<PersonRecord, ReadError> {
    let mut tx = registry.store.write().await?;
    let row = tx.person(person).await?.ok_or(ReadError::NoPerson)?;
    let place = place_of_person(by, row.commune_code.as_deref());
    by.need(Act::PersonRead, &place)?;
    let subject = person.to_string();
    let record = PersonRecord {
        doses: tx.doses(person).await?,
        verdicts: tx.verdicts(person, MOST_LINES).await?,
        confirmations: tx.confirmations(person).await?,
        reactions: tx.reactions(person).await?,
        recovered: tx.recovered_cases(person).await?,
        children: tx.children(person).await?,
        audit: tx.audit_of("person", &subject, MOST_LINES).await?,
        merges: tx.merges_of_survivor(person).await?,
        leads_to: survivor(&mut tx, row.merged_into).await?,
        person: row,
    };
    note(&mut tx, by, person).await?;
    tx.commit().await?;
    Ok(record)
}

/// The record at the end of a chain of merges. A record is joined only to one that stands for
/// itself, so the chain has no circle; the bound is for a table that somebody else wrote to.
async fn survivor(tx: &mut Tx, mut next: Option<Uuid>) -> Result<Option<Uuid>, StoreError> {
    let mut found = None;
    for _ in 0..MOST_LINES {
        let Some(id) = next else { break };
        found = Some(id);
        next = tx.person(id).await?.and_then(|row| row.merged_into);
    }
    Ok(found)
}
