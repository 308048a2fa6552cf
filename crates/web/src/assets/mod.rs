//! Style, fonts, icon and scripts, inside the program, at addresses that change with their content.
//!
//! A browser may keep such a file for ever: a new version has a new address. All are embedded, so
//! no request ever leaves the origin and the program needs no folder beside it.

mod table;

use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::gzip;

#[cfg(test)]
pub(crate) use table::all;
pub(crate) use table::{Asset, url};

/// A year, and not even a question whether it has changed.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// One file.
pub(crate) async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = table::find(&file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    asset.answer(&headers)
}

impl Asset {
    /// The file as an answer, to be kept for ever.
    pub(crate) fn answer(&self, headers: &HeaderMap) -> Response {
        let compressed = self.gzip.as_ref().filter(|_| gzip::is_accepted(headers));
        let body = compressed.unwrap_or(&self.bytes).clone();
        let mut response = (StatusCode::OK, Body::from(body)).into_response();
        let answer = response.headers_mut();
        answer.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        answer.insert(CACHE_CONTROL, FOR_EVER);
        answer.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
        if compressed.is_some() {
            answer.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}
