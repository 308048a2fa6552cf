//! A problem as `application/problem+json`, in both languages.

use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::Problem;
use crate::texts::{Language, Texts};

/// The answer for a program; `title` and `detail` in the language that it asked for.
pub(super) fn answer(problem: &Problem, language: Language) -> Response {
    let mut body = json!({
        "type": format!("urn:khien:problem:{}", problem.code),
        "status": problem.status.as_u16(),
        "code": problem.code,
        "title": title(problem, language),
        "detail": detail(problem, language),
    });
    for language in Language::ALL {
        body["languages"][language.tag()] = json!({
            "title": title(problem, language),
            "detail": detail(problem, language),
        });
    }
    if let Some(seconds) = problem.retry_after {
        body["retry_after"] = Value::from(seconds);
    }
    if let Some(reference) = &problem.reference {
        body["reference"] = Value::from(reference.as_str());
    }
    for (name, value) in problem.more.iter().flat_map(|more| more.iter()) {
        body[name] = value.clone();
    }
    let mut response = (problem.status, body.to_string()).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

fn title(problem: &Problem, language: Language) -> String {
    Texts::of(language).say(format!("problem-{}", problem.code))
}

fn detail(problem: &Problem, language: Language) -> String {
    Texts::of(language).say(format!("problem-{}-text", problem.code))
}
