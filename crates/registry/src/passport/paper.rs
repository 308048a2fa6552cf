//! Paper that passports replace: whoever hands it in at a station gets the passport for it.

use jiff::civil::Date;
use khien_domain::rights::Act;
use khien_store::{Day, Moment, PaperCertificateRow, StoreError};
use uuid::Uuid;

use super::standing::current_of;
use crate::by::{By, NotAllowed};
use crate::registry::{Registry, place_of_person};
use crate::written::{Kept, Written, json, write};

/// Characters of a number of paper.
const LONGEST: usize = 40;

/// Why paper was not taken.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The right to correct the person's record is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such person, or the record was merged into another.
    #[error("there is no such person")]
    NoPerson,
    /// The person has no passport that could stand for it.
    #[error("the person has no passport")]
    NoPassport,
    /// Nobody sits at a desk.
    #[error("paper is taken at a facility")]
    NoFacility,
    /// The number is empty, too long, or has other characters than letters, digits, `/` and `-`.
    #[error("the number of the paper cannot be read")]
    Number,
    /// It was issued on a day that is still to come.
    #[error("the day of the paper is still to come")]
    Day,
    /// The number is known: it was taken before.
    #[error("the paper was taken before")]
    Known,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Paper that somebody hands in.
#[derive(Clone, Copy, Debug)]
pub struct TakenPaper<'a> {
    /// Made by the client.
    pub id: Uuid,
    /// Whose.
    pub person: Uuid,
    /// As printed on it.
    pub number: &'a str,
    /// On which day it was issued, if it says so.
    pub issued_on: Option<Date>,
}

/// Takes paper: the passport stands for it from now on. The same id again changes nothing.
///
/// # Errors
/// See [`PaperError`]. Nothing is written then.
pub async fn take_paper(
    registry: &Registry,
    by: &By<'_>,
    paper: TakenPaper<'_>,
) -> Result<Kept<PaperCertificateRow>, PaperError> {
    let number = number(paper.number).ok_or(PaperError::Number)?;
    if paper.issued_on.is_some_and(|day| day > by.today()) {
        return Err(PaperError::Day);
    }
    let facility = by.facility.ok_or(PaperError::NoFacility)?;
    let mut tx = registry.store.write().await?;
    let person = tx.person(paper.person).await?;
    let person = person.filter(|row| row.merged_into.is_none());
    let person = person.ok_or(PaperError::NoPerson)?;
    by.need(
        Act::PersonCorrect,
        &place_of_person(by, person.commune_code.as_deref()),
    )?;
    if let Some(known) = tx.paper_certificate(&number).await? {
        return Ok(if known.id == paper.id && known.person_id == person.id {
            Kept::Again(known)
        } else {
            return Err(PaperError::Known);
        });
    }
    let current = current_of(&mut tx, person.id).await?;
    let row = PaperCertificateRow {
        id: paper.id,
        person_id: person.id,
        number,
        issued_on: paper.issued_on.map(Day),
        certificate_id: current.ok_or(PaperError::NoPassport)?.id,
        facility_code: facility.to_owned(),
        taken_by: by.actor.account,
        taken_at: Moment(by.at),
    };
    match tx.insert_paper_certificate(&row).await {
        Err(StoreError::Exists(_)) => return Ok(Kept::Other),
        done => done?,
    }
    let after = serde_json::json!({
        "person": row.person_id, "certificate": row.certificate_id, "issued_on": row.issued_on.map(|day| day.0),
    });
    let written = Written {
        act: "paper_taken",
        kind: "paper_certificate",
        subject: row.id.to_string(),
        before: None,
        after: Some(json(&after)),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(Kept::New(row))
}

/// What became of the paper with a number, for whoever is shown it. `None`: nobody has handed it in.
///
/// # Errors
/// See [`PaperError`].
pub async fn paper_with(
    registry: &Registry,
    by: &By<'_>,
    typed: &str,
) -> Result<Option<PaperCertificateRow>, PaperError> {
    let number = number(typed).ok_or(PaperError::Number)?;
    let mut tx = registry.store.read().await?;
    let Some(row) = tx.paper_certificate(&number).await? else {
        return Ok(None);
    };
    let person = tx.person(row.person_id).await?;
    let person = person.ok_or(PaperError::NoPerson)?;
    by.need(
        Act::PersonRead,
        &place_of_person(by, person.commune_code.as_deref()),
    )?;
    Ok(Some(row))
}

/// The number in capitals without blanks.
fn number(typed: &str) -> Option<String> {
    let bare: String = typed.split_whitespace().collect();
    let is_plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '/' | '-' | '.');
    let number = bare.to_uppercase();
    let fits = !number.is_empty() && number.chars().count() <= LONGEST;
    (fits && number.chars().all(is_plain)).then_some(number)
}
