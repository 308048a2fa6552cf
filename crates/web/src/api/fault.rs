//! What goes wrong in the API, beyond what also goes wrong on pages.

use axum::http::StatusCode;
use khien_registry::NotAllowed;
use khien_store::StoreError;
use serde_json::{Value, json};

use crate::problem::Problem;
use crate::texts::{Language, Texts};

/// A field that cannot be taken, by its place in the body.
pub(super) struct Fault {
    pointer: String,
    code: &'static str,
}

impl Fault {
    /// `pointer` as RFC 6901 writes it.
    pub(super) fn new(pointer: impl Into<String>, code: &'static str) -> Self {
        Self {
            pointer: pointer.into(),
            code,
        }
    }

    fn json(&self) -> Value {
        let mut told = json!({ "pointer": self.pointer, "code": self.code });
        for language in Language::ALL {
            let texts = Texts::of(language);
            let known = texts.find_plain(&format!("api-fault-{}", self.code));
            let said = known.unwrap_or_else(|| texts.say("api-fault-unreadable"));
            told["languages"][language.tag()] = Value::from(said);
        }
        told
    }
}

/// 422: fields that cannot be taken.
pub(super) fn invalid(faults: &[Fault]) -> Problem {
    let faults: Vec<Value> = faults.iter().map(Fault::json).collect();
    Problem::for_programs(StatusCode::UNPROCESSABLE_ENTITY, "body-invalid")
        .with("faults", Value::from(faults))
}

/// 422: one field that cannot be taken.
pub(super) fn wrong(pointer: &str, code: &'static str) -> Problem {
    invalid(&[Fault::new(pointer, code)])
}

/// 409: the act does not fit what is there.
pub(super) fn conflict(code: &'static str) -> Problem {
    Problem::for_programs(StatusCode::CONFLICT, code)
}

/// 422: the act is understood, and a rule speaks against it.
pub(super) fn unfit(code: &'static str) -> Problem {
    Problem::for_programs(StatusCode::UNPROCESSABLE_ENTITY, code)
}

/// The database failed.
pub(super) fn stored(error: &StoreError) -> Problem {
    match error {
        StoreError::Missing(_) => unfit("refers-to-nothing"),
        error => Problem::of_store(error),
    }
}

/// A right is missing at the place of the object.
pub(super) fn not_allowed(missing: NotAllowed) -> Problem {
    tracing::info!(right = missing.0.code(), "an act was refused");
    Problem::forbidden()
}
