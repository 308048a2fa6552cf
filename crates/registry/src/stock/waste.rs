//! Writing vaccine off.

use khien_domain::rights::Act;
use khien_domain::{StockMoveKind, WastageReason};

use super::balance::{Taking, put};
use super::order::{StockError, Vials};
use crate::by::By;
use crate::person::given;
use crate::registry::Registry;

/// Vials that are written off.
pub struct Waste<'a> {
    /// Which, and how many.
    pub vials: &'a Vials,
    /// Why.
    pub reason: WastageReason,
    /// In words; needed where the reason is another one than those listed.
    pub note: &'a str,
}

/// Writes vials off, expired ones too. The move keeps the code of the reason, and after a colon
/// the words. The same id again changes nothing and succeeds.
///
/// # Errors
/// See [`StockError`]; doses left in opened vials are counted at closing. Nothing is written then.
pub async fn waste(registry: &Registry, by: &By<'_>, wasted: Waste<'_>) -> Result<(), StockError> {
    let vials = wasted.vials;
    let is_other = wasted.reason == WastageReason::Other;
    if !is_other && !wasted.reason.is_of_whole_vials() {
        return Err(StockError::OfOpenedVials);
    }
    let note = given(wasted.note);
    if is_other && note.is_none() {
        return Err(StockError::NoReason);
    }
    let mut tx = registry.store.write().await?;
    let (_, place) = vials.check(&mut tx, by).await?;
    by.need(Act::LotWaste, &place)?;
    if tx.stock_move(vials.id).await?.is_some() {
        return Ok(());
    }
    let code = wasted.reason.code();
    let reason = note.map_or_else(|| code.to_owned(), |note| format!("{code}: {note}"));
    let mut row = vials.row(by, StockMoveKind::Wastage.code(), -i64::from(vials.vials));
    row.reason = Some(reason.clone());
    let taking = Taking {
        act: Act::LotWaste,
        place: &place,
        reason: Some(&reason),
        shortfall: vials.shortfall(),
    };
    put(&mut tx, by, &row, taking).await?;
    tx.commit().await?;
    Ok(())
}
