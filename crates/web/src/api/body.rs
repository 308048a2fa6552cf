//! A JSON body, read strictly: what is not known is refused, and every refusal says where.
//!
//! Nothing that was sent comes back in a problem but the names of its fields: bodies hold personal
//! data.

use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

use super::fault::{Fault, invalid};
use crate::App;
use crate::problem::Problem;

/// A body that was sent, as its type.
pub(super) struct Sent<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(media_type());
        }
        let bytes = axum::body::Bytes::from_request(request, app).await;
        let bytes = bytes.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(),
            _ => Problem::bad_request(),
        })?;
        read(&bytes).map(Self)
    }
}

/// The content type is not the one that is taken.
pub(super) fn media_type() -> Problem {
    Problem::for_programs(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type")
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    kind.and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

const NUL: &[u8] = b"\\u0000";

/// Reads a body.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    // A text with the character NUL is none that a database keeps.
    if bytes.windows(NUL.len()).any(|it| it == NUL) {
        return Err(malformed());
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer(error.path());
        let inner = error.into_inner();
        if inner.is_data() {
            invalid(&[fault(pointer, &inner.to_string())])
        } else {
            malformed()
        }
    })?;
    match reader.end() {
        Ok(()) => Ok(value),
        Err(_) => Err(malformed()),
    }
}

fn malformed() -> Problem {
    Problem::for_programs(StatusCode::BAD_REQUEST, "body-malformed")
}

/// Where in the body, as RFC 6901 writes it.
fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => add(&mut pointer, &index.to_string()),
            Segment::Map { key } => add(&mut pointer, key),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

fn add(pointer: &mut String, segment: &str) {
    pointer.push('/');
    pointer.push_str(&segment.replace('~', "~0").replace('/', "~1"));
}

/// What the reader said, as a code. Its words hold what was sent, so they go no further.
fn fault(mut pointer: String, said: &str) -> Fault {
    if said.starts_with("unknown field") {
        return Fault::new(pointer, "unknown-field");
    }
    let names_it = ["missing field", "duplicate field"];
    if names_it.iter().any(|start| said.starts_with(start)) {
        add(&mut pointer, said.split('`').nth(1).unwrap_or_default());
    }
    let code = if said.starts_with("missing field") {
        "missing"
    } else if said.starts_with("duplicate field") {
        "given-twice"
    } else if said.starts_with("invalid type") {
        "wrong-type"
    } else {
        "unreadable"
    };
    Fault::new(pointer, code)
}

/// What stands behind `?` in an address.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let read = Query::<T>::from_request_parts(parts, app).await;
        match read {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(_) => Err(query_unreadable()),
        }
    }
}

/// What stands behind `?` cannot be read.
pub(super) fn query_unreadable() -> Problem {
    Problem::for_programs(StatusCode::BAD_REQUEST, "query-unreadable")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[expect(dead_code, reason = "only read")]
        name: String,
        #[serde(default)]
        #[expect(dead_code, reason = "only read")]
        lots: Vec<Inner>,
    }

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[expect(dead_code, reason = "only read")]
        vials: u8,
    }

    fn told(text: &str) -> String {
        let problem = read::<Outer>(text.as_bytes()).unwrap_err();
        let Some(faults) = problem.member("faults") else {
            return problem.code().to_owned();
        };
        let text = |name: &str| faults[0][name].as_str().unwrap().to_owned();
        format!("{} {}", text("pointer"), text("code"))
    }

    #[test]
    fn every_refusal_says_where() {
        for (text, expected) in [
            (r#"{"name":"a","nom":1}"#, "/nom unknown-field"),
            (r#"{"name":"a","a/b~":1}"#, "/a~1b~0 unknown-field"),
            ("{}", "/name missing"),
            (r#"{"name":1}"#, "/name wrong-type"),
            (r#"{"name":"a","name":"b"}"#, "/name given-twice"),
            (
                r#"{"name":"a","lots":[{"vials":1},{"vials":300}]}"#,
                "/lots/1/vials unreadable",
            ),
            (r#"{"name":"a","lots":[{}]}"#, "/lots/0/vials missing"),
            (
                r#"{"name":"a","lots":[{"vials":1,"x":2}]}"#,
                "/lots/0/x unknown-field",
            ),
            ("[]", " unreadable"),
            ("{", "body-malformed"),
            ("", "body-malformed"),
            (r#"{"name":"\u0000"}"#, "body-malformed"),
            (r#"{"name":"a"} x"#, "body-malformed"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
