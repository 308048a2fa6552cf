//! The same workbook back, with what became of each row written beside it.

use std::fmt::Write;

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::calls;
use crate::App;
use crate::problem::Problem;
use crate::station::Actor;

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Endings of files into which results can be written.
const ENDINGS: [&str; 2] = [".xlsx", ".xlsm"];

/// Whether a file can be given back with its reasons.
pub(super) fn is_workbook(name: &str) -> bool {
    let name = name.to_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

pub(super) async fn download(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let Some((name, bytes)) = calls::result(&app, &actor, id).await? else {
        let key = "fault-no-workbook";
        let address = format!("/station/imports/{id}?fault={key}");
        return Ok(Redirect::to(&address).into_response());
    };
    Ok(workbook(&name, bytes))
}

/// A workbook to be saved under a name.
pub(in crate::station) fn workbook(name: &str, bytes: Vec<u8>) -> Response {
    saved_as(name, WORKBOOK, bytes)
}

/// A PDF to be saved under a name.
pub(in crate::station) fn pdf(name: &str, bytes: Vec<u8>) -> Response {
    saved_as(name, "application/pdf", bytes)
}

fn saved_as(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = (StatusCode::OK, bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&attachment(name)) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}

/// A file to be saved under a name in any script (RFC 6266, RFC 8187).
fn attachment(name: &str) -> String {
    let mut value = "attachment; filename*=UTF-8''".to_owned();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            value.push(char::from(byte));
        } else {
            // Writing into text does not fail.
            let _ = write!(value, "%{byte:02X}");
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_any_script_is_a_header() {
        assert_eq!(
            attachment("Đợt 2.xlsx"),
            "attachment; filename*=UTF-8''%C4%90%E1%BB%A3t%202.xlsx"
        );
    }

    #[test]
    fn results_are_written_into_new_workbooks_only() {
        assert!(is_workbook("A.XLSX"));
        assert!(!is_workbook("a.xls") && !is_workbook("a.csv"));
    }
}
