//! Signing with a key that is elsewhere: in a token at the head's desk, or at a company's service.
//! The statement goes there and the signature comes back.

use khien_certificate::x509::Certificate;
use khien_store::{DoseRow, DoseSignatureRow, DoseSigningRow, Moment, Tx};
use uuid::Uuid;

use super::certificate::usable;
use super::facts;
use super::sign::{SignError, Signing, admitted, as_seen, fits, is_same, marked, noted, stated};
use crate::by::By;
use crate::consequence::{self, Cause};
use crate::registry::Registry;

/// Prepares the statement over doses; gives the text that is to be signed, to the byte. The doses
/// go on waiting until the signature is there. The same id again gives the same statement.
///
/// # Errors
/// See [`SignError`]. Nothing is written then.
pub async fn prepare(
    registry: &Registry,
    by: &By<'_>,
    order: Signing<'_>,
) -> Result<String, SignError> {
    let mut tx = registry.store.write().await?;
    if let Some(row) = tx.dose_signing(order.id).await? {
        let same = is_same(&mut tx, by, &order, &row).await?;
        return if same {
            Ok(row.statement)
        } else {
            Err(SignError::Known)
        };
    }
    let certificate = admitted(&mut tx, by, &order).await?;
    let doses = waiting(&mut tx, &order).await?;
    as_seen(&order, &doses, 0)?;
    let row = stated(by, &order, &certificate, &doses)?;
    tx.insert_dose_signing(&row, &facts::rows(order.id, &doses))
        .await?;
    tx.commit().await?;
    Ok(row.statement)
}

/// Puts a signature under a prepared statement, and with that its doses are signed: all of them, or
/// none. The same again changes nothing and succeeds.
///
/// # Errors
/// See [`SignError`]; where doses were changed meanwhile, a new statement is to be prepared. Nothing
/// is written then.
pub async fn complete(
    registry: &Registry,
    by: &By<'_>,
    signing: Uuid,
    signature: &[u8],
) -> Result<(), SignError> {
    let mut tx = registry.store.write().await?;
    let row = tx.dose_signing(signing).await?;
    let row = prepared(by, row.ok_or(SignError::NoStatement)?)?;
    let certificate: Certificate = usable(&mut tx, by, row.certificate_id).await?;
    fits(&certificate, &row.statement, signature)?;
    if row.signed_at.is_some() {
        return Ok(());
    }
    let leaves = tx.dose_signatures(signing).await?;
    let ids: Vec<Uuid> = leaves.iter().map(|leaf| leaf.dose_id).collect();
    let order = Signing {
        id: signing,
        facility: &row.facility_code,
        doses: &ids,
        seen: &[],
        certificate: row.certificate_id,
    };
    admitted(&mut tx, by, &order).await?;
    let doses = marked(&mut tx, by, &order).await?;
    let changed = changed(&leaves, &doses);
    if !changed.is_empty() {
        return Err(SignError::Changed(changed));
    }
    if !tx
        .complete_dose_signing(signing, signature, Moment(by.at))
        .await?
    {
        return Err(SignError::Known);
    }
    tx.insert_audits(&noted(by, &row, &doses)).await?;
    let people = doses.iter().map(|dose| dose.person_id);
    consequence::note_many(&mut tx, by, people, Cause::Signed).await?;
    tx.commit().await?;
    Ok(())
}

/// A statement of who asks.
fn prepared(by: &By<'_>, row: DoseSigningRow) -> Result<DoseSigningRow, SignError> {
    if row.prepared_by == by.actor.account {
        Ok(row)
    } else {
        Err(SignError::NoStatement)
    }
}

/// The doses, which all wait for a signature of the facility.
async fn waiting(tx: &mut Tx, order: &Signing<'_>) -> Result<Vec<DoseRow>, SignError> {
    let doses = tx.doses_by_ids(order.doses).await?;
    let waits = |row: &DoseRow| {
        row.facility_code.as_deref() == Some(order.facility)
            && matches!(row.state.as_str(), "recorded" | "corrected")
    };
    if doses.len() == order.doses.len() && doses.iter().all(waits) {
        Ok(doses)
    } else {
        Err(SignError::NotWaiting)
    }
}

/// Doses whose facts are no longer those of the statement. Both come in the order of ids.
fn changed(leaves: &[DoseSignatureRow], doses: &[DoseRow]) -> Vec<Uuid> {
    let differs = |(leaf, dose): (&DoseSignatureRow, &DoseRow)| {
        let same = leaf.dose_id == dose.id && leaf.leaf == facts::leaf(dose).as_bytes();
        (!same).then_some(dose.id)
    };
    leaves.iter().zip(doses).filter_map(differs).collect()
}
