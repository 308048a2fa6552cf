//! Calls into the registry.

use uuid::Uuid;

use super::{UnitFilter, UnitPeople};
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;

/// People of the unit with faults.
pub(super) async fn people(
    _app: &App,
    _actor: &Actor,
    _filter: UnitFilter,
) -> Result<UnitPeople, Problem> {
    Err(Problem::unavailable())
}

/// Confirms who a resident is.
pub(super) async fn confirm(_app: &App, _actor: &Actor, _person: Uuid) -> Result<(), Problem> {
    Err(Problem::unavailable())
}
