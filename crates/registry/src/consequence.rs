//! What an act about a person or a dose means for the passport, written in the act's own transaction:
//! somebody is noted as due, or a passport is revoked. Issuing is for the step that has the key
//! ([`crate::passport`]).

use jiff::Timestamp;
use khien_certificate::revocation::RevocationHash;
use khien_domain::DoseState;
use khien_domain::rights::Act;
use khien_store::{
    CertificateDueRow, CertificateEnd, CertificateRow, DocumentSignerRow, DoseRow, Moment,
    RevocationRow, StoreError, Tx,
};
use uuid::Uuid;

use std::collections::HashSet;

use crate::by::{By, NewIds};
use crate::written::{Written, json, write};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// Doses were signed.
    Signed,
    /// A dose was corrected, voided or handed over.
    Dose,
    /// Somebody said of a signed dose that the person was there, or was not.
    Attendance,
    /// The identity, or what it is made of, changed.
    Identity,
    /// The passport ends soon.
    Renewal,
    /// A wave reached the person.
    Wave,
    /// All of a cohort are issued anew, even if they say the same.
    Reissue,
    /// The passport was asked for in another form.
    Form,
}

impl Cause {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Dose => "dose",
            Self::Attendance => "attendance",
            Self::Identity => "identity",
            Self::Renewal => "renewal",
            Self::Wave => "wave",
            Self::Reissue => "reissue",
            Self::Form => "form",
        }
    }

    /// Whether it may be issued where passports wait for a wave: somebody ordered it.
    fn is_ordered(self) -> bool {
        matches!(
            self,
            Self::Renewal | Self::Wave | Self::Reissue | Self::Form
        )
    }
}

/// Notes somebody as due.
pub(crate) async fn note(
    tx: &mut Tx,
    by: &By<'_>,
    person: Uuid,
    cause: Cause,
) -> Result<(), StoreError> {
    note_many(tx, by, [person], cause).await
}

/// Notes many as due, each once.
pub(crate) async fn note_many(
    tx: &mut Tx,
    by: &By<'_>,
    people: impl IntoIterator<Item = Uuid>,
    cause: Cause,
) -> Result<(), StoreError> {
    note_at(tx, (by.ids, by.at), people.into_iter().collect(), cause).await
}

/// Of a dose that is signed already, notes whose it is: before that, signing does.
pub(crate) async fn note_attendance(
    tx: &mut Tx,
    when: (&dyn NewIds, Timestamp),
    dose: &DoseRow,
) -> Result<(), StoreError> {
    if DoseState::parse(&dose.state) != Some(DoseState::Signed) {
        return Ok(());
    }
    note_at(tx, when, vec![dose.person_id], Cause::Attendance).await
}

/// Where passports wait for a wave, who has one already waits for none: what it says is kept right.
async fn note_at(
    tx: &mut Tx,
    (ids, at): (&dyn NewIds, Timestamp),
    mut people: Vec<Uuid>,
    cause: Cause,
) -> Result<(), StoreError> {
    people.sort_unstable();
    people.dedup();
    let current = tx.current_certificates(&people).await?;
    let holders: HashSet<Uuid> = current.iter().map(|row| row.person_id).collect();
    let row = |person| CertificateDueRow {
        id: ids.new_id(at),
        person_id: person,
        cause: cause.code().to_owned(),
        is_released: cause.is_ordered() || holders.contains(&person),
    };
    let rows: Vec<CertificateDueRow> = people.into_iter().map(row).collect();
    tx.insert_certificate_due(&rows).await
}

/// Whether what a revoked passport said may be issued again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Again {
    /// As soon as it is so again.
    May,
    /// Not before something that it said has changed, or the revocation is taken back.
    Not,
}

/// Revokes a passport, superseded or not, within an act that needs its own right; `false` if somebody else was faster.
pub(crate) async fn revoke_row(
    tx: &mut Tx,
    by: &By<'_>,
    (row, again): (&CertificateRow, Again),
    reason: &str,
) -> Result<bool, StoreError> {
    let end = CertificateEnd {
        id: row.id,
        state: "revoked",
        replaced_by: None,
        at: Moment(by.at),
        reason,
    };
    if !tx.end_certificate(&end).await? {
        return Ok(false);
    }
    let signers = tx.document_signers().await?;
    let revocation = RevocationRow {
        revoked_by: Some(by.actor.account),
        holds: again == Again::Not,
        ..revocation((by.new_id(), by.at), (row, &signers), reason)
    };
    tx.insert_revocations(&[revocation]).await?;
    write(tx, by, noted_end(row.id, (&row.state, "revoked"), reason)).await?;
    Ok(true)
}

/// The entry of a passport, revoked by nobody in particular.
pub(crate) fn revocation(
    (id, at): (Uuid, Timestamp),
    (row, signers): (&CertificateRow, &[DocumentSignerRow]),
    reason: &str,
) -> RevocationRow {
    // There is one: the passport refers to it.
    let mut signers = signers.iter().filter(|signer| signer.id == row.signer_id);
    RevocationRow {
        id,
        certificate_id: row.id,
        kid: signers
            .next()
            .map(|own| own.kid.clone())
            .unwrap_or_default(),
        hash: RevocationHash::of_uci(&row.uvci).as_bytes().to_vec(),
        expires_at: row.expires_at,
        revoked_by: None,
        revoked_at: Moment(at),
        reason: reason.to_owned(),
        withdrawn_by: None,
        withdrawn_at: None,
        withdrawn_reason: None,
        holds: false,
    }
}

/// Of a dose that was never given, or is somebody else's, no passport tells any more; whoever it was
/// of is looked at again.
pub(crate) async fn revoke_about(
    tx: &mut Tx,
    by: &By<'_>,
    (dose, person): (Uuid, Uuid),
    reason: &str,
) -> Result<(), StoreError> {
    // Noted first: who loses a passport is still somebody who had one.
    note(tx, by, person, Cause::Dose).await?;
    for row in tx.valid_certificates_about(dose, Moment(by.at)).await? {
        revoke_row(tx, by, (&row, Again::May), reason).await?;
    }
    Ok(())
}

/// The audit's entry of an end, or of taking one back.
pub(crate) fn noted_end<'a>(
    id: Uuid,
    (before, after): (&str, &str),
    reason: &'a str,
) -> Written<'a> {
    let state = |state: &str| Some(json(&serde_json::json!({ "state": state })));
    Written {
        act: Act::CertificateRevoke.code(),
        kind: "certificate",
        subject: id.to_string(),
        before: state(before),
        after: state(after),
        reason: Some(reason),
    }
}
