//! Correcting what is written of a person.

use khien_domain::rights::Act;
use khien_store::{Moment, PersonRow, StoreError, Tx};
use uuid::Uuid;

use super::fields::{FieldFault, PersonForm};
use super::{identity, snapshot};
use crate::by::{By, NotAllowed};
use crate::given::worded;
use crate::registry::{Registry, active, place_of_person};
use crate::written::{Written, write};

/// Why a person was not corrected.
#[derive(Debug, thiserror::Error)]
pub enum CorrectError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such person.
    #[error("there is no such person")]
    NoPerson,
    /// The record was merged into another.
    #[error("the record was merged into another")]
    Merged(Uuid),
    /// Somebody changed the person since the form was shown: both versions are to be compared.
    #[error("somebody else changed the person meanwhile")]
    Changed,
    /// Fields that cannot be taken as typed.
    #[error("{} fields cannot be taken as typed", .0.len())]
    Fields(Vec<FieldFault>),
    /// A change of who somebody is needs a reason.
    #[error("a reason is needed")]
    NoReason,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A correction.
pub struct Correction<'a> {
    /// Whose record.
    pub person: Uuid,
    /// Every field as it should be.
    pub form: &'a PersonForm,
    /// The version that the clerk saw.
    pub seen_version: i64,
    /// Why, and by which proof.
    pub reason: &'a str,
}

/// Corrects a person; what was before stays in the audit. Asks the population register again.
///
/// # Errors
/// See [`CorrectError`]. Nothing is written then.
pub async fn correct(
    registry: &Registry,
    by: &By<'_>,
    correction: Correction<'_>,
) -> Result<(), CorrectError> {
    let form = correction.form;
    let reason = worded(correction.reason).ok_or(CorrectError::NoReason)?;
    let fields = form.read().map_err(CorrectError::Fields)?;
    let answer = identity::ask(registry, form).await;

    let mut tx = registry.store.write().await?;
    let row = tx
        .person(correction.person)
        .await?
        .ok_or(CorrectError::NoPerson)?;
    let row = active(row).map_err(CorrectError::Merged)?;
    need(&mut tx, by, Act::PersonCorrect, &row).await??;
    if row.version != correction.seen_version {
        return Err(CorrectError::Changed);
    }
    let before = snapshot(&row);
    let mut after = row;
    fields.put(form, &mut after);
    identity::put(answer.as_ref(), Moment(by.at), &mut after);
    after.updated_at = Moment(by.at);
    if !tx.update_person(&after).await? {
        return Err(CorrectError::Changed);
    }
    identity::keep(&mut tx, by, after.id, form, answer.as_ref()).await?;
    let written = Written {
        act: Act::PersonCorrect.code(),
        kind: "person",
        subject: after.id.to_string(),
        before: Some(before),
        after: Some(snapshot(&after)),
        reason: Some(reason),
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether the actor may correct this record, so that a page offers it to nobody else.
///
/// # Errors
/// The database.
pub async fn may_correct(
    registry: &Registry,
    by: &By<'_>,
    row: &PersonRow,
) -> Result<bool, StoreError> {
    let mut tx = registry.store.read().await?;
    Ok(need(&mut tx, by, Act::PersonCorrect, row).await?.is_ok())
}

/// A right on a person's record: by where the person lives, or at a facility that attends to them.
///
/// A facility attends to those whom it entered or vaccinated, to those who are on the list of a
/// session of its own or came to one, and to a record that it joined to another, which it can only
/// part again; sitting at some desk of the country is not enough to change somebody's name.
pub(crate) async fn need(
    tx: &mut Tx,
    by: &By<'_>,
    act: Act,
    row: &PersonRow,
) -> Result<Result<(), NotAllowed>, StoreError> {
    let at_home = By {
        facility: None,
        ..*by
    };
    let commune = row.commune_code.as_deref();
    if by.need(act, &place_of_person(&at_home, commune)).is_ok() {
        return Ok(Ok(()));
    }
    let Some(facility) = by.facility else {
        return Ok(Err(NotAllowed(act)));
    };
    if !attends(tx, facility, row.id).await? {
        return Ok(Err(NotAllowed(act)));
    }
    Ok(by.need(act, &place_of_person(by, commune)))
}

async fn attends(tx: &mut Tx, facility: &str, person: Uuid) -> Result<bool, StoreError> {
    let vaccinated = tx
        .doses(person)
        .await?
        .iter()
        .any(|dose| dose.facility_code.as_deref() == Some(facility));
    if vaccinated || comes_to(tx, facility, person).await? {
        return Ok(true);
    }
    let done = tx.audit_of("person", &person.to_string(), 100).await?;
    let acts = [Act::PersonRegister.code(), Act::PersonMerge.code()];
    Ok(done
        .iter()
        .any(|entry| acts.contains(&entry.act.as_str()) && entry.place == facility))
}

/// Whether the person is on the list of a session of the facility, or came to one.
async fn comes_to(tx: &mut Tx, facility: &str, person: Uuid) -> Result<bool, StoreError> {
    for attendance in tx.attendances_of_person(person).await? {
        let session = tx.session(attendance.session_id).await?;
        if session.is_some_and(|session| session.facility_code == facility) {
            return Ok(true);
        }
    }
    Ok(false)
}
