//! Calls into the registry.

use khien_domain::Catalogue;
use khien_domain::rights::Act;
use khien_domain::schedule::Stop as Rule;
use khien_registry::dose::{
    self, CorrectError, DoseCorrection, NewDose, Override, RecordError, Source, VoidError,
};
use khien_registry::person::{self, PersonRecord, ReadError};
use khien_store::DoseRow;
use uuid::Uuid;

use super::{Dose, DoseDraft, DoseForm, Stop};
use crate::App;
use crate::forms::Fields;
use crate::pieces::{Choice, Form};
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{Names, failed, refused, when};
use crate::station::person::DoseLine;
use crate::station::person::record::{changes, dose_line, nth};
use crate::texts::Dated;

/// State of a dose that nobody changes any more.
const VOIDED: &str = "voided";

/// What became of a dose.
pub(super) enum Recorded {
    /// Kept.
    Done,
    /// The rules stop it.
    Stopped(Stop),
    /// Field and what to say.
    Fault(&'static str, &'static str),
    /// Somebody else changed it first.
    Changed,
}

/// The record of a person, whose reading is logged.
async fn record_of(app: &App, actor: &Actor, person: Uuid) -> Result<PersonRecord, Problem> {
    let read = person::read(app.registry(), &actor.by(app), person).await;
    read.map_err(|error| match error {
        ReadError::NotAllowed(missing) => refused(missing),
        ReadError::NoPerson => Problem::not_found(),
        ReadError::Store(error) => failed(&error),
    })
}

async fn row_of(app: &App, id: Uuid) -> Result<DoseRow, Problem> {
    let found = async {
        let mut tx = app.registry().store().read().await?;
        tx.dose(id).await
    };
    let found = found.await.map_err(|error| failed(&error))?;
    found.ok_or_else(Problem::not_found)
}

/// One dose with its history.
pub(super) async fn dose(app: &App, actor: &Actor, id: Uuid) -> Result<Dose, Problem> {
    let row = row_of(app, id).await?;
    let record = record_of(app, actor, row.person_id).await?;
    let shown = async {
        let by = actor.by(app);
        let may = |act| dose::may_change(app.registry(), &by, act, (&row, &record.person));
        let (may_edit, may_void) = (may(Act::DoseCorrect).await?, may(Act::DoseVoid).await?);
        let mut tx = app.registry().store().read().await?;
        let mut names = Names::default();
        let t = actor.visit.texts();
        let audit = tx.audit_of("dose", &id.to_string(), 50).await?;
        let made = audit.last().and_then(|entry| entry.actor);
        let said = record
            .confirmations
            .iter()
            .find(|said| said.dose_id == Some(id));
        let reactions = record.reactions.iter().filter(|it| it.dose_id == id);
        let reactions = reactions.map(|it| (it.symptoms.clone(), when(it.noted_at)));
        Ok::<Dose, khien_store::StoreError>(Dose {
            person: record.person.id,
            name: record.person.full_name.clone(),
            entered: (names.account(&mut tx, made).await?, when(row.created_at)),
            channel: said.map(|said| said.channel.clone()),
            reactions: reactions.collect(),
            changes: changes(&mut tx, t, &mut names, &audit).await?,
            line: DoseLine {
                nth: nth(&record.doses, &row),
                ..dose_line(&mut tx, &mut names, &row).await?
            },
            may_edit: may_edit && row.state != VOIDED,
            may_void: may_void && row.state != VOIDED,
        })
    };
    shown.await.map_err(|error| failed(&error))
}

/// An empty form for a person.
pub(super) async fn blank(app: &App, actor: &Actor, person: Uuid) -> Result<DoseForm, Problem> {
    let record = record_of(app, actor, person).await?;
    let id = app.new_id().to_string();
    let place = actor.facility.clone().unwrap_or_default();
    let fields = Fields::from([("id", id.as_str()), ("place", place.as_str())]);
    Ok(form(actor, record, None, fields))
}

/// The form of a dose that is there.
pub(super) async fn filled(app: &App, actor: &Actor, id: Uuid) -> Result<DoseForm, Problem> {
    let row = row_of(app, id).await?;
    let record = record_of(app, actor, row.person_id).await?;
    let (ordinal, version) = (row.ordinal.to_string(), row.version.to_string());
    let country = Some(row.country.as_str()).filter(|country| *country != "VN");
    let fields = Fields::from([
        ("product", row.product_code.as_str()),
        ("lot", row.lot_number.as_deref().unwrap_or_default()),
        ("day", &row.given_on.0.shown()),
        ("kind", row.kind.as_str()),
        ("ordinal", ordinal.as_str()),
        ("place", row.facility_code.as_deref().unwrap_or_default()),
        ("country", country.unwrap_or_default()),
        ("version", version.as_str()),
    ]);
    Ok(form(actor, record, Some(id), fields))
}

fn form(actor: &Actor, record: PersonRecord, dose: Option<Uuid>, fields: Fields) -> DoseForm {
    let t = actor.visit.texts();
    let products = Catalogue::national().products().iter();
    DoseForm {
        person: record.person.id,
        name: record.person.full_name,
        dose,
        form: Form::new(t, "dose", fields),
        products: products
            .map(|product| Choice::new(product.code, product.name))
            .collect(),
        stop: None,
    }
}

/// Records or corrects.
pub(super) async fn save(
    app: &App,
    actor: &Actor,
    person: Uuid,
    dose: Option<Uuid>,
    draft: DoseDraft,
) -> Result<Recorded, Problem> {
    match dose {
        Some(dose) => correct(app, actor, dose, draft).await,
        None => record(app, actor, person, draft).await,
    }
}

fn overridden(draft: &DoseDraft) -> Option<Override> {
    let insists = !draft.nevertheless.is_empty() && !draft.stops.is_empty();
    insists.then(|| Override {
        stops: draft.stops.clone(),
        reason: draft.nevertheless.clone(),
    })
}

async fn record(
    app: &App,
    actor: &Actor,
    person: Uuid,
    draft: DoseDraft,
) -> Result<Recorded, Problem> {
    let facility = Some(draft.place.clone()).filter(|place| !place.is_empty());
    let new = NewDose {
        id: draft.id.unwrap_or_else(|| app.new_id()),
        person,
        product: draft.product.clone(),
        lot: None,
        lot_number: draft.lot.clone(),
        facility: facility.filter(|_| draft.country.is_none()),
        session: None,
        import: None,
        country: draft.country.clone().unwrap_or_else(|| "VN".to_owned()),
        given_on: draft.day,
        kind: Some(draft.kind),
        ordinal: Some(draft.ordinal),
        source: if draft.country.is_some() {
            Source::Abroad
        } else {
            Source::BackEntry
        },
        overridden: overridden(&draft),
    };
    match dose::record(app.registry(), &actor.by(app), new).await {
        Ok(()) => Ok(Recorded::Done),
        Err(RecordError::Stopped(rules)) => Ok(stopped(actor, &rules)),
        Err(RecordError::Known) => Ok(told("stop-known")),
        Err(RecordError::NoFacility) => Ok(Recorded::Fault("place", "fault-place-unknown")),
        Err(RecordError::NoPerson) => Err(Problem::not_found()),
        Err(RecordError::NotAllowed(missing)) => Err(refused(missing)),
        Err(RecordError::Store(error)) => Err(failed(&error)),
    }
}

async fn correct(
    app: &App,
    actor: &Actor,
    dose: Uuid,
    draft: DoseDraft,
) -> Result<Recorded, Problem> {
    let overridden = overridden(&draft);
    let wanted = DoseCorrection {
        dose,
        seen_version: draft.version,
        product: draft.product,
        lot: None,
        lot_number: draft.lot,
        given_on: draft.day,
        kind: draft.kind,
        ordinal: draft.ordinal,
        reason: draft.reason,
        overridden,
    };
    match dose::correct(app.registry(), &actor.by(app), wanted).await {
        Ok(()) => Ok(Recorded::Done),
        Err(CorrectError::Stopped(rules)) => Ok(stopped(actor, &rules)),
        Err(CorrectError::Known) => Ok(told("stop-known")),
        Err(CorrectError::Same) => Ok(told("stop-unchanged")),
        Err(CorrectError::NoReason) => Ok(Recorded::Fault("reason", "fault-reason")),
        Err(CorrectError::Changed | CorrectError::Voided) => Ok(Recorded::Changed),
        Err(CorrectError::NoDose) => Err(Problem::not_found()),
        Err(CorrectError::NotAllowed(missing)) => Err(refused(missing)),
        Err(CorrectError::Store(error)) => Err(failed(&error)),
    }
}

fn stopped(actor: &Actor, rules: &[Rule]) -> Recorded {
    Recorded::Stopped(Stop::of(rules, actor.may_here(Act::DoseOverrideRule)))
}

fn told(key: &str) -> Recorded {
    Recorded::Stopped(Stop::told(key))
}

/// Marks a dose as entered in error; answers whose it was.
pub(super) async fn void(
    app: &App,
    actor: &Actor,
    id: Uuid,
    reason: &str,
) -> Result<Uuid, Problem> {
    let person = row_of(app, id).await?.person_id;
    match dose::void(app.registry(), &actor.by(app), id, reason).await {
        Ok(()) => Ok(person),
        Err(VoidError::Changed) => Err(Problem::conflict()),
        Err(VoidError::NoReason) => Err(Problem::bad_request()),
        Err(VoidError::NoDose) => Err(Problem::not_found()),
        Err(VoidError::NotAllowed(missing)) => Err(refused(missing)),
        Err(VoidError::Store(error)) => Err(failed(&error)),
    }
}
