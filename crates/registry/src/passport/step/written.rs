//! What a step writes at its end, all in its transaction, and what the audit says of it.

use jiff::Timestamp;
use khien_certificate::merkle::{self, Hash};
use khien_store::{
    AuditRow, CertificateEnd, CertificateFormRow, CertificateRow, Moment, RevocationRow, Tx,
};
use uuid::Uuid;

use crate::by::NewIds;
use crate::passport::issue::{IssueError, Issued};
use crate::written::json;

/// What a step writes.
pub(in crate::passport) struct Written<'a> {
    ids: &'a dyn NewIds,
    at: Timestamp,
    /// Names what is issued together.
    pub(super) batch: Uuid,
    pub(super) issued: Vec<CertificateRow>,
    /// With what stands for it now, and why it ends.
    pub(super) ended: Vec<(CertificateRow, Option<Uuid>, &'static str)>,
    pub(super) revoked: Vec<RevocationRow>,
    /// Forms that were asked for, with what became of them.
    pub(super) settled: Vec<CertificateFormRow>,
    /// Forms of the next passport, for whoever had one of the last.
    pub(super) followed: Vec<CertificateFormRow>,
    pub(super) told: Issued,
}

impl<'a> Written<'a> {
    pub(super) fn new(ids: &'a dyn NewIds, at: Timestamp) -> Self {
        Self {
            ids,
            at,
            batch: ids.new_id(at),
            issued: Vec::new(),
            ended: Vec::new(),
            revoked: Vec::new(),
            settled: Vec::new(),
            followed: Vec::new(),
            told: Issued::default(),
        }
    }

    /// Writes what was decided; gives how much.
    pub(in crate::passport) async fn write(self, tx: &mut Tx) -> Result<Issued, IssueError> {
        let mut audit = Vec::new();
        for (old, by, reason) in &self.ended {
            let mut revoked = self.revoked.iter();
            let is_revoked = revoked.any(|row| row.certificate_id == old.id);
            let end = CertificateEnd {
                id: old.id,
                state: if is_revoked { "revoked" } else { "superseded" },
                replaced_by: *by,
                at: Moment(self.at),
                reason,
            };
            tx.end_certificate(&end).await?;
            audit.push(self.noted_end(old, &end));
        }
        tx.insert_certificates(&self.issued).await?;
        tx.insert_revocations(&self.revoked).await?;
        audit.extend(self.noted_batch());
        for row in &self.settled {
            if !tx.settle_certificate_form(row).await? {
                return Err(IssueError::Overtaken);
            }
        }
        tx.insert_certificate_forms(&self.followed).await?;
        let forms = self.settled.iter().chain(&self.followed);
        audit.extend(forms.filter_map(|row| self.noted_form(row)));
        tx.insert_audits(&audit).await?;
        Ok(self.told)
    }

    fn noted_end(&self, old: &CertificateRow, end: &CertificateEnd<'_>) -> AuditRow {
        let after = serde_json::json!({"state": end.state, "replaced_by": end.replaced_by});
        AuditRow {
            act: "certificate_end".to_owned(),
            subject_kind: "certificate".to_owned(),
            subject_id: old.id.to_string(),
            before: Some(json(&serde_json::json!({"state": old.state}))),
            after: Some(json(&after)),
            reason: Some(end.reason.to_owned()),
            ..self.noted()
        }
    }

    /// One line for all that the step issued: how many, and the root of the tree of their codes in the
    /// order of ids. Whoever changes one afterwards is found out.
    fn noted_batch(&self) -> Option<AuditRow> {
        let codes = self.issued.iter();
        let leaves: Vec<Hash> = codes
            .map(|row| Hash::of_entry(row.code.as_bytes()))
            .collect();
        let root = merkle::root(&leaves)?;
        let after = serde_json::json!({"certificates": leaves.len(), "root": root.to_string()});
        Some(AuditRow {
            act: "certificate_issue".to_owned(),
            subject_kind: "certificate_batch".to_owned(),
            subject_id: self.batch.to_string(),
            before: None,
            after: Some(json(&after)),
            reason: None,
            ..self.noted()
        })
    }

    /// The digest of the code stands there: whoever changes one afterwards is found out.
    fn noted_form(&self, row: &CertificateFormRow) -> Option<AuditRow> {
        let code = Hash::of_entry(row.code.as_deref()?.as_bytes());
        let after = serde_json::json!({"form": row.form, "digest": code.to_string()});
        Some(AuditRow {
            act: "certificate_form".to_owned(),
            subject_kind: "certificate".to_owned(),
            subject_id: row.certificate_id?.to_string(),
            before: None,
            after: Some(json(&after)),
            reason: None,
            ..self.noted()
        })
    }

    fn noted(&self) -> AuditRow {
        AuditRow {
            id: self.ids.new_id(self.at),
            at: Moment(self.at),
            actor: None,
            act: String::new(),
            subject_kind: String::new(),
            subject_id: String::new(),
            place: String::new(),
            before: None,
            after: None,
            reason: None,
        }
    }
}
