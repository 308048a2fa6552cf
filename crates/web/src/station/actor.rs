//! Who is signed in. Whoever is not is led to the sign-in page and back.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::calls;
use crate::App;
use crate::layout::{Frame, Section, Visit, Who};

/// The account that acts, for one of its units.
pub(crate) struct Actor {
    /// The request it came with.
    pub(crate) visit: Visit,
    /// What the frame shows of it.
    pub(crate) who: Who,
    /// Whether all people are invented.
    demonstration: bool,
}

impl Actor {
    /// An account as the frame shows it.
    pub(super) fn new(app: &App, visit: Visit, who: Who) -> Self {
        Self {
            visit,
            who,
            demonstration: app.settings().demonstration,
        }
    }

    /// The frame of a page of this account.
    pub(crate) fn frame(&self, title: impl Into<String>, section: Section) -> Frame {
        let mut frame = self
            .visit
            .frame(title.into())
            .signed_in(self.who.clone(), section);
        frame.demonstration = self.demonstration;
        frame
    }
}

impl FromRequestParts<App> for Actor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let Ok(visit) = Visit::from_request_parts(parts, app).await;
        match calls::who(app, &visit).await {
            Ok(Some(who)) => Ok(Self::new(app, visit, who)),
            Ok(None) => Err(sign_in(&visit)),
            Err(problem) => Err(problem.into_response()),
        }
    }
}

/// A page redirects; a part of a page tells htmx to leave it.
fn sign_in(visit: &Visit) -> Response {
    let address = visit.frame(String::new()).preference("sign-in", "");
    let address = address.replacen("/sign-in/?", "/sign-in?", 1);
    if visit.part {
        let mut response = StatusCode::UNAUTHORIZED.into_response();
        let name = HeaderName::from_static("hx-redirect");
        if let Ok(value) = HeaderValue::from_str("/sign-in") {
            response.headers_mut().insert(name, value);
        }
        return response;
    }
    Redirect::to(&address).into_response()
}
