//! One step of issuing: what is decided about each, and what is written at its end.

use std::collections::{HashMap, HashSet};

use jiff::{Timestamp, ToSpan};
use khien_certificate::cwt::Terms;
use khien_certificate::dcc::{Dcc, Event};
use khien_certificate::hc1::{Hc1Fault, Issuer};
use khien_certificate::merkle::{self, Hash};
use khien_certificate::uvci;
use khien_domain::passport::{Obstacle, PassportRules};
use khien_store::{
    AuditRow, CertificateDueRow, CertificateEnd, CertificateRow, DocumentSignerRow, Moment,
    RevocationRow, Tx,
};
use uuid::Uuid;

use super::claim::Claimant;
use super::content::content;
use super::issue::{IssueError, Issued};
use super::ministry::Ministry;
use super::signed_below::Verified;
use crate::by::NewIds;
use crate::consequence::{Cause, revocation};
use crate::written::json;

/// What a step writes.
#[derive(Default)]
struct Written {
    issued: Vec<CertificateRow>,
    ended: Vec<(CertificateRow, Option<Uuid>, &'static str)>,
    revoked: Vec<RevocationRow>,
    told: Issued,
}

/// One step: what it goes by, and what it will write.
pub(super) struct Step<'a> {
    ministry: &'a Ministry,
    rules: &'a PassportRules,
    /// That of the key in use first.
    signers: &'a [DocumentSignerRow],
    ids: &'a dyn NewIds,
    at: Timestamp,
    end: Timestamp,
    batch: Uuid,
    written: Written,
}

impl<'a> Step<'a> {
    pub(super) fn new(
        ministry: &'a Ministry,
        rules: &'a PassportRules,
        signers: &'a [DocumentSignerRow],
        (ids, at): (&'a dyn NewIds, Timestamp),
        end: Timestamp,
    ) -> Self {
        Self {
            ministry,
            rules,
            signers,
            ids,
            at,
            end,
            batch: ids.new_id(at),
            written: Written::default(),
        }
    }

    /// Decides about everybody who is due.
    pub(super) async fn look(
        &mut self,
        tx: &mut Tx,
        claimants: &[Claimant],
        due: &[CertificateDueRow],
        verified: &mut Verified,
    ) -> Result<(), IssueError> {
        let ids: Vec<Uuid> = claimants.iter().map(|one| one.person.id).collect();
        let signatures = tx.signatures_of_people(&ids).await?;
        let holding = verified.holding(tx, claimants, &signatures).await?;
        let current = tx.current_certificates(&ids).await?.into_iter();
        let mut current: HashMap<Uuid, CertificateRow> =
            current.map(|row| (row.person_id, row)).collect();
        let anew: HashSet<Uuid> = due
            .iter()
            .filter(|row| row.cause == Cause::Reissue.code())
            .map(|row| row.person_id)
            .collect();
        let mut issuer = Issuer::new(self.ministry.signer.as_ref(), self.ministry.packing);
        for claimant in claimants {
            let old = current.remove(&claimant.person.id);
            match self.wanted(claimant, &holding) {
                Some((dose, dcc)) => {
                    let is_anew = anew.contains(&claimant.person.id);
                    if self.is_needed(&dcc, old.as_ref(), is_anew) {
                        self.issue(&mut issuer, claimant, (dose, dcc), old)?;
                    }
                }
                None => self.leave(claimant, old),
            }
        }
        Ok(())
    }

    /// The dose and what the passport has to say; none where something is in the way.
    fn wanted(&mut self, claimant: &Claimant, holding: &HashSet<Uuid>) -> Option<(Uuid, Dcc)> {
        let entitled = claimant.assess(self.rules).ok()?;
        let broken = claimant.signed().filter(|dose| !holding.contains(&dose.id));
        let broken: Vec<Uuid> = broken.map(|dose| dose.id).collect();
        if !broken.is_empty() {
            self.written.told.broken.extend(broken);
            return None;
        }
        let dcc = content(claimant, entitled, &self.ministry.authority)?;
        if claimant.is_held(&dcc.digest()) {
            return None;
        }
        Some((claimant.dose(entitled)?.id, dcc))
    }

    fn is_needed(&self, dcc: &Dcc, old: Option<&CertificateRow>, is_anew: bool) -> bool {
        let Some(old) = old else { return true };
        let soon = self
            .at
            .saturating_add(i64::from(self.rules.renewal_days) * 24.hours());
        let ends_soon = soon.is_ok_and(|soon| old.expires_at.0 <= soon);
        is_anew || ends_soon || self.is_key_ended(old) || old.content != dcc.digest()
    }

    /// Whether nobody believes the passport any more, whatever it says.
    fn is_key_ended(&self, old: &CertificateRow) -> bool {
        let mut ended = self.signers.iter().filter(|row| row.ended_at.is_some());
        ended.any(|row| row.id == old.signer_id)
    }

    fn issue(
        &mut self,
        issuer: &mut Issuer<'_>,
        claimant: &Claimant,
        (dose, mut dcc): (Uuid, Dcc),
        old: Option<CertificateRow>,
    ) -> Result<(), IssueError> {
        let content = dcc.digest().to_vec();
        let identifier = self.identifier()?;
        if let Event::Vaccination(vaccination) = &mut dcc.event {
            vaccination.identifier.clone_from(&identifier);
        }
        let terms = Terms {
            issuer: self.ministry.country.clone(),
            issued_at: self.at,
            expires_at: self.end,
        };
        let code = match issuer.issue(&dcc, &terms) {
            Ok(text) => text.into_string(),
            // What one person's record says must not keep everybody else waiting.
            Err(Hc1Fault::Dcc(fault)) => {
                let refused = (claimant.person.id, fault.code());
                self.written.told.refused.push(refused);
                return Ok(());
            }
            Err(fault) => return Err(fault.into()),
        };
        let signer = self.signers.first().ok_or(IssueError::KeyEnded)?.id;
        let id = self.ids.new_id(self.at);
        if let Some(old) = old {
            self.replace(claimant, old, (id, &content));
        }
        self.written.told.issued += 1;
        self.written.issued.push(CertificateRow {
            id,
            person_id: claimant.person.id,
            dose_id: dose,
            signer_id: signer,
            batch_id: self.batch,
            uvci: identifier,
            content,
            code,
            issued_at: Moment(self.at),
            expires_at: Moment(self.end),
            state: "issued".to_owned(),
            replaced_by: None,
            ended_at: None,
            reason: None,
        });
        Ok(())
    }

    fn identifier(&self) -> Result<String, IssueError> {
        let mut opaque = [0; 16];
        self.ministry.random.fill(&mut opaque)?;
        Ok(uvci::opaque(&self.ministry.country, &opaque)?)
    }

    /// Ends the passport that was there. One that says what is still so stays valid until its end;
    /// one that does not is revoked.
    fn replace(&mut self, claimant: &Claimant, old: CertificateRow, (id, new): (Uuid, &[u8])) {
        let authority = &self.ministry.authority;
        let about = claimant.about(old.dose_id);
        let about = about.and_then(|entitled| content(claimant, entitled, authority));
        let is_still_so = about.is_some_and(|dcc| dcc.digest()[..] == old.content[..]);
        let reason = match (is_still_so, old.content == new) {
            (false, _) => "corrected",
            (true, _) if self.is_key_ended(&old) => "key_ended",
            (true, true) => "renewed",
            (true, false) => "another_dose",
        };
        self.written.told.renewed += usize::from(reason == "renewed");
        self.written.told.corrected += usize::from(!is_still_so);
        if !is_still_so {
            self.revoke(&old, reason);
        }
        self.written.ended.push((old, Some(id), reason));
    }

    /// Nothing is issued now. A passport stays while its dose is being corrected or the identity is
    /// looked at again; with no dose left to tell of it is revoked.
    fn leave(&mut self, claimant: &Claimant, old: Option<CertificateRow>) {
        let Some(old) = old else { return };
        let obstacles = claimant.assess(self.rules).err().unwrap_or_default();
        if obstacles.contains(&Obstacle::NoDose) {
            self.written.told.revoked += 1;
            self.revoke(&old, "no_dose");
            self.written.ended.push((old, None, "no_dose"));
        }
    }

    fn revoke(&mut self, old: &CertificateRow, reason: &str) {
        let when = (self.ids.new_id(self.at), self.at);
        let row = revocation(when, (old, self.signers), reason);
        self.written.revoked.push(row);
    }

    /// Writes what was decided; gives how much.
    pub(super) async fn write(self, tx: &mut Tx) -> Result<Issued, IssueError> {
        let mut audit = Vec::new();
        for (old, by, reason) in &self.written.ended {
            let mut revoked = self.written.revoked.iter();
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
        tx.insert_certificates(&self.written.issued).await?;
        tx.insert_revocations(&self.written.revoked).await?;
        audit.extend(self.noted_batch());
        tx.insert_audits(&audit).await?;
        Ok(self.written.told)
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
        let codes = self.written.issued.iter();
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
