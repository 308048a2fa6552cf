//! Calls into the registry.

use uuid::Uuid;

use super::{Dose, DoseDraft, DoseForm, Stop};
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;

/// What became of a dose.
pub(super) enum Recorded {
    /// Kept.
    Done,
    /// The rules stop it.
    Stopped(Stop),
}

/// One dose with its history.
pub(super) async fn dose(_app: &App, _actor: &Actor, _id: Uuid) -> Result<Dose, Problem> {
    Err(Problem::unavailable())
}

/// An empty form for a person.
pub(super) async fn blank(_app: &App, _actor: &Actor, _person: Uuid) -> Result<DoseForm, Problem> {
    Err(Problem::unavailable())
}

/// The form of a dose that is there.
pub(super) async fn filled(_app: &App, _actor: &Actor, _id: Uuid) -> Result<DoseForm, Problem> {
    Err(Problem::unavailable())
}

/// Records or corrects.
pub(super) async fn save(
    _app: &App,
    _actor: &Actor,
    _person: Uuid,
    _dose: Option<Uuid>,
    _draft: DoseDraft,
) -> Result<Recorded, Problem> {
    Err(Problem::unavailable())
}

/// Marks a dose as entered in error; answers whose it was.
pub(super) async fn void(
    _app: &App,
    _actor: &Actor,
    _id: Uuid,
    _reason: &str,
) -> Result<Uuid, Problem> {
    Err(Problem::unavailable())
}
