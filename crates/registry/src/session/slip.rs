//! The slip: a code that opens one record's confirmation page on the person's own phone.
//!
//! It opens that page and nothing else, without an account; it ends with the session, with the first
//! answer, with the next slip for the same person, and after being opened too often. Only its hash is
//! kept.

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};
use khien_domain::rights::Act;
use khien_domain::{ConfirmationChannel, SessionState};
use khien_store::{
    AuditRow, ConfirmationRow, DoseRow, Moment, PersonRow, SessionRow, SlipRow, StoreError, Tx,
};
use uuid::Uuid;

use super::confirm::{GATE, Refused, refused_codes, should_be};
use super::desk::{Desk, DeskError};
use super::state;
use crate::by::{By, NewIds};
use crate::consequence::note_attendance;
use crate::credentials::SlipCode;
use crate::registry::Registry;
use crate::written::{Written, json, write};

/// How often one slip may be opened.
pub const MOST_OPENED: i64 = 20;

/// Why a slip was not handed out, or opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum SlipError {
    /// The desk cannot do it.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// There is no dose to confirm yet.
    #[error("there is no dose to confirm yet")]
    NoDose,
    /// No slip has this code.
    #[error("no slip has this code")]
    Unknown,
    /// The slip ended: the session is over, or another slip took its place.
    #[error("the slip has ended")]
    Ended,
    /// The person has answered already.
    #[error("the slip was used")]
    Used,
    /// The slip was opened too often.
    #[error("the slip was opened too often")]
    TooOften,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the page of a slip shows.
pub struct OnSlip {
    /// The person as recorded.
    pub person: PersonRow,
    /// The dose of the session.
    pub dose: DoseRow,
    /// All doses of the person: which one it is follows from them.
    pub doses: Vec<DoseRow>,
    /// The session.
    pub session: SessionRow,
}

/// An answer that comes by a slip.
pub struct SlipUse<'a> {
    /// When.
    pub at: Timestamp,
    /// Ids for what the act adds.
    pub ids: &'a dyn NewIds,
    /// The code.
    pub code: &'a SlipCode,
    /// Fields that the person refused; all others they confirmed.
    pub refused: &'a [Refused],
}

/// Hands a slip out; `code` is made of fresh random bytes. Slips that the person has already end.
///
/// # Errors
/// See [`SlipError`]. Nothing is written then.
pub async fn hand_slip(
    registry: &Registry,
    by: &By<'_>,
    attendance: Uuid,
    code: &SlipCode,
) -> Result<(), SlipError> {
    let mut tx = registry.store.write().await?;
    let desk = Desk::open(&mut tx, by, attendance, Act::SessionConfirm).await?;
    if desk.attendance.dose_id.is_none() {
        return Err(SlipError::NoDose);
    }
    tx.end_slips(attendance, Moment(by.at)).await?;
    tx.insert_slip(&SlipRow {
        token_hash: code.hash().as_bytes().to_vec(),
        attendance_id: attendance,
        made_by: by.actor.account,
        made_at: Moment(by.at),
        expires_at: Moment(end_of_day(&desk.session)),
        attempts: 0,
        used_at: None,
    })
    .await?;
    let written = Written {
        act: Act::SessionConfirm.code(),
        kind: "attendance",
        subject: attendance.to_string(),
        before: None,
        after: Some(json(&serde_json::json!({ "slip": "handed_out" }))),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

/// Midnight after the session in Viet Nam.
fn end_of_day(session: &SessionRow) -> Timestamp {
    let next = session.held_on.0.saturating_add(1.day());
    let midnight = next.at(0, 0, 0, 0);
    let zone = TimeZone::fixed(Offset::constant(7));
    let midnight = midnight.to_zoned(zone);
    midnight.map_or(Timestamp::MIN, |it| it.timestamp())
}

/// Opens the page of a slip, which is counted.
///
/// # Errors
/// See [`SlipError`].
pub async fn open_slip(
    registry: &Registry,
    at: Timestamp,
    code: &SlipCode,
) -> Result<OnSlip, SlipError> {
    let mut tx = registry.store.write().await?;
    let (_, shown) = found(&mut tx, at, code).await?;
    tx.attempt_slip(code.hash().as_bytes()).await?;
    tx.commit().await?;
    Ok(shown)
}

/// The slip, if it still counts, and what it shows.
async fn found(
    tx: &mut Tx,
    at: Timestamp,
    code: &SlipCode,
) -> Result<(SlipRow, OnSlip), SlipError> {
    let slip = tx.slip(code.hash().as_bytes()).await?;
    let slip = slip.ok_or(SlipError::Unknown)?;
    if slip.used_at.is_some() {
        return Err(SlipError::Used);
    }
    if slip.expires_at.0 <= at {
        return Err(SlipError::Ended);
    }
    if slip.attempts >= MOST_OPENED {
        return Err(SlipError::TooOften);
    }
    let attendance = tx.attendance(slip.attendance_id).await?;
    let attendance = attendance.ok_or(SlipError::Ended)?;
    let session = tx.session(attendance.session_id).await?;
    let session = session.ok_or(SlipError::Ended)?;
    if state(&session) != SessionState::Open {
        return Err(SlipError::Ended);
    }
    let doses = tx.doses(attendance.person_id).await?;
    let dose = doses.iter().find(|row| Some(row.id) == attendance.dose_id);
    let dose = dose.cloned().ok_or(SlipError::NoDose)?;
    let person = tx.person(attendance.person_id).await?;
    let shown = OnSlip {
        person: person.ok_or(SlipError::Ended)?,
        dose,
        doses,
        session,
    };
    Ok((slip, shown))
}

/// Keeps what the person answered on their own phone; the slip is used then.
///
/// # Errors
/// See [`SlipError`]. Nothing is written then.
pub async fn confirm_by_slip(registry: &Registry, said: SlipUse<'_>) -> Result<(), SlipError> {
    let at = Moment(said.at);
    let mut tx = registry.store.write().await?;
    let (slip, shown) = found(&mut tx, said.at, said.code).await?;
    if !tx.use_slip(&slip.token_hash, at).await? {
        return Err(SlipError::Used);
    }
    let row = ConfirmationRow {
        id: said.ids.new_id(said.at),
        attendance_id: Some(slip.attendance_id),
        person_id: shown.person.id,
        dose_id: Some(shown.dose.id),
        gate: GATE.to_owned(),
        channel: ConfirmationChannel::OwnPhone.code().to_owned(),
        refused: refused_codes(said.refused.iter().map(|it| &it.field)),
        should_be: should_be(said.refused),
        confirmed_at: at,
        noted_by: None,
    };
    tx.insert_confirmation(&row).await?;
    note_attendance(&mut tx, (said.ids, said.at), &shown.dose).await?;
    tx.insert_audit(&AuditRow {
        id: said.ids.new_id(said.at),
        at,
        actor: None,
        act: Act::SessionConfirm.code().to_owned(),
        subject_kind: "attendance".to_owned(),
        subject_id: slip.attendance_id.to_string(),
        place: shown.session.facility_code.clone(),
        before: None,
        after: Some(json(&serde_json::json!({
            "channel": row.channel,
            "refused": row.refused,
        }))),
        reason: None,
    })
    .await?;
    tx.commit().await?;
    Ok(())
}
