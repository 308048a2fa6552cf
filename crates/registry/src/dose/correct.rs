//! Correcting what is recorded of a dose: its facts, not whose it is.

use jiff::civil::Date;
use khien_domain::rights::Act;
use khien_domain::schedule::{ProposedDose, Stop};
use khien_domain::{DoseKind, DoseState, Ordinal};
use khien_store::{Day, DoseRow, Moment, StoreError};
use uuid::Uuid;

use super::place::place;
use super::{Override, count, judge, snapshot};
use crate::by::{By, NotAllowed};
use crate::consequence::{self, Cause};
use crate::given::{given, worded};
use crate::registry::Registry;
use crate::written::{Written, write};

/// Why a dose was not corrected.
#[derive(Debug, thiserror::Error)]
pub enum CorrectError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such dose.
    #[error("there is no such dose")]
    NoDose,
    /// It was voided: it is to be recorded anew.
    #[error("the dose was voided")]
    Voided,
    /// Somebody else changed it meanwhile.
    #[error("somebody else changed the dose meanwhile")]
    Changed,
    /// Everything is as it was: nothing is written, and a signature stays.
    #[error("nothing was changed")]
    Same,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// Rules that speak against it as corrected.
    #[error("{} rules speak against the dose", .0.len())]
    Stopped(Vec<Stop>),
    /// The person has another dose of that product on that day.
    #[error("the dose is recorded already")]
    Known,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The facts of a dose as they should be.
pub struct DoseCorrection {
    /// Which dose.
    pub dose: Uuid,
    /// The version that the clerk saw.
    pub seen_version: i64,
    /// Code of the product.
    pub product: String,
    /// The lot, if it is one of ours.
    pub lot: Option<Uuid>,
    /// Number of the lot as written.
    pub lot_number: String,
    /// On which day.
    pub given_on: Date,
    /// What it was for.
    pub kind: DoseKind,
    /// Which of its kind.
    pub ordinal: Ordinal,
    /// Why, and by which proof.
    pub reason: String,
    /// Rules that are overridden.
    pub overridden: Option<Override>,
}

/// Corrects a dose. A signature over it is void from then on: it waits to be signed again.
///
/// # Errors
/// See [`CorrectError`]. Nothing is written then.
pub async fn correct(
    registry: &Registry,
    by: &By<'_>,
    wanted: DoseCorrection,
) -> Result<(), CorrectError> {
    let reason = worded(&wanted.reason).ok_or(CorrectError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let row = tx.dose(wanted.dose).await?.ok_or(CorrectError::NoDose)?;
    let person = tx
        .person(row.person_id)
        .await?
        .ok_or(CorrectError::NoDose)?;
    let place = place(&mut tx, by, (&row, &person)).await?;
    let place = place.ok_or(CorrectError::NoDose)?;
    by.need(Act::DoseCorrect, &place)?;
    if row.version != wanted.seen_version {
        return Err(CorrectError::Changed);
    }
    let state = DoseState::parse(&row.state).and_then(DoseState::after_correction);
    let state = state.ok_or(CorrectError::Voided)?;
    if is_same(&row, &wanted) {
        return Err(CorrectError::Same);
    }
    let proposed = ProposedDose {
        date: wanted.given_on,
        ordinal: Some(wanted.ordinal),
        product: wanted.product.clone(),
        kind: Some(wanted.kind),
        abroad: row.country != super::record::HOME,
    };
    let judged = judge::judge(&mut tx, &person, &proposed, by.today(), Some(row.id)).await?;
    let overridden = wanted.overridden.as_ref();
    let codes = overridden.map_or(&[][..], |it| it.stops.as_slice());
    let standing: Vec<Stop> = judged.assessment.remaining(codes).copied().collect();
    if !standing.is_empty() {
        return Err(CorrectError::Stopped(standing));
    }
    if !judged.assessment.stops.is_empty() {
        by.need(Act::DoseOverrideRule, &place)?;
    }
    let mut after = row.clone();
    after.lot_id = lot(&row, &wanted);
    after.product_code = wanted.product;
    after.lot_number = given(&wanted.lot_number).map(str::to_owned);
    after.given_on = Day(wanted.given_on);
    wanted.kind.code().clone_into(&mut after.kind);
    after.ordinal = i64::from(wanted.ordinal.get());
    state.code().clone_into(&mut after.state);
    after.updated_at = Moment(by.at);
    match tx.update_dose(&after).await {
        Ok(true) => {}
        Ok(false) => return Err(CorrectError::Changed),
        Err(StoreError::Exists(_)) => return Err(CorrectError::Known),
        Err(other) => return Err(other.into()),
    }
    count::count(&mut tx, by, &row, &person, -1).await?;
    count::count(&mut tx, by, &after, &person, 1).await?;
    let written = Written {
        act: Act::DoseCorrect.code(),
        kind: "dose",
        subject: row.id.to_string(),
        before: Some(snapshot(&row)),
        after: Some(snapshot(&after)),
        reason: Some(reason),
    };
    write(&mut tx, by, written).await?;
    consequence::note(&mut tx, by, row.person_id, Cause::Dose).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether the dose stands there already as it should be.
fn is_same(row: &DoseRow, wanted: &DoseCorrection) -> bool {
    row.product_code == wanted.product
        && row.lot_id == lot(row, wanted)
        && row.lot_number.as_deref() == given(&wanted.lot_number)
        && row.given_on.0 == wanted.given_on
        && row.kind == wanted.kind.code()
        && row.ordinal == i64::from(wanted.ordinal.get())
}

/// The lot of ours. Whoever corrects something else names only its number.
fn lot(row: &DoseRow, wanted: &DoseCorrection) -> Option<Uuid> {
    let is_kept = row.product_code == wanted.product
        && row.lot_number.as_deref() == given(&wanted.lot_number);
    wanted.lot.or(row.lot_id.filter(|_| is_kept))
}
