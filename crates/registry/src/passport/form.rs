//! Passports in the forms of others, for whoever asked: abroad not everybody reads the EU's.
//!
//! A form is a second text with the identifier of the passport: what ends or revokes the passport ends
//! its forms. Whoever asked once has the form of each further passport, too. Asking only notes the
//! person as due; the key stays with the step that issues ([`super::issue_due`]).

pub(super) mod content;
pub(super) mod give;

use khien_domain::rights::Act;
use khien_store::{CertificateFormRow, CertificateRow, Moment, StoreError};
use uuid::Uuid;

use super::standing::current_of;
use crate::by::{By, NotAllowed};
use crate::consequence::{self, Cause};
use crate::registry::{Registry, place_of_person};
use crate::written::{Written, json, write};

/// A form beside the EU's certificate, which everybody gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A SMART Health Card: all doses so far in one code.
    HealthCard,
    /// The WHO's vaccination status (DDCC:VS): the last dose.
    VaccinationStatus,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::HealthCard, Self::VaccinationStatus];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::HealthCard => "shc",
            Self::VaccinationStatus => "ddcc",
        }
    }

    /// The form with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.code() == code)
    }
}

/// Why a passport cannot be had in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormFault {
    /// The department publishes the keys of cards nowhere.
    #[error("the keys of cards are published nowhere")]
    NoAddress,
    /// The key of the department makes no signatures that cards know.
    #[error("the key of the department cannot sign cards")]
    Key,
    /// A dose has no code in the form.
    #[error("a dose has no code in this form")]
    Vaccine,
    /// What the record says cannot be written in the form.
    #[error("the record cannot be written in this form")]
    Content,
    /// The doses do not fit into one code.
    #[error("the doses do not fit into one code")]
    Length,
}

impl FormFault {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::NoAddress,
        Self::Key,
        Self::Vaccine,
        Self::Content,
        Self::Length,
    ];

    /// The stable code, as it is kept and shown.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoAddress => "no_address",
            Self::Key => "key",
            Self::Vaccine => "vaccine",
            Self::Content => "content",
            Self::Length => "length",
        }
    }
}

/// Why a form was not asked for.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The right to read the person's record is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such person.
    #[error("there is no such person")]
    NoPerson,
    /// The record was merged into another.
    #[error("the record was merged into another")]
    Merged(Uuid),
    /// The person has no passport that is valid: the form is that of a passport.
    #[error("the person has no passport")]
    NoPassport,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Asks for a person's passport in a form; it is there as soon as the step that issues has been there.
/// Asking again changes nothing, unless there could be none before.
///
/// # Errors
/// See [`AskError`]. Nothing is written then.
pub async fn ask_form(
    registry: &Registry,
    by: &By<'_>,
    person: Uuid,
    form: Form,
) -> Result<(), AskError> {
    let mut tx = registry.store.write().await?;
    let row = tx.person(person).await?.ok_or(AskError::NoPerson)?;
    let place = place_of_person(by, row.commune_code.as_deref());
    by.need(Act::PersonRead, &place)?;
    if let Some(survivor) = row.merged_into {
        return Err(AskError::Merged(survivor));
    }
    let current = current_of(&mut tx, person).await?;
    let current = current.filter(|row| row.expires_at.0 > by.at);
    let current = current.ok_or(AskError::NoPassport)?;
    let asked = tx.certificate_forms(&[person]).await?;
    let mut asked = asked.iter().filter(|row| row.form == form.code());
    if asked.any(|row| waits(row) || row.certificate_id == Some(current.id)) {
        return Ok(());
    }
    let row = CertificateFormRow {
        id: by.new_id(),
        person_id: person,
        form: form.code().to_owned(),
        asked_by: by.actor.account,
        asked_at: Moment(by.at),
        certificate_id: None,
        content: None,
        code: None,
        given_at: None,
        fault: None,
    };
    match tx
        .insert_certificate_forms(std::slice::from_ref(&row))
        .await
    {
        // Somebody else asked at the same moment.
        Err(StoreError::Exists(_)) => return Ok(()),
        done => done?,
    }
    consequence::note(&mut tx, by, person, Cause::Form).await?;
    write(&mut tx, by, asked_for(&row, &current)).await?;
    tx.commit().await?;
    Ok(())
}

fn asked_for(row: &CertificateFormRow, current: &CertificateRow) -> Written<'static> {
    let after = serde_json::json!({"person": row.person_id, "form": row.form});
    Written {
        act: "certificate_form_asked",
        kind: "certificate",
        subject: current.id.to_string(),
        before: None,
        after: Some(json(&after)),
        reason: None,
    }
}

/// Whether it was asked for and nobody has looked at it yet.
pub(super) fn waits(row: &CertificateFormRow) -> bool {
    row.code.is_none() && row.fault.is_none()
}
