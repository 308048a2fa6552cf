//! Doses: recorded, read, corrected, voided.

mod wire;

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::rights::Act;
use khien_domain::schedule::{Stop, StopCode};
use khien_registry::Kept;
use khien_registry::dose::{
    self, CorrectError, DoseCorrection, NewDose, ReadError, RecordError, Source, VoidError,
};
use khien_store::DoseRow;
use serde_json::{Value, json};
use uuid::Uuid;

use super::answer::Answer;
use super::body::Sent;
use super::caller::{Caller, Kind};
use super::fault::{conflict, not_allowed, stored, unfit, wrong};
use super::key::Key;
use super::operation::Operation;
use super::version::{Seen, changed};
use super::wire::At;
use crate::App;
use crate::problem::Problem;
pub(super) use wire::{Dose, Kind as DoseKindSent, Nth, Override, Reason};
use wire::{DoseCorrected, DoseToRecord};

/// Viet Nam.
const HOME: &str = "VN";

/// Operations on doses.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("/doses", record)
            .named("record_dose", "doses", "Record a dose")
            .about(
                "A dose given elsewhere than in a session of this platform: typed later from paper, \
                 given abroad, or sent by a partner for its own facility. The id is the client's, so \
                 that the same request sent again records nothing twice: it answers 200 instead of 201. \
                 Where the rules stop the dose, the answer names each stop.",
            )
            .acts(&[Act::DoseBackEntry, Act::DoseRecord, Act::ApiDoseRecord])
            .keyed()
            .takes::<DoseToRecord>()
            .answers::<Dose>(StatusCode::CREATED, "The dose is recorded.")
            .answers::<Dose>(StatusCode::OK, "It was recorded before by the same request.")
            .problems(&[
                "dose-stopped",
                "dose-known",
                "key-reused",
            ]),
        Operation::get("/doses/{id}", read)
            .named("read_dose", "doses", "Read a dose")
            .about("Partners read the doses that they recorded for their facility.")
            .acts(&[Act::PersonRead, Act::ApiDoseRecord])
            .answers::<Dose>(StatusCode::OK, "The dose."),
        Operation::put("/doses/{id}", correct)
            .named("correct_dose", "doses", "Correct what is recorded of a dose")
            .acts(&[Act::DoseCorrect])
            .takes::<DoseCorrected>()
            .answers::<Dose>(StatusCode::OK, "The dose as it is now.")
            .problems(&["dose-stopped", "dose-known", "dose-unchanged", "dose-voided"]),
        Operation::post("/doses/{id}/void", void)
            .named("void_dose", "doses", "Declare a dose entered in error")
            .about("It stays, and counts no more. Sent again, it changes nothing.")
            .acts(&[Act::DoseVoid])
            .takes::<Reason>()
            .answers::<Dose>(StatusCode::OK, "The voided dose.")
            .problems(&["conflict"]),
    ]
}

async fn record(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Sent(body): Sent<DoseToRecord>,
) -> Result<Answer, Problem> {
    let new = new_dose(&caller, key.or(body.id)?, body)?;
    let kept = dose::keep(app.registry(), &caller.by(&app), new).await;
    match kept {
        Ok(Kept::New(row)) => {
            let place = format!("/api/v1/doses/{}", row.id);
            let (version, dose) = (row.version, Dose::from(row));
            Ok(Answer::made(&dose, &place).version(version))
        }
        Ok(Kept::Again(row)) => Ok(shown(row)),
        Ok(Kept::Other) => Err(unfit("key-reused")),
        Err(RecordError::Stopped(stops)) => Err(stopped(&caller, &stops)),
        Err(RecordError::Known) => Err(conflict("dose-known")),
        Err(RecordError::NoPerson) => Err(wrong("/person", "unknown")),
        Err(RecordError::NoFacility) => Err(wrong("/facility", "unknown")),
        Err(RecordError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(RecordError::Store(error)) => Err(stored(&error)),
    }
}

fn new_dose(caller: &Caller, id: Uuid, body: DoseToRecord) -> Result<NewDose, Problem> {
    let country = body.country.unwrap_or_else(|| HOME.to_owned());
    let two_letters = country.len() == 2 && country.bytes().all(|it| it.is_ascii_uppercase());
    if !two_letters {
        return Err(wrong("/country", "unreadable"));
    }
    let abroad = country != HOME;
    if abroad && caller.kind() == Kind::Partner {
        // A partner speaks for its own facility only.
        return Err(Problem::forbidden());
    }
    if abroad && body.facility.is_some() {
        return Err(wrong("/facility", "not-abroad"));
    }
    let facility = body
        .facility
        .or_else(|| caller.facility().map(str::to_owned));
    if facility.is_none() && !abroad {
        return Err(wrong("/facility", "missing"));
    }
    let ordinal = body.ordinal.map(|nth| {
        let ordinal = nth.ordinal();
        ordinal.ok_or_else(|| wrong("/ordinal", "unreadable"))
    });
    Ok(NewDose {
        id,
        person: body.person,
        product: body.product,
        lot: body.lot,
        lot_number: body.lot_number.unwrap_or_default(),
        facility: facility.filter(|_| !abroad),
        session: None,
        import: None,
        country,
        given_on: body.given_on.0,
        kind: body.kind.map(Into::into),
        ordinal: ordinal.transpose()?,
        source: match caller.kind() {
            Kind::Partner => Source::Partner,
            Kind::Staff if abroad => Source::Abroad,
            Kind::Staff => Source::BackEntry,
        },
        overridden: body.overridden.map(overridden).transpose()?,
    })
}

/// Rules that are overridden, with the word why.
pub(super) fn overridden(sent: Override) -> Result<dose::Override, Problem> {
    let stops = sent.stops.iter().map(|code| StopCode::parse(code));
    let stops: Option<Vec<StopCode>> = stops.collect();
    if sent.reason.trim().is_empty() {
        return Err(wrong("/override/reason", "missing"));
    }
    Ok(dose::Override {
        stops: stops.ok_or_else(|| wrong("/override/stops", "unknown"))?,
        reason: sent.reason,
    })
}

async fn read(State(app): State<App>, caller: Caller, At(id): At) -> Result<Answer, Problem> {
    match dose::read(app.registry(), &caller.by(&app), id).await {
        Ok(row) => Ok(shown(row)),
        Err(ReadError::NoDose) => Err(Problem::not_found()),
        Err(ReadError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(ReadError::Store(error)) => Err(stored(&error)),
    }
}

fn shown(row: DoseRow) -> Answer {
    let (version, dose) = (row.version, Dose::from(row));
    Answer::ok(&dose).version(version)
}

async fn row(app: &App, id: Uuid) -> Result<DoseRow, Problem> {
    let found = async {
        let mut tx = app.registry().store().read().await?;
        tx.dose(id).await
    };
    let found = found.await.map_err(|error| stored(&error))?;
    found.ok_or_else(Problem::not_found)
}

async fn correct(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Seen(seen_version): Seen,
    Sent(body): Sent<DoseCorrected>,
) -> Result<Answer, Problem> {
    let mine = json!({
        "product": body.product,
        "lot": body.lot,
        "lot_number": body.lot_number,
        "given_on": body.given_on,
        "kind": body.kind,
        "ordinal": body.ordinal.ordinal().map(khien_domain::Ordinal::get),
    });
    let ordinal = body.ordinal.ordinal();
    let wanted = DoseCorrection {
        dose: id,
        seen_version,
        product: body.product,
        lot: body.lot,
        lot_number: body.lot_number.unwrap_or_default(),
        given_on: body.given_on.0,
        kind: body.kind.into(),
        ordinal: ordinal.ok_or_else(|| wrong("/ordinal", "unreadable"))?,
        reason: body.reason,
        overridden: body.overridden.map(overridden).transpose()?,
    };
    match dose::correct(app.registry(), &caller.by(&app), wanted).await {
        Ok(()) => Ok(shown(row(&app, id).await?)),
        Err(CorrectError::Changed) => {
            let dose = Dose::from(row(&app, id).await?);
            let version = dose.version;
            let theirs = serde_json::to_value(dose).unwrap_or(Value::Null);
            Err(changed(&mine, &theirs, version))
        }
        Err(CorrectError::Stopped(stops)) => Err(stopped(&caller, &stops)),
        Err(CorrectError::Known) => Err(conflict("dose-known")),
        Err(CorrectError::Same) => Err(conflict("dose-unchanged")),
        Err(CorrectError::Voided) => Err(conflict("dose-voided")),
        Err(CorrectError::NoReason) => Err(wrong("/reason", "missing")),
        Err(CorrectError::NoDose) => Err(Problem::not_found()),
        Err(CorrectError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(CorrectError::Store(error)) => Err(stored(&error)),
    }
}

async fn void(
    State(app): State<App>,
    caller: Caller,
    At(id): At,
    Sent(body): Sent<Reason>,
) -> Result<Answer, Problem> {
    match dose::void(app.registry(), &caller.by(&app), id, &body.reason).await {
        Ok(()) => Ok(shown(row(&app, id).await?)),
        Err(VoidError::Changed) => Err(Problem::conflict()),
        Err(VoidError::NoReason) => Err(wrong("/reason", "missing")),
        Err(VoidError::NoDose) => Err(Problem::not_found()),
        Err(VoidError::NotAllowed(missing)) => Err(not_allowed(missing)),
        Err(VoidError::Store(error)) => Err(stored(&error)),
    }
}

/// 422: rules speak against the dose; each says whether it may be overridden and from when it holds
/// no more.
pub(super) fn stopped(caller: &Caller, stops: &[Stop]) -> Problem {
    let told = stops.iter().map(|stop| {
        let words = caller.texts().text(format!("stop-{}", stop.code()));
        let words = match stop.earliest() {
            Some(day) => words.set("day", day),
            None => words,
        };
        json!({
            "code": stop.code(),
            "detail": words.to_string(),
            "earliest": stop.earliest().map(|day| day.to_string()),
            "may_be_overridden": stop.may_be_overridden(),
        })
    });
    let told: Vec<Value> = told.collect();
    unfit("dose-stopped").with("stops", Value::from(told))
}
