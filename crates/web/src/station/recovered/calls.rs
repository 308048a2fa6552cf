//! Calls into the registry.

use uuid::Uuid;

use super::{CaseDraft, NewCase, Recovered};
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;

/// Recovered cases of the commune.
pub(super) async fn recovered(
    _app: &App,
    _actor: &Actor,
    _page: u64,
) -> Result<Recovered, Problem> {
    Err(Problem::unavailable())
}

/// An empty form for a person.
pub(super) async fn blank(_app: &App, _actor: &Actor, _person: Uuid) -> Result<NewCase, Problem> {
    Err(Problem::unavailable())
}

/// Records a case.
pub(super) async fn record(
    _app: &App,
    _actor: &Actor,
    _person: Uuid,
    _draft: CaseDraft,
) -> Result<(), Problem> {
    Err(Problem::unavailable())
}
