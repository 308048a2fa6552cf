//! The checker: whoever wants to know whether a vaccine passport is to be believed. No account.
//!
//! Browsers with scripts check by themselves, without a network after one visit: the page, its scripts
//! and the lists are kept in the device, and what was scanned is not. Older ones send the text, which is
//! answered and not kept either. Both ask the same questions in the same order; the reason codes are
//! those of `khien qr check`.

#[cfg(test)]
pub(crate) mod examples;
mod files;
mod for_programs;
mod published;
mod reasons;
mod view;
mod wire;

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Form, Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::App;
use crate::forms::Fields;
use crate::layout::{Theme, Visit};
use crate::page;
use crate::problem::Problem;
use crate::texts::Language;
pub(crate) use published::Shelf;
pub use published::{Published, Sources};
pub(crate) use view::{Checker, CheckerPage, Shown};

/// `/checker…`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/checker", get(ask).post(check))
        .route("/checker/{language}", get(ask_in).post(check_in))
        .route(
            "/checker/{language}/manifest.webmanifest",
            get(files::manifest),
        )
        .route("/checker/worker.js", get(files::worker))
        .route("/checker/files/{version}/{*file}", get(files::serve))
        .route("/checker/lists.json", get(lists))
        .route("/checker/revoked/{slice}", get(slice))
        .merge(for_programs::routes())
}

/// Where the browser is known to come from.
type Caller = Option<Extension<ConnectInfo<SocketAddr>>>;

async fn ask(State(app): State<App>, visit: Visit) -> Response {
    shown(&app, &visit, Fields::default(), None)
}

/// The page in a language that its address names, so that a device can keep both.
async fn ask_in(
    State(app): State<App>,
    Path(language): Path<String>,
    mut visit: Visit,
) -> Result<Response, Problem> {
    visit.language = Language::from_tag(&language).ok_or_else(Problem::not_found)?;
    Ok(shown(&app, &visit, Fields::default(), None))
}

async fn check_in(
    State(app): State<App>,
    Path(language): Path<String>,
    mut visit: Visit,
    caller: Caller,
    form: Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    visit.language = Language::from_tag(&language).ok_or_else(Problem::not_found)?;
    check(State(app), visit, caller, form).await
}

/// Answers for a browser that cannot check by itself. The form changes nothing and reads nothing of ours,
/// so the token that every form carries is not asked for: the oldest browsers could not bring it.
async fn check(
    State(app): State<App>,
    visit: Visit,
    caller: Caller,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let now = app.now();
    if let Some(Extension(ConnectInfo(address))) = caller {
        app.checks()
            .count(address.ip(), now)
            .map_err(Problem::too_many)?;
    }
    let fields = Fields::from(pairs);
    let at = moment(fields.text("at"));
    let country = Some(fields.text("country")).filter(|it| !it.is_empty());
    let published = app.published();
    let answer = published.told(fields.raw("text"), country, at, now);
    let result = Shown::of(&visit, &answer, country, at.unwrap_or(now));
    // The text does not come back: the next person's is typed there.
    let kept = Fields::default()
        .with("country", fields.text("country"))
        .with("at", fields.text("at"));
    Ok(shown(&app, &visit, kept, Some(result)))
}

/// What a browser sends of a date and a time, which are those of Viet Nam.
fn moment(typed: &str) -> Option<Timestamp> {
    let typed: jiff::civil::DateTime = typed.parse().ok()?;
    let zone = TimeZone::fixed(jiff::tz::offset(7));
    zone.to_timestamp(typed).ok()
}

fn shown(app: &App, visit: &Visit, fields: Fields, result: Option<Shown>) -> Response {
    let t = visit.texts();
    let mut frame = visit.frame(t.say("checker-title"));
    // For a queue at night.
    frame.theme = Theme::Dark;
    frame.demonstration = app.settings().demonstration;
    let mut view = Checker::new(visit, &app.published(), fields, result);
    view.clock_shift = app.settings().clock_shift;
    page::answer(StatusCode::OK, &CheckerPage::new(frame, view))
}

/// The lists, asked for again by whoever has them already.
async fn lists(State(app): State<App>, headers: HeaderMap) -> Response {
    let published = app.published();
    // Weak, for a compressed copy is the same list.
    let name = format!("W/\"{}\"", published.name());
    let known = headers.get(IF_NONE_MATCH).and_then(|it| it.to_str().ok());
    let mut response = if known == Some(name.as_str()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        published.json().to_vec().into_response()
    };
    let answer = response.headers_mut();
    answer.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer.insert(CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    answer.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        answer.insert(ETAG, name);
    }
    response
}

/// A slice of revoked hashes, whose name is its content.
async fn slice(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Problem> {
    let published = app.published();
    let bytes = published.slice(&name).ok_or_else(Problem::not_found)?;
    let mut response = bytes.to_vec().into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("application/octet-stream");
    headers.insert(CONTENT_TYPE, kind);
    let for_ever = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(CACHE_CONTROL, for_ever);
    Ok(response)
}
