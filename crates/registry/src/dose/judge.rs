//! What the dose rules say of a dose, given what the registry knows of the person.

use jiff::civil::Date;
use khien_domain::schedule::{Assessment, GivenDose, ProposedDose, Recipient, Schedules, assess};
use khien_domain::{BirthDate, DoseKind, Ordinal, Sex};
use khien_store::{DoseRow, PersonRow, RecoveredCaseRow, StoreError, Tx};
use uuid::Uuid;

use super::counts;

/// A judged dose.
pub struct Judged {
    /// Stops and suggestion.
    pub assessment: Assessment,
    /// The kind as proposed, else as suggested, else primary.
    pub kind: DoseKind,
    /// The number as proposed, else as suggested, else the next.
    pub ordinal: Ordinal,
}

/// Judges a dose of a person as of a day. `but` is a dose that is about to be replaced.
///
/// Where the person has no birth date, that is a stop: what was given has to be recorded, with a reason.
///
/// # Errors
/// The database.
pub async fn judge(
    tx: &mut Tx,
    person: &PersonRow,
    proposed: &ProposedDose,
    on: Date,
    but: Option<Uuid>,
) -> Result<Judged, StoreError> {
    let course = Course::of(tx, person, but).await?;
    Ok(course.judge(person, proposed, on))
}

/// What the rules look back at: doses that count, and the last infection.
pub(crate) struct Course {
    history: Vec<GivenDose>,
    recovered_on: Option<Date>,
}

impl Course {
    /// The course of a person, without a dose that is about to be replaced.
    pub(crate) async fn of(
        tx: &mut Tx,
        person: &PersonRow,
        but: Option<Uuid>,
    ) -> Result<Self, StoreError> {
        let mut doses = tx.doses(person.id).await?;
        doses.retain(|row| Some(row.id) != but);
        let recovered = tx.recovered_cases(person.id).await?;
        Ok(Self::from_rows(&doses, &recovered))
    }

    /// The course of somebody with these doses and cases.
    pub(crate) fn from_rows(doses: &[DoseRow], recovered: &[RecoveredCaseRow]) -> Self {
        Self {
            history: doses.iter().filter(|row| counts(row)).map(given).collect(),
            recovered_on: recovered.iter().map(last_day).max(),
        }
    }

    /// Judges a dose.
    pub(crate) fn judge(&self, person: &PersonRow, proposed: &ProposedDose, on: Date) -> Judged {
        let mut recipient = Recipient::new(birth(person), person.sex.as_deref().and_then(sex));
        recipient.recovered_on = self.recovered_on;
        let rules = Schedules::national();
        let assessment = assess(&self.history, proposed, &recipient, on, rules);
        let suggested = assessment.suggestion;
        let kind = proposed
            .kind
            .or(suggested.map(|(kind, _)| kind))
            .unwrap_or(DoseKind::Primary);
        let ordinal = proposed
            .ordinal
            .or(suggested.map(|(_, ordinal)| ordinal))
            .unwrap_or_else(|| next(&self.history));
        Judged {
            assessment,
            kind,
            ordinal,
        }
    }

    /// Takes a judged dose as given, for those that follow on it.
    pub(crate) fn add(&mut self, proposed: &ProposedDose, judged: &Judged) {
        self.history.push(GivenDose {
            date: proposed.date,
            product: proposed.product.clone(),
            kind: Some(judged.kind),
            ordinal: Some(judged.ordinal),
            abroad: proposed.abroad,
        });
    }
}

/// The number after the highest that was given.
fn next(history: &[GivenDose]) -> Ordinal {
    let highest = history
        .iter()
        .filter_map(|dose| dose.ordinal)
        .map(Ordinal::get)
        .max()
        .unwrap_or(0);
    Ordinal::new(highest.saturating_add(1)).unwrap_or(Ordinal::FIRST)
}

fn birth(person: &PersonRow) -> Option<BirthDate> {
    let text = person.date_of_birth.as_deref()?;
    BirthDate::parse(text).ok().map(|read| read.value)
}

fn sex(code: &str) -> Option<Sex> {
    match code {
        "M" => Some(Sex::Male),
        "F" => Some(Sex::Female),
        _ => None,
    }
}

fn given(row: &DoseRow) -> GivenDose {
    GivenDose {
        date: row.given_on.0,
        product: row.product_code.clone(),
        kind: DoseKind::parse(&row.kind),
        ordinal: u8::try_from(row.ordinal).ok().and_then(Ordinal::new),
        abroad: row.country != super::record::HOME,
    }
}

fn last_day(case: &RecoveredCaseRow) -> Date {
    case.recovered_on.unwrap_or(case.positive_on).0
}
