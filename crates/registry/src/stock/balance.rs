//! The one place where a move is written and the balance looked at.

use khien_domain::rights::{Act, Place};
use khien_store::{StockMoveRow, Tx};

use super::order::StockError;
use crate::by::By;
use crate::written::{Written, json, write};

/// By which act vials come or go, where, and with which words.
pub(crate) struct Taking<'a> {
    /// The act for the audit.
    pub(crate) act: Act,
    /// Where the facility lies.
    pub(crate) place: &'a Place,
    /// Why, for the audit.
    pub(crate) reason: Option<&'a str>,
    /// Why more is taken than is there, if that is meant.
    pub(crate) shortfall: Option<&'a str>,
}

/// Writes a move with its audit entry. More than is there is taken only with a reason and the
/// right to override.
pub(crate) async fn put(
    tx: &mut Tx,
    by: &By<'_>,
    row: &StockMoveRow,
    taking: Taking<'_>,
) -> Result<(), StockError> {
    let left = tx.insert_stock_move(row).await?;
    let is_short = row.vials < 0 && left < 0;
    if is_short {
        if taking.shortfall.is_none() {
            return Err(StockError::NotEnough {
                there: left - row.vials,
            });
        }
        by.need(Act::DoseOverrideRule, taking.place)?;
    }
    let shortfall = taking.shortfall.filter(|_| is_short);
    let written = Written {
        act: taking.act.code(),
        kind: "stock",
        subject: format!("{} {}", row.facility_code, row.lot_id),
        before: Some(json(&serde_json::json!({ "vials": left - row.vials }))),
        after: Some(json(&serde_json::json!({
            "vials": left,
            "move": row.id.to_string(),
            "kind": row.kind,
            "other_facility": row.other_facility,
            "paper": row.paper,
            "shortfall": shortfall,
        }))),
        reason: taking.reason.or(shortfall),
    };
    write(tx, by, written).await?;
    Ok(())
}
