//! What every operation asks before its handler: who, how often, and whether they may do it at all.

use axum::extract::{Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use khien_domain::rights::{Act, scopes};
use khien_registry::account::PARTNER_ACTS;

use super::caller::{Caller, Kind};
use super::limit::{Allowance, Spent};
use crate::App;
use crate::layout::Visit;
use crate::problem::Problem;

/// Where a page's token against forged forms is sent by its scripts.
const CSRF: &str = "x-csrf-token";

/// Who may call an operation.
#[derive(Clone, Copy)]
pub(super) struct Access {
    /// Acts of which one must be allowed somewhere; none: everybody who is in.
    pub(super) acts: &'static [Act],
    anybody_in: bool,
}

impl Access {
    /// Whoever may do one of the acts. No acts: nobody, so that an operation without any fails its
    /// test instead of being open.
    pub(super) fn of(acts: &'static [Act]) -> Self {
        Self {
            acts,
            anybody_in: false,
        }
    }

    /// Everybody who is in.
    pub(super) fn anybody_in() -> Self {
        Self {
            acts: &[],
            anybody_in: true,
        }
    }

    /// Whether acts or "everybody" were said.
    #[cfg(test)]
    pub(super) fn is_said(&self) -> bool {
        self.anybody_in || !self.acts.is_empty()
    }

    /// The acts that count for a caller: those of partners for a token, the others for staff.
    fn counting(&self, caller: &Caller) -> Vec<Act> {
        let partner = |act: &Act| PARTNER_ACTS.contains(act);
        let acts = self.acts.iter().copied();
        match caller.kind() {
            Kind::Partner => acts.filter(partner).collect(),
            Kind::Staff => acts.filter(|act| !partner(act)).collect(),
        }
    }

    fn admits(&self, caller: &Caller) -> Result<(), Problem> {
        if self.anybody_in {
            return Ok(());
        }
        let held = |act: Act| {
            scopes(caller.assignments(), act, caller.at())
                .next()
                .is_some()
        };
        let counting = self.counting(caller);
        if !counting.iter().any(|act| held(*act)) {
            return Err(Problem::forbidden());
        }
        if counting.iter().any(|act| caller.token_is_for(*act)) {
            Ok(())
        } else {
            Err(Problem::for_programs(
                StatusCode::FORBIDDEN,
                "token-not-for-this",
            ))
        }
    }
}

/// Lets the request through, or says why not.
pub(super) async fn gate(
    State((app, access)): State<(App, Access)>,
    mut request: Request,
    next: Next,
) -> Response {
    let caller = match Caller::of(&app, request.headers(), request.extensions()).await {
        Ok(caller) => caller,
        Err(problem) => return turned_away(problem),
    };
    let allowance = caller.allowance();
    let spent = app.api().spend(caller.purse(), allowance, caller.at());
    let checked = match spent.wait {
        Some(seconds) => Err(Problem::too_many(seconds)),
        None => check(&caller, access, &request),
    };
    let mut response = match checked {
        Ok(()) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    };
    tell(response.headers_mut(), allowance, &spent);
    response
}

fn check(caller: &Caller, access: Access, request: &Request) -> Result<(), Problem> {
    if caller.kind() == Kind::Staff && !request.method().is_safe() {
        let sent = request.headers().get(CSRF);
        let sent = sent.and_then(|it| it.to_str().ok()).unwrap_or_default();
        let visit = request.extensions().get::<Visit>();
        if !visit.is_some_and(|visit| visit.csrf.accepts(sent)) {
            return Err(Problem::for_programs(StatusCode::FORBIDDEN, "csrf-missing"));
        }
    }
    access.admits(caller)
}

/// A 401 says how to come in (RFC 9110 §11.6.1).
fn turned_away(problem: Problem) -> Response {
    let is_door = problem.status() == StatusCode::UNAUTHORIZED;
    let mut response = problem.into_response();
    if is_door {
        let name = HeaderName::from_static("www-authenticate");
        let value = HeaderValue::from_static("Bearer realm=\"khien\"");
        response.headers_mut().insert(name, value);
    }
    response
}

/// How many requests are left, and when there are more.
fn tell(headers: &mut HeaderMap, allowance: Allowance, spent: &Spent) {
    let figures = [
        ("ratelimit-limit", allowance.per_minute),
        ("ratelimit-remaining", spent.left),
        ("ratelimit-reset", spent.full_in),
    ];
    for (name, figure) in figures {
        headers.insert(HeaderName::from_static(name), HeaderValue::from(figure));
    }
    let policy = format!("{};w=60", allowance.per_minute);
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(HeaderName::from_static("ratelimit-policy"), policy);
    }
}

/// What stands behind `Bearer`.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}
