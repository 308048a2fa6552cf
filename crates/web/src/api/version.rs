//! Versions: `ETag` out, `If-Match` in, so that of two clerks the second sees what the first did.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::IF_MATCH;
use axum::http::request::Parts;
use serde_json::Value;

use crate::App;
use crate::problem::Problem;

/// The version that the sender saw.
pub(super) struct Seen(pub(super) i64);

impl FromRequestParts<App> for Seen {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Problem> {
        let Some(sent) = parts.headers.get(IF_MATCH) else {
            return Err(Problem::for_programs(
                StatusCode::PRECONDITION_REQUIRED,
                "version-missing",
            ));
        };
        // A tag that was never given out matches nothing.
        let version = sent.to_str().ok().and_then(read).unwrap_or(0);
        Ok(Self(version))
    }
}

/// The tag of a version.
pub(super) fn tag(version: i64) -> String {
    format!("\"{version}\"")
}

fn read(text: &str) -> Option<i64> {
    let text = text.trim().strip_prefix('"')?.strip_suffix('"')?;
    text.parse().ok().filter(|version| *version > 0)
}

/// 412: somebody else changed it meanwhile. Both versions, and where they differ.
pub(super) fn changed(mine: &Value, theirs: &Value, version: i64) -> Problem {
    Problem::for_programs(StatusCode::PRECONDITION_FAILED, "version-changed")
        .with("differs", Value::from(differences(mine, theirs)))
        .with("yours", mine.clone())
        .with("current", theirs.clone())
        .with("current_etag", Value::from(tag(version)))
}

/// Pointers to the fields of mine that are otherwise in theirs.
fn differences(mine: &Value, theirs: &Value) -> Vec<String> {
    let fields = mine.as_object().into_iter().flatten();
    let told = fields.filter(|(name, value)| theirs.get(name).is_some_and(|it| it != *value));
    told.map(|(name, _)| format!("/{name}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_tag_that_was_given_out_is_a_version() {
        assert_eq!(read("\"3\""), Some(3));
        for text in ["*", "3", "W/\"3\"", "\"-1\"", "\"0\"", "\"x\"", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
