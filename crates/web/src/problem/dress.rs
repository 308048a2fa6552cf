//! The last step of an answer that says no: in which words and in which form.

use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::Response;

use super::{Problem, json, page};
use crate::layout::Visit;

/// Gives a refusal its body. Answers that have one of their own stay as they are.
pub(crate) fn dress(mut response: Response, visit: &Visit, for_program: bool) -> Response {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let problem = response.extensions_mut().remove::<Problem>();
    if problem.is_none() && has_own_body(&response) {
        return response;
    }
    let problem = problem.unwrap_or_else(|| Problem::of_status(status));
    let body = if for_program {
        json::answer(&problem, visit.language)
    } else {
        page::answer(&problem, visit)
    };
    // Headers that say more (`Allow`, `Retry-After`, cookies) stay.
    let mut dressed = body;
    for (name, value) in response.headers() {
        if name != CONTENT_TYPE && name != CONTENT_LENGTH {
            dressed.headers_mut().append(name, value.clone());
        }
    }
    dressed
}

/// The framework refuses in plain text; whatever else has a body is a page of ours.
fn has_own_body(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE);
    kind.and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| !kind.starts_with("text/plain"))
}
