//! One step of issuing: what is decided about each.

mod written;

use std::collections::HashSet;

use jiff::{Timestamp, ToSpan};
use khien_certificate::cwt::Terms;
use khien_certificate::dcc::{Dcc, Event};
use khien_certificate::hc1::{Hc1Fault, Issuer};
use khien_certificate::uvci;
use khien_domain::passport::{Entitled, Obstacle, PassportRules};
use khien_store::{
    CertificateDueRow, CertificateFormRow, CertificateRow, DocumentSignerRow, Moment, Tx,
};
use uuid::Uuid;

use super::claim::Claimant;
use super::content::content;
use super::form::give::{Asked, Giving, any_waits};
use super::form::waits;
use super::issue::IssueError;
use super::ministry::Ministry;
use super::signed_below::Verified;
use super::valid::Valid;
use crate::by::NewIds;
use crate::consequence::{Cause, revocation};
use written::Written;

/// A passport that another one takes the place of.
struct Old {
    row: CertificateRow,
    /// Whether it, and every form of it, says what is still so.
    is_still_so: bool,
}

/// What is done about a passport that is possible.
enum Decided {
    /// The one that is there stays.
    Stays(CertificateRow),
    /// One is issued, in place of another if there is one.
    Issue(Option<Old>),
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
    written: Written<'a>,
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
            written: Written::new(ids, at),
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
        let mut valid = Valid::of_people(tx, &ids, self.at).await?;
        let anew: HashSet<Uuid> = due
            .iter()
            .filter(|row| row.cause == Cause::Reissue.code())
            .map(|row| row.person_id)
            .collect();
        let asked = Asked::read(tx, &ids).await?;
        let mut issuer = Issuer::new(self.ministry.signer.as_ref(), self.ministry.packing);
        for claimant in claimants {
            let valid = valid.remove(&claimant.person.id).unwrap_or_default();
            let Some((entitled, dcc)) = self.settled(claimant, &holding) else {
                self.leave(claimant, valid);
                continue;
            };
            let old = self.still_so(claimant, valid);
            if claimant.is_held(&dcc.digest()) {
                self.take_back(old);
                continue;
            }
            let forms = asked.of(claimant.person.id);
            let is_anew = anew.contains(&claimant.person.id);
            let decided = self.decide(&dcc, (old, is_anew), forms);
            let counts = match decided {
                Decided::Stays(row) => Some(row),
                Decided::Issue(old) => self.issue(&mut issuer, claimant, (entitled, dcc), old)?,
            };
            if let Some(passport) = counts.filter(|_| !forms.is_empty()) {
                let at = self.at;
                let giving = Giving {
                    ministry: self.ministry,
                    claimant,
                    entitled,
                    passport: &passport,
                    at,
                };
                self.give(&mut issuer, &giving, forms)?;
            }
        }
        Ok(())
    }

    /// Whether the passport that is there stays.
    fn decide(
        &self,
        dcc: &Dcc,
        (old, is_anew): (Option<Old>, bool),
        forms: &[CertificateFormRow],
    ) -> Decided {
        let Some(old) = old else {
            return Decided::Issue(None);
        };
        // A form is revoked by the key of its passport: that of an earlier key is renewed first.
        let is_for_form = any_waits(forms) && !self.is_of_own_key(&old.row);
        if is_anew || !old.is_still_so || is_for_form || self.is_needed(dcc, &old.row) {
            return Decided::Issue(Some(old));
        }
        Decided::Stays(old.row)
    }

    /// The passport that counts, and whether it says what is still so. Earlier ones that do not are
    /// revoked: nobody asks for them any more, and verifiers believe them until their end.
    fn still_so(&mut self, claimant: &Claimant, mut valid: Valid) -> Option<Old> {
        let authority = &self.ministry.authority;
        let mut untrue = std::mem::take(&mut valid.superseded);
        untrue.retain(|row| !valid.is_still_so(row, claimant, authority));
        for row in untrue {
            self.revoke_alone(row, "corrected");
        }
        let row = valid.current.take()?;
        let is_still_so = valid.is_still_so(&row, claimant, authority);
        Some(Old { row, is_still_so })
    }

    /// Nothing may be issued, as the ministry revoked what would say the same: what is not so any more is
    /// revoked all the same.
    fn take_back(&mut self, old: Option<Old>) {
        if let Some(old) = old.filter(|old| !old.is_still_so) {
            self.revoke_alone(old.row, "corrected");
        }
    }

    /// The dose and what the passport has to say; none where something is in the way.
    fn settled(&mut self, claimant: &Claimant, holding: &HashSet<Uuid>) -> Option<(Entitled, Dcc)> {
        let entitled = claimant.assess(self.rules).ok()?;
        let broken = claimant.signed().filter(|dose| !holding.contains(&dose.id));
        let broken: Vec<Uuid> = broken.map(|dose| dose.id).collect();
        if !broken.is_empty() {
            self.written.told.broken.extend(broken);
            return None;
        }
        Some((
            entitled,
            content(claimant, entitled, &self.ministry.authority)?,
        ))
    }

    fn is_needed(&self, dcc: &Dcc, old: &CertificateRow) -> bool {
        let soon = self
            .at
            .saturating_add(i64::from(self.rules.renewal_days) * 24.hours());
        let ends_soon = soon.is_ok_and(|soon| old.expires_at.0 <= soon);
        ends_soon || self.is_key_ended(old) || old.content != dcc.digest()
    }

    /// Whether nobody believes the passport any more, whatever it says.
    fn is_key_ended(&self, old: &CertificateRow) -> bool {
        let mut ended = self.signers.iter().filter(|row| row.ended_at.is_some());
        ended.any(|row| row.id == old.signer_id)
    }

    fn is_of_own_key(&self, row: &CertificateRow) -> bool {
        let own = self.signers.first();
        own.is_some_and(|own| own.id == row.signer_id)
    }

    /// Issues a passport; none where the record says what none can.
    fn issue(
        &mut self,
        issuer: &mut Issuer<'_>,
        claimant: &Claimant,
        (entitled, mut dcc): (Entitled, Dcc),
        old: Option<Old>,
    ) -> Result<Option<CertificateRow>, IssueError> {
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
                return Ok(None);
            }
            Err(fault) => return Err(fault.into()),
        };
        let Some(dose) = claimant.dose(entitled) else {
            return Ok(None);
        };
        let signer = self.signers.first().ok_or(IssueError::KeyEnded)?.id;
        let id = self.ids.new_id(self.at);
        if let Some(old) = old {
            self.replace(old, (id, &content));
        }
        let row = CertificateRow {
            id,
            person_id: claimant.person.id,
            dose_id: dose.id,
            signer_id: signer,
            batch_id: self.written.batch,
            uvci: identifier,
            content,
            code,
            issued_at: Moment(self.at),
            expires_at: Moment(self.end),
            state: "issued".to_owned(),
            replaced_by: None,
            ended_at: None,
            reason: None,
        };
        self.written.told.issued += 1;
        self.written.issued.push(row.clone());
        Ok(Some(row))
    }

    /// Gives what was asked for of a passport.
    fn give(
        &mut self,
        issuer: &mut Issuer<'_>,
        giving: &Giving<'_>,
        asked: &[CertificateFormRow],
    ) -> Result<(), IssueError> {
        for row in asked {
            let Some(given) = giving.give(issuer, row)? else {
                continue;
            };
            self.written.told.forms += usize::from(given.code.is_some());
            if waits(row) {
                self.written.settled.push(given);
                continue;
            }
            self.written.followed.push(CertificateFormRow {
                id: self.ids.new_id(self.at),
                asked_at: Moment(self.at),
                ..given
            });
        }
        Ok(())
    }

    fn identifier(&self) -> Result<String, IssueError> {
        let mut opaque = [0; 16];
        self.ministry.random.fill(&mut opaque)?;
        Ok(uvci::opaque(&self.ministry.country, &opaque)?)
    }

    /// Ends the passport that was there. One that says what is still so stays valid until its end;
    /// one that does not is revoked.
    fn replace(&mut self, old: Old, (id, new): (Uuid, &[u8])) {
        let Old {
            row: old,
            is_still_so,
        } = old;
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
    fn leave(&mut self, claimant: &Claimant, valid: Valid) {
        let obstacles = claimant.assess(self.rules).err().unwrap_or_default();
        if obstacles.contains(&Obstacle::NoDose) {
            for row in valid.current.into_iter().chain(valid.superseded) {
                self.revoke_alone(row, "no_dose");
            }
        }
    }

    /// Revokes a passport without another in its place.
    fn revoke_alone(&mut self, row: CertificateRow, reason: &'static str) {
        self.written.told.revoked += 1;
        self.revoke(&row, reason);
        self.written.ended.push((row, None, reason));
    }

    fn revoke(&mut self, old: &CertificateRow, reason: &str) {
        let when = (self.ids.new_id(self.at), self.at);
        let row = revocation(when, (old, self.signers), reason);
        self.written.revoked.push(row);
    }

    /// What was decided, to be written.
    pub(super) fn into_written(self) -> Written<'a> {
        self.written
    }
}
