//! Calls into the registry.

use uuid::Uuid;

use super::{CheckResult, Draft, Roster, RosterState, Rosters};
use crate::App;
use crate::forms::Fields;
use crate::problem::Problem;
use crate::station::Actor;

/// Rosters of the unit.
pub(super) async fn rosters(_app: &App, _actor: &Actor) -> Result<Rosters, Problem> {
    Err(Problem::unavailable())
}

/// One roster.
pub(super) async fn roster(_app: &App, _actor: &Actor, _id: Uuid) -> Result<Roster, Problem> {
    Err(Problem::unavailable())
}

/// An empty form.
pub(super) async fn blank(_app: &App, _actor: &Actor) -> Result<Draft, Problem> {
    Err(Problem::unavailable())
}

/// Drafts a roster; answers its id.
pub(super) async fn draft(_app: &App, _actor: &Actor, _fields: &Fields) -> Result<Uuid, Problem> {
    Err(Problem::unavailable())
}

/// Takes the next step.
pub(super) async fn step(
    _app: &App,
    _actor: &Actor,
    _id: Uuid,
    _to: RosterState,
    _reason: &str,
) -> Result<(), Problem> {
    Err(Problem::unavailable())
}

/// Records what police said about somebody.
pub(super) async fn result(
    _app: &App,
    _actor: &Actor,
    _id: Uuid,
    _said: (Uuid, CheckResult),
) -> Result<(), Problem> {
    Err(Problem::unavailable())
}
