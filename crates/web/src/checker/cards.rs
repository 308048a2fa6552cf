//! What whoever checks our SMART Health Cards asks at the address of their issuer: keys, and which cards
//! are revoked. Any page may ask: a checker runs elsewhere (SMART Health Cards 1.4, "Public keys").

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::App;
use crate::problem::Problem;

/// `/.well-known/…`.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/.well-known/jwks.json", get(keys))
        .route("/.well-known/crl/{file}", get(list))
}

async fn keys(State(app): State<App>) -> Result<Response, Problem> {
    let published = app.published();
    let keys = published.card_keys().ok_or_else(Problem::not_found)?;
    Ok(public(keys.to_owned()))
}

async fn list(State(app): State<App>, Path(file): Path<String>) -> Result<Response, Problem> {
    let published = app.published();
    let list = file
        .strip_suffix(".json")
        .and_then(|key| published.card_list(key));
    Ok(public(list.ok_or_else(Problem::not_found)?.to_owned()))
}

fn public(json: String) -> Response {
    let mut response = json.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    let a_while = HeaderValue::from_static("public, max-age=300");
    headers.insert(CACHE_CONTROL, a_while);
    response
}
