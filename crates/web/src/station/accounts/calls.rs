//! Calls into the registry.

use uuid::Uuid;

use super::{Accounts, NewAccount, Secrets};
use crate::App;
use crate::forms::Fields;
use crate::problem::Problem;
use crate::station::Actor;

/// Accounts of the unit and of those below it.
pub(super) async fn accounts(_app: &App, _actor: &Actor) -> Result<Accounts, Problem> {
    Err(Problem::unavailable())
}

/// An empty form with the roles and units that the actor may give.
pub(super) async fn blank(_app: &App, _actor: &Actor) -> Result<NewAccount, Problem> {
    Err(Problem::unavailable())
}

/// Makes an account.
pub(super) async fn create(
    _app: &App,
    _actor: &Actor,
    _fields: &Fields,
) -> Result<Secrets, Problem> {
    Err(Problem::unavailable())
}

/// `end`, `unlock`, `password` or `authenticator`; the last two answer something to hand over.
pub(super) async fn act(
    _app: &App,
    _actor: &Actor,
    _id: Uuid,
    _act: &str,
) -> Result<Option<Secrets>, Problem> {
    Err(Problem::unavailable())
}
