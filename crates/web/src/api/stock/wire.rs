//! Lots and vials as they travel.

use khien_store::{BalanceRow, LotRow, StockMoveRow};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::wire::{IsoDay, WastageReasonCode};

/// A lot to be entered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LotToEnter {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    /// The facility that has it.
    pub(super) facility: String,
    /// Code of the product.
    pub(super) product: String,
    /// Number as on the vial.
    pub(super) number: String,
    /// Last day of use.
    pub(super) expires_on: Option<IsoDay>,
    /// Doses in a vial as its label says; if left out, as usual for the product.
    pub(super) doses_per_vial: Option<u32>,
}

/// A lot of vaccine.
#[derive(Serialize, ToSchema)]
pub(super) struct LotOfVaccine {
    id: Uuid,
    product: String,
    number: String,
    expires_on: Option<IsoDay>,
    doses_per_vial: i64,
}

impl From<LotRow> for LotOfVaccine {
    fn from(row: LotRow) -> Self {
        Self {
            id: row.id,
            product: row.product_code,
            number: row.number,
            expires_on: row.expires_on.map(|day| IsoDay(day.0)),
            doses_per_vial: row.doses_per_vial,
        }
    }
}

/// Vials that come.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct VialsReceived {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    /// Whose vials.
    pub(super) facility: String,
    /// Of which lot.
    pub(super) lot: Uuid,
    /// How many.
    pub(super) vials: u32,
    /// On which day.
    pub(super) on: IsoDay,
    /// Number of the delivery note.
    pub(super) paper: Option<String>,
}

/// Vials that are written off.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct VialsWasted {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    /// Whose vials.
    pub(super) facility: String,
    /// Of which lot.
    pub(super) lot: Uuid,
    /// How many.
    pub(super) vials: u32,
    /// On which day.
    pub(super) on: IsoDay,
    /// Number of the minutes.
    pub(super) paper: Option<String>,
    /// Why.
    pub(super) reason: WastageReasonCode,
    /// In words; needed where the reason is another one than those listed.
    pub(super) note: Option<String>,
    /// Why more goes than is there, by somebody with the right to override.
    pub(super) shortfall: Option<String>,
}

/// Vials that are sent to another facility.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct VialsSent {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    /// Whose vials.
    pub(super) facility: String,
    /// Of which lot.
    pub(super) lot: Uuid,
    /// How many.
    pub(super) vials: u32,
    /// On which day.
    pub(super) on: IsoDay,
    /// Number of the delivery note.
    pub(super) paper: Option<String>,
    /// Where to: code of the facility.
    pub(super) to: String,
    /// Why more goes than is there, by somebody with the right to override.
    pub(super) shortfall: Option<String>,
}

/// Vials that arrive.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct VialsArrived {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    /// The move by which they were sent.
    pub(super) sent: Uuid,
    /// Where they arrive.
    pub(super) facility: String,
    /// How many.
    pub(super) vials: u32,
    /// On which day.
    pub(super) on: IsoDay,
    /// Why fewer arrive than were sent.
    pub(super) reason: Option<String>,
}

/// Vials that came or went.
#[derive(Serialize, ToSchema)]
pub(super) struct StockMove {
    id: Uuid,
    facility: String,
    lot: Uuid,
    session: Option<Uuid>,
    /// `receipt`, `transfer_in`, `transfer_out`, `wastage`, `used`.
    kind: String,
    /// Below nothing where they went.
    vials: i64,
    /// The other side of a transfer.
    other_facility: Option<String>,
    /// The move that it answers.
    answers: Option<Uuid>,
    reason: Option<String>,
    paper: Option<String>,
    moved_on: IsoDay,
    /// When it was entered.
    #[schema(format = DateTime)]
    created_at: String,
}

impl From<StockMoveRow> for StockMove {
    fn from(row: StockMoveRow) -> Self {
        Self {
            id: row.id,
            facility: row.facility_code,
            lot: row.lot_id,
            session: row.session_id,
            kind: row.kind,
            vials: row.vials,
            other_facility: row.other_facility,
            answers: row.answers,
            reason: row.reason,
            paper: row.paper,
            moved_on: IsoDay(row.moved_on.0),
            created_at: row.created_at.0.to_string(),
        }
    }
}

/// What a facility has of a lot.
#[derive(Serialize, ToSchema)]
pub(super) struct Balance {
    lot: Uuid,
    product: String,
    number: String,
    expires_on: Option<IsoDay>,
    doses_per_vial: i64,
    vials: i64,
}

impl From<BalanceRow> for Balance {
    fn from(row: BalanceRow) -> Self {
        Self {
            lot: row.lot_id,
            product: row.product_code,
            number: row.number,
            expires_on: row.expires_on.map(|day| IsoDay(day.0)),
            doses_per_vial: row.doses_per_vial,
            vials: row.vials,
        }
    }
}

/// The stock of a facility.
#[derive(Serialize, ToSchema)]
pub(super) struct Stock {
    /// Lots that are there.
    pub(super) balances: Vec<Balance>,
    /// Sent here and not arrived, the oldest first.
    pub(super) under_way: Vec<StockMove>,
    /// What came and went, the newest first, a hundred at most.
    pub(super) moves: Vec<StockMove>,
}
