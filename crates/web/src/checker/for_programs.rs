//! What programs of verifiers ask: certificates of our keys and the index of revoked hashes, as `khien qr
//! check` takes them; and keys and revoked cards at the address of the issuer of SMART Health Cards. Any
//! page may ask, for a checker runs elsewhere (SMART Health Cards 1.4, "Public keys").

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::App;
use crate::problem::Problem;

const JSON: &str = "application/json";

/// `/checker/signers.pem`, `/checker/revocation.json` and `/.well-known/…`.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/checker/signers.pem", get(signers))
        .route("/checker/revocation.json", get(revocation))
        .route("/.well-known/jwks.json", get(keys))
        .route("/.well-known/crl/{file}", get(list))
}

async fn signers(State(app): State<App>) -> Result<Response, Problem> {
    let published = app.published();
    let signers = published.signers_pem().ok_or_else(Problem::not_found)?;
    Ok(public("application/x-pem-file", signers.to_owned()))
}

async fn revocation(State(app): State<App>) -> Response {
    public(JSON, app.published().index().to_owned())
}

async fn keys(State(app): State<App>) -> Result<Response, Problem> {
    let published = app.published();
    let keys = published.card_keys().ok_or_else(Problem::not_found)?;
    Ok(public(JSON, keys.to_owned()))
}

async fn list(State(app): State<App>, Path(file): Path<String>) -> Result<Response, Problem> {
    let published = app.published();
    let list = file
        .strip_suffix(".json")
        .and_then(|key| published.card_list(key));
    let list = list.ok_or_else(Problem::not_found)?;
    Ok(public(JSON, list.to_owned()))
}

fn public(kind: &'static str, text: String) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    let a_while = HeaderValue::from_static("public, max-age=300");
    headers.insert(CACHE_CONTROL, a_while);
    response
}
