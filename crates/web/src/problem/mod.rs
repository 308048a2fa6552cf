//! What goes wrong, as a page for people and as `problem+json` (RFC 9457) for programs.
//!
//! A [`Problem`] carries a stable code and never anything that somebody typed. It becomes a page in
//! the reader's language only when the answer leaves, so that handlers need not know the language.

mod dress;
mod json;
mod page;
mod panics;

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use khien_store::StoreError;
use serde_json::{Map, Value};

pub(crate) use dress::dress;
pub(crate) use panics::catch_panics;

/// Why a request got no answer of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    /// Seconds until it makes sense to try again.
    retry_after: Option<u32>,
    /// What the operator finds in the log: `K-4F19`.
    reference: Option<String>,
    /// Members that a program finds beside these.
    more: Option<Box<Map<String, Value>>>,
}

impl Problem {
    fn new(status: StatusCode, code: &'static str) -> Self {
        Self {
            status,
            code,
            retry_after: None,
            reference: None,
            more: None,
        }
    }

    /// A problem that only programs meet.
    pub(crate) fn for_programs(status: StatusCode, code: &'static str) -> Self {
        Self::new(status, code)
    }

    /// The problem with one more member; pages do not show it.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: Value) -> Self {
        let more = self.more.get_or_insert_default();
        more.insert(name.to_owned(), value);
        self
    }

    /// A member beside the usual ones.
    #[cfg(test)]
    pub(crate) fn member(&self, name: &str) -> Option<&Value> {
        self.more.as_ref().and_then(|more| more.get(name))
    }

    /// 404: nothing lies at this address, or nothing that this account may know of.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found")
    }

    /// 405: the address is right, but it cannot be used this way.
    pub fn method_not_allowed() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed")
    }

    /// 403: the account has no right to this act.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden")
    }

    /// 403: the form is from an older session, or was changed on its way.
    pub fn expired() -> Self {
        Self::new(StatusCode::FORBIDDEN, "form-expired")
    }

    /// 403: another site sent the form.
    pub fn cross_site() -> Self {
        Self::new(StatusCode::FORBIDDEN, "cross-site")
    }

    /// 401: nobody is signed in, or no longer.
    pub fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "signed-out")
    }

    /// 400: what was sent cannot be read.
    pub fn bad_request() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-request")
    }

    /// 409: somebody else changed the same thing first.
    pub fn conflict() -> Self {
        Self::new(StatusCode::CONFLICT, "conflict")
    }

    /// 413: the file or the form is larger than what is taken.
    pub fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large")
    }

    /// 429: too many requests; `seconds` until the next is answered.
    pub fn too_many(seconds: u32) -> Self {
        Self {
            retry_after: Some(seconds),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many")
        }
    }

    /// 503: the database cannot be reached; nothing that was acknowledged is lost.
    pub fn unavailable() -> Self {
        Self {
            retry_after: Some(10),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable")
        }
    }

    /// 507: the database has no room left; nothing was written, and reading goes on.
    pub fn full() -> Self {
        Self {
            retry_after: Some(60),
            ..Self::new(StatusCode::INSUFFICIENT_STORAGE, "storage-full")
        }
    }

    /// 408: what was sent came so slowly that it was not waited for.
    pub fn too_slow() -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "too-slow")
    }

    /// 500: a fault of the program, with the reference under which the log tells more.
    pub fn broken(reference: String) -> Self {
        Self {
            reference: Some(reference).filter(|reference| !reference.is_empty()),
            ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, "broken")
        }
    }

    /// What the failure of the database is for whoever asked.
    pub(crate) fn of_store(error: &StoreError) -> Self {
        if error.is_passing() {
            tracing::warn!(%error, "the database did not answer in time");
            return Self::unavailable();
        }
        tracing::error!(%error, "the database failed");
        if error.is_full() {
            Self::full()
        } else {
            Self::broken(String::new())
        }
    }

    /// The problem that a bare status stands for.
    pub fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::not_found(),
            StatusCode::METHOD_NOT_ALLOWED => Self::method_not_allowed(),
            StatusCode::FORBIDDEN => Self::forbidden(),
            StatusCode::UNAUTHORIZED => Self::signed_out(),
            StatusCode::CONFLICT => Self::conflict(),
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large(),
            StatusCode::TOO_MANY_REQUESTS => Self::too_many(60),
            StatusCode::SERVICE_UNAVAILABLE => Self::unavailable(),
            StatusCode::INSUFFICIENT_STORAGE => Self::full(),
            StatusCode::REQUEST_TIMEOUT => Self::too_slow(),
            status if status.is_server_error() => Self::broken(String::new()),
            _ => Self::bad_request(),
        }
    }

    /// The stable code, as programs read it.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after {
            let headers = response.headers_mut();
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}
