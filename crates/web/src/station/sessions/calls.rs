//! Calls into the registry.

use uuid::Uuid;

use super::{Close, Confirm, Plan, PlanDraft, Session, Sessions, Sheet};
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;

/// What is done to somebody of a session.
pub(super) enum Act {
    /// Checked in.
    Arrive { consent: bool, guardian: String },
    /// Screened: `fit`, `deferred`, `contraindicated`, with the reason.
    Screen { result: String, reason: String },
    /// Dosed out of a vial, or out of another lot.
    Dose {
        dose: Uuid,
        vial: String,
        lot: String,
        nevertheless: String,
    },
    /// Something happened during the watch.
    Reaction { what: String, serious: bool },
    /// Gone home.
    Leave,
}

/// Sessions of the unit.
pub(super) async fn sessions(_app: &App, _actor: &Actor, _page: u64) -> Result<Sessions, Problem> {
    Err(Problem::unavailable())
}

/// An empty plan.
pub(super) async fn blank_plan(_app: &App, _actor: &Actor) -> Result<Plan, Problem> {
    Err(Problem::unavailable())
}

/// Plans a session; answers its id.
pub(super) async fn plan(_app: &App, _actor: &Actor, _draft: PlanDraft) -> Result<Uuid, Problem> {
    Err(Problem::unavailable())
}

/// Opens a planned session.
pub(super) async fn open(_app: &App, _actor: &Actor, _id: Uuid) -> Result<(), Problem> {
    Err(Problem::unavailable())
}

/// A session with the person in front.
pub(super) async fn session(
    _app: &App,
    _actor: &Actor,
    _id: Uuid,
    _person: Option<Uuid>,
    _typed: &str,
) -> Result<Session, Problem> {
    Err(Problem::unavailable())
}

/// Does one act.
pub(super) async fn act(
    _app: &App,
    _actor: &Actor,
    _session: Uuid,
    _attendee: Uuid,
    _act: Act,
) -> Result<(), Problem> {
    Err(Problem::unavailable())
}

/// What somebody is asked to confirm.
pub(super) async fn to_confirm(
    _app: &App,
    _actor: &Actor,
    _session: Uuid,
    _attendee: Uuid,
) -> Result<Confirm, Problem> {
    Err(Problem::unavailable())
}

/// Keeps the answers.
pub(super) async fn confirm(_app: &App, _actor: &Actor, _view: &Confirm) -> Result<(), Problem> {
    Err(Problem::unavailable())
}

/// The figures of a session beside each other.
pub(super) async fn reconciliation(
    _app: &App,
    _actor: &Actor,
    _id: Uuid,
) -> Result<Close, Problem> {
    Err(Problem::unavailable())
}

/// Closes the session.
pub(super) async fn close(_app: &App, _actor: &Actor, _view: &Close) -> Result<(), Problem> {
    Err(Problem::unavailable())
}

/// The rows of the sheet.
pub(super) async fn sheet(_app: &App, _actor: &Actor, _id: Uuid) -> Result<Sheet, Problem> {
    Err(Problem::unavailable())
}
