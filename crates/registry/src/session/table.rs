//! Lots on the table of a session, in the order in which they are offered.

use jiff::civil::Date;
use khien_domain::SessionState;
use khien_domain::rights::Act;
use khien_store::{LotRow, SessionLotRow, SessionRow, StoreError, Tx};
use uuid::Uuid;

use super::{place, state};
use crate::by::{By, NotAllowed};
use crate::registry::Registry;
use crate::stock::is_usable;
use crate::written::{Written, json, write};

/// Why a lot does not lie on the table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such session.
    #[error("there is no such session")]
    NoSession,
    /// The session is over.
    #[error("the session is closed")]
    SessionClosed,
    /// There is no such lot.
    #[error("there is no such lot")]
    NoLot(Uuid),
    /// The lot is past its last day of use.
    #[error("the lot expired on {1}")]
    LotExpired(Uuid, Date),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Puts lots on the table, the one to use first at first. Lots that were on it and are not named
/// come after them: what was opened stays counted.
///
/// # Errors
/// See [`TableError`]. Nothing is written then.
pub async fn put_lots(
    registry: &Registry,
    by: &By<'_>,
    session: Uuid,
    lots: &[Uuid],
) -> Result<(), TableError> {
    let mut tx = registry.store.write().await?;
    let row = tx.session(session).await?.ok_or(TableError::NoSession)?;
    let here = place(&mut tx, by, &row).await?;
    let act = match state(&row) {
        SessionState::Planned => Act::SessionPlan,
        SessionState::Open => Act::SessionDose,
        SessionState::Closed | SessionState::Signed => return Err(TableError::SessionClosed),
    };
    by.need(act, &here)?;
    lay(&mut tx, &row, lots).await?;
    let ids: Vec<String> = lots.iter().map(Uuid::to_string).collect();
    let written = Written {
        act: act.code(),
        kind: "session",
        subject: session.to_string(),
        before: None,
        after: Some(json(&serde_json::json!({ "lots": ids }))),
        reason: None,
    };
    write(&mut tx, by, written).await?;
    tx.commit().await?;
    Ok(())
}

/// The same within an act on the session.
pub(super) async fn lay(
    tx: &mut Tx,
    session: &SessionRow,
    lots: &[Uuid],
) -> Result<(), TableError> {
    let known = tx.session_lots(session.id).await?;
    for lot in lots {
        let row = tx.lot(*lot).await?.ok_or(TableError::NoLot(*lot))?;
        usable(&row, session.held_on.0)?;
    }
    let rest = known.iter().map(|row| row.lot_id);
    let rest = rest.filter(|lot| !lots.contains(lot));
    for (place, lot) in (1..).zip(lots.iter().copied().chain(rest)) {
        let before = known.iter().find(|row| row.lot_id == lot);
        tx.put_session_lot(&SessionLotRow {
            session_id: session.id,
            lot_id: lot,
            place,
            vials_opened: before.map_or(0, |row| row.vials_opened),
            doses_wasted: before.map_or(0, |row| row.doses_wasted),
        })
        .await?;
    }
    Ok(())
}

/// Refuses a lot that is past its last day on the day of the session.
pub(super) fn usable(lot: &LotRow, on: Date) -> Result<(), TableError> {
    match lot.expires_on {
        Some(last) if !is_usable(lot, on) => Err(TableError::LotExpired(lot.id, last.0)),
        _ => Ok(()),
    }
}

/// The lot that is offered first: the first on the table that may still be used.
pub(super) async fn offered(
    tx: &mut Tx,
    session: &SessionRow,
) -> Result<Option<LotRow>, StoreError> {
    for row in tx.session_lots(session.id).await? {
        let lot = tx.lot(row.lot_id).await?;
        let lot = lot.filter(|lot| is_usable(lot, session.held_on.0));
        if lot.is_some() {
            return Ok(lot);
        }
    }
    Ok(None)
}
