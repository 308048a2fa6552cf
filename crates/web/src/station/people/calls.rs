//! Calls into the registry.

use super::Found;
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;

/// People who fit what was typed.
pub(super) async fn find(_app: &App, _actor: &Actor, _typed: &str) -> Result<Found, Problem> {
    Err(Problem::unavailable())
}
