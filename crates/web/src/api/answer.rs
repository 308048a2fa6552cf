//! What a program gets when it is done.

use axum::Json;
use axum::http::header::{ETAG, LOCATION};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::version::tag;

/// An answer in JSON.
pub(super) struct Answer {
    response: Response,
}

impl Answer {
    /// 200: here it is.
    pub(super) fn ok(body: &impl Serialize) -> Self {
        Self {
            response: Json(body).into_response(),
        }
    }

    /// 201: it was added; `place` is its address.
    pub(super) fn made(body: &impl Serialize, place: &str) -> Self {
        let mut it = Self::ok(body);
        *it.response.status_mut() = StatusCode::CREATED;
        it.header(LOCATION, place)
    }

    /// 202: it was taken and is worked on.
    pub(super) fn taken(body: &impl Serialize, place: &str) -> Self {
        let mut it = Self::made(body, place);
        *it.response.status_mut() = StatusCode::ACCEPTED;
        it
    }

    /// 204: done, and there is nothing more to say.
    pub(super) fn done() -> Self {
        Self {
            response: StatusCode::NO_CONTENT.into_response(),
        }
    }

    /// With its version.
    pub(super) fn version(self, version: i64) -> Self {
        self.header(ETAG, &tag(version))
    }

    fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.response.headers_mut().insert(name, value);
        }
        self
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        self.response
    }
}
