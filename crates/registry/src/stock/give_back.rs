//! Giving vaccine back to where it came from.

use khien_domain::StockMoveKind;
use khien_domain::rights::Act;

use super::balance::{Taking, put};
use super::order::{StockError, Vials};
use crate::by::By;
use crate::given::worded;
use crate::registry::Registry;

/// Gives vials back, expired ones too. The same id again changes nothing and succeeds.
///
/// # Errors
/// See [`StockError`]. Nothing is written then.
pub async fn give_back(
    registry: &Registry,
    by: &By<'_>,
    vials: &Vials,
    reason: &str,
) -> Result<(), StockError> {
    let reason = worded(reason).ok_or(StockError::NoReason)?;
    let mut tx = registry.store.write().await?;
    let (_, place) = vials.check(&mut tx, by).await?;
    by.need(Act::LotTransfer, &place)?;
    if tx.stock_move(vials.id).await?.is_some() {
        return Ok(());
    }
    let mut row = vials.row(by, StockMoveKind::Returned.code(), -i64::from(vials.vials));
    row.reason = Some(reason.to_owned());
    let taking = Taking {
        act: Act::LotTransfer,
        place: &place,
        reason: Some(reason),
        shortfall: vials.shortfall(),
    };
    put(&mut tx, by, &row, taking).await?;
    tx.commit().await?;
    Ok(())
}
