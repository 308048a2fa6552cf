//! Writing the rows of a reviewed import into the registry.

use khien_domain::rights::Act;
use khien_domain::{ImportRowKind, ImportState};
use khien_store::{ImportRow, ImportRowRow, Moment, PersonRow, StoreError, Tx};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::classify::{Classified, classify};
use super::typed::{ReadDose, TypedRow};
use crate::by::{By, NotAllowed};
use crate::dose::{self, NewDose, RecordError, Source};
use crate::job::{JobFault, Running, waiting};
use crate::person::{self, PersonForm, identity};
use crate::registry::{Registry, place_of_facility};
use crate::written::{Written, json, write};

/// Kind of the job that applies an import.
pub const APPLY_JOB: &str = "import_apply";

/// Rows that are written together.
const CHUNK: i64 = 100;

/// Why an import was not applied.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such import.
    #[error("there is no such import")]
    NoImport,
    /// It is still being read, could not be read, or was undone.
    #[error("the import is not ready to be applied")]
    NotReady,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What applying a row did: enough to undo it.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Applied {
    /// The person was entered by the row.
    pub(crate) entered: bool,
    /// The person before the row changed them.
    pub(crate) before: Option<PersonForm>,
    /// Doses that the row added.
    pub(crate) doses: Vec<Uuid>,
}

/// Orders the rows that are new or a change to be written. Doing so again changes nothing.
///
/// # Errors
/// See [`ApplyError`].
pub async fn apply(registry: &Registry, by: &By<'_>, import: Uuid) -> Result<(), ApplyError> {
    let mut tx = registry.store.write().await?;
    let mut row = tx.import(import).await?.ok_or(ApplyError::NoImport)?;
    let place = place_of_facility(&mut tx, by, &row.facility_code).await?;
    by.need(Act::ImportApply, &place.ok_or(ApplyError::NoImport)?)?;
    let state = ImportState::parse(&row.state).ok_or(ApplyError::NotReady)?;
    match state {
        ImportState::Applied => return Ok(()),
        ImportState::Parsed | ImportState::Reviewed if row.fault.is_none() => {}
        _ => return Err(ApplyError::NotReady),
    }
    ImportState::Reviewed.code().clone_into(&mut row.state);
    row.updated_at = Moment(by.at);
    tx.update_import(&row).await?;
    tx.insert_job(&waiting(by, APPLY_JOB, import)).await?;
    let written = Written {
        act: Act::ImportApply.code(),
        kind: "import",
        subject: import.to_string(),
        before: None,
        after: None,
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes the rows, some at a time; rows that are written already are passed over.
pub(crate) async fn run_apply(registry: &Registry, running: &Running<'_>) -> Result<(), JobFault> {
    let mut tx = registry.store.read().await?;
    let import = tx.import(running.job.subject).await?;
    let import = import.ok_or(JobFault::Hopeless("no_import"))?;
    let counts = tx.import_counts(import.id).await?;
    drop(tx);
    let all: i64 = counts.iter().map(|(_, rows, _)| rows).sum();
    let (mut sheet, mut line, mut done) = (String::new(), 0, 0);
    loop {
        let mut tx = registry.store.write().await?;
        let rows = tx.import_rows(import.id, None, &sheet, line, CHUNK).await?;
        let Some(last) = rows.last() else { break };
        (sheet, line) = (last.sheet.clone(), last.line);
        done += i64::try_from(rows.len()).unwrap_or(0);
        for row in rows.into_iter().filter(|row| row.applied.is_none()) {
            apply_row(registry, &mut tx, &running.by, &import, row).await?;
        }
        running.progress(&mut tx, done, all).await?;
        tx.commit().await?;
    }
    let mut tx = registry.store.write().await?;
    let current = tx.import(import.id).await?;
    let mut current = current.ok_or(JobFault::Hopeless("no_import"))?;
    ImportState::Applied.code().clone_into(&mut current.state);
    current.updated_at = Moment((running.now)());
    tx.update_import(&current).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes one row as the registry is now: rows before it may have changed what it means.
async fn apply_row(
    registry: &Registry,
    tx: &mut Tx,
    by: &By<'_>,
    import: &ImportRow,
    mut row: ImportRowRow,
) -> Result<(), JobFault> {
    let text = row.mended.as_deref().unwrap_or(&row.typed);
    let Ok(typed) = serde_json::from_str::<TypedRow>(text) else {
        return Ok(());
    };
    let classified = classify(tx, by, &import.facility_code, &typed).await?;
    classified.kind.code().clone_into(&mut row.kind);
    row.reasons = classified.reasons.join(" ");
    row.person_id = classified.person;
    if matches!(classified.kind, ImportRowKind::New | ImportRowKind::Change) {
        match write_row(registry, tx, by, import, &typed, classified).await? {
            Ok((person, applied)) => {
                row.person_id = Some(person);
                row.applied = Some(json(&applied));
                row.applied_at = Some(Moment(by.at));
            }
            Err(reason) => {
                ImportRowKind::Conflict.code().clone_into(&mut row.kind);
                row.reasons = reason.to_owned();
            }
        }
    }
    tx.update_import_row(&row).await?;
    Ok(())
}

type WrittenRow = Result<(Uuid, Applied), &'static str>;

async fn write_row(
    registry: &Registry,
    tx: &mut Tx,
    by: &By<'_>,
    import: &ImportRow,
    typed: &TypedRow,
    classified: Classified,
) -> Result<WrittenRow, JobFault> {
    let Some(fields) = classified.plan.fields else {
        return Ok(Err("unreadable"));
    };
    let known = match classified.person {
        Some(id) => tx.person(id).await?,
        None => None,
    };
    let mut applied = Applied::default();
    let person = match known {
        Some(row) if classified.kind == ImportRowKind::Change => {
            applied.before = Some(person::form_of(&row));
            let form = merged(&person::form_of(&row), &typed.person);
            change(registry, tx, by, row, &form).await?
        }
        Some(row) => row,
        None => {
            applied.entered = true;
            let mut row = person::empty(by.new_id(), Moment(by.at));
            fields.put(&typed.person, &mut row);
            enter(registry, tx, by, row, &typed.person).await?
        }
    };
    for dose in classified.plan.doses {
        let new = new_dose(by, import, &person, dose);
        let id = new.id;
        match dose::put(tx, by, new).await {
            Ok(_) => applied.doses.push(id),
            Err(RecordError::Store(error)) => return Err(error.into()),
            // The rules were asked a moment ago in this transaction: only the right can be missing.
            Err(_) => return Err(JobFault::Hopeless("not_allowed")),
        }
    }
    Ok(Ok((person.id, applied)))
}

/// The person as kept, with what the row states in place of what was.
fn merged(kept: &PersonForm, typed: &PersonForm) -> PersonForm {
    let pick =
        |kept: &String, typed: &String| if typed.trim().is_empty() { kept } else { typed }.clone();
    PersonForm {
        full_name: pick(&kept.full_name, &typed.full_name),
        date_of_birth: pick(&kept.date_of_birth, &typed.date_of_birth),
        sex: pick(&kept.sex, &typed.sex),
        id_number: pick(&kept.id_number, &typed.id_number),
        old_number: pick(&kept.old_number, &typed.old_number),
        insurance_number: pick(&kept.insurance_number, &typed.insurance_number),
        phone: pick(&kept.phone, &typed.phone),
        nationality: pick(&kept.nationality, &typed.nationality),
        commune_code: pick(&kept.commune_code, &typed.commune_code),
        hamlet: pick(&kept.hamlet, &typed.hamlet),
        address: pick(&kept.address, &typed.address),
        workplace: pick(&kept.workplace, &typed.workplace),
        priority_group: pick(&kept.priority_group, &typed.priority_group),
        guardian: kept.guardian,
    }
}

async fn enter(
    registry: &Registry,
    tx: &mut Tx,
    by: &By<'_>,
    mut row: PersonRow,
    form: &PersonForm,
) -> Result<PersonRow, StoreError> {
    let answer = identity::ask(registry, form).await;
    identity::put(answer.as_ref(), Moment(by.at), &mut row);
    tx.insert_person(&row).await?;
    identity::keep(tx, by, row.id, form, answer.as_ref()).await?;
    note(tx, by, Act::PersonRegister, &row, None).await?;
    Ok(row)
}

async fn change(
    registry: &Registry,
    tx: &mut Tx,
    by: &By<'_>,
    row: PersonRow,
    form: &PersonForm,
) -> Result<PersonRow, JobFault> {
    let before = person::snapshot(&row);
    let mut after = row;
    // Both parts were read before: the row by its classification, the person when entered.
    let fields = form.read().map_err(|_| JobFault::Hopeless("unreadable"))?;
    fields.put(form, &mut after);
    let answer = identity::ask(registry, form).await;
    identity::put(answer.as_ref(), Moment(by.at), &mut after);
    after.updated_at = Moment(by.at);
    if !tx.update_person(&after).await? {
        return Err(JobFault::Later("changed"));
    }
    after.version += 1;
    identity::keep(tx, by, after.id, form, answer.as_ref()).await?;
    note(tx, by, Act::PersonCorrect, &after, Some(before)).await?;
    Ok(after)
}

async fn note(
    tx: &mut Tx,
    by: &By<'_>,
    act: Act,
    row: &PersonRow,
    before: Option<String>,
) -> Result<(), StoreError> {
    let written = Written {
        act: act.code(),
        kind: "person",
        subject: row.id.to_string(),
        before,
        after: Some(person::snapshot(row)),
        reason: Some("import"),
    };
    write(tx, by, written).await
}

fn new_dose(by: &By<'_>, import: &ImportRow, person: &PersonRow, dose: ReadDose) -> NewDose {
    NewDose {
        id: by.new_id(),
        person: person.id,
        product: dose.product.to_owned(),
        lot: None,
        lot_number: dose.lot,
        facility: Some(
            dose.facility
                .unwrap_or_else(|| import.facility_code.clone()),
        ),
        session: None,
        import: Some(import.id),
        country: "VN".to_owned(),
        given_on: dose.given_on,
        kind: dose.kind,
        ordinal: None,
        source: Source::Import,
        overridden: None,
    }
}
