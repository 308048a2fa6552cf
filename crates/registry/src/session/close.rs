//! Closing a session: list against attendance, vials against doses, vials out of the stock.

use khien_domain::rights::{Act, Place};
use khien_domain::{AttendanceState, SessionState};
use khien_store::{Moment, SessionLotRow, SessionRow, StoreError, Tx};
use uuid::Uuid;

use super::desk::{DeskError, Noted, save, state_of};
use super::open::used;
use super::reconcile::{LotCount, ReconcileError, Reconciliation, reconcile};
use super::{place, snapshot, state};
use crate::account::end_roles_of_session;
use crate::by::{By, NotAllowed};
use crate::person::given;
use crate::registry::Registry;
use crate::stock::{self, StockError, Taking};
use crate::written::{Written, json, write};

/// Why a session was not closed.
#[derive(Debug, thiserror::Error)]
pub enum CloseError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such session.
    #[error("there is no such session")]
    NoSession,
    /// It is not open.
    #[error("the session is not open")]
    NotOpen(SessionState),
    /// So many people wait or are watched.
    #[error("{0} people wait or are watched")]
    NotSettled(usize),
    /// The counts cannot be taken.
    #[error(transparent)]
    Reconcile(#[from] ReconcileError),
    /// What does not agree needs a reason.
    #[error("the counts do not agree: a reason is needed")]
    Differs(Box<Reconciliation>),
    /// Fewer vials are in stock than were opened, or the right to say why is missing.
    #[error(transparent)]
    Stock(#[from] StockError),
    /// An attendance could not be settled.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// Somebody else changed it meanwhile.
    #[error("somebody else changed the session meanwhile")]
    Changed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The closing of a session.
#[derive(Clone, Debug)]
pub struct Closing {
    /// Which session.
    pub session: Uuid,
    /// The version that the head saw.
    pub seen_version: i64,
    /// What was counted of each lot.
    pub lots: Vec<LotCount>,
    /// Why the counts do not agree; empty: they do.
    pub reason: String,
    /// Why more vials were opened than the stock has; empty: they were not.
    pub shortfall: String,
}

/// What closing would find, for the page before it.
///
/// # Errors
/// See [`CloseError`]; whether the counts agree is told, not refused.
pub async fn preview(
    registry: &Registry,
    by: &By<'_>,
    session: Uuid,
    lots: &[LotCount],
) -> Result<Reconciliation, CloseError> {
    let mut tx = registry.store.read().await?;
    let row = tx.session(session).await?.ok_or(CloseError::NoSession)?;
    let here = place(&mut tx, by, &row).await?;
    by.need(Act::SessionRead, &here)?;
    Ok(reconcile(&mut tx, &row, lots).await?)
}

/// Closes a session. Who was expected and did not come is marked so; the vials opened leave the
/// stock; the accounts of volunteers end with the session. The same closing again changes nothing and succeeds.
///
/// # Errors
/// See [`CloseError`]. Nothing is written then.
pub async fn close(registry: &Registry, by: &By<'_>, closing: &Closing) -> Result<(), CloseError> {
    let mut tx = registry.store.write().await?;
    let row = tx.session(closing.session).await?;
    let row = row.ok_or(CloseError::NoSession)?;
    let here = place(&mut tx, by, &row).await?;
    by.need(Act::SessionClose, &here)?;
    if state(&row) == SessionState::Open {
        settle(&mut tx, by, row.id).await?;
    }
    let mut found = reconcile(&mut tx, &row, &closing.lots).await?;
    found.reason = given(&closing.reason).map(str::to_owned);
    let closing_text = json(&found);
    match state(&row) {
        SessionState::Open => {}
        SessionState::Closed if row.closing.as_ref() == Some(&closing_text) => return Ok(()),
        other => return Err(CloseError::NotOpen(other)),
    }
    if row.version != closing.seen_version {
        return Err(CloseError::Changed);
    }
    if found.differs() && found.reason.is_none() {
        return Err(CloseError::Differs(Box::new(found)));
    }
    book(&mut tx, by, &row, &here, closing).await?;
    let mut after = row.clone();
    SessionState::Closed.code().clone_into(&mut after.state);
    after.closed_at = Some(Moment(by.at));
    after.closing = Some(closing_text);
    after.updated_at = Moment(by.at);
    if !tx.update_session(&after).await? {
        return Err(CloseError::Changed);
    }
    let written = Written {
        act: Act::SessionClose.code(),
        kind: "session",
        subject: row.id.to_string(),
        before: Some(snapshot(&row)),
        after: Some(snapshot(&after)),
        reason: given(&closing.reason),
    };
    write(&mut tx, by, written).await?;
    end_roles_of_session(&mut tx, by, row.id).await?;
    tx.end_slips_of_session(row.id, Moment(by.at)).await?;
    tx.commit().await?;
    Ok(())
}

/// Marks who did not come; refuses while somebody waits or is watched.
async fn settle(tx: &mut Tx, by: &By<'_>, session: Uuid) -> Result<(), CloseError> {
    let attendances = tx.attendances(session).await?;
    let expected = |state| state == AttendanceState::Expected;
    let waiting = attendances.iter().map(state_of);
    let waiting = waiting.filter(|state| !state.is_settled() && !expected(*state));
    match waiting.count() {
        0 => {}
        people => return Err(CloseError::NotSettled(people)),
    }
    for row in attendances.iter().filter(|row| expected(state_of(row))) {
        let mut after = row.clone();
        AttendanceState::NoShow.code().clone_into(&mut after.state);
        let noted = Noted {
            act: Act::SessionClose,
            reason: None,
        };
        save(tx, by, row, after, noted).await?;
    }
    Ok(())
}

/// Counts on the table, and the vials out of the stock.
async fn book(
    tx: &mut Tx,
    by: &By<'_>,
    session: &SessionRow,
    here: &Place,
    closing: &Closing,
) -> Result<(), CloseError> {
    for laid in tx.session_lots(session.id).await? {
        let count = closing.lots.iter().find(|count| count.lot == laid.lot_id);
        let vials = count.map_or(0, |count| i64::from(count.vials_opened));
        let wasted = count.map_or(0, |count| i64::from(count.doses_wasted));
        let row = SessionLotRow {
            vials_opened: vials,
            doses_wasted: wasted,
            ..laid
        };
        tx.put_session_lot(&row).await?;
        if vials == 0 {
            continue;
        }
        let row = used(by, session, row.lot_id, vials);
        let taking = Taking {
            act: Act::SessionClose,
            place: here,
            reason: None,
            shortfall: given(&closing.shortfall),
        };
        stock::put(tx, by, &row, taking).await?;
    }
    Ok(())
}
