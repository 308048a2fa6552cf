//! Who is signed in. Whoever is not is led to the sign-in page and back.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use khien_domain::rights::{Act, Place, may, scopes};
use khien_registry::account::{self, NotLoggedIn};
use khien_registry::credentials::SessionToken;
use khien_registry::{By, day_in_viet_nam};

use super::calls::{self, failed};
use crate::App;
use crate::layout::{Frame, Section, Visit, Who};

/// The account that acts, for one of its units.
pub(crate) struct Actor {
    /// The request it came with.
    pub(crate) visit: Visit,
    /// What the frame shows of it.
    pub(crate) who: Who,
    /// What it may do.
    pub(crate) account: khien_registry::Actor,
    /// The facility at whose desk it sits.
    pub(crate) facility: Option<String>,
    /// When the request came.
    pub(crate) at: Timestamp,
    /// Whether all people are invented.
    demonstration: bool,
}

impl Actor {
    /// Who acts, for a workflow.
    pub(crate) fn by<'a>(&'a self, app: &'a App) -> By<'a> {
        By {
            actor: &self.account,
            at: self.at,
            facility: self.facility.as_deref(),
            ids: app.ids(),
        }
    }

    /// Today in Viet Nam.
    pub(crate) fn today(&self) -> Date {
        day_in_viet_nam(self.at)
    }

    /// Whether the account may do this somewhere: for menus.
    pub(crate) fn may_somewhere(&self, act: Act) -> bool {
        scopes(&self.account.assignments, act, self.at)
            .next()
            .is_some()
    }

    /// Whether the account may do this at the desk where it sits: for buttons. The workflow asks
    /// again.
    pub(crate) fn may_here(&self, act: Act) -> bool {
        let place = match &self.facility {
            Some(facility) => Place::nation().in_facility(facility.clone()),
            None => return self.may_somewhere(act),
        };
        may(&self.account.assignments, act, &place, self.at) || self.may_somewhere(act)
    }

    /// Whether the account may do this at a place: for buttons. The workflow asks again.
    pub(crate) fn may_at(&self, act: Act, place: &Place) -> bool {
        may(&self.account.assignments, act, place, self.at)
    }

    /// The commune that the account acts for, where it sits at no desk.
    pub(crate) fn commune(&self) -> Option<String> {
        let unit = self.who.unit()?.id.strip_prefix("commune-")?;
        Some(unit.to_owned())
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
        let token = visit.session.as_deref().and_then(SessionToken::parse);
        let Some(token) = token else {
            return Err(lead(&visit, "sign-in"));
        };
        let at = app.now();
        let found = account::who(app.registry(), at, &token).await;
        let found = found.map_err(|error| match error {
            NotLoggedIn::Store(error) => failed(&error).into_response(),
            NotLoggedIn::NoLogin | NotLoggedIn::Idle | NotLoggedIn::NotAdmitted(_) => {
                lead(&visit, "sign-in")
            }
        })?;
        if found.password_due {
            return Err(lead(&visit, "sign-in/password"));
        }
        let who = calls::who(app, &visit, &found, at).await;
        let who = who.map_err(IntoResponse::into_response)?;
        Ok(Self {
            facility: who.unit().and_then(|unit| unit.facility.clone()),
            account: found.actor,
            who,
            at,
            visit,
            demonstration: app.settings().demonstration,
        })
    }
}

/// A page redirects; a part of a page tells htmx to leave it.
fn lead(visit: &Visit, door: &str) -> Response {
    if visit.part {
        let mut response = StatusCode::UNAUTHORIZED.into_response();
        let name = HeaderName::from_static("hx-redirect");
        if let Ok(value) = HeaderValue::from_str(&format!("/{door}")) {
            response.headers_mut().insert(name, value);
        }
        return response;
    }
    Redirect::to(&visit.back_from(door)).into_response()
}
