//! Calls into the registry.

use uuid::Uuid;

use super::{Lot, Lots, Receipt, Receive, Wastage};
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;

/// Lots of the unit, those that expire first on top.
pub(super) async fn lots(_app: &App, _actor: &Actor) -> Result<Lots, Problem> {
    Err(Problem::unavailable())
}

/// One lot with its stock book.
pub(super) async fn lot(_app: &App, _actor: &Actor, _id: Uuid) -> Result<Lot, Problem> {
    Err(Problem::unavailable())
}

/// An empty receipt.
pub(super) async fn blank(_app: &App, _actor: &Actor) -> Result<Receive, Problem> {
    Err(Problem::unavailable())
}

/// Receives vaccine; answers the lot.
pub(super) async fn receive(
    _app: &App,
    _actor: &Actor,
    _receipt: Receipt,
) -> Result<Uuid, Problem> {
    Err(Problem::unavailable())
}

/// Notes doses thrown away.
pub(super) async fn waste(
    _app: &App,
    _actor: &Actor,
    _id: Uuid,
    _wastage: Wastage,
) -> Result<(), Problem> {
    Err(Problem::unavailable())
}
