//! Sessions: planned, opened, worked through desk by desk, closed with their counts.
//!
//! Desks: check-in, consent, screening, dose, watch of 30 minutes with the person's own
//! confirmation, leaving. A dose is given only while the session is open, to somebody who
//! consented and was found fit, from a lot on the table. At closing the list stands against the
//! attendance and the vials against the doses; what does not agree needs a reason.

mod board;
mod check_in;
mod close;
mod confirm;
mod consent;
mod desk;
mod give;
mod leave;
mod list;
mod marks;
mod open;
mod plan;
mod reaction;
mod read;
mod reconcile;
mod row_code;
mod screen;
mod sheet_row;
mod sheet_upload;
mod slip;
mod table;
mod take_back;
mod team_sheet;

pub use board::{BoardError, SessionBoard, SessionCounts, board, board_in_commune};
pub use check_in::{CheckIn, CheckInError, CheckedIn, check_in, undo_check_in};
pub use close::{CloseError, Closing, close, preview};
pub use confirm::{ConfirmError, ConfirmedField, NewConfirmation, Refused, confirm, refused};
pub use consent::{Consent, ConsentError, consent};
pub use desk::DeskError;
pub use give::{GiveError, Given, give};
pub use leave::{LeaveError, leave};
pub use list::{SessionPage, SessionStretch, list};
pub use open::{OpenError, open, reopen};
pub use plan::{NewSession, PlanError, plan};
pub use reaction::{NewReaction, ReactionError, reaction};
pub use read::{Attending, ReadError, SessionSheet, TableLot, follow_up, read};
pub use reconcile::{Difference, LotCount, LotReconciliation, ReconcileError, Reconciliation};
pub use row_code::row_code;
pub use screen::{ScreenError, Screening, screen};
pub(crate) use sheet_upload::run_sheet;
pub use sheet_upload::{
    NewSheet, SHEET_JOB, SheetReport, SheetUploadError, sheet_report, sheet_upload, sheet_uploads,
};
pub use slip::{MOST_OPENED, OnSlip, SlipError, SlipUse, confirm_by_slip, hand_slip, open_slip};
pub use table::{TableError, put_lots};
pub use take_back::{TakeBackError, take_back};
pub use team_sheet::{MOST_BLANK_ROWS, SheetError, TeamRow, TeamSheet, sheet};

use khien_domain::rights::Place;
use khien_domain::{AdminTree, SessionState};
use khien_store::{AttendanceRow, SessionRow, StoreError, Tx};

use crate::by::By;
use crate::registry::place_of_facility;

/// Where a session takes place: in its facility, and in the commune where it is held.
async fn place(tx: &mut Tx, by: &By<'_>, row: &SessionRow) -> Result<Place, StoreError> {
    let facility = place_of_facility(tx, by, &row.facility_code).await?;
    let fallback = || {
        Place::of_unit(AdminTree::national(), &row.commune_code, by.today())
            .unwrap_or_else(Place::nation)
            .in_facility(row.facility_code.clone())
    };
    let place = facility.unwrap_or_else(fallback);
    Ok(place.at_session(row.id.as_u128()))
}

/// The state of a session; what cannot be read is as good as signed.
fn state(row: &SessionRow) -> SessionState {
    SessionState::parse(&row.state).unwrap_or(SessionState::Signed)
}

/// A session as JSON, for the audit.
fn snapshot(row: &SessionRow) -> String {
    crate::written::json(&serde_json::json!({
        "facility": row.facility_code,
        "roster": row.roster_id.map(|id| id.to_string()),
        "name": row.name,
        "place": row.place,
        "commune_code": row.commune_code,
        "held_on": row.held_on.0.to_string(),
        "state": row.state,
        "closing": row.closing,
    }))
}

/// An attendance as JSON, for the audit.
fn attendance_snapshot(row: &AttendanceRow) -> String {
    crate::written::json(&serde_json::json!({
        "session": row.session_id.to_string(),
        "person": row.person_id.to_string(),
        "on_list": row.on_list,
        "state": row.state,
        "consent": row.consent,
        "consent_by": row.consent_by.map(|id| id.to_string()),
        "screening": row.screening,
        "dose": row.dose_id.map(|id| id.to_string()),
    }))
}
