//! The dose: two taps, for product and lot lie on the table already.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use khien_domain::policy::NumberPolicy;
use khien_domain::rights::Act;
use khien_domain::{AttendanceState, ConsentAnswer, DoseKind, Ordinal};
use khien_store::{LotRow, Moment, SessionRow, StoreError, Tx};
use uuid::Uuid;

use super::desk::{Desk, DeskError};
use super::table::offered;
use crate::by::By;
use crate::dose::{self, NewDose, Override, RecordError, Source};
use crate::policy::{PolicyError, in_force};
use crate::registry::Registry;
use crate::stock::is_usable;
use crate::written::Kept;

/// Why a dose was not given.
#[derive(Debug, thiserror::Error)]
pub enum GiveError {
    /// The desk cannot do it.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// Nobody consented, or the consent was refused or withdrawn.
    #[error("there is no consent")]
    NoConsent,
    /// No lot on the table can be used.
    #[error("no lot on the table can be used")]
    NoLot,
    /// The lot is not on the table.
    #[error("the lot is not on the table")]
    LotNotOnTable,
    /// The lot is past its last day of use.
    #[error("the lot expired on {0}")]
    LotExpired(Date),
    /// The rules or the record speak against it.
    #[error(transparent)]
    Dose(#[from] RecordError),
}

impl From<StoreError> for GiveError {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}

/// A dose that is given at a session.
#[derive(Clone, Debug)]
pub struct Given {
    /// Id of the dose, made by the client, so that a retry records nothing twice.
    pub dose: Uuid,
    /// To whom.
    pub attendance: Uuid,
    /// Of which lot; none: the first on the table.
    pub lot: Option<Uuid>,
    /// What it is for; none: as the rules suggest.
    pub kind: Option<DoseKind>,
    /// Which of its kind; none: the next.
    pub ordinal: Option<Ordinal>,
    /// Rules that are overridden.
    pub overridden: Option<Override>,
}

/// Records the dose and begins the watch; gives the moment at which it ends. The same dose again
/// changes nothing and succeeds.
///
/// # Errors
/// See [`GiveError`]. Nothing is written then.
pub async fn give(registry: &Registry, by: &By<'_>, given: Given) -> Result<Timestamp, GiveError> {
    give_at(registry, by, given, by.at).await
}

/// The same for a dose that was given before it is entered: at that moment the watch began.
pub(super) async fn give_at(
    registry: &Registry,
    by: &By<'_>,
    given: Given,
    given_at: Timestamp,
) -> Result<Timestamp, GiveError> {
    let mut tx = registry.store.write().await?;
    let desk = Desk::open(&mut tx, by, given.attendance, Act::SessionDose).await?;
    if desk.attendance.dose_id == Some(given.dose) {
        return Ok(desk.attendance.watch_until.map_or(by.at, |end| end.0));
    }
    let mut after = desk.step(AttendanceState::Dosed)?;
    if after.consent.as_deref() != Some(ConsentAnswer::Given.code()) {
        return Err(GiveError::NoConsent);
    }
    let lot = lot(&mut tx, &desk.session, given.lot).await?;
    let end = watch_end(&mut tx, given_at, &desk.session).await?;
    let new = NewDose {
        id: given.dose,
        person: desk.attendance.person_id,
        product: lot.product_code,
        lot: Some(lot.id),
        lot_number: lot.number,
        facility: Some(desk.session.facility_code.clone()),
        session: Some(desk.session.id),
        import: None,
        country: "VN".to_owned(),
        given_on: desk.session.held_on.0,
        kind: given.kind,
        ordinal: given.ordinal,
        source: Source::Session,
        overridden: given.overridden,
    };
    if let Kept::Other = dose::put(&mut tx, by, new).await? {
        return Err(RecordError::Known.into());
    }
    if given_at != by.at {
        date_back(&mut tx, given.dose, given_at).await?;
    }
    after.dose_id = Some(given.dose);
    after.watch_until = Some(Moment(end));
    desk.save(&mut tx, by, after, Act::SessionDose, None)
        .await?;
    tx.commit().await?;
    Ok(end)
}

/// The lot that was tapped, or the first on the table.
async fn lot(tx: &mut Tx, session: &SessionRow, tapped: Option<Uuid>) -> Result<LotRow, GiveError> {
    let Some(id) = tapped else {
        return offered(tx, session).await?.ok_or(GiveError::NoLot);
    };
    let table = tx.session_lots(session.id).await?;
    if !table.iter().any(|row| row.lot_id == id) {
        return Err(GiveError::LotNotOnTable);
    }
    let lot = tx.lot(id).await?.ok_or(GiveError::LotNotOnTable)?;
    match lot.expires_on {
        Some(last) if !is_usable(&lot, session.held_on.0) => Err(GiveError::LotExpired(last.0)),
        _ => Ok(lot),
    }
}

/// Says when a dose was given that is entered later.
async fn date_back(tx: &mut Tx, dose: Uuid, given_at: Timestamp) -> Result<(), GiveError> {
    let row = tx.dose(dose).await?;
    let mut row = row.ok_or(DeskError::Changed)?;
    row.given_at = Some(Moment(given_at));
    if tx.update_dose(&row).await? {
        Ok(())
    } else {
        Err(DeskError::Changed.into())
    }
}

async fn watch_end(
    tx: &mut Tx,
    begun: Timestamp,
    session: &SessionRow,
) -> Result<Timestamp, DeskError> {
    let policies = in_force(tx).await?;
    let minutes = policies.number(NumberPolicy::ObservationMinutes, session.held_on.0);
    let minutes = i64::from(minutes.map_err(PolicyError::from)?);
    Ok(begun
        .saturating_add(SignedDuration::from_mins(minutes))
        .unwrap_or(Timestamp::MAX))
}
