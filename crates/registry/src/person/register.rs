//! Entering a person who is not known yet.

use khien_domain::PersonState;
use khien_domain::rights::Act;
use khien_store::{AuditRow, Moment, PersonRow, StoreError, Tx};
use uuid::Uuid;

use super::fields::{FieldFault, PersonFields, PersonForm};
use super::{identity, snapshot};
use crate::by::{By, NotAllowed};
use crate::known::Known;
use crate::registry::{Registry, place_of_person};
use crate::written::{Kept, Written, write};

/// Why a person was not entered.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// Fields that cannot be taken as typed.
    #[error("{} fields cannot be taken as typed", .0.len())]
    Fields(Vec<FieldFault>),
    /// People who may be the same; entering needs the word that they are not.
    #[error("{} people may be the same", .0.len())]
    MayBeKnown(Vec<Uuid>),
    /// The guardian is not there.
    #[error("there is no such guardian")]
    NoGuardian,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A person to be entered.
pub struct NewPerson<'a> {
    /// Made by the client, so that a retry enters nobody twice.
    pub id: Uuid,
    /// What was typed.
    pub form: &'a PersonForm,
    /// The clerk looked at those who may be the same: it is another person.
    pub is_another: bool,
}

/// Enters a person, asks the population register about them, and appends its answer.
///
/// The same id again changes nothing and succeeds.
///
/// # Errors
/// See [`RegisterError`]. Nothing is written then.
pub async fn register(
    registry: &Registry,
    by: &By<'_>,
    new: NewPerson<'_>,
) -> Result<(), RegisterError> {
    keep(registry, by, new).await.map(drop)
}

/// The same, and what is there now: for programs, which want to know whether their id stood for
/// somebody else already.
///
/// # Errors
/// See [`RegisterError`]. Nothing is written then.
pub async fn keep(
    registry: &Registry,
    by: &By<'_>,
    new: NewPerson<'_>,
) -> Result<Kept<PersonRow>, RegisterError> {
    let form = new.form;
    let commune = super::fields::given(&form.commune_code);
    by.need(Act::PersonRegister, &place_of_person(by, commune))?;
    let fields = form.read().map_err(RegisterError::Fields)?;
    let answer = identity::ask(registry, form).await;

    let mut tx = registry.store.write().await?;
    if let Some(row) = tx.person(new.id).await? {
        return Ok(again(&mut tx, by, &fields, form, row).await?);
    }
    if let Some(guardian) = form.guardian
        && tx.person(guardian).await?.is_none()
    {
        return Err(RegisterError::NoGuardian);
    }
    let alike = alike(&mut tx, &fields).await?;
    if !new.is_another && !alike.is_empty() {
        return Err(RegisterError::MayBeKnown(alike));
    }
    let mut row = empty(new.id, Moment(by.at));
    fields.put(form, &mut row);
    identity::put(answer.as_ref(), Moment(by.at), &mut row);
    tx.insert_person(&row).await?;
    identity::keep(&mut tx, by, row.id, form, answer.as_ref()).await?;
    let written = Written {
        act: Act::PersonRegister.code(),
        kind: "person",
        subject: row.id.to_string(),
        before: None,
        after: Some(snapshot(&row)),
        reason: new.is_another.then_some("another_person"),
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(Kept::New(row))
}

/// Somebody with this id is there: entered as now typed, or somebody else.
async fn again(
    tx: &mut Tx,
    by: &By<'_>,
    fields: &PersonFields,
    form: &PersonForm,
    row: PersonRow,
) -> Result<Kept<PersonRow>, StoreError> {
    let mut typed = empty(row.id, Moment(by.at));
    fields.clone().put(form, &mut typed);
    let entries = tx.audit_of("person", &row.id.to_string(), 1000).await?;
    let entered = |entry: &&AuditRow| entry.act == Act::PersonRegister.code();
    // What was entered at first: a correction since then makes no retry another person.
    let first = entries.iter().rev().find(entered);
    let first = first.and_then(|entry| entry.after.as_deref());
    let is_same = first.is_none_or(|first| is_as_typed(first, &snapshot(&typed)));
    Ok(if is_same {
        Kept::Again(row)
    } else {
        Kept::Other
    })
}

/// Whether two snapshots say the same, but for what the registry adds by itself.
fn is_as_typed(first: &str, typed: &str) -> bool {
    let read = |text: &str| {
        let mut read: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(text).unwrap_or_default();
        read.retain(|name, _| !name.starts_with("identity"));
        read
    };
    read(first) == read(typed)
}

/// People with the same number, or with the same name and birth date (the rules by which the
/// platform's users looked for duplicates).
pub(crate) async fn alike(tx: &mut Tx, fields: &PersonFields) -> Result<Vec<Uuid>, StoreError> {
    let mut known = Known::default();
    let mut found = Vec::new();
    if let Some(number) = &fields.id_number {
        found.extend(known.holders(tx, number).await?);
    }
    if let Some(born) = &fields.date_of_birth {
        found.extend(known.namesakes(tx, &fields.folded_name, born).await?);
    }
    let mut ids: Vec<Uuid> = found.into_iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// The same for what somebody typed elsewhere than in the form of a person.
pub(crate) async fn find_alike(
    registry: &Registry,
    form: &PersonForm,
) -> Result<Vec<Uuid>, RegisterError> {
    let fields = form.read().map_err(RegisterError::Fields)?;
    let mut tx = registry.store.read().await?;
    Ok(alike(&mut tx, &fields).await?)
}

/// A row without anything typed.
pub(crate) fn empty(id: Uuid, at: Moment) -> PersonRow {
    PersonRow {
        id,
        full_name: String::new(),
        folded_name: String::new(),
        call_name: String::new(),
        date_of_birth: None,
        sex: None,
        id_number: None,
        old_number: None,
        insurance_number: None,
        phone: None,
        nationality: None,
        commune_code: None,
        hamlet: None,
        address: None,
        workplace: None,
        priority_group: None,
        guardian_id: None,
        state: PersonState::Active.code().to_owned(),
        merged_into: None,
        identity: String::new(),
        identity_fields: String::new(),
        identity_at: None,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}
