//! Vaccine from one facility to another: sent by one, under way, arrived at the other.

use jiff::civil::Date;
use khien_domain::StockMoveKind;
use khien_domain::rights::Act;
use uuid::Uuid;

use super::balance::{Taking, put};
use super::order::{StockError, Vials, usable};
use crate::by::By;
use crate::given::worded;
use crate::person::given;
use crate::registry::Registry;

/// Sends vials to another facility; they are under way until it says that they arrived. The same
/// id again changes nothing and succeeds.
///
/// # Errors
/// See [`StockError`]; an expired lot is not sent on. Nothing is written then.
pub async fn send(
    registry: &Registry,
    by: &By<'_>,
    vials: &Vials,
    to: &str,
) -> Result<(), StockError> {
    let mut tx = registry.store.write().await?;
    let (lot, place) = vials.check(&mut tx, by).await?;
    by.need(Act::LotTransfer, &place)?;
    if tx.stock_move(vials.id).await?.is_some() {
        return Ok(());
    }
    if to == vials.facility {
        return Err(StockError::SameFacility);
    }
    let receiver = tx.facility(to).await?;
    let receiver = receiver.ok_or(StockError::NoFacility)?;
    usable(&lot, vials.on)?;
    let kind = StockMoveKind::TransferOut.code();
    let mut row = vials.row(by, kind, -i64::from(vials.vials));
    row.other_facility = Some(receiver.code);
    let taking = Taking {
        act: Act::LotTransfer,
        place: &place,
        reason: None,
        shortfall: vials.shortfall(),
    };
    put(&mut tx, by, &row, taking).await?;
    tx.commit().await?;
    Ok(())
}

/// The arrival of a transfer.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Made by the client, so that a retry counts nothing twice.
    pub id: Uuid,
    /// Id of the transfer as it was sent.
    pub sent: Uuid,
    /// Where it arrived.
    pub facility: String,
    /// Vials that arrived whole.
    pub vials: u32,
    /// On which day.
    pub on: Date,
    /// Why fewer arrived than were sent; empty if all did.
    pub reason: String,
}

/// Takes in vials that were sent by another facility. The same id again changes nothing and
/// succeeds.
///
/// # Errors
/// See [`StockError`]. Nothing is written then.
pub async fn arrive(registry: &Registry, by: &By<'_>, arrival: &Arrival) -> Result<(), StockError> {
    let mut tx = registry.store.write().await?;
    let sent = tx.stock_move(arrival.sent).await?;
    let sent = sent
        .filter(|sent| sent.kind == StockMoveKind::TransferOut.code())
        .filter(|sent| sent.other_facility.as_deref() == Some(&arrival.facility))
        .ok_or(StockError::NotUnderWay)?;
    let vials = Vials {
        id: arrival.id,
        facility: arrival.facility.clone(),
        lot: sent.lot_id,
        vials: arrival.vials,
        on: arrival.on,
        paper: sent.paper.clone().unwrap_or_default(),
        shortfall: String::new(),
    };
    let (_, place) = vials.check(&mut tx, by).await?;
    by.need(Act::LotReceive, &place)?;
    if tx.stock_move(arrival.id).await?.is_some() {
        return Ok(());
    }
    let under_way = tx.transfers_under_way(&arrival.facility).await?;
    if !under_way.iter().any(|row| row.id == sent.id) {
        return Err(StockError::NotUnderWay);
    }
    let arrived = i64::from(arrival.vials);
    if arrived > -sent.vials {
        return Err(StockError::MoreThanSent { sent: -sent.vials });
    }
    let reason = given(&arrival.reason).map(|it| worded(it).ok_or(StockError::NoReason));
    let reason = reason.transpose()?;
    if arrived < -sent.vials && reason.is_none() {
        return Err(StockError::NoReason);
    }
    let mut row = vials.row(by, StockMoveKind::TransferIn.code(), arrived);
    row.other_facility = Some(sent.facility_code);
    row.answers = Some(sent.id);
    row.reason = reason.map(str::to_owned);
    let taking = Taking {
        act: Act::LotReceive,
        place: &place,
        reason,
        shortfall: None,
    };
    put(&mut tx, by, &row, taking).await?;
    tx.commit().await?;
    Ok(())
}
