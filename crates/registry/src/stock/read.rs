//! What a facility has, what is on its way there, and what came and went.

use khien_domain::rights::Act;
use khien_store::{BalanceRow, StockMoveRow, StoreError};

use crate::by::{By, NotAllowed};
use crate::registry::{Registry, place_of_facility};

/// Why stock was not shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The right is missing.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such facility.
    #[error("there is no such facility")]
    NoFacility,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The stock of a facility.
#[derive(Debug)]
pub struct FacilityStock {
    /// Lots that are there, by product and last day of use.
    pub balances: Vec<BalanceRow>,
    /// Sent here and not arrived, the oldest first.
    pub under_way: Vec<StockMoveRow>,
    /// What came and went, the newest first.
    pub moves: Vec<StockMoveRow>,
}

/// Most moves on a page.
const MOST_MOVES: i64 = 100;

/// The stock of a facility.
///
/// # Errors
/// See [`ReadError`].
pub async fn read(
    registry: &Registry,
    by: &By<'_>,
    facility: &str,
) -> Result<FacilityStock, ReadError> {
    let mut tx = registry.store.read().await?;
    let place = place_of_facility(&mut tx, by, facility).await?;
    by.need(Act::StockRead, &place.ok_or(ReadError::NoFacility)?)?;
    Ok(FacilityStock {
        balances: tx.balances(facility).await?,
        under_way: tx.transfers_under_way(facility).await?,
        moves: tx.stock_moves(facility, MOST_MOVES).await?,
    })
}
