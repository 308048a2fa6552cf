//! Calls into the registry.

use khien_registry::person::{
    self, CorrectError, Correction, FieldFault, NewPerson, PersonRecord, ReadError, RegisterError,
    form_of,
};
use khien_registry::session::{self, Refused};
use uuid::Uuid;

use super::{Conflict, DifferingField, Draft, Person, record};
use crate::App;
use crate::forms::{Faults, Fields};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{Names, failed, refused, when};

/// What became of a form.
pub(super) enum Saved {
    /// Kept, under this id.
    Done(Uuid),
    /// Something cannot be taken as typed.
    Faults(Faults),
    /// People who may be the same: the clerk has to look.
    MayBeKnown(Vec<Uuid>),
    /// Somebody else was faster.
    Conflict(Conflict),
}

/// One person with everything that the page shows; the reading is logged.
pub(super) async fn person(app: &App, actor: &Actor, id: Uuid) -> Result<Person, Problem> {
    let read = opened(app, actor, id).await?;
    let may_edit = person::may_correct(app.registry(), &actor.by(app), &read.person).await;
    let may_edit = may_edit.map_err(|error| failed(&error))?;
    let shown = record::view(app, actor, read).await;
    let shown = shown.map_err(|error| failed(&error))?;
    Ok(Person { may_edit, ..shown })
}

/// The fields of a person as the form shows them, with the version; and what the person last called
/// wrong.
pub(super) async fn fields(
    app: &App,
    actor: &Actor,
    id: Uuid,
) -> Result<(Fields, Vec<Refused>), Problem> {
    let record = opened(app, actor, id).await?;
    let row = record.person;
    // Said before anybody types, not after.
    let may = person::may_correct(app.registry(), &actor.by(app), &row).await;
    if !may.map_err(|error| failed(&error))? {
        return Err(Problem::forbidden());
    }
    let said = record.confirmations.first();
    let wrong = said.map(session::refused).unwrap_or_default();
    let fields = super::form::fields_of(&form_of(&row), &row.version.to_string());
    Ok((fields, wrong))
}

/// Opening the form shows the whole record, so it is read like one.
async fn opened(app: &App, actor: &Actor, id: Uuid) -> Result<PersonRecord, Problem> {
    let read = person::read(app.registry(), &actor.by(app), id).await;
    read.map_err(|error| match error {
        ReadError::NotAllowed(missing) => refused(missing),
        ReadError::NoPerson => Problem::not_found(),
        ReadError::Store(error) => failed(&error),
    })
}

/// Registers or corrects.
pub(super) async fn save(
    app: &App,
    actor: &Actor,
    id: Option<Uuid>,
    draft: Draft,
) -> Result<Saved, Problem> {
    match id {
        Some(id) => correct(app, actor, id, draft).await,
        None => register(app, actor, draft).await,
    }
}

async fn register(app: &App, actor: &Actor, mut draft: Draft) -> Result<Saved, Problem> {
    if draft.form.commune_code.is_empty() {
        draft.form.commune_code = own_commune(app, actor).await?;
    }
    let id = draft.id.unwrap_or_else(|| app.new_id());
    let new = NewPerson {
        id,
        form: &draft.form,
        is_another: draft.is_another,
    };
    match person::register(app.registry(), &actor.by(app), new).await {
        Ok(()) => Ok(Saved::Done(id)),
        Err(RegisterError::Fields(faults)) => Ok(Saved::Faults(told(&faults))),
        Err(RegisterError::MayBeKnown(ids)) => Ok(Saved::MayBeKnown(ids)),
        Err(RegisterError::NoGuardian) => {
            let mut faults = Faults::default();
            faults.add("guardian", "fault-guardian");
            Ok(Saved::Faults(faults))
        }
        Err(RegisterError::NotAllowed(missing)) => Err(refused(missing)),
        Err(RegisterError::Store(error)) => Err(failed(&error)),
    }
}

async fn correct(app: &App, actor: &Actor, id: Uuid, draft: Draft) -> Result<Saved, Problem> {
    let correction = Correction {
        person: id,
        form: &draft.form,
        seen_version: draft.version,
        reason: &draft.reason,
    };
    match person::correct(app.registry(), &actor.by(app), correction).await {
        Ok(()) => Ok(Saved::Done(id)),
        Err(CorrectError::Changed) => Ok(Saved::Conflict(conflict(app, actor, id, &draft).await?)),
        Err(CorrectError::Fields(faults)) => Ok(Saved::Faults(told(&faults))),
        Err(CorrectError::NoReason) => {
            let mut faults = Faults::default();
            faults.add("reason", "fault-reason");
            Ok(Saved::Faults(faults))
        }
        Err(CorrectError::Merged(survivor)) => Ok(Saved::Done(survivor)),
        Err(CorrectError::NoPerson) => Err(Problem::not_found()),
        Err(CorrectError::NotAllowed(missing)) => Err(refused(missing)),
        Err(CorrectError::Store(error)) => Err(failed(&error)),
    }
}

/// The commune of the desk: most people who come live there.
async fn own_commune(app: &App, actor: &Actor) -> Result<String, Problem> {
    let Some(facility) = actor.facility.as_deref() else {
        return Ok(String::new());
    };
    let found = async {
        let mut tx = app.registry().store().read().await?;
        tx.facility(facility).await
    };
    let row = found.await.map_err(|error| failed(&error))?;
    Ok(row.map(|row| row.commune_code).unwrap_or_default())
}

fn told(faults: &[FieldFault]) -> Faults {
    let mut told = Faults::default();
    for fault in faults {
        match fault.field {
            "full_name" => told.add("full_name", format!("fault-name-{}", fault.fault)),
            "date_of_birth" => told.add("born", format!("fault-date-{}", fault.fault)),
            _ => told.add("sex", "fault-sex"),
        }
    }
    told
}

/// Both versions, field by field, for the second clerk to choose from.
async fn conflict(app: &App, actor: &Actor, id: Uuid, draft: &Draft) -> Result<Conflict, Problem> {
    let row = opened(app, actor, id).await?.person;
    let theirs = super::form::pairs(&form_of(&row));
    let mine = super::form::pairs(&draft.form);
    let mut fields = Vec::new();
    let mut rest = vec![("reason".to_owned(), draft.reason.clone())];
    for ((name, theirs), (_, mine)) in theirs.into_iter().zip(mine) {
        if theirs == mine {
            rest.push((name.to_owned(), mine));
        } else {
            fields.push(DifferingField { name, theirs, mine });
        }
    }
    let who = last_editor(app, id).await.map_err(|error| failed(&error))?;
    Ok(Conflict {
        person: id,
        who,
        when: when(row.updated_at),
        version: row.version.to_string(),
        fields,
        rest,
    })
}

async fn last_editor(app: &App, id: Uuid) -> Result<String, khien_store::StoreError> {
    let mut tx = app.registry().store().read().await?;
    let done = tx.audit_of("person", &id.to_string(), 20).await?;
    let changed = done.into_iter().find(|entry| entry.after.is_some());
    let actor = changed.and_then(|entry| entry.actor);
    Names::default().account(&mut tx, actor).await
}
