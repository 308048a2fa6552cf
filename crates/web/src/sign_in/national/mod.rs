//! Signing in with the national login: to the provider, and back.

mod provider;

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Query, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use khien_registry::account::{OpenIdLogInError, open_id_log_in};
use khien_registry::credentials::openid::{Attempt, Callback};
use serde::Deserialize;

use super::{Back, Refusal, calls, enter, too_often};
use crate::App;
use crate::layout::Visit;
use crate::preferences::local;
use crate::problem::Problem;
use crate::security::{Cookie, Lifetime, read_cookie};
use provider::ProviderFault;
pub use provider::{Carried, Carrier, NationalLogin, Unreachable};

/// How long somebody may take at the provider, as long as the cookie lives.
const LONGEST: SignedDuration = SignedDuration::from_mins(10);

/// `/sign-in/national` and the address that the provider sends browsers back to.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in/national", get(go))
        .route(NationalLogin::BACK, get(back))
}

/// An attempt as its browser keeps it, sealed.
struct Kept {
    begun: Timestamp,
    attempt: Attempt,
    back: String,
}

impl Kept {
    fn to_text(&self) -> String {
        let secrets = URL_SAFE_NO_PAD.encode(self.attempt.as_bytes());
        format!("{}|{secrets}|{}", self.begun.as_second(), self.back)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '|');
        let begun = Timestamp::from_second(parts.next()?.parse().ok()?).ok()?;
        let secrets = URL_SAFE_NO_PAD.decode(parts.next()?).ok()?;
        Some(Self {
            begun,
            attempt: Attempt::from_bytes(secrets.try_into().ok()?),
            back: parts.next()?.to_owned(),
        })
    }

    fn is_alive(&self, now: Timestamp) -> bool {
        let age = now.duration_since(self.begun);
        !age.is_negative() && age <= LONGEST
    }
}

/// To the provider, with an attempt that only this browser knows.
async fn go(State(app): State<App>, visit: Visit, Query(back): Query<Back>) -> Response {
    let Some(national) = app.national_login() else {
        return Problem::not_found().into_response();
    };
    let kept = Kept {
        begun: app.now(),
        attempt: Attempt::from_bytes(app.random()),
        back: local(&back.back).to_owned(),
    };
    let language = visit.language.tag();
    let address = national.address(&kept.attempt, language, app.now()).await;
    match address {
        Ok(address) => {
            let sealed = visit.seal(&app, &kept.to_text());
            let answer = Redirect::to(&address).into_response();
            with_attempt(&app, answer, &sealed, Lifetime::TenMinutes)
        }
        Err(fault) => refused(&app, told(&fault), &kept.back),
    }
}

/// What the provider adds to the address.
#[derive(Deserialize)]
struct Brought {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

async fn back(
    State(app): State<App>,
    visit: Visit,
    caller: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Query(brought): Query<Brought>,
) -> Response {
    if app.national_login().is_none() {
        return Problem::not_found().into_response();
    }
    if let Some(problem) = too_often(&app, caller) {
        return problem.into_response();
    }
    let sealed = read_cookie(&headers, Cookie::Attempt, app.settings().secure_cookies);
    let kept = sealed.and_then(|sealed| visit.open(&app, &sealed));
    let kept = kept.and_then(|text| Kept::parse(&text));
    let Some(kept) = kept.filter(|kept| kept.is_alive(app.now())) else {
        return refused(&app, Refusal::NationalBeginAgain, "");
    };
    match log_in(&app, &kept.attempt, &brought).await {
        Ok(token) => with_attempt(&app, enter(&app, &token, &kept.back), "", Lifetime::Gone),
        Err(refusal) => refused(&app, refusal, &kept.back),
    }
}

/// The token of a session for whoever the provider says it is.
async fn log_in(app: &App, attempt: &Attempt, brought: &Brought) -> Result<String, Refusal> {
    let national = app.national_login().ok_or(Refusal::NationalFailed)?;
    let callback = Callback {
        state: brought.state.as_deref(),
        code: brought.code.as_deref(),
        issuer: brought.iss.as_deref(),
        error: brought.error.as_deref(),
    };
    let identity = national.identity(attempt, callback, app.now()).await;
    let identity = identity.map_err(|fault| told(&fault))?;
    match open_id_log_in(app.registry(), &app.entrance(), &identity).await {
        Ok(begun) => Ok(begun.token.to_text().to_string()),
        Err(OpenIdLogInError::NotLinked) => Err(Refusal::NationalNotLinked),
        Err(OpenIdLogInError::NotAdmitted(why)) => Err(calls::not_admitted(why)),
        Err(error) => {
            tracing::error!(%error, "nobody could be let in");
            Err(Refusal::Away)
        }
    }
}

/// Tells the operator what happened, and answers what the visitor is told.
fn told(fault: &ProviderFault) -> Refusal {
    let refusal = fault.refusal();
    if refusal == Refusal::NationalDenied {
        tracing::info!(%fault, "a national login was not completed");
    } else {
        tracing::warn!(%fault, "a national login failed");
    }
    refusal
}

/// To the page of signing in: the address with the provider's code in it is not kept.
fn refused(app: &App, refusal: Refusal, back: &str) -> Response {
    let back = [("refused", refusal.code()), ("back", back)];
    let query = back.map(|(name, value)| format!("{name}={}", super::percent_encoded(value)));
    let answer = Redirect::to(&format!("/sign-in?{}", query.join("&"))).into_response();
    with_attempt(app, answer, "", Lifetime::Gone)
}

fn with_attempt(app: &App, mut answer: Response, sealed: &str, lifetime: Lifetime) -> Response {
    let secure = app.settings().secure_cookies;
    if let Some(header) = Cookie::Attempt.header(sealed, lifetime, secure) {
        answer.headers_mut().append(SET_COOKIE, header);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_is_kept_whole_and_dies_after_ten_minutes() {
        let begun = Timestamp::from_second(1_630_000_000).expect("a moment");
        let kept = Kept {
            begun,
            attempt: Attempt::from_bytes([9; 96]),
            back: "/station/people?q=a|b".to_owned(),
        };
        let read = Kept::parse(&kept.to_text()).expect("what was written");
        assert_eq!(read.attempt.as_bytes(), &[9; 96]);
        assert_eq!(
            (read.begun, read.back.as_str()),
            (begun, "/station/people?q=a|b")
        );
        let after = |minutes| begun + SignedDuration::from_mins(minutes);
        assert!(read.is_alive(after(10)));
        assert!(!read.is_alive(after(11)));
        assert!(!read.is_alive(after(-1)), "the clock was set back");
        for nonsense in ["", "1|2", "x|AAAA|/", "1630000000|AAAA|/"] {
            assert!(Kept::parse(nonsense).is_none(), "{nonsense}");
        }
    }
}
