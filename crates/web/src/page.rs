//! From a view and a template to an answer.

use askama::Template;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// Declares a page: a template that sees the frame `f`, its words `t` and the view `v`.
///
/// With a part named, `as_part` renders only that block, for htmx.
macro_rules! page {
    ($name:ident, $path:tt, $view:ty $(, $part:tt)?) => {
        #[doc = concat!("The page of `", $path, "`.")]
        #[derive(askama::Template)]
        #[template(path = $path $(, blocks = [$part])?)]
        pub(crate) struct $name {
            f: $crate::layout::Frame,
            t: &'static $crate::texts::Texts,
            v: $view,
        }

        impl $name {
            /// The view in its frame.
            pub(crate) fn new(f: $crate::layout::Frame, v: $view) -> Self {
                Self { t: f.t, f, v }
            }
        }

        impl axum::response::IntoResponse for $name {
            fn into_response(self) -> axum::response::Response {
                $crate::page::answer(axum::http::StatusCode::OK, &self)
            }
        }
    };
}
pub(crate) use page;

/// The rendered template as an answer.
pub(crate) fn answer(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => html_answer(status, html),
        // Templates only fail where a value cannot be formatted; there is no such value.
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// HTML as an answer.
pub(crate) fn html_answer(status: StatusCode, html: String) -> Response {
    let mut response = (status, html).into_response();
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}
