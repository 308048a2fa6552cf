//! What is done with one person at a session, desk by desk.

use axum::extract::State;
use axum::http::StatusCode;
use khien_domain::rights::Act;
use khien_registry::dose::RecordError;
use khien_registry::session::{
    self, CheckIn, CheckInError, ConfirmError, Consent, ConsentError, GiveError, Given, LeaveError,
    NewConfirmation, NewReaction, ReactionError, ScreenError, Screening,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::not_at_desk;
use super::wire::{
    Attendance, Coming, ConfirmationSaid, ConsentSaid, DoseGiven, Leaving, ReactionSeen,
    ScreeningDone, WatchBegun,
};
use crate::App;
use crate::api::answer::Answer;
use crate::api::body::Sent;
use crate::api::caller::Caller;
use crate::api::doses::{overridden, stopped};
use crate::api::fault::{conflict, not_allowed, stored, unfit, wrong};
use crate::api::key::Key;
use crate::api::operation::Operation;
use crate::api::wire::At;
use crate::problem::Problem;

/// What may be wrong at every desk.
const PROBLEMS: &[&str] = &["wrong-state", "wrong-step", "conflict"];

pub(super) fn operations() -> Vec<Operation> {
    let step = |it: Operation| {
        it.answers::<Attendance>(StatusCode::OK, "How far the person is now.")
            .problems(PROBLEMS)
    };
    vec![
        step(
            Operation::post("/sessions/{id}/check-ins", check_in)
                .named(
                    "check_in",
                    "sessions",
                    "Check somebody in, from the list or off it",
                )
                .acts(&[Act::SessionCheckIn])
                .keyed()
                .takes::<Coming>(),
        ),
        step(
            Operation::post("/attendances/{id}/consent", consent)
                .named("record_consent", "sessions", "Record consent")
                .acts(&[Act::SessionConsent])
                .takes::<ConsentSaid>(),
        ),
        step(
            Operation::post("/attendances/{id}/screening", screen)
                .named(
                    "record_screening",
                    "sessions",
                    "Record what the screening found",
                )
                .acts(&[Act::SessionScreen])
                .takes::<ScreeningDone>(),
        ),
        Operation::post("/attendances/{id}/dose", give)
            .named(
                "give_dose",
                "sessions",
                "Record the dose and begin the watch",
            )
            .acts(&[Act::SessionDose])
            .keyed()
            .takes::<DoseGiven>()
            .answers::<WatchBegun>(StatusCode::OK, "The dose is recorded.")
            .problems(&[
                "wrong-state",
                "wrong-step",
                "consent-missing",
                "lot-expired",
                "dose-stopped",
                "dose-known",
            ]),
        step(
            Operation::post("/attendances/{id}/confirmation", confirm)
                .named(
                    "record_confirmation",
                    "sessions",
                    "Record which fields the person confirms",
                )
                .acts(&[Act::SessionConfirm])
                .keyed()
                .takes::<ConfirmationSaid>(),
        ),
        step(
            Operation::post("/attendances/{id}/reaction", reaction)
                .named("record_reaction", "sessions", "Record a reaction")
                .acts(&[Act::SessionReaction])
                .keyed()
                .takes::<ReactionSeen>(),
        ),
        step(
            Operation::post("/attendances/{id}/leave", leave)
                .named("record_leaving", "sessions", "Let somebody leave")
                .acts(&[Act::SessionWatch])
                .takes::<Leaving>(),
        ),
    ]
}

pub(super) async fn shown(app: &App, id: Uuid) -> Result<Answer, Problem> {
    let read = async {
        let mut tx = app.registry().store().read().await?;
        tx.attendance(id).await
    };
    let row = read.await.map_err(|error| stored(&error))?;
    let row = row.ok_or_else(Problem::not_found)?;
    let version = row.version;
    Ok(Answer::ok(&Attendance::from(row)).version(version))
}

async fn check_in(
    State(app): State<App>,
    caller: Caller,
    At(session): At,
    key: Key,
    Sent(body): Sent<Coming>,
) -> Result<Answer, Problem> {
    let coming = CheckIn {
        id: key.or(body.id)?,
        session,
        person: body.person,
    };
    match session::check_in(app.registry(), &caller.by(&app), coming).await {
        Ok(came) => shown(&app, came.attendance).await,
        Err(CheckInError::NoSession) => Err(Problem::not_found()),
        Err(CheckInError::NotOnList) => Err(conflict("not-on-list")),
        Err(CheckInError::Merged(into)) => {
            Err(conflict("person-merged").with("merged_into", json!(into)))
        }
        Err(CheckInError::Desk(error)) => Err(not_at_desk(error)),
    }
}

async fn consent(
    State(app): State<App>,
    caller: Caller,
    At(attendance): At,
    Sent(body): Sent<ConsentSaid>,
) -> Result<Answer, Problem> {
    let said = Consent {
        attendance,
        answer: body.answer.0,
        guardian: body.guardian,
    };
    match session::consent(app.registry(), &caller.by(&app), said).await {
        Ok(()) => shown(&app, attendance).await,
        Err(ConsentError::NoBirthDate) => Err(unfit("birth-date-needed")),
        Err(ConsentError::GuardianNeeded) => Err(wrong("/guardian", "missing")),
        Err(ConsentError::NoGuardian) => Err(wrong("/guardian", "unknown")),
        Err(ConsentError::Desk(error)) => Err(not_at_desk(error)),
    }
}

async fn screen(
    State(app): State<App>,
    caller: Caller,
    At(attendance): At,
    Sent(body): Sent<ScreeningDone>,
) -> Result<Answer, Problem> {
    let screening = Screening {
        attendance,
        result: body.result.0,
        reasons: body.reasons.iter().map(|it| it.0).collect(),
        note: body.note.unwrap_or_default(),
    };
    match session::screen(app.registry(), &caller.by(&app), &screening).await {
        Ok(()) => shown(&app, attendance).await,
        Err(ScreenError::NoReason) => Err(wrong("/reasons", "missing")),
        Err(ScreenError::OtherConclusion(_)) => Err(wrong("/reasons", "not-with-this")),
        Err(ScreenError::Desk(error)) => Err(not_at_desk(error)),
    }
}

async fn give(
    State(app): State<App>,
    caller: Caller,
    At(attendance): At,
    key: Key,
    Sent(body): Sent<DoseGiven>,
) -> Result<Answer, Problem> {
    let ordinal = body.ordinal.map(|nth| {
        let ordinal = nth.ordinal();
        ordinal.ok_or_else(|| wrong("/ordinal", "unreadable"))
    });
    let dose = key.or(body.id)?;
    let given = Given {
        dose,
        attendance,
        lot: body.lot,
        kind: body.kind.map(Into::into),
        ordinal: ordinal.transpose()?,
        overridden: body.overridden.map(overridden).transpose()?,
    };
    match session::give(app.registry(), &caller.by(&app), given).await {
        Ok(until) => Ok(Answer::ok(&WatchBegun {
            dose,
            watch_until: until.to_string(),
        })),
        Err(GiveError::NoConsent) => Err(conflict("consent-missing")),
        Err(GiveError::NoLot) => Err(wrong("/lot", "missing")),
        Err(GiveError::LotNotOnTable) => Err(wrong("/lot", "unknown")),
        Err(GiveError::LotExpired(day)) => {
            Err(unfit("lot-expired").with("expired_on", Value::from(day.to_string())))
        }
        Err(GiveError::Dose(error)) => Err(not_recorded(&caller, error)),
        Err(GiveError::Desk(error)) => Err(not_at_desk(error)),
    }
}

fn not_recorded(caller: &Caller, error: RecordError) -> Problem {
    match error {
        RecordError::Stopped(stops) => stopped(caller, &stops),
        RecordError::Known => conflict("dose-known"),
        RecordError::NoPerson | RecordError::NoFacility => Problem::conflict(),
        RecordError::NotAllowed(missing) => not_allowed(missing),
        RecordError::Store(error) => stored(&error),
    }
}

async fn confirm(
    State(app): State<App>,
    caller: Caller,
    At(attendance): At,
    key: Key,
    Sent(body): Sent<ConfirmationSaid>,
) -> Result<Answer, Problem> {
    let said = NewConfirmation {
        id: key.or(body.id)?,
        attendance,
        channel: body.channel.0,
        refused: body.refused.iter().map(|it| it.0.into()).collect(),
    };
    match session::confirm(app.registry(), &caller.by(&app), &said).await {
        Ok(()) => shown(&app, attendance).await,
        Err(ConfirmError::NoDose) => Err(conflict("wrong-step")),
        Err(ConfirmError::Desk(error)) => Err(not_at_desk(error)),
    }
}

async fn reaction(
    State(app): State<App>,
    caller: Caller,
    At(attendance): At,
    key: Key,
    Sent(body): Sent<ReactionSeen>,
) -> Result<Answer, Problem> {
    let seen = NewReaction {
        id: key.or(body.id)?,
        attendance,
        severity: body.severity.0,
        signs: body.signs.iter().map(|it| it.0).collect(),
    };
    match session::reaction(app.registry(), &caller.by(&app), &seen).await {
        Ok(()) => shown(&app, attendance).await,
        Err(ReactionError::NoDose) => Err(conflict("wrong-step")),
        Err(ReactionError::NoSign) => Err(wrong("/signs", "missing")),
        Err(ReactionError::Desk(error)) => Err(not_at_desk(error)),
    }
}

async fn leave(
    State(app): State<App>,
    caller: Caller,
    At(attendance): At,
    Sent(body): Sent<Leaving>,
) -> Result<Answer, Problem> {
    let early = body.early.unwrap_or_default();
    match session::leave(app.registry(), &caller.by(&app), attendance, &early).await {
        Ok(()) => shown(&app, attendance).await,
        Err(LeaveError::WatchNotOver(until)) => {
            Err(conflict("watch-not-over").with("until", Value::from(until.to_string())))
        }
        Err(LeaveError::Desk(error)) => Err(not_at_desk(error)),
    }
}
