//! Calls into the registry.

use uuid::Uuid;

use super::{Conflict, Draft, Person};
use crate::App;
use crate::forms::Fields;
use crate::problem::Problem;
use crate::station::Actor;

/// What became of a form.
pub(super) enum Saved {
    /// Kept, under this id.
    Done(Uuid),
    /// Somebody else was faster.
    Conflict(Conflict),
}

/// One person with everything that the page shows; the reading is logged.
pub(super) async fn person(_app: &App, _actor: &Actor, _id: Uuid) -> Result<Person, Problem> {
    Err(Problem::unavailable())
}

/// The fields of a person as the form shows them, with the version.
pub(super) async fn fields(_app: &App, _actor: &Actor, _id: Uuid) -> Result<Fields, Problem> {
    Err(Problem::unavailable())
}

/// Registers or corrects.
pub(super) async fn save(
    _app: &App,
    _actor: &Actor,
    _id: Option<Uuid>,
    _draft: Draft,
) -> Result<Saved, Problem> {
    Err(Problem::unavailable())
}
