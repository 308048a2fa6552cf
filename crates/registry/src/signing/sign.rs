//! Signing doses in one act.

use std::collections::BTreeMap;

use khien_certificate::cose::{CoseFault, Signer, SignerFault, VerifyingKey};
use khien_certificate::dose_signing::{Stated, Statement};
use khien_certificate::merkle::Hash;
use khien_certificate::x509::Certificate;
use khien_domain::rights::Act;
use khien_store::{AuditRow, DoseRow, DoseSigningRow, Moment, StoreError, Tx};
use uuid::Uuid;

use super::certificate::{CertificateError, usable};
use super::{facts, right};
use crate::by::{By, NotAllowed};
use crate::consequence::{self, Cause};
use crate::dose::snapshot;
use crate::registry::Registry;
use crate::written::{Written, entry, json};

/// Most doses in one act: a facility's day has fewer, and the tables stay free for others.
const MOST_DOSES: usize = 20_000;

/// Why doses were not signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// The right to sign for the facility is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such facility.
    #[error("there is no such facility")]
    NoFacility,
    /// Nothing is to be signed, or more than fits into one act.
    #[error("between one and {MOST_DOSES} doses are signed at once")]
    Count,
    /// Some of the doses are not the facility's, or do not wait for a signature (any more): the page
    /// is to be looked at again.
    #[error("some doses do not wait for a signature of this facility")]
    NotWaiting,
    /// Some doses were changed after they were shown, or after the statement was prepared.
    #[error("{} doses were changed since they were looked at", .0.len())]
    Changed(Vec<Uuid>),
    /// There is no such prepared statement, or somebody else prepared it.
    #[error("there is no such statement")]
    NoStatement,
    /// The id stands for another act of signing.
    #[error("the id stands for another act")]
    Known,
    /// The certificate does not count.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The key did not sign.
    #[error(transparent)]
    Signer(#[from] SignerFault),
    /// The signature is not of the certificate's key, or not over the statement.
    #[error("the signature does not fit: {0}")]
    Signature(CoseFault),
    /// The database.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for SignError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Exists(_) => Self::Known,
            other => Self::Store(other),
        }
    }
}

/// Doses to be signed.
#[derive(Clone, Copy, Debug)]
pub struct Signing<'a> {
    /// Id of the act, made by the client: the same again signs nothing twice.
    pub id: Uuid,
    /// Code of the facility that gave them.
    pub facility: &'a str,
    /// Which doses.
    pub doses: &'a [Uuid],
    /// The versions in which they were looked at: a dose that has another now is not signed. Doses
    /// that are not named here are signed as they are.
    pub seen: &'a [(Uuid, i64)],
    /// Id of the certificate to sign with.
    pub certificate: Uuid,
}

/// Signs doses with a key at hand: all of them, or none. The same id again changes nothing and
/// succeeds.
///
/// # Errors
/// See [`SignError`]. Nothing is written then.
pub async fn sign(
    registry: &Registry,
    by: &By<'_>,
    order: Signing<'_>,
    signer: &dyn Signer,
) -> Result<(), SignError> {
    let mut tx = registry.store.write().await?;
    if let Some(row) = tx.dose_signing(order.id).await? {
        return again(&mut tx, by, &order, &row).await;
    }
    let certificate = admitted(&mut tx, by, &order).await?;
    let doses = marked(&mut tx, by, &order).await?;
    // Marking counted as a change, too.
    as_seen(&order, &doses, 1)?;
    let mut row = stated(by, &order, &certificate, &doses)?;
    let signature = signer.sign(row.statement.as_bytes())?;
    fits(&certificate, &row.statement, &signature)?;
    row.signature = Some(signature);
    row.signed_at = Some(Moment(by.at));
    tx.insert_dose_signing(&row, &facts::rows(order.id, &doses))
        .await?;
    tx.insert_audits(&noted(by, &row, &doses)).await?;
    let people = doses.iter().map(|dose| dose.person_id);
    consequence::note_many(&mut tx, by, people, Cause::Signed).await?;
    tx.commit().await?;
    Ok(())
}

/// The act is there: the same, or the id is taken.
async fn again(
    tx: &mut Tx,
    by: &By<'_>,
    order: &Signing<'_>,
    row: &DoseSigningRow,
) -> Result<(), SignError> {
    if row.signed_at.is_some() && is_same(tx, by, order, row).await? {
        Ok(())
    } else {
        Err(SignError::Known)
    }
}

/// Whether an act is the one that is ordered: by whom, for which facility, over which doses.
pub(super) async fn is_same(
    tx: &mut Tx,
    by: &By<'_>,
    order: &Signing<'_>,
    row: &DoseSigningRow,
) -> Result<bool, StoreError> {
    let mut wanted = order.doses.to_vec();
    wanted.sort_unstable();
    let leaves = tx.dose_signatures(row.id).await?;
    let same = row.prepared_by == by.actor.account
        && row.facility_code == order.facility
        && row.certificate_id == order.certificate
        && leaves.iter().map(|leaf| leaf.dose_id).eq(wanted);
    Ok(same)
}

/// The certificate, of whoever may sign for the facility now.
pub(super) async fn admitted(
    tx: &mut Tx,
    by: &By<'_>,
    order: &Signing<'_>,
) -> Result<Certificate, SignError> {
    if order.doses.is_empty() || order.doses.len() > MOST_DOSES {
        return Err(SignError::Count);
    }
    let facility = tx.facility(order.facility).await?;
    let facility = facility.ok_or(SignError::NoFacility)?;
    right::need(by, &facility)?;
    Ok(usable(tx, by, order.certificate).await?)
}

/// Marks the doses as signed, which locks them; gives them as they are then.
pub(super) async fn marked(
    tx: &mut Tx,
    by: &By<'_>,
    order: &Signing<'_>,
) -> Result<Vec<DoseRow>, SignError> {
    let signed = tx.mark_signed(order.doses, Moment(by.at)).await?;
    let doses = tx.doses_by_ids(order.doses).await?;
    let all = u64::try_from(order.doses.len()) == Ok(signed);
    let own = |row: &DoseRow| row.facility_code.as_deref() == Some(order.facility);
    if all && doses.iter().all(own) {
        Ok(doses)
    } else {
        Err(SignError::NotWaiting)
    }
}

/// Refuses doses that were changed since they were looked at; `own` changes were this act's.
pub(super) fn as_seen(order: &Signing<'_>, doses: &[DoseRow], own: i64) -> Result<(), SignError> {
    let seen: BTreeMap<Uuid, i64> = order.seen.iter().copied().collect();
    let is_other = |row: &&DoseRow| {
        let seen = seen.get(&row.id);
        seen.is_some_and(|version| version + own != row.version)
    };
    let changed: Vec<Uuid> = doses.iter().filter(is_other).map(|row| row.id).collect();
    if changed.is_empty() {
        Ok(())
    } else {
        Err(SignError::Changed(changed))
    }
}

/// The statement over doses, still without a signature.
pub(super) fn stated(
    by: &By<'_>,
    order: &Signing<'_>,
    certificate: &Certificate,
    doses: &[DoseRow],
) -> Result<DoseSigningRow, SignError> {
    let leaves: Vec<Hash> = doses.iter().map(facts::leaf).collect();
    let signing = order.id.to_string();
    let stated = Stated {
        signing: &signing,
        facility: order.facility,
        certificate: certificate.as_der(),
        time: by.at,
    };
    let statement = Statement::over(stated, &leaves).ok_or(SignError::Count)?;
    let root = khien_certificate::merkle::root(&leaves).ok_or(SignError::Count)?;
    Ok(DoseSigningRow {
        id: order.id,
        facility_code: order.facility.to_owned(),
        certificate_id: order.certificate,
        statement: statement.canonical(),
        root: root.as_bytes().to_vec(),
        doses: i64::try_from(leaves.len()).map_err(|_| SignError::Count)?,
        signature: None,
        prepared_by: by.actor.account,
        prepared_at: Moment(by.at),
        signed_at: None,
    })
}

/// Refuses a signature that is not the certificate's key's, over exactly this statement.
pub(super) fn fits(
    certificate: &Certificate,
    statement: &str,
    signature: &[u8],
) -> Result<(), SignError> {
    let key = VerifyingKey::from_certificate(certificate).map_err(SignError::Signature)?;
    key.verify(key.algorithm(), statement.as_bytes(), signature)
        .map_err(SignError::Signature)
}

/// The audit's entries: one of the act, one of each dose.
pub(super) fn noted(by: &By<'_>, row: &DoseSigningRow, doses: &[DoseRow]) -> Vec<AuditRow> {
    let signing = row.id.to_string();
    let act = Act::DoseSign.code();
    let told = serde_json::json!({
        "facility": row.facility_code, "doses": row.doses,
        "certificate": row.certificate_id.to_string(),
    });
    let whole = Written {
        act,
        kind: "dose_signing",
        subject: signing.clone(),
        before: None,
        after: Some(json(&told)),
        reason: None,
    };
    let each = doses.iter().map(|dose| Written {
        act,
        kind: "dose",
        subject: dose.id.to_string(),
        before: None,
        after: Some(snapshot(dose)),
        reason: Some(&signing),
    });
    std::iter::once(whole)
        .chain(each)
        .map(|written| entry(by, written))
        .collect()
}
