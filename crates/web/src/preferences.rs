//! Language and theme: a link sets a cookie and leads back. Works without a script.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use crate::App;
use crate::layout::Theme;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::security::{Cookie, Lifetime};
use crate::texts::Language;

/// `/language/{tag}` and `/theme/{code}`.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/language/{tag}", get(language))
        .route("/theme/{code}", get(theme))
        .route("/unit", post(unit))
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    back: String,
}

async fn language(
    State(app): State<App>,
    Path(tag): Path<String>,
    Query(back): Query<Back>,
) -> Response {
    match Language::from_tag(&tag) {
        Some(language) => remember(&app, Cookie::Language, language.tag(), &back),
        None => Problem::not_found().into_response(),
    }
}

async fn theme(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(back): Query<Back>,
) -> Response {
    match Theme::from_code(&code) {
        Some(theme) => remember(&app, Cookie::Theme, theme.code(), &back),
        None => Problem::not_found().into_response(),
    }
}

/// Which unit the account acts for from now on. Whether it may is asked at every request.
async fn unit(State(app): State<App>, Posted(fields): Posted) -> Response {
    let unit = fields.text("unit");
    let is_code = unit
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    if !is_code {
        return Problem::bad_request().into_response();
    }
    let back = Back {
        back: "/station".to_owned(),
    };
    remember(&app, Cookie::Unit, unit, &back)
}

fn remember(app: &App, cookie: Cookie, value: &str, back: &Back) -> Response {
    let mut response = Redirect::to(local(&back.back)).into_response();
    let header = cookie.header(value, Lifetime::Year, app.settings().secure_cookies);
    if let Some(header) = header {
        response.headers_mut().append(SET_COOKIE, header);
    }
    response
}

/// The path if it stays on this site, else the front page.
///
/// `//elsewhere` and `/\elsewhere` are other sites to a browser.
pub(crate) fn local(path: &str) -> &str {
    let stays = path.starts_with('/')
        && !path[1..].starts_with(['/', '\\'])
        && path.bytes().all(|byte| byte.is_ascii_graphic());
    if stays { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn the_way_back_never_leaves_the_site() {
        for (path, leads) in [
            ("/station/people?find=abc", "/station/people?find=abc"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("", "/"),
        ] {
            assert_eq!(local(path), leads, "{path}");
        }
    }
}
