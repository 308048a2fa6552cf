//! Codes of vaccine passports, checked for programs that show them at a desk of their own.

use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::Answer;
use super::body::Sent;
use super::operation::Operation;
use crate::App;

/// Operations on codes.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("/codes/check", check)
            .named("check_code", "codes", "Check the code of a vaccine passport")
            .about(
                "Signature, validity, revocation and, where a country is named, its entry rules; the \
                 same answer as `khien qr check --json`. A code that is refused is answered with 200 \
                 and a `reason`. The text is neither kept nor logged.",
            )
            .anybody_in()
            .takes::<CodeToCheck>()
            .answers::<CheckedCode>(StatusCode::OK, "What the code says, and whether it is accepted."),
    ]
}

/// A code that somebody shows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CodeToCheck {
    /// The text of the QR code, `HC1:` or another prefix included.
    text: String,
    /// Whose entry rules are asked, ISO 3166-1 alpha-2; none if left out.
    #[schema(example = "VN")]
    country: Option<String>,
    /// The moment that is asked about; now if left out.
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Timestamp>,
}

/// The answer of a check, for the description.
#[derive(Serialize, ToSchema)]
struct CheckedCode {
    /// `hcert`, `shc`, `divoc` or `vds`; nothing for any other text.
    family: Option<String>,
    /// What the code says, as it was signed.
    #[schema(value_type = Option<Object>)]
    payload: serde_json::Value,
    /// `alg`, the COSE number of the algorithm, and `kid`, the name of the key in hexadecimal.
    #[schema(value_type = Option<Object>)]
    headers: serde_json::Value,
    /// `iss`, `iat` and `exp`, the times in seconds.
    #[schema(value_type = Option<Object>)]
    claims: serde_json::Value,
    /// Whether a trusted key signed it.
    verified: Option<bool>,
    /// Code of why it is refused; nothing if it is accepted.
    reason: Option<String>,
    /// What each rule of the country says.
    #[schema(value_type = Option<Vec<Object>>)]
    rules: serde_json::Value,
}

async fn check(State(app): State<App>, Sent(code): Sent<CodeToCheck>) -> Answer {
    let now = app.now();
    Answer::ok(
        &app.published()
            .told(&code.text, code.country.as_deref(), code.at, now),
    )
}
