//! Opening a session, and one that was closed by mistake again.

use jiff::civil::Date;
use khien_domain::SessionState;
use khien_domain::StockMoveKind;
use khien_domain::rights::{Act, Place};
use khien_store::{Moment, SessionRow, StockMoveRow, StoreError, Tx};
use uuid::Uuid;

use super::table::{TableError, usable};
use super::{place, snapshot, state};
use crate::by::{By, NotAllowed};
use crate::given::worded;
use crate::registry::Registry;
use crate::stock::{self, StockError, Taking};
use crate::written::{Written, write};

/// Why a session was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such session.
    #[error("there is no such session")]
    NoSession,
    /// It is not in the state for it.
    #[error("the session is not in the state for this")]
    WrongState(SessionState),
    /// Its day has not come.
    #[error("the session is on {0}")]
    NotYet(Date),
    /// A lot on the table has expired.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// The vials it used could not be put back.
    #[error(transparent)]
    Stock(#[from] StockError),
    /// Somebody else changed it meanwhile.
    #[error("somebody else changed the session meanwhile")]
    Changed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Opens a planned session on its day or later. One that is open stays so, and the act succeeds.
///
/// # Errors
/// See [`OpenError`]. Nothing is written then.
pub async fn open(
    registry: &Registry,
    by: &By<'_>,
    session: Uuid,
    seen_version: i64,
) -> Result<(), OpenError> {
    let mut tx = registry.store.write().await?;
    let (row, _) = found(&mut tx, by, session).await?;
    match state(&row) {
        SessionState::Planned => {}
        SessionState::Open => return Ok(()),
        other => return Err(OpenError::WrongState(other)),
    }
    if row.version != seen_version {
        return Err(OpenError::Changed);
    }
    if row.held_on.0 > by.today() {
        return Err(OpenError::NotYet(row.held_on.0));
    }
    for laid in tx.session_lots(session).await? {
        if let Some(lot) = tx.lot(laid.lot_id).await? {
            usable(&lot, row.held_on.0)?;
        }
    }
    let mut after = row.clone();
    after.opened_at = Some(Moment(by.at));
    become_open(&mut tx, by, &row, after, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Opens a closed session again: by mistake, or one more came. The vials it used are back in stock
/// until it is closed again.
///
/// # Errors
/// See [`OpenError`]. Nothing is written then.
pub async fn reopen(
    registry: &Registry,
    by: &By<'_>,
    session: Uuid,
    seen_version: i64,
    reason: &str,
) -> Result<(), OpenError> {
    let reason = worded(reason).ok_or(OpenError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let (row, here) = found(&mut tx, by, session).await?;
    let now = state(&row);
    if now != SessionState::Closed {
        return Err(OpenError::WrongState(now));
    }
    if row.version != seen_version {
        return Err(OpenError::Changed);
    }
    put_back(&mut tx, by, &row, &here).await?;
    let mut after = row.clone();
    after.closed_at = None;
    after.closing = None;
    become_open(&mut tx, by, &row, after, Some(reason)).await?;
    tx.commit().await?;
    Ok(())
}

async fn found(tx: &mut Tx, by: &By<'_>, session: Uuid) -> Result<(SessionRow, Place), OpenError> {
    let row = tx.session(session).await?.ok_or(OpenError::NoSession)?;
    let here = place(tx, by, &row).await?;
    by.need(Act::SessionOpen, &here)?;
    Ok((row, here))
}

async fn become_open(
    tx: &mut Tx,
    by: &By<'_>,
    before: &SessionRow,
    mut after: SessionRow,
    reason: Option<&str>,
) -> Result<(), OpenError> {
    SessionState::Open.code().clone_into(&mut after.state);
    after.updated_at = Moment(by.at);
    if !tx.update_session(&after).await? {
        return Err(OpenError::Changed);
    }
    let written = Written {
        act: Act::SessionOpen.code(),
        kind: "session",
        subject: after.id.to_string(),
        before: Some(snapshot(before)),
        after: Some(snapshot(&after)),
        reason,
    };
    write(tx, by, written).await?;
    Ok(())
}

/// A move against every lot that the session is booked to have used.
async fn put_back(
    tx: &mut Tx,
    by: &By<'_>,
    session: &SessionRow,
    here: &Place,
) -> Result<(), OpenError> {
    let moves = tx.stock_moves_of_session(session.id).await?;
    for laid in tx.session_lots(session.id).await? {
        let booked = moves.iter().filter(|row| row.lot_id == laid.lot_id);
        let vials: i64 = booked.map(|row| -row.vials).sum();
        if vials == 0 {
            continue;
        }
        let row = used(by, session, laid.lot_id, -vials);
        let taking = Taking {
            act: Act::SessionOpen,
            place: here,
            reason: None,
            shortfall: None,
        };
        stock::put(tx, by, &row, taking).await?;
    }
    Ok(())
}

/// The move of vials that a session used; negative: put back.
pub(super) fn used(by: &By<'_>, session: &SessionRow, lot: Uuid, vials: i64) -> StockMoveRow {
    StockMoveRow {
        id: by.new_id(),
        facility_code: session.facility_code.clone(),
        lot_id: lot,
        session_id: Some(session.id),
        kind: StockMoveKind::Used.code().to_owned(),
        vials: -vials,
        other_facility: None,
        answers: None,
        reason: None,
        paper: None,
        moved_on: session.held_on,
        moved_by: by.actor.account,
        created_at: Moment(by.at),
    }
}
