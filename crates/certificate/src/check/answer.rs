//! What is answered.

use serde::Serialize;
use serde_json::{Value, json};

use super::question::Question;
use super::refusal::Refusal;
use crate::cose::Sign1;
use crate::cwt::{Claims, NumericDate};
use crate::ddcc::Family;
use crate::keys::to_hex;

/// The answer about one code, as a line of JSON.
#[derive(Clone, PartialEq, Serialize)]
pub struct Answer {
    /// Which family of codes it is of.
    pub family: Option<&'static str>,
    /// What it says.
    pub payload: Value,
    /// Algorithm (the number of COSE) and name of the key (hexadecimal).
    pub headers: Value,
    /// Issuer and times in seconds.
    pub claims: Value,
    /// Whether the signature is a trusted key's; nothing where no keys were given.
    pub verified: Option<bool>,
    /// The code of why it was refused, or not verified.
    pub reason: Option<String>,
    /// What each rule says.
    pub rules: Option<Value>,
    #[serde(skip)]
    good: bool,
}

impl Answer {
    pub(super) fn new(family: Option<Family>) -> Self {
        Self {
            family: family.map(Family::name),
            payload: Value::Null,
            headers: Value::Null,
            claims: Value::Null,
            verified: None,
            reason: None,
            rules: None,
            good: false,
        }
    }

    /// About an input that is no code, no picture of one, or cannot be opened.
    pub fn unreadable() -> Self {
        Self::new(None).refused(Refusal::Unreadable.code())
    }

    /// Whether it is accepted or, where it was only to be read, could be.
    pub const fn accepted(&self) -> bool {
        self.good
    }

    /// The same, refused for a reason that lies with whoever checks: lists that are missing or too old.
    #[must_use]
    pub fn but(mut self, code: &str) -> Self {
        self.reason = None;
        self.refused(code)
    }

    /// Refuses for a reason; the first one stays.
    pub(super) fn refused(mut self, code: &str) -> Self {
        self.reason.get_or_insert_with(|| code.to_owned());
        self.good = false;
        self
    }

    /// Takes in whether the signature fits. Where nothing is to be accepted, a code that was read is
    /// good whoever signed it.
    pub(super) fn signed(&mut self, question: &Question<'_>, outcome: Result<(), &str>) {
        let asked = !question.trusted.is_empty();
        if asked {
            self.verified = Some(outcome.is_ok());
        }
        self.good = !question.is_to_accept() || outcome.is_ok();
        if asked || question.is_to_accept() {
            self.reason = outcome.err().map(str::to_owned);
        }
    }
}

/// Without what the code says, which is personal.
impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer")
            .field("family", &self.family)
            .field("verified", &self.verified)
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

/// Algorithm and name of the key of a message.
pub(super) fn headers(message: &Sign1) -> Value {
    let algorithm = message.algorithm_number();
    let algorithm = algorithm.and_then(|number| i64::try_from(number).ok());
    json!({"alg": algorithm, "kid": message.kid_bytes().map(to_hex)})
}

/// Issuer and times of a message.
pub(super) fn claims(claims: Option<&Claims>) -> Value {
    json!({
        "iss": claims.and_then(|it| it.issuer.clone()),
        "iat": claims.and_then(|it| it.issued_at).map(seconds),
        "exp": claims.and_then(|it| it.expires_at).map(seconds),
    })
}

/// Seconds as they were written; whole ones without a point.
fn seconds(at: NumericDate) -> Value {
    if at.seconds().fract() == 0.0 {
        json!(at.whole_seconds())
    } else {
        json!(at.seconds())
    }
}
