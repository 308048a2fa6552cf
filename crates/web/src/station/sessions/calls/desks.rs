//! The desks of an open session.

use khien_domain::ConsentAnswer;
use khien_domain::schedule::StopCode;
use khien_registry::dose::{Override, RecordError};
use khien_registry::session::{
    self, CheckIn, CheckInError, Consent, ConsentError, GiveError, Given, LeaveError, NewReaction,
    ReactionError, ScreenError, Screening, TakeBackError,
};
use uuid::Uuid;

use super::{Outcome, told};
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;
use crate::station::calls::{failed, refused};
use crate::station::person::guardian;

/// Somebody who comes.
#[derive(Clone, Copy)]
pub(in crate::station::sessions) struct Coming {
    /// Of the attendance, if the list has them not.
    pub(in crate::station::sessions) id: Uuid,
    pub(in crate::station::sessions) person: Uuid,
}

/// An answer on the consent form.
pub(in crate::station::sessions) struct Signed {
    pub(in crate::station::sessions) answer: ConsentAnswer,
    /// Number or phone of the guardian; empty: whom the record names.
    pub(in crate::station::sessions) guardian: String,
}

/// A dose drawn for somebody.
pub(in crate::station::sessions) struct Drawn {
    pub(in crate::station::sessions) dose: Uuid,
    pub(in crate::station::sessions) attendance: Uuid,
    pub(in crate::station::sessions) lot: Option<Uuid>,
    /// Why it is given although rules speak against it.
    pub(in crate::station::sessions) nevertheless: String,
    /// Which rules.
    pub(in crate::station::sessions) stops: Vec<StopCode>,
}

/// Checks somebody in; answers the attendance.
pub(in crate::station::sessions) async fn check_in(
    app: &App,
    actor: &Actor,
    session: Uuid,
    coming: Coming,
) -> Result<Result<Uuid, &'static str>, Problem> {
    let coming = CheckIn {
        id: coming.id,
        session,
        person: coming.person,
    };
    match session::check_in(app.registry(), &actor.by(app), coming).await {
        Ok(checked_in) => Ok(Ok(checked_in.attendance)),
        Err(CheckInError::Desk(error)) => Ok(told(error)?.map(|()| coming.id)),
        Err(CheckInError::Merged(_)) => Ok(Err("fault-merged")),
        Err(CheckInError::NotOnList) => Ok(Err("fault-not-on-list")),
        Err(CheckInError::NoSession) => Err(Problem::not_found()),
    }
}

/// Takes a check-in back.
pub(in crate::station::sessions) async fn undo_check_in(
    app: &App,
    actor: &Actor,
    attendance: Uuid,
) -> Result<Outcome, Problem> {
    match session::undo_check_in(app.registry(), &actor.by(app), attendance).await {
        Ok(()) => Ok(Ok(())),
        Err(error) => told(error),
    }
}

/// Keeps what the consent form says.
pub(in crate::station::sessions) async fn consent(
    app: &App,
    actor: &Actor,
    attendance: Uuid,
    signed: &Signed,
) -> Result<Outcome, Problem> {
    let guardian = match guardian::find(app, actor, &signed.guardian).await? {
        Ok(guardian) => guardian,
        Err(key) => return Ok(Err(key)),
    };
    let consent = Consent {
        attendance,
        answer: signed.answer,
        guardian,
    };
    match session::consent(app.registry(), &actor.by(app), consent).await {
        Ok(()) => Ok(Ok(())),
        Err(ConsentError::Desk(error)) => told(error),
        Err(ConsentError::NoBirthDate) => Ok(Err("fault-consent-birth-date")),
        Err(ConsentError::GuardianNeeded) => Ok(Err("fault-guardian-needed")),
        Err(ConsentError::NoGuardian) => Ok(Err("fault-guardian-unfit")),
    }
}

/// Keeps the conclusion of the screening.
pub(in crate::station::sessions) async fn screen(
    app: &App,
    actor: &Actor,
    screening: &Screening,
) -> Result<Outcome, Problem> {
    match session::screen(app.registry(), &actor.by(app), screening).await {
        Ok(()) => Ok(Ok(())),
        Err(ScreenError::Desk(error)) => told(error),
        Err(ScreenError::NoReason) => Ok(Err("fault-screen-reason")),
        Err(ScreenError::OtherConclusion(_)) => Ok(Err("fault-screen-conclusion")),
    }
}

/// Records the dose.
pub(in crate::station::sessions) async fn give(
    app: &App,
    actor: &Actor,
    drawn: Drawn,
) -> Result<Outcome, Problem> {
    let insists = !drawn.nevertheless.is_empty() && !drawn.stops.is_empty();
    let given = Given {
        dose: drawn.dose,
        attendance: drawn.attendance,
        lot: drawn.lot,
        kind: None,
        ordinal: None,
        overridden: insists.then_some(Override {
            stops: drawn.stops,
            reason: drawn.nevertheless,
        }),
    };
    match session::give(app.registry(), &actor.by(app), given).await {
        Ok(_) => Ok(Ok(())),
        Err(GiveError::Desk(error)) => told(error),
        Err(GiveError::NoConsent) => Ok(Err("fault-no-consent")),
        Err(GiveError::NoLot) => Ok(Err("fault-no-lot")),
        Err(GiveError::LotNotOnTable) => Ok(Err("fault-lot-not-on-table")),
        Err(GiveError::LotExpired(_)) => Ok(Err("fault-lot-expired")),
        Err(GiveError::Dose(error)) => stopped(error),
    }
}

/// The page says itself which rules stop a dose, so only that they do is told.
fn stopped(error: RecordError) -> Result<Outcome, Problem> {
    match error {
        RecordError::Stopped(_) => Ok(Err("fault-dose-stopped")),
        RecordError::Known => Ok(Err("fault-dose-known")),
        RecordError::NoPerson | RecordError::NoFacility => Err(Problem::not_found()),
        RecordError::NotAllowed(missing) => Err(refused(missing)),
        RecordError::Store(error) => Err(failed(&error)),
    }
}

/// Takes a dose back that was entered for the wrong person.
pub(in crate::station::sessions) async fn take_back(
    app: &App,
    actor: &Actor,
    attendance: Uuid,
    reason: &str,
) -> Result<Outcome, Problem> {
    match session::take_back(app.registry(), &actor.by(app), attendance, reason).await {
        Ok(()) => Ok(Ok(())),
        Err(TakeBackError::Desk(error)) => told(error),
        Err(TakeBackError::NoReason) => Ok(Err("fault-no-reason")),
    }
}

/// Notes a reaction.
pub(in crate::station::sessions) async fn reaction(
    app: &App,
    actor: &Actor,
    seen: &NewReaction,
) -> Result<Outcome, Problem> {
    match session::reaction(app.registry(), &actor.by(app), seen).await {
        Ok(()) => Ok(Ok(())),
        Err(ReactionError::Desk(error)) => told(error),
        Err(ReactionError::NoDose) => Ok(Err("fault-wrong-step")),
        Err(ReactionError::NoSign) => Ok(Err("fault-no-sign")),
    }
}

/// Lets somebody go home.
pub(in crate::station::sessions) async fn leave(
    app: &App,
    actor: &Actor,
    attendance: Uuid,
    early: &str,
) -> Result<Outcome, Problem> {
    match session::leave(app.registry(), &actor.by(app), attendance, early).await {
        Ok(()) => Ok(Ok(())),
        Err(LeaveError::Desk(error)) => told(error),
        Err(LeaveError::WatchNotOver(_)) => Ok(Err("fault-watch-not-over")),
    }
}
