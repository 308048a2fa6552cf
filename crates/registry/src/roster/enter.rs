//! Putting somebody on a draft by what the employer or school wrote down.
//!
//! Who submits a list sees nobody's record: the person is found or entered without a word about
//! which of the two it was.

use khien_domain::rights::Act;
use khien_store::{Moment, StoreError};
use uuid::Uuid;

use super::people::{PeopleError, drafted, put_on, touch};
use crate::by::By;
use crate::person::{FieldFault, PersonForm, alike, empty, identity, snapshot};
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why somebody was not put on a list.
#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    /// The list cannot be changed.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// Fields that cannot be taken as typed.
    #[error("{} fields cannot be taken as typed", .0.len())]
    Fields(Vec<FieldFault>),
    /// Several people fit: the station says who is meant.
    #[error("several people fit")]
    Ambiguous,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Somebody for a list.
pub struct RosterPerson<'a> {
    /// Which list.
    pub roster: Uuid,
    /// Made by the client, for the case that nobody is known by this.
    pub person: Uuid,
    /// What was written down.
    pub form: &'a PersonForm,
}

/// Puts somebody on a draft, and enters them if nobody is known by the number, or by name and
/// birth date. The same again changes nothing and succeeds.
///
/// # Errors
/// See [`EnterError`]. Nothing is written then.
pub async fn enter(
    registry: &Registry,
    by: &By<'_>,
    new: &RosterPerson<'_>,
) -> Result<(), EnterError> {
    let fields = new.form.read().map_err(EnterError::Fields)?;
    let answer = identity::ask(registry, new.form).await;
    let mut tx = registry.store.write().await?;
    let list = drafted(&mut tx, by, new.roster).await?;
    let is_known = tx.person(new.person).await?.is_some();
    let fitting = alike(&mut tx, &fields).await?;
    let person = match fitting.as_slice() {
        _ if is_known => new.person,
        [known] => *known,
        [] => new.person,
        _ => return Err(EnterError::Ambiguous),
    };
    if !is_known && fitting.is_empty() {
        let mut row = empty(person, Moment(by.at));
        fields.put(new.form, &mut row);
        // A list's writer says nothing about guardians.
        row.guardian_id = None;
        identity::put(answer.as_ref(), Moment(by.at), &mut row);
        tx.insert_person(&row).await?;
        identity::keep(&mut tx, by, row.id, new.form, answer.as_ref()).await?;
        let written = Written {
            act: Act::PersonRegister.code(),
            kind: "person",
            subject: row.id.to_string(),
            before: None,
            after: Some(snapshot(&row)),
            reason: Some("roster"),
        };
        write(&mut tx, by, written).await?;
    }
    put_on(&mut tx, new.roster, &[person]).await?;
    touch(&mut tx, by, list).await?;
    let written = Written {
        act: Act::RosterDraft.code(),
        kind: "roster",
        subject: new.roster.to_string(),
        before: None,
        after: Some(format!("{{\"added\":[\"{person}\"]}}")),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}
