//! Calls into the accounts of the registry.

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
    _app: &App,
    _visit: &Visit,
    _name: &str,
    _password: &str,
) -> Result<Begun, Refusal> {
    Err(Refusal::Wrong)
}

/// Checks the code of the authenticator.
pub(super) async fn finish(
    _app: &App,
    _visit: &Visit,
    _pending: &str,
    _code: &str,
) -> Result<String, Refusal> {
    Err(Refusal::WrongCode)
}

/// Ends the session.
pub(super) async fn leave(_app: &App, _visit: &Visit) -> Result<(), Problem> {
    Ok(())
}
