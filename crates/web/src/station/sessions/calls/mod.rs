//! Calls into the registry, one file a page.

mod close;
mod confirm;
mod desks;
mod in_front;
mod plan;
mod sheet;
mod sheet_pdf;
mod show;

use khien_domain::policy::PolicyFault;
use khien_registry::policy::PolicyError;
use khien_registry::session::{self, DeskError, ReadError, SessionSheet};
use uuid::Uuid;

use crate::App;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::board::SessionState;
use crate::station::calls::{failed, refused};
pub(super) use close::{Closed, close, reconciliation};
pub(super) use confirm::{confirm, hand_slip, to_confirm};
pub(super) use desks::{
    Coming, Drawn, Signed, check_in, consent, give, leave, reaction, screen, take_back,
    undo_check_in,
};
pub(super) use plan::{blank_plan, lay, open, plan, reopen, sessions};
pub(super) use sheet::{report, sheet, take, workbook as sheet_workbook};
pub(super) use sheet_pdf::sheet_pdf;
pub(super) use show::{InFront, session, the_one};

/// Done, or what to say instead: a key of the family `fault-`.
pub(super) type Outcome = Result<(), &'static str>;

/// A session with its people, for somebody who may see it.
async fn read(app: &App, actor: &Actor, id: Uuid) -> Result<SessionSheet, Problem> {
    let read = session::read(app.registry(), &actor.by(app), id).await;
    read.map_err(|error| match error {
        ReadError::NotAllowed(missing) => refused(missing),
        ReadError::NoSession => Problem::not_found(),
        ReadError::Store(error) => failed(&error),
    })
}

/// What a page says when a policy cannot be asked.
fn no_policy(error: &PolicyError) -> Problem {
    match error {
        PolicyError::Store(error) => failed(error),
        PolicyError::Policy(fault) => lacking(fault),
    }
}

fn lacking(fault: &PolicyFault) -> Problem {
    tracing::error!(%fault, "a policy is missing or malformed");
    Problem::broken(String::new())
}

/// What stands in the way at any desk.
fn told(error: DeskError) -> Result<Outcome, Problem> {
    match error {
        DeskError::NotAllowed(missing) => Err(refused(missing)),
        DeskError::NoAttendance | DeskError::NoPerson => Err(Problem::not_found()),
        DeskError::NotOpen(_) => Ok(Err("fault-session-not-open")),
        DeskError::WrongStep(_) => Ok(Err("fault-wrong-step")),
        DeskError::Changed => Ok(Err("fault-desk-changed")),
        DeskError::Policy(error) => Err(no_policy(&error)),
        DeskError::Store(error) => Err(failed(&error)),
    }
}

/// How far a session is, from its code.
fn state(code: &str) -> SessionState {
    match code {
        "open" => SessionState::Open,
        "closed" => SessionState::Closed,
        "signed" => SessionState::Signed,
        _ => SessionState::Planned,
    }
}
