//! Calls into the registry.

use super::Board;
use super::figure::Figure;
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;

/// The board of the actor's unit.
pub(super) async fn today(_app: &App, _actor: &Actor) -> Result<Board, Problem> {
    Err(Problem::unavailable())
}

/// Reports or corrects the figure of a site.
pub(super) async fn report(_app: &App, _actor: &Actor, _figure: Figure) -> Result<(), Problem> {
    Err(Problem::unavailable())
}
