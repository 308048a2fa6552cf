//! Recording a dose.

use jiff::civil::Date;
use khien_domain::rights::{Act, Place};
use khien_domain::schedule::{ProposedDose, Stop, StopCode};
use khien_domain::{DoseKind, DoseState, Ordinal, PersonState};
use khien_store::{AuditRow, Day, DoseRow, FacilityRow, Moment, PersonRow, StoreError, Tx};
use uuid::Uuid;

use super::{Course, Judged, are_twins, count, snapshot};
use crate::by::{By, NotAllowed};
use crate::given::{given, worded};
use crate::registry::{Registry, place_of, place_of_person};
use crate::written::{Kept, Written, entry, json};

/// Code of the country whose doses are signed here.
pub(crate) const HOME: &str = "VN";

/// Why a dose was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such person, or the record was merged into another.
    #[error("there is no such person")]
    NoPerson,
    /// There is no such facility.
    #[error("there is no such facility")]
    NoFacility,
    /// Rules that speak against it; some may be overridden with a reason.
    #[error("{} rules speak against the dose", .0.len())]
    Stopped(Vec<Stop>),
    /// The person has a dose of that product on that day.
    #[error("the dose is recorded already")]
    Known,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How a dose came into the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// In a session.
    Session,
    /// Typed later from paper.
    BackEntry,
    /// By a file.
    Import,
    /// Given in another country; counts for the schedule and is not signed here.
    Abroad,
    /// By a partner's program.
    Partner,
}

impl Source {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Source::Session => "session",
            Source::BackEntry => "back_entry",
            Source::Import => "import",
            Source::Abroad => "abroad",
            Source::Partner => "partner",
        }
    }

    fn act(self) -> Act {
        match self {
            Source::Session => Act::SessionDose,
            Source::Abroad => Act::DoseRecord,
            Source::BackEntry => Act::DoseBackEntry,
            Source::Import => Act::ImportApply,
            Source::Partner => Act::ApiDoseRecord,
        }
    }
}

/// Rules that are overridden, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Which rules.
    pub stops: Vec<StopCode>,
    /// Why.
    pub reason: String,
}

/// A dose to be recorded.
#[derive(Clone)]
pub struct NewDose {
    /// Made by the client, so that a retry records nothing twice.
    pub id: Uuid,
    /// To whom.
    pub person: Uuid,
    /// Code of the product.
    pub product: String,
    /// The lot, if it is one of ours.
    pub lot: Option<Uuid>,
    /// Number of the lot as written.
    pub lot_number: String,
    /// Who gave it; none abroad.
    pub facility: Option<String>,
    /// In which session.
    pub session: Option<Uuid>,
    /// By which import.
    pub import: Option<Uuid>,
    /// Two letters; `VN` here.
    pub country: String,
    /// On which day.
    pub given_on: Date,
    /// What it was for; none: as the rules suggest.
    pub kind: Option<DoseKind>,
    /// Which of its kind; none: the next.
    pub ordinal: Option<Ordinal>,
    /// How it came here.
    pub source: Source,
    /// Rules that are overridden.
    pub overridden: Option<Override>,
}

impl NewDose {
    /// The dose as the rules judge it.
    fn proposed(&self) -> ProposedDose {
        ProposedDose {
            date: self.given_on,
            ordinal: self.ordinal,
            product: self.product.clone(),
            kind: self.kind,
            abroad: self.country != HOME,
        }
    }

    /// The override, if it has a reason.
    fn overridden(&self) -> Option<&Override> {
        let overridden = self.overridden.as_ref();
        overridden.filter(|it| worded(&it.reason).is_some())
    }
}

/// Records a dose.
///
/// The same id again changes nothing and succeeds.
///
/// # Errors
/// See [`RecordError`]. Nothing is written then.
pub async fn record(registry: &Registry, by: &By<'_>, new: NewDose) -> Result<(), RecordError> {
    keep(registry, by, new).await.map(drop)
}

/// The same, and what is there now: for programs, which want to know whether their id stood for
/// something else already.
///
/// # Errors
/// See [`RecordError`]. Nothing is written then.
pub async fn keep(
    registry: &Registry,
    by: &By<'_>,
    new: NewDose,
) -> Result<Kept<DoseRow>, RecordError> {
    let mut tx = registry.store.write().await?;
    let kept = put(&mut tx, by, new).await?;
    if matches!(kept, Kept::New(_)) {
        tx.commit().await?;
    }
    Ok(kept)
}

/// The same within a transaction that does more, and ends with nothing written where the id stands
/// for another dose. As few ways to the database as can be: everybody in the country waits for this.
pub(crate) async fn put(
    tx: &mut Tx,
    by: &By<'_>,
    new: NewDose,
) -> Result<Kept<DoseRow>, RecordError> {
    // Locked, so that a merge at the same time takes the dose along or makes this fail.
    let person = tx.lock_person(new.person).await?;
    let Some(person) = person.filter(|it| it.state == PersonState::Active.code()) else {
        // Joined to another since: a retry is still a retry.
        let row = tx.dose(new.id).await?.ok_or(RecordError::NoPerson)?;
        return again(tx, by, &new, row).await;
    };
    let doses = tx.doses(person.id).await?;
    if let Some(row) = doses.iter().find(|row| row.id == new.id) {
        return again(tx, by, &new, row.clone()).await;
    }
    let facility = facility(tx, &new).await?;
    let place = place(by, facility.as_ref(), &person);
    let recovered = tx.recovered_cases(person.id).await?;
    let course = Course::from_rows(&doses, &recovered);
    let judged = course.judge(&person, &new.proposed(), by.today());
    let row = decide(by, &new, &place, judged)?;
    if doses.iter().any(|other| are_twins(other, &row)) {
        return Err(RecordError::Known);
    }
    let commune = facility.map(|facility| facility.commune_code);
    let delta = count::delta(by, &row, commune, &person, 1);
    let entry = noted(by, &new, &row);
    match tx.insert_counted_dose(&row, &delta, &entry).await {
        // No twin, as was just seen: the id stands for a dose of somebody else.
        Err(StoreError::Exists(_)) => Ok(Kept::Other),
        done => Ok(done.map(|()| Kept::New(row))?),
    }
}

/// The dose as it is recorded, for a person and a place that were read; else why it is not.
pub(crate) fn decide(
    by: &By<'_>,
    new: &NewDose,
    place: &Place,
    judged: Judged,
) -> Result<DoseRow, RecordError> {
    need(by, new, place)?;
    let overridden = new.overridden();
    let codes = overridden.map_or(&[][..], |it| it.stops.as_slice());
    let standing: Vec<Stop> = judged.assessment.remaining(codes).copied().collect();
    if !standing.is_empty() {
        return Err(RecordError::Stopped(standing));
    }
    let needed: Vec<Stop> = judged.assessment.stops;
    if !needed.is_empty() {
        by.need(Act::DoseOverrideRule, place)?;
    }
    let overrides = overridden.filter(|_| !needed.is_empty()).map(|it| {
        let stops: Vec<&str> = needed.iter().map(Stop::code).collect();
        json(&serde_json::json!({
            "stops": stops, "reason": it.reason, "by": by.actor.account.to_string(),
        }))
    });
    Ok(row(by, new, judged.kind, judged.ordinal, overrides))
}

/// The audit entry of a recorded dose.
pub(crate) fn noted(by: &By<'_>, new: &NewDose, row: &DoseRow) -> AuditRow {
    let written = Written {
        act: new.source.act().code(),
        kind: "dose",
        subject: row.id.to_string(),
        before: None,
        after: Some(snapshot(row)),
        reason: new.overridden().map(|it| it.reason.as_str()),
    };
    entry(by, written)
}

/// A dose with this id is there: the same as is now asked for, or another. Who may not record it
/// is not told which.
async fn again(
    tx: &mut Tx,
    by: &By<'_>,
    new: &NewDose,
    row: DoseRow,
) -> Result<Kept<DoseRow>, RecordError> {
    let person = tx.person(row.person_id).await?;
    let person = person.ok_or(RecordError::NoPerson)?;
    let facility = facility(tx, new).await?;
    need(by, new, &place(by, facility.as_ref(), &person))?;
    let entries = tx.audit_of("dose", &row.id.to_string(), 1000).await?;
    // What it was at first: a correction since then makes no retry another dose.
    let first = entries.last().and_then(|entry| entry.after.as_deref());
    let first = first.and_then(|text| serde_json::from_str(text).ok());
    let is_same = first.is_none_or(|first| is_as_asked(&first, new));
    Ok(if is_same && row.person_id == new.person {
        Kept::Again(row)
    } else {
        Kept::Other
    })
}

fn is_as_asked(first: &serde_json::Value, new: &NewDose) -> bool {
    let is = |field: &str, text: Option<&str>| first.get(field).and_then(|it| it.as_str()) == text;
    is("product", Some(&new.product))
        && is("lot", given(&new.lot_number))
        && is("facility", new.facility.as_deref())
        && is("country", Some(&new.country))
        && is("given_on", Some(&new.given_on.to_string()))
        && is("source", Some(new.source.code()))
        && new.kind.is_none_or(|kind| is("kind", Some(kind.code())))
        && new
            .ordinal
            .is_none_or(|it| first.get("ordinal") == Some(&it.get().into()))
}

/// A dose is placed where it was given; one given abroad where the person lives.
/// The facility that gave it; none abroad.
async fn facility(tx: &mut Tx, new: &NewDose) -> Result<Option<FacilityRow>, RecordError> {
    let Some(code) = &new.facility else {
        return Ok(None);
    };
    let facility = tx.facility(code).await?;
    facility.map(Some).ok_or(RecordError::NoFacility)
}

fn place(by: &By<'_>, facility: Option<&FacilityRow>, person: &PersonRow) -> Place {
    match facility {
        Some(facility) => place_of(by, facility),
        None => place_of_person(by, person.commune_code.as_deref()),
    }
}

fn need(by: &By<'_>, new: &NewDose, place: &Place) -> Result<(), NotAllowed> {
    let act = new.source.act();
    match new.session {
        Some(session) => by.need(act, &place.clone().at_session(session.as_u128())),
        None => by.need(act, place),
    }
}

fn row(
    by: &By<'_>,
    new: &NewDose,
    kind: DoseKind,
    ordinal: Ordinal,
    overrides: Option<String>,
) -> DoseRow {
    let now = Moment(by.at);
    let in_session = new.source == Source::Session;
    DoseRow {
        id: new.id,
        person_id: new.person,
        product_code: new.product.clone(),
        lot_id: new.lot,
        lot_number: given(&new.lot_number).map(str::to_owned),
        facility_code: new.facility.clone(),
        session_id: new.session,
        import_id: new.import,
        country: new.country.clone(),
        given_on: Day(new.given_on),
        given_at: in_session.then_some(now),
        given_by: in_session.then_some(by.actor.account),
        kind: kind.code().to_owned(),
        ordinal: i64::from(ordinal.get()),
        source: new.source.code().to_owned(),
        state: DoseState::Recorded.code().to_owned(),
        overrides,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}
