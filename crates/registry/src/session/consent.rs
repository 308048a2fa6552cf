//! The consent form: given, refused or withdrawn, by the person or the guardian.

use khien_domain::policy::NumberPolicy;
use khien_domain::rights::Act;
use khien_domain::{AttendanceState, BirthDate, ConsentAnswer, ConsentGiver};
use khien_store::{PersonRow, SessionRow, StoreError, Tx};
use uuid::Uuid;

use super::desk::{Desk, DeskError};
use crate::by::By;
use crate::policy::{PolicyError, in_force};
use crate::registry::Registry;

/// Why consent was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum ConsentError {
    /// The desk cannot do it.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// Without a birth date, at least its year, nobody can say who has to sign. A guardian may.
    #[error("the birth date of the person is needed first")]
    NoBirthDate,
    /// A guardian has to sign for somebody under age.
    #[error("a guardian has to sign")]
    GuardianNeeded,
    /// The guardian is not there, is the person, or is under age too.
    #[error("this person cannot sign as guardian")]
    NoGuardian,
}

impl From<StoreError> for ConsentError {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}

/// An answer on the form.
#[derive(Clone, Copy, Debug)]
pub struct Consent {
    /// Whose.
    pub attendance: Uuid,
    /// What.
    pub answer: ConsentAnswer,
    /// Who signed for somebody under age; none: the guardian whom the record names.
    pub guardian: Option<Uuid>,
}

/// Records the answer. For somebody under age (policy `guardian_below_years`) it is the guardian's.
///
/// # Errors
/// See [`ConsentError`]. Nothing is written then.
pub async fn consent(
    registry: &Registry,
    by: &By<'_>,
    answer: Consent,
) -> Result<(), ConsentError> {
    let mut tx = registry.store.write().await?;
    let desk = Desk::open(&mut tx, by, answer.attendance, Act::SessionConsent).await?;
    let now = desk.state();
    let too_late = [
        AttendanceState::Expected,
        AttendanceState::Dosed,
        AttendanceState::Left,
        AttendanceState::NoShow,
    ];
    if too_late.contains(&now) {
        return Err(DeskError::WrongStep(now).into());
    }
    let person = tx.person(desk.attendance.person_id).await?;
    let person = person.ok_or(DeskError::NoPerson)?;
    let named = answer.guardian.or(person.guardian_id);
    let giver = match giver(&mut tx, &person, &desk.session).await {
        Err(ConsentError::NoBirthDate) if named.is_some() => ConsentGiver::Guardian,
        known => known?,
    };
    let signs = match giver {
        ConsentGiver::Own => None,
        ConsentGiver::Guardian => {
            let guardian = named.ok_or(ConsentError::GuardianNeeded)?;
            may_sign(&mut tx, guardian, &person, &desk.session).await?;
            Some(guardian)
        }
    };
    let mut after = desk.attendance.clone();
    after.consent = Some(answer.answer.code().to_owned());
    after.consent_by = signs;
    if after.consent == desk.attendance.consent && after.consent_by == desk.attendance.consent_by {
        return Ok(());
    }
    desk.save(&mut tx, by, after, Act::SessionConsent, None)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Who has to sign for a person at a session.
async fn giver(
    tx: &mut Tx,
    person: &PersonRow,
    session: &SessionRow,
) -> Result<ConsentGiver, ConsentError> {
    let birth = birth(person).ok_or(ConsentError::NoBirthDate)?;
    let on = session.held_on.0;
    let policies = in_force(tx).await.map_err(DeskError::from)?;
    let age = policies.number(NumberPolicy::GuardianBelowYears, on);
    let age = age.map_err(|fault| DeskError::Policy(PolicyError::from(fault)))?;
    let age = u8::try_from(age).unwrap_or(u8::MAX);
    Ok(ConsentGiver::needed(&birth, on, age))
}

async fn may_sign(
    tx: &mut Tx,
    guardian: Uuid,
    person: &PersonRow,
    session: &SessionRow,
) -> Result<(), ConsentError> {
    if guardian == person.id {
        return Err(ConsentError::NoGuardian);
    }
    let row = tx.person(guardian).await?.ok_or(ConsentError::NoGuardian)?;
    // Of a guardian without a birth date nothing speaks against the signature.
    if birth(&row).is_some() && giver(tx, &row, session).await? == ConsentGiver::Guardian {
        return Err(ConsentError::NoGuardian);
    }
    Ok(())
}

fn birth(person: &PersonRow) -> Option<BirthDate> {
    let text = person.date_of_birth.as_deref()?;
    BirthDate::parse(text).ok().map(|read| read.value)
}
