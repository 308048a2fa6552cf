//! A partner's look-up: one person who is known to the partner, and agreed to be looked up.

use khien_domain::rights::Act;
use khien_domain::{BirthDate, PersonName, PersonState};
use khien_store::{DoseRow, PersonRow, StoreError};

use super::correct::need;
use super::fields::{given, number};
use crate::by::{By, NotAllowed};
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why nobody was looked up.
#[derive(Debug, thiserror::Error)]
pub enum LookUpError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// It must be said how the person agreed: it stands in the record, where the person sees it.
    #[error("the person's consent must be named")]
    NoConsent,
    /// Nobody with exactly this number, name and birth date. It is not said which is wrong.
    #[error("there is no such person")]
    NoPerson,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the partner knows of the person.
pub struct LookUp<'a> {
    /// Identity number: 12 digits, 9 digits or a passport.
    pub id_number: &'a str,
    /// Full name; writing aside, it must be the person's.
    pub full_name: &'a str,
    /// Date of birth; it must be the person's.
    pub date_of_birth: &'a str,
    /// How the person agreed: number of the form, or of the message.
    pub consent: &'a str,
}

/// Most people with one number that are compared.
const MOST: i64 = 10;

/// The person and their doses. All three of number, name and birth date must be right, so that nobody
/// learns about people by trying numbers; whoever was looked up sees by whom, and by which consent.
///
/// # Errors
/// See [`LookUpError`].
pub async fn look_up(
    registry: &Registry,
    by: &By<'_>,
    asked: &LookUp<'_>,
) -> Result<(PersonRow, Vec<DoseRow>), LookUpError> {
    let consent = given(asked.consent).ok_or(LookUpError::NoConsent)?;
    let mut tx = registry.store.write().await?;
    let found = match given(asked.id_number) {
        Some(text) => tx.people_with_number(&number(text), MOST).await?,
        None => Vec::new(),
    };
    let person = found.into_iter().find(|row| is_meant(row, asked));
    let person = person.ok_or(LookUpError::NoPerson)?;
    // Outside the partner's place there is nobody, so that nobody learns who lives there.
    if need(&mut tx, by, Act::ApiPersonRead, &person)
        .await?
        .is_err()
    {
        return Err(LookUpError::NoPerson);
    }
    let doses = tx.doses(person.id).await?;
    let written = Written {
        act: Act::ApiPersonRead.code(),
        kind: "person",
        subject: person.id.to_string(),
        before: None,
        after: None,
        reason: Some(consent),
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok((person, doses))
}

fn is_meant(row: &PersonRow, asked: &LookUp<'_>) -> bool {
    let name = PersonName::parse(asked.full_name);
    let born = BirthDate::parse(asked.date_of_birth);
    let (Ok(name), Ok(born)) = (name, born) else {
        return false;
    };
    row.state == PersonState::Active.code()
        && row.folded_name == name.value.folded()
        && row.date_of_birth.as_deref() == Some(born.value.to_string().as_str())
}
