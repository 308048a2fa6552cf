//! The id of what is added, which its maker chose: sent again, it adds nothing.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use uuid::Uuid;

use super::fault::wrong;
use crate::App;
use crate::problem::Problem;

const KEY: &str = "idempotency-key";

/// The `Idempotency-Key`, if one was sent: a UUID of version 7 (RFC 9562 §5.7).
pub(super) struct Key(Option<Uuid>);

impl Key {
    /// The id: from the body, from the header, or from both alike.
    pub(super) fn or(&self, in_body: Option<Uuid>) -> Result<Uuid, Problem> {
        match (self.0, in_body) {
            (Some(key), Some(id)) if key != id => Err(Problem::for_programs(
                StatusCode::BAD_REQUEST,
                "key-not-the-id",
            )),
            (Some(id), _) => Ok(id),
            (None, Some(id)) if id.get_version_num() == 7 => Ok(id),
            (None, Some(_)) => Err(wrong("/id", "not-version-7")),
            (None, None) => Err(Problem::for_programs(
                StatusCode::BAD_REQUEST,
                "key-missing",
            )),
        }
    }
}

impl FromRequestParts<App> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Problem> {
        let Some(sent) = parts.headers.get(KEY) else {
            return Ok(Self(None));
        };
        let key = sent.to_str().ok().and_then(read);
        match key {
            Some(key) => Ok(Self(Some(key))),
            None => Err(Problem::for_programs(
                StatusCode::BAD_REQUEST,
                "key-unreadable",
            )),
        }
    }
}

/// A UUID of version 7, with the quotes of a structured header or without.
fn read(text: &str) -> Option<Uuid> {
    let text = text.trim().trim_matches('"');
    let key = Uuid::try_parse(text).ok()?;
    (key.get_version_num() == 7).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEVEN: &str = "0180c1d2-0000-7000-8000-000000000001";

    #[test]
    fn only_a_uuid_of_version_7_is_a_key() {
        assert!(read(SEVEN).is_some());
        assert!(read(&format!("\"{SEVEN}\"")).is_some());
        for text in ["", "1", "0180c1d2-0000-4000-8000-000000000001", "ậ"] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn header_and_body_must_agree() {
        let seven = Uuid::try_parse(SEVEN).unwrap();
        let code = |key: Option<Uuid>, id| Key(key).or(id).map_err(|problem| problem.code());
        assert_eq!(code(Some(seven), None), Ok(seven));
        assert_eq!(code(None, Some(seven)), Ok(seven));
        assert_eq!(code(Some(seven), Some(seven)), Ok(seven));
        assert_eq!(code(Some(seven), Some(Uuid::nil())), Err("key-not-the-id"));
        assert_eq!(code(None, Some(Uuid::nil())), Err("body-invalid"));
        assert_eq!(code(None, None), Err("key-missing"));
    }
}
