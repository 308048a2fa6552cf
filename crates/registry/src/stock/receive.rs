//! Receiving vaccine from above, with its delivery note.

use khien_domain::StockMoveKind;
use khien_domain::rights::Act;

use super::balance::{Taking, put};
use super::order::{StockError, Vials, usable};
use crate::by::By;
use crate::registry::Registry;

/// Receives vials. The same id again changes nothing and succeeds.
///
/// # Errors
/// See [`StockError`]; an expired lot is not received. Nothing is written then.
pub async fn receive(registry: &Registry, by: &By<'_>, vials: &Vials) -> Result<(), StockError> {
    let mut tx = registry.store.write().await?;
    let (lot, place) = vials.check(&mut tx, by).await?;
    by.need(Act::LotReceive, &place)?;
    if tx.stock_move(vials.id).await?.is_some() {
        return Ok(());
    }
    usable(&lot, vials.on)?;
    let row = vials.row(by, StockMoveKind::Receipt.code(), i64::from(vials.vials));
    let taking = Taking {
        act: Act::LotReceive,
        place: &place,
        reason: None,
        shortfall: None,
    };
    put(&mut tx, by, &row, taking).await?;
    tx.commit().await?;
    Ok(())
}
