//! One request as far as the frame cares: language, theme, session, where it is.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Frame, Theme, frame};
use crate::App;
use crate::security::{self, Cookie, Csrf, Lifetime};
use crate::texts::{Language, Texts};

/// Bytes of the name of a visit.
const VISIT_BYTES: usize = 18;

/// Who asks, how and from where.
#[derive(Clone)]
pub(crate) struct Visit {
    /// The language of the answer.
    pub(crate) language: Language,
    /// Light or dark.
    pub(crate) theme: Theme,
    /// Path and query, to come back to after a change of language.
    pub(crate) here: String,
    /// The token of the session, if the browser sent one. Whether it is still good is for the
    /// accounts to say.
    pub(crate) session: Option<String>,
    /// Which unit the account said it acts for.
    pub(crate) unit: Option<String>,
    /// Whether htmx asks for a part of a page.
    pub(crate) part: bool,
    /// Checks and makes the tokens of forms.
    pub(crate) csrf: Csrf,
    /// What forms and sealed addresses are tied to.
    tie: String,
    is_new: bool,
}

impl Visit {
    /// Reads what the browser sent.
    pub(crate) fn begin(app: &App, headers: &HeaderMap, uri: &Uri) -> Self {
        let secure = app.settings().secure_cookies;
        let read = |cookie| security::read_cookie(headers, cookie, secure);
        let session = read(Cookie::Session);
        let known = session.clone().or_else(|| read(Cookie::Visit));
        let is_new = known.is_none();
        let tie = known.unwrap_or_else(|| URL_SAFE_NO_PAD.encode(app.random::<VISIT_BYTES>()));
        let theme = read(Cookie::Theme).and_then(|code| Theme::from_code(&code));
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        Self {
            language: language(headers, read(Cookie::Language)),
            theme: theme.unwrap_or(Theme::Auto),
            here: path.to_owned(),
            unit: read(Cookie::Unit),
            part: headers.contains_key("hx-request"),
            csrf: Csrf::new(app.keys(), &tie, app.random()),
            session,
            tie,
            is_new,
        }
    }

    /// A visit that pages are looked at with.
    #[cfg(test)]
    pub(crate) fn example(language: Language) -> Self {
        let keys = security::Keys::derive(&[1; 32]);
        Self {
            language,
            theme: Theme::Auto,
            here: "/station".to_owned(),
            session: None,
            unit: None,
            part: false,
            csrf: Csrf::new(&keys, "example", [7; 32]),
            tie: "example".to_owned(),
            is_new: false,
        }
    }

    /// Words in the language of the answer.
    pub(crate) fn texts(&self) -> &'static Texts {
        Texts::of(self.language)
    }

    /// The frame of a page without anybody signed in.
    pub(crate) fn frame(&self, title: String) -> Frame {
        Frame::bare(self, title)
    }

    /// The address of a door that leads back here.
    pub(crate) fn back_from(&self, door: &str) -> String {
        format!("/{door}?back={}", frame::percent_encoded(&self.here))
    }

    /// The text sealed for an address of this session.
    pub(crate) fn seal(&self, app: &App, text: &str) -> String {
        security::seal(app.keys(), &self.tie, app.random(), text).unwrap_or_default()
    }

    /// What was sealed in this session.
    pub(crate) fn open(&self, app: &App, sealed: &str) -> Option<String> {
        security::open(app.keys(), &self.tie, sealed)
    }

    /// Gives a new browser the name that its forms are tied to.
    pub(crate) fn leave(&self, app: &App, response: &mut Response) {
        // A file that is kept for ever must not carry a cookie.
        let is_page = response
            .headers()
            .get("cache-control")
            .is_none_or(|value| value == "no-store");
        if self.is_new && is_page {
            let secure = app.settings().secure_cookies;
            let header = Cookie::Visit.header(&self.tie, Lifetime::Visit, secure);
            if let Some(header) = header {
                response.headers_mut().append(SET_COOKIE, header);
            }
        }
    }
}

fn language(headers: &HeaderMap, chosen: Option<String>) -> Language {
    let chosen = chosen.and_then(|tag| Language::from_tag(&tag));
    let header = headers.get(ACCEPT_LANGUAGE);
    let header = header.and_then(|value| value.to_str().ok());
    chosen.unwrap_or_else(|| Language::preferred(header.unwrap_or_default()))
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let begun = parts.extensions.get::<Visit>().cloned();
        Ok(begun.unwrap_or_else(|| Visit::begin(app, &parts.headers, &parts.uri)))
    }
}
