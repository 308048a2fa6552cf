//! A file as the body of a request.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};

use crate::App;
use crate::api::body::media_type;
use crate::problem::Problem;

/// Content types of workbooks, of CSV, and of whatever is not said.
const KINDS: [&str; 3] = [
    "application/octet-stream",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text/csv",
];
/// Which facility it is for.
const FACILITY: &str = "khien-facility";

/// The file, its name, and for whom it is.
pub(super) struct File {
    pub(super) name: String,
    pub(super) facility: Option<String>,
    pub(super) bytes: Vec<u8>,
}

impl FromRequest<App> for File {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let text = |name| header(&parts.headers, name);
        let kind = text(CONTENT_TYPE.as_str()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !KINDS.contains(&kind) {
            return Err(media_type());
        }
        let largest = usize::try_from(app.settings().largest_upload).unwrap_or(usize::MAX);
        let said = text(CONTENT_LENGTH.as_str()).and_then(|it| it.parse::<usize>().ok());
        if said.is_some_and(|bytes| bytes > largest) {
            return Err(Problem::too_large());
        }
        let name = text(CONTENT_DISPOSITION.as_str()).and_then(file_name);
        let (name, facility) = (name.unwrap_or_default(), text(FACILITY).map(str::to_owned));
        let bytes = to_bytes(body, largest).await;
        let bytes = bytes.map_err(|_| Problem::too_large())?;
        Ok(Self {
            name,
            facility,
            bytes: bytes.to_vec(),
        })
    }
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The name in a `Content-Disposition` (RFC 6266): `filename*` in UTF-8, else `filename`.
fn file_name(disposition: &str) -> Option<String> {
    let parts = || {
        disposition
            .split(';')
            .filter_map(|it| it.trim().split_once('='))
    };
    let extended = parts().find(|(name, _)| name.trim().eq_ignore_ascii_case("filename*"));
    let extended = extended.and_then(|(_, value)| {
        let text = value.trim();
        let is_utf_8 = text.get(..7)?.eq_ignore_ascii_case("utf-8''");
        is_utf_8.then(|| decoded(text.get(7..)?))?
    });
    let plain = || {
        let (_, value) = parts().find(|(name, _)| name.trim().eq_ignore_ascii_case("filename"))?;
        Some(value.trim().trim_matches('"').to_owned())
    };
    extended.or_else(plain)
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_read_in_both_forms() {
        for (text, name) in [
            ("attachment; filename=\"a b.xlsx\"", Some("a b.xlsx")),
            ("attachment; filename=a.csv", Some("a.csv")),
            (
                "attachment; filename=\"x\"; filename*=UTF-8''Danh%20s%C3%A1ch.xlsx",
                Some("Danh sách.xlsx"),
            ),
            (
                "attachment; filename*=UTF-8''%C3; filename=b.csv",
                Some("b.csv"),
            ),
            ("inline", None),
            ("", None),
        ] {
            assert_eq!(file_name(text).as_deref(), name, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_sent_is_read_or_not(text in ".*", other in "[a-z;=*'% \"-]*") {
            let _ = file_name(&text);
            let _ = file_name(&format!("attachment; filename*=UTF-8''{other}"));
        }
    }
}
