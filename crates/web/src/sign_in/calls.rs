//! Calls into the accounts of the registry.

use jiff::Timestamp;
use khien_registry::By;
use khien_registry::account::{
    self, Admitted, LogInError, NotAdmitted, PasswordError, Passwords, SecondStepError,
};
use khien_registry::credentials::SessionToken;

use super::Refusal;
use crate::App;
use crate::layout::Visit;
use crate::problem::Problem;

/// What a right name and password lead to.
pub(super) enum Begun {
    /// In: the token of the new session.
    SignedIn(String),
    /// The authenticator is asked next: who, sealed.
    NeedsCode(String),
}

/// Checks name and password.
pub(super) async fn begin(
    app: &App,
    visit: &Visit,
    name: &str,
    password: &str,
) -> Result<Begun, Refusal> {
    let entrance = app.entrance();
    let admitted = account::log_in(app.registry(), &entrance, name, password).await;
    match admitted {
        Ok(Admitted::In(begun)) => Ok(Begun::SignedIn(begun.token.to_text().to_string())),
        Ok(Admitted::SecondStep(begun)) => {
            let token = begun.token.to_text();
            Ok(Begun::NeedsCode(visit.seal(app, &token)))
        }
        Err(LogInError::Wrong) => Err(Refusal::Wrong),
        Err(LogInError::Locked(until)) => Err(locked(entrance.at, until)),
        Err(LogInError::NotAdmitted(why)) => Err(not_admitted(why)),
        Err(error) => {
            tracing::error!(%error, "nobody could be let in");
            Err(Refusal::Away)
        }
    }
}

/// Checks the code of the authenticator.
pub(super) async fn finish(
    app: &App,
    visit: &Visit,
    pending: &str,
    code: &str,
) -> Result<String, Refusal> {
    let token = visit.open(app, pending);
    let token = token.and_then(|text| SessionToken::parse(&text));
    let token = token.ok_or(Refusal::BeginAgain)?;
    let entrance = app.entrance();
    match account::second_step(app.registry(), &entrance, &token, code).await {
        Ok(begun) => Ok(begun.token.to_text().to_string()),
        Err(SecondStepError::BeginAgain) => Err(Refusal::BeginAgain),
        Err(SecondStepError::Wrong | SecondStepError::Used) => Err(Refusal::WrongCode),
        Err(SecondStepError::Locked(until)) => Err(locked(entrance.at, until)),
        Err(SecondStepError::NotAdmitted(why)) => Err(not_admitted(why)),
        Err(error) => {
            tracing::error!(%error, "a second step failed");
            Err(Refusal::Away)
        }
    }
}

/// Why a password was not set.
pub(super) enum NewPassword {
    /// Field and what to say.
    Fault(&'static str, String),
    /// Something else.
    Problem(Problem),
}

/// Sets the own password; answers the token of the login that begins with it.
pub(super) async fn set_password(
    app: &App,
    visit: &Visit,
    old: &str,
    new: &str,
) -> Result<String, NewPassword> {
    let token = visit.session.as_deref().and_then(SessionToken::parse);
    let token = token.ok_or(NewPassword::Problem(Problem::signed_out()))?;
    let at = app.now();
    let who = account::who(app.registry(), at, &token).await;
    let who = who.map_err(|_| NewPassword::Problem(Problem::signed_out()))?;
    let by = By {
        actor: &who.actor,
        at,
        facility: None,
        ids: app.ids(),
    };
    let typed = Passwords { old, new };
    let set = account::set_password(app.registry(), &by, app.secrets(), typed).await;
    let fault = |field, key: &str| NewPassword::Fault(field, format!("fault-password-{key}"));
    match set {
        Ok(begun) => Ok(begun.token.to_text().to_string()),
        Err(PasswordError::Wrong) => Err(fault("old", "old")),
        Err(PasswordError::Same) => Err(fault("new", "same")),
        Err(PasswordError::Weak(weak)) => Err(fault("new", weak.code())),
        Err(PasswordError::Locked(until)) => {
            let seconds = until.duration_since(at).as_secs();
            let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
            Err(NewPassword::Problem(Problem::too_many(seconds)))
        }
        Err(error) => {
            tracing::error!(%error, "a password could not be set");
            Err(NewPassword::Problem(Problem::unavailable()))
        }
    }
}

/// Ends the session.
pub(super) async fn leave(app: &App, visit: &Visit) -> Result<(), Problem> {
    let Some(token) = visit.session.as_deref().and_then(SessionToken::parse) else {
        return Ok(());
    };
    let left = account::log_out(app.registry(), &app.entrance(), &token).await;
    left.map_err(|error| {
        tracing::error!(%error, "a login could not be ended");
        Problem::unavailable()
    })
}

fn locked(at: Timestamp, until: Timestamp) -> Refusal {
    let seconds = until.duration_since(at).as_secs().max(1);
    let minutes = seconds.unsigned_abs().div_ceil(60);
    Refusal::Locked(u32::try_from(minutes).unwrap_or(u32::MAX))
}

pub(super) fn not_admitted(why: NotAdmitted) -> Refusal {
    match why {
        NotAdmitted::Closed | NotAdmitted::NoRole => Refusal::Ended,
        NotAdmitted::TooOld => Refusal::TooOld,
    }
}
