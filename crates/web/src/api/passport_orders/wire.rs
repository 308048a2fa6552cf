//! Orders about passports as they travel.

use khien_registry::passport::{
    CohortSelection, FoundPassport, OrderKind, OrderProgress, Selection,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::fault::wrong;
use crate::api::wire::{IsoDay, OrderKindCode};
use crate::problem::Problem;

/// Passports by the doses that they are about; at least one thing is said.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PassportCohort {
    /// Code of the product.
    product: Option<String>,
    /// Number of the lot, as written.
    lot: Option<String>,
    /// Code of the facility.
    facility: Option<String>,
    /// First day.
    from: Option<IsoDay>,
    /// Last day.
    until: Option<IsoDay>,
}

impl From<PassportCohort> for CohortSelection {
    fn from(cohort: PassportCohort) -> Self {
        let day = |day: Option<IsoDay>| day.map(|day| day.0.to_string()).unwrap_or_default();
        Self {
            product: cohort.product.unwrap_or_default(),
            lot: cohort.lot.unwrap_or_default(),
            facility: cohort.facility.unwrap_or_default(),
            from: day(cohort.from),
            until: day(cohort.until),
        }
    }
}

impl From<CohortSelection> for PassportCohort {
    fn from(cohort: CohortSelection) -> Self {
        let said = |text: String| (!text.is_empty()).then_some(text);
        let day = |text: String| text.parse().ok().map(IsoDay);
        Self {
            product: said(cohort.product),
            lot: said(cohort.lot),
            facility: said(cohort.facility),
            from: day(cohort.from),
            until: day(cohort.until),
        }
    }
}

/// An order to be looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PassportOrderToLookAt {
    kind: OrderKindCode,
    /// Of a wave: code of the province, district or commune; the nation if left out.
    unit: Option<String>,
    /// Of the others.
    cohort: Option<PassportCohort>,
}

/// An order to be given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PassportOrderToGive {
    /// A UUID of version 7 that the client made; or send it as `Idempotency-Key`.
    pub(super) id: Option<Uuid>,
    kind: OrderKindCode,
    /// Of a wave: code of the province, district or commune; the nation if left out.
    unit: Option<String>,
    /// Of the others.
    cohort: Option<PassportCohort>,
    /// Why.
    pub(super) reason: String,
}

impl PassportOrderToGive {
    /// What and whose, and what else there is.
    pub(super) fn apart(self) -> (PassportOrderToLookAt, Option<Uuid>, String) {
        let what = PassportOrderToLookAt {
            kind: self.kind,
            unit: self.unit,
            cohort: self.cohort,
        };
        (what, self.id, self.reason)
    }
}

impl PassportOrderToLookAt {
    /// What is to be done, and whose passports.
    pub(super) fn read(self) -> Result<(OrderKind, Selection), Problem> {
        let kind = self.kind.0;
        let selection = match (kind, self.unit, self.cohort) {
            (OrderKind::Wave, _, Some(_)) => return Err(wrong("/cohort", "not-with-this")),
            (OrderKind::Wave, None, None) => Selection::Nation,
            (OrderKind::Wave, Some(unit), None) => Selection::Unit(unit),
            (_, Some(_), _) => return Err(wrong("/unit", "not-with-this")),
            (_, None, None) => return Err(wrong("/cohort", "missing")),
            (_, None, Some(cohort)) => Selection::Cohort(cohort.into()),
        };
        Ok((kind, selection))
    }
}

/// How many an order would reach.
#[derive(Serialize, ToSchema)]
pub(super) struct PassportOrderPreview {
    /// People; counting ends at 100,000.
    pub(super) reaches: usize,
}

/// An order.
#[derive(Serialize, ToSchema)]
pub(super) struct PassportOrderGiven {
    id: Uuid,
    /// `wave`, `reissue` or `revoke`.
    kind: String,
    /// Of a wave within a unit.
    unit: Option<String>,
    /// Of the others.
    cohort: Option<PassportCohort>,
    /// Of those that a key signed which was ended: its id.
    signer: Option<Uuid>,
    reason: String,
    /// The account that ordered it.
    ordered_by: Uuid,
    #[schema(format = DateTime)]
    ordered_at: String,
    /// How many it has reached.
    reached: i64,
    /// `waiting`, `running`, `done` or `failed`.
    state: String,
    /// Why it failed, by code.
    fault: Option<String>,
}

impl From<OrderProgress> for PassportOrderGiven {
    fn from(it: OrderProgress) -> Self {
        let (mut unit, mut cohort, mut signer) = (None, None, None);
        match serde_json::from_str(&it.order.selection) {
            Ok(Selection::Unit(code)) => unit = Some(code),
            Ok(Selection::Cohort(said)) => cohort = Some(said.into()),
            Ok(Selection::Signer(id)) => signer = Some(id),
            Ok(Selection::Nation) | Err(_) => {}
        }
        Self {
            id: it.order.id,
            kind: it.order.kind,
            unit,
            cohort,
            signer,
            reason: it.order.reason,
            ordered_by: it.order.ordered_by,
            ordered_at: it.order.ordered_at.0.to_string(),
            reached: it.order.reached,
            state: it.state,
            fault: it.fault,
        }
    }
}

/// Orders, and how many people wait.
#[derive(Serialize, ToSchema)]
pub(super) struct PassportOrders {
    /// The newest first, a hundred at most.
    pub(super) orders: Vec<PassportOrderGiven>,
    /// People whose passport is looked at next.
    pub(super) due: i64,
    /// People who wait until a wave reaches them.
    pub(super) waiting_for_wave: i64,
}

/// A passport to be looked up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PassportToFind {
    /// The identifier, with or without `URN:UVCI:`.
    pub(super) identifier: String,
}

/// A passport, without whose it is.
#[derive(Serialize, ToSchema)]
pub(super) struct PassportFound {
    id: Uuid,
    /// `issued`, `superseded` or `revoked`.
    state: String,
    #[schema(format = DateTime)]
    issued_at: String,
    #[schema(format = DateTime)]
    expires_at: String,
    /// When it was replaced or revoked.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    /// Why.
    reason: Option<String>,
    /// Whether its key was ended: then nobody believes it, whatever its state.
    key_ended: bool,
}

impl From<FoundPassport> for PassportFound {
    fn from(found: FoundPassport) -> Self {
        Self {
            id: found.id,
            state: found.state,
            issued_at: found.issued_at.to_string(),
            expires_at: found.expires_at.to_string(),
            ended_at: found.ended_at.map(|at| at.to_string()),
            reason: found.reason,
            key_ended: found.is_key_ended,
        }
    }
}

/// Why a passport is ended or believed again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PassportReason {
    pub(super) reason: String,
}
