//! What the ministry's department sees: what waits, what it ordered, one passport, its keys. Nothing of
//! it names a person.

use jiff::Timestamp;
use khien_certificate::uvci::{self, Check};
use khien_domain::rights::{Act, Place};
use khien_store::{
    CertificateOrderRow, CertificateRow, DocumentSignerRow, DueCountRow, StoreError, Tx,
};
use uuid::Uuid;

use crate::by::{By, NotAllowed};
use crate::registry::Registry;

/// What identifiers begin with; people leave it out.
const PREFIX: &str = "URN:UVCI:";

/// Why nothing is shown.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    /// The right is missing: it is the ministry's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such passport.
    #[error("there is no such passport")]
    NoPassport,
    /// The check character of the identifier is wrong: it was typed wrongly.
    #[error("the check character of the identifier is wrong")]
    Mistyped,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An order, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderProgress {
    /// What was ordered.
    pub order: CertificateOrderRow,
    /// State of its job: `waiting`, `running`, `done` or `failed`.
    pub state: String,
    /// Why the job failed, by code.
    pub fault: Option<String>,
}

/// A passport without whose it is, and without its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPassport {
    /// Id.
    pub id: Uuid,
    /// `issued`, `superseded` or `revoked`.
    pub state: String,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// When it was replaced or revoked.
    pub ended_at: Option<Timestamp>,
    /// Why: a code where the registry did it.
    pub reason: Option<String>,
    /// Whether its key was ended: then nobody believes it, whatever its state.
    pub is_key_ended: bool,
    /// Whether the ministry revoked it, and may take that back.
    pub is_held: bool,
}

fn need(by: &By<'_>, acts: &[Act]) -> Result<(), NotAllowed> {
    let nation = Place::nation();
    let mut missing = Ok(());
    for act in acts {
        missing = by.need(*act, &nation);
        if missing.is_ok() {
            break;
        }
    }
    missing
}

/// How many people are to be looked at.
///
/// # Errors
/// See [`LookError`].
pub async fn waiting_people(registry: &Registry, by: &By<'_>) -> Result<DueCountRow, LookError> {
    need(by, &[Act::CertificateIssue, Act::CertificateRevoke])?;
    let mut tx = registry.store.read().await?;
    Ok(tx.count_certificate_due().await?)
}

/// What was ordered, the newest first, and how far each order is.
///
/// # Errors
/// See [`LookError`].
pub async fn order_progress(
    registry: &Registry,
    by: &By<'_>,
    limit: i64,
) -> Result<Vec<OrderProgress>, LookError> {
    need(by, &[Act::CertificateIssue, Act::CertificateRevoke])?;
    let mut tx = registry.store.read().await?;
    let mut orders = Vec::new();
    for order in tx.certificate_orders(limit).await? {
        orders.push(progress(&mut tx, order).await?);
    }
    Ok(orders)
}

/// One order; none if there is none with this id.
///
/// # Errors
/// See [`LookError`].
pub async fn progress_of_order(
    registry: &Registry,
    by: &By<'_>,
    id: Uuid,
) -> Result<Option<OrderProgress>, LookError> {
    need(by, &[Act::CertificateIssue, Act::CertificateRevoke])?;
    let mut tx = registry.store.read().await?;
    match tx.certificate_order(id).await? {
        Some(order) => Ok(Some(progress(&mut tx, order).await?)),
        None => Ok(None),
    }
}

async fn progress(tx: &mut Tx, order: CertificateOrderRow) -> Result<OrderProgress, StoreError> {
    let jobs = tx.jobs_about(order.id).await?;
    let job = jobs.into_iter().find(|job| job.kind == super::ORDER_JOB);
    let (state, fault) = job.map_or_else(Default::default, |job| (job.state, job.fault));
    Ok(OrderProgress {
        order,
        state,
        fault,
    })
}

/// The keys that ever signed passports, as they were added.
///
/// # Errors
/// See [`LookError`].
pub async fn document_signers(
    registry: &Registry,
    by: &By<'_>,
) -> Result<Vec<DocumentSignerRow>, LookError> {
    need(by, &[Act::CertificateIssue, Act::CertificateRevoke])?;
    let mut tx = registry.store.read().await?;
    Ok(tx.document_signers().await?)
}

/// The passport with an identifier, as it stands on the paper, with or without `URN:UVCI:`.
///
/// # Errors
/// See [`LookError`].
pub async fn find_by_identifier(
    registry: &Registry,
    by: &By<'_>,
    identifier: &str,
) -> Result<FoundPassport, LookError> {
    need(by, &[Act::CertificateRevoke])?;
    let identifier = written(identifier);
    if uvci::check(&identifier) == Check::Wrong {
        return Err(LookError::Mistyped);
    }
    let mut tx = registry.store.read().await?;
    let row = tx.certificate_called(&identifier).await?;
    found(&mut tx, row).await
}

/// The passport with an id.
///
/// # Errors
/// See [`LookError`].
pub async fn read_passport(
    registry: &Registry,
    by: &By<'_>,
    id: Uuid,
) -> Result<FoundPassport, LookError> {
    need(by, &[Act::CertificateRevoke])?;
    let mut tx = registry.store.read().await?;
    let row = tx.certificate(id).await?;
    found(&mut tx, row).await
}

/// An identifier as it is kept: in capitals, without blanks, with its prefix.
fn written(typed: &str) -> String {
    let mut letters: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    letters.make_ascii_uppercase();
    if !letters.starts_with(PREFIX) {
        letters.insert_str(0, PREFIX);
    }
    letters
}

async fn found(tx: &mut Tx, row: Option<CertificateRow>) -> Result<FoundPassport, LookError> {
    let row = row.ok_or(LookError::NoPassport)?;
    let signers = tx.document_signers().await?;
    let signer = signers.iter().find(|signer| signer.id == row.signer_id);
    let revocations = tx.revocations_of(row.id).await?;
    let mut standing = revocations.iter().filter(|it| it.withdrawn_at.is_none());
    Ok(FoundPassport {
        id: row.id,
        is_held: standing.any(|it| it.holds),
        is_key_ended: signer.is_some_and(|signer| signer.ended_at.is_some()),
        state: row.state,
        issued_at: row.issued_at.0,
        expires_at: row.expires_at.0,
        ended_at: row.ended_at.map(|at| at.0),
        reason: row.reason,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_found_as_people_type_them() {
        let kept = "URN:UVCI:01:VN:FFFF#B";
        for typed in ["01:VN:FFFF#B", " urn:uvci:01:vn: ffff#b ", kept] {
            assert_eq!(written(typed), kept);
        }
    }
}
