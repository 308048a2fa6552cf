//! What a card says.

use std::fmt;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::bundle::{Remark, inspect};
use super::contents::Contents;
use super::fault::ShcFault;

pub(super) const HEALTH_CARD: &str = "https://smarthealth.cards#health-card";
/// Types that the framework defines, beside [`HEALTH_CARD`]. Deprecated since 1.4 and still common.
const KNOWN_TYPES: [&str; 3] = [
    "https://smarthealth.cards#immunization",
    "https://smarthealth.cards#laboratory",
    "https://smarthealth.cards#covid19",
];
/// The longest id by which a card can be revoked.
const LONGEST_RID: usize = 24;

/// The payload of a card, read and found well-formed; whether anybody signed it is another matter.
#[derive(Clone, PartialEq)]
pub struct Card {
    issuer: String,
    not_before: Timestamp,
    expires: Option<Timestamp>,
    rid: Option<String>,
    types: Vec<String>,
    payload: Value,
    remarks: Vec<Remark>,
}

impl Card {
    /// Reads the payload of a card.
    ///
    /// # Errors
    /// [`ShcFault`] for the first thing that the framework does not allow.
    pub fn read(payload: &[u8]) -> Result<Self, ShcFault> {
        // The payload is one JSON object with nothing around it; a byte order mark is no part of it.
        if payload.first() != Some(&b'{') || payload.last() != Some(&b'}') {
            let text = String::from_utf8_lossy(payload);
            let text = text.trim_start_matches('\u{feff}').trim();
            let object = text.starts_with('{') && text.ends_with('}');
            return Err(if object {
                ShcFault::TrailingCharacters
            } else {
                ShcFault::NotJson
            });
        }
        let payload: Value = serde_json::from_slice(payload).map_err(|_| ShcFault::NotJson)?;
        Self::of_json(payload)
    }

    fn of_json(payload: Value) -> Result<Self, ShcFault> {
        let claims = Claims(payload.as_object().ok_or(ShcFault::NotJson)?);
        let issuer = claims.issuer()?;
        let not_before = claims.time("nbf")?.ok_or(ShcFault::Claim("nbf"))?;
        let expires = claims.time("exp")?;
        let (types, rid, bundle) = claims.credential()?;
        let mut remarks = inspect(bundle)?;
        remarks.extend(type_remarks(&types, bundle));
        if expires.is_some_and(|expires| expires <= not_before) {
            return Err(ShcFault::NeverValid);
        }
        Ok(Self {
            issuer,
            not_before,
            expires,
            rid,
            types,
            payload,
            remarks,
        })
    }

    /// The address of the issuer, under which its keys are published.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Valid from then on.
    pub const fn not_before(&self) -> Timestamp {
        self.not_before
    }

    /// Valid until then, if it ends at all.
    pub const fn expires(&self) -> Option<Timestamp> {
        self.expires
    }

    /// The id by which the issuer can revoke it.
    pub fn rid(&self) -> Option<&str> {
        self.rid.as_deref()
    }

    /// The types of the card.
    pub fn types(&self) -> &[String] {
        &self.types
    }

    /// The whole payload, as it was signed.
    pub const fn payload(&self) -> &Value {
        &self.payload
    }

    /// What the framework advises against.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// The person and the vaccinations, for display.
    pub fn contents(&self) -> Contents {
        Contents::of(&self.payload["vc"]["credentialSubject"]["fhirBundle"])
    }
}

impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Card({})", self.issuer)
    }
}

struct Claims<'a>(&'a Map<String, Value>);

impl<'a> Claims<'a> {
    fn issuer(&self) -> Result<String, ShcFault> {
        let issuer = self.0.get("iss").and_then(Value::as_str);
        let issuer = issuer.ok_or(ShcFault::Claim("iss"))?;
        check_issuer(issuer)?;
        Ok(issuer.to_owned())
    }

    /// Seconds since 1970, whole or not.
    fn time(&self, name: &'static str) -> Result<Option<Timestamp>, ShcFault> {
        let Some(seconds) = self.0.get(name) else {
            return Ok(None);
        };
        let seconds = seconds.as_f64().ok_or(ShcFault::Claim(name))?;
        // Times beyond year 9999, such as milliseconds taken for seconds, are its end.
        let latest = Timestamp::MAX.as_second();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a float too large becomes the greatest integer, which is cut to the latest time"
        )]
        let milliseconds = (seconds * 1000.0).floor() as i64;
        let milliseconds = milliseconds.clamp(0, latest * 1000);
        let time = Timestamp::from_millisecond(milliseconds);
        time.map(Some).map_err(|_| ShcFault::Claim(name))
    }

    /// Types, id for revocation, FHIR bundle.
    fn credential(&self) -> Result<(Vec<String>, Option<String>, &'a Value), ShcFault> {
        let credential = self.0.get("vc").and_then(Value::as_object);
        let credential = credential.ok_or(ShcFault::Claim("vc"))?;
        let types = credential.get("type").and_then(Value::as_array);
        let types = types.ok_or(ShcFault::Claim("vc.type"))?.iter();
        let types = types.map(|name| name.as_str().map(str::to_owned));
        let types: Vec<String> = types
            .collect::<Option<_>>()
            .ok_or(ShcFault::Claim("vc.type"))?;
        if !types.iter().any(|name| name == HEALTH_CARD) {
            return Err(ShcFault::NotHealthCard);
        }
        let subject = credential.get("credentialSubject");
        let subject = subject.ok_or(ShcFault::Claim("vc.credentialSubject"))?;
        let version = subject.get("fhirVersion").and_then(Value::as_str);
        if !version.is_some_and(is_fhir_version) {
            return Err(ShcFault::Claim("vc.credentialSubject.fhirVersion"));
        }
        let bundle = subject.get("fhirBundle");
        let bundle = bundle.ok_or(ShcFault::Claim("vc.credentialSubject.fhirBundle"))?;
        Ok((types, rid(credential)?, bundle))
    }
}

fn rid(credential: &Map<String, Value>) -> Result<Option<String>, ShcFault> {
    match credential.get("rid") {
        None => Ok(None),
        Some(Value::String(rid)) if is_rid(rid) => Ok(Some(rid.clone())),
        Some(_) => Err(ShcFault::Claim("vc.rid")),
    }
}

/// One to twenty-four characters of base64url.
pub(super) fn is_rid(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (1..=LONGEST_RID).contains(&text.len()) && text.bytes().all(letter)
}

/// `4.0.1` and the like: FHIR R4.
fn is_fhir_version(text: &str) -> bool {
    let mut parts = text.split('.');
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.clone().count() == 3 && parts.clone().all(number) && parts.next() == Some("4")
}

/// An https address without user, query, fragment, blanks or a slash at its end.
pub(super) fn check_issuer(issuer: &str) -> Result<(), ShcFault> {
    is_issuer(issuer).then_some(()).ok_or(ShcFault::Issuer)
}

/// Whether an address can be that of an issuer: https, without a slash at its end.
pub fn is_issuer(issuer: &str) -> bool {
    let Some(rest) = issuer.strip_prefix("https://") else {
        return false;
    };
    let odd = |letter: char| matches!(letter, '@' | '?' | '#' | '\\') || letter.is_whitespace();
    let host = rest.split('/').next().unwrap_or_default();
    !host.is_empty() && !rest.ends_with('/') && !rest.contains(odd)
}

fn type_remarks(types: &[String], bundle: &Value) -> Vec<Remark> {
    let known = |name: &str| name == HEALTH_CARD || KNOWN_TYPES.contains(&name);
    let mut remarks = Vec::new();
    if types.iter().any(|name| !known(name)) {
        remarks.push(Remark::UnknownType);
    }
    let entries = bundle.get("entry").and_then(Value::as_array);
    let kinds = entries
        .into_iter()
        .flatten()
        .map(|entry| &entry["resource"]["resourceType"]);
    for (kind, end) in [
        ("Immunization", "#immunization"),
        ("Observation", "#laboratory"),
    ] {
        let held = kinds.clone().any(|found| found == kind);
        if held && !types.iter().any(|name| name.ends_with(end)) {
            remarks.push(Remark::TypeMissing);
        }
    }
    remarks
}
