//! Giving forms, within a step that issues.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use khien_certificate::cose::SignerFault;
use khien_certificate::cwt::Terms;
use khien_certificate::ddcc::{CertificateTerms, DdccFault};
use khien_certificate::hc1::{Hc1Fault, Issuer};
use khien_certificate::keys::PublicKey;
use khien_certificate::revocation::RevocationHash;
use khien_certificate::shc::{CardSigner, ShcFault, rid_of_hash, write_qr};
use khien_certificate::zlib::Deflater;
use khien_domain::passport::Entitled;
use khien_store::{CertificateFormRow, CertificateRow, Moment, StoreError, Tx};
use uuid::Uuid;

use super::content::{CardContent, digest, status};
use super::{Form, FormFault, waits};
use crate::passport::claim::Claimant;
use crate::passport::issue::IssueError;
use crate::passport::ministry::Ministry;

/// What was asked for, by person.
#[derive(Default)]
pub(in crate::passport) struct Asked(HashMap<Uuid, Vec<CertificateFormRow>>);

impl Asked {
    pub(in crate::passport) async fn read(
        tx: &mut Tx,
        people: &[Uuid],
    ) -> Result<Self, StoreError> {
        let mut asked = Self::default();
        for row in tx.certificate_forms(people).await? {
            asked.0.entry(row.person_id).or_default().push(row);
        }
        Ok(asked)
    }

    pub(in crate::passport) fn of(&self, person: Uuid) -> &[CertificateFormRow] {
        self.0.get(&person).map_or(&[], Vec::as_slice)
    }
}

/// Whether a form of this passport waits to be given.
pub(in crate::passport) fn any_waits(asked: &[CertificateFormRow]) -> bool {
    asked.iter().any(waits)
}

/// Whether a form of a passport says what is not so any more: a card tells earlier doses and lots, of
/// which the passport says nothing.
pub(in crate::passport) fn is_any_untrue(
    claimant: &Claimant,
    old: &CertificateRow,
    given: &[CertificateFormRow],
) -> bool {
    let mut given = given
        .iter()
        .filter(|row| row.certificate_id == Some(old.id));
    given.any(|row| {
        let now = Form::parse(&row.form)
            .zip(claimant.about(old.dose_id))
            .and_then(|(form, entitled)| digest(form, claimant, entitled).ok());
        row.content.as_deref() != now.as_ref().map(<[u8; 32]>::as_slice)
    })
}

/// What forms of one passport are made of.
pub(in crate::passport) struct Giving<'a> {
    pub(in crate::passport) ministry: &'a Ministry,
    pub(in crate::passport) claimant: &'a Claimant,
    pub(in crate::passport) entitled: Entitled,
    /// The passport, signed by the key in use.
    pub(in crate::passport) passport: &'a CertificateRow,
    pub(in crate::passport) at: Timestamp,
}

impl Giving<'_> {
    /// What becomes of what was asked for: the row with the form of this passport, or why there can be
    /// none. Nothing where it is there already, or there could be none before and nobody asked again.
    pub(in crate::passport) fn give(
        &self,
        issuer: &mut Issuer<'_>,
        asked: &CertificateFormRow,
    ) -> Result<Option<CertificateFormRow>, IssueError> {
        let is_there = asked.certificate_id == Some(self.passport.id);
        let form = Form::parse(&asked.form).filter(|_| !is_there && asked.fault.is_none());
        let Some(form) = form else { return Ok(None) };
        let (code, content, fault) = match self.make(issuer, form) {
            Ok((code, content)) => (Some(code), Some(content.to_vec()), None),
            Err(Unmade::Form(fault)) => (None, None, Some(fault.code().to_owned())),
            Err(Unmade::Key(fault)) => return Err(fault.into()),
        };
        Ok(Some(CertificateFormRow {
            certificate_id: code.is_some().then_some(self.passport.id),
            given_at: code.is_some().then_some(Moment(self.at)),
            content,
            code,
            fault,
            ..asked.clone()
        }))
    }

    /// The text of the code, and the digest of what it says.
    fn make(&self, issuer: &mut Issuer<'_>, form: Form) -> Result<(String, [u8; 32]), Unmade> {
        let code = match form {
            Form::HealthCard => self.card()?,
            Form::VaccinationStatus => self.status(issuer)?,
        };
        Ok((code, digest(form, self.claimant, self.entitled)?))
    }

    fn card(&self) -> Result<String, Unmade> {
        let address = self.ministry.cards_at.as_deref();
        let address = address.ok_or(FormFault::NoAddress)?;
        let public = PublicKey::from_spki(self.ministry.certificate.spki());
        let public = public.map_err(|_| FormFault::Key)?;
        let signer = CardSigner::new(self.ministry.signer.as_ref(), &public);
        let signer = signer.map_err(|_| FormFault::Key)?;
        let content = CardContent::of(self.claimant, self.entitled)?;
        let rid = rid_of_hash(RevocationHash::of_uci(&self.passport.uvci).as_bytes());
        let draft = content.draft(address, (self.at, self.passport.expires_at.0), &rid);
        let jws = draft
            .sign(&signer, &mut Deflater::new())
            .map_err(|fault| of_card(&fault))?;
        write_qr(&jws).map_err(|fault| of_card(&fault))
    }

    fn status(&self, issuer: &mut Issuer<'_>) -> Result<String, Unmade> {
        let end = self.passport.expires_at.0;
        let day = |at| {
            TimeZone::fixed(Offset::UTC)
                .to_datetime(at)
                .date()
                .to_string()
        };
        let mut status = status(self.claimant, self.entitled)?;
        status.certificate = CertificateTerms {
            pha: Some(self.ministry.authority.clone()),
            hcid: Some(self.passport.uvci.clone()),
            valid_from: Some(day(self.at)),
            valid_until: Some(day(end)),
        };
        let terms = Terms {
            issuer: self.ministry.country.clone(),
            issued_at: self.at,
            expires_at: end,
        };
        match status.issue(issuer, &terms) {
            Ok(text) => Ok(text.into_string()),
            Err(DdccFault::Hc1(fault)) => Err(Unmade::Key(fault)),
            Err(_) => Err(FormFault::Content.into()),
        }
    }
}

/// Why there is no form: for good, or because the key does not sign now.
enum Unmade {
    Form(FormFault),
    Key(Hc1Fault),
}

impl From<FormFault> for Unmade {
    fn from(fault: FormFault) -> Self {
        Self::Form(fault)
    }
}

fn of_card(fault: &ShcFault) -> Unmade {
    match fault {
        ShcFault::NotSigned => Unmade::Key(SignerFault::Library.into()),
        ShcFault::TooLong | ShcFault::TooLongForOneCode { .. } => Unmade::Form(FormFault::Length),
        _ => Unmade::Form(FormFault::Content),
    }
}
