//! Revoking passports, taking that back, and ending a key.

use khien_domain::rights::{Act, Place};
use khien_store::{CertificateRow, Moment, RevocationRow, StoreError, Tx};
use uuid::Uuid;

use super::order::{OrderKind, PassportOrder, Selection, put_order};
use crate::by::{By, NotAllowed};
use crate::consequence::{Again, noted_end as noted, revoke_row};
use crate::given::worded;
use crate::registry::Registry;
use crate::written::write;

/// Why a passport or key was not ended or reinstated.
#[derive(Debug, thiserror::Error)]
pub enum EndError {
    /// The right is missing: it is the ministry's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such passport or key.
    #[error("there is no such passport")]
    NoPassport,
    /// It does not count any more, or was not revoked.
    #[error("the passport is in another state")]
    State,
    /// The person has another passport by now.
    #[error("the person has another passport")]
    Another,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Revokes a passport, and with it the earlier ones of the person about the same dose that are still valid.
/// Nothing that says the same is issued to the person until that is taken back. One that is revoked already
/// stays so, and the act succeeds.
///
/// # Errors
/// See [`EndError`]. Nothing is written then.
pub async fn revoke(
    registry: &Registry,
    by: &By<'_>,
    certificate: Uuid,
    reason: &str,
) -> Result<(), EndError> {
    by.need(Act::CertificateRevoke, &Place::nation())?;
    let reason = worded(reason).ok_or(EndError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let row = tx.certificate(certificate).await?;
    let row = row.ok_or(EndError::NoPassport)?;
    if row.state == "revoked" {
        return Ok(());
    }
    if !revoke_row(&mut tx, by, (&row, Again::Not), reason).await? {
        return Err(EndError::State);
    }
    let about = tx
        .valid_certificates_about(row.dose_id, Moment(by.at))
        .await?;
    for other in about
        .iter()
        .filter(|other| other.person_id == row.person_id)
    {
        revoke_row(&mut tx, by, (other, Again::Not), reason).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes a revocation of the ministry's back: the passport is believed again, and so is what the same act
/// revoked of the person's earlier ones. What was revoked because it is not so stays revoked.
///
/// # Errors
/// See [`EndError`]. Nothing is written then.
pub async fn reinstate(
    registry: &Registry,
    by: &By<'_>,
    certificate: Uuid,
    reason: &str,
) -> Result<(), EndError> {
    by.need(Act::CertificateRevoke, &Place::nation())?;
    let reason = worded(reason).ok_or(EndError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let row = tx.certificate(certificate).await?;
    let row = row.ok_or(EndError::NoPassport)?;
    let own = standing_revocation(&mut tx, row.id).await?;
    let own = own.filter(|own| own.holds).ok_or(EndError::State)?;
    let mut same_act = vec![row.clone()];
    for other in tx.certificates_of(row.person_id).await? {
        if other.id == row.id || other.dose_id != row.dose_id {
            continue;
        }
        let revocation = standing_revocation(&mut tx, other.id).await?;
        if revocation.is_some_and(|it| it.holds && it.revoked_at == own.revoked_at) {
            same_act.push(other);
        }
    }
    for row in &same_act {
        believe_again(&mut tx, by, row, reason).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The revocation of a passport that was not taken back.
async fn standing_revocation(
    tx: &mut Tx,
    certificate: Uuid,
) -> Result<Option<RevocationRow>, StoreError> {
    let mut rows = tx.revocations_of(certificate).await?;
    rows.retain(|row| row.withdrawn_at.is_none());
    Ok(rows.pop())
}

async fn believe_again(
    tx: &mut Tx,
    by: &By<'_>,
    row: &CertificateRow,
    reason: &str,
) -> Result<(), EndError> {
    match tx.reinstate_certificate(row.id).await {
        Ok(true) => {}
        Ok(false) => return Err(EndError::State),
        Err(StoreError::Exists(_)) => return Err(EndError::Another),
        Err(other) => return Err(other.into()),
    }
    let whose = (by.actor.account, Moment(by.at));
    tx.withdraw_revocation(row.id, whose, reason).await?;
    let after = if row.replaced_by.is_some() {
        "superseded"
    } else {
        "issued"
    };
    write(tx, by, noted(row.id, (&row.state, after), reason)).await?;
    Ok(())
}

/// Ends a key, because it is lost: nothing that it signed is believed any more. In the same transaction
/// all its passports are ordered to be issued anew; that happens as soon as another key signs.
///
/// # Errors
/// See [`EndError`]. Nothing is written then.
pub async fn end_signer(
    registry: &Registry,
    by: &By<'_>,
    signer: Uuid,
    reason: &str,
) -> Result<(), EndError> {
    by.need(Act::CertificateRevoke, &Place::nation())?;
    let reason = worded(reason).ok_or(EndError::NoReason)?;
    let mut tx = registry.store.write().await?;
    if !tx
        .end_document_signer(signer, Moment(by.at), reason)
        .await?
    {
        return Err(EndError::NoPassport);
    }
    let mut written = noted(signer, ("in_use", "ended"), reason);
    written.kind = "document_signer";
    write(&mut tx, by, written).await?;
    let order = PassportOrder {
        id: by.new_id(),
        kind: OrderKind::Reissue,
        selection: &Selection::Signer(signer),
        reason,
    };
    put_order(&mut tx, by, order).await?;
    tx.commit().await?;
    Ok(())
}
