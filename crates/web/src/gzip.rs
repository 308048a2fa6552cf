//! Pages on the wire at a quarter of their size.
//!
//! Forms carry a token that changes with every page, so that a guess mixed into a compressed page
//! tells nobody anything about it (the BREACH attack).

use std::io::Write;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Below this many bytes compressing costs more than it saves.
const WORTH_IT: usize = 1024;
/// Pages are far smaller; what is larger is a file to be saved and goes out as it is.
const LARGEST: usize = 4 * 1024 * 1024;

/// Whether the browser takes gzip.
pub(crate) fn is_accepted(headers: &HeaderMap) -> bool {
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|v| v.to_str().ok());
    accepted.is_some_and(|list| {
        list.split(',').any(|part| {
            let mut words = part.split(';').map(str::trim);
            words.next() == Some("gzip") && !words.any(|word| matches!(word, "q=0" | "q=0.0"))
        })
    })
}

/// The bytes as a gzip file.
pub(crate) fn compressed(bytes: &[u8], level: Compression) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), level);
    // Writing into memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// The same answer compressed, where that is worth it.
pub(crate) async fn squeeze(response: Response) -> Response {
    if !is_text(response.headers()) || response.headers().contains_key(CONTENT_ENCODING) {
        return response;
    }
    let size = axum::body::HttpBody::size_hint(response.body()).exact();
    if !size.is_some_and(|size| (WORTH_IT as u64..LARGEST as u64).contains(&size)) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, LARGEST).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let small = compressed(&bytes, Compression::fast());
    let gzip = HeaderValue::from_static("gzip");
    parts.headers.insert(CONTENT_ENCODING, gzip);
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(small))
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/") || kind.contains("json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_used_only_where_the_browser_says_so() {
        for (header, accepted) in [
            ("gzip, deflate, br", true),
            ("br;q=1.0, gzip;q=0.8", true),
            ("gzip;q=0", false),
            ("identity", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(header));
            assert_eq!(is_accepted(&headers), accepted, "{header}");
        }
    }
}
