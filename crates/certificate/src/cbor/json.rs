//! Trees to JSON and back, as verifiers show certificates and as rules read them.

use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::{Map, Number, Value as Json};

use super::fault::CborFault;
use super::value::Value;

/// The tag of a number of seconds since 1970 (RFC 8949 section 3.4.2).
const TAG_SECONDS: u64 = 1;

impl Value {
    /// The JSON of the same meaning: tags fall away, seconds (tag 1) become the text of the moment, byte strings become base64url (RFC 8949
    /// section 6.1), keys that are no text are written as text, what JSON lacks becomes null.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Integer(number) => integer(*number),
            Self::Float(number) => float(*number),
            Self::Bytes(bytes) => Json::String(URL_SAFE_NO_PAD.encode(bytes)),
            Self::Text(text) => Json::String(text.as_str().to_owned()),
            Self::Array(items) => items.iter().map(Self::to_json).collect(),
            Self::Map(entries) => {
                let named = entries
                    .iter()
                    .map(|(key, value)| (key.name(), value.to_json()));
                Json::Object(named.collect::<Map<_, _>>())
            }
            Self::Tag(TAG_SECONDS, inner) => inner.moment().unwrap_or_else(|| inner.to_json()),
            Self::Tag(_, inner) => inner.to_json(),
            Self::Bool(truth) => Json::Bool(*truth),
            Self::Null | Self::Undefined | Self::Simple(_) => Json::Null,
        }
    }

    /// Whether two names of one map become one name in JSON, a text and the same text tagged for instance:
    /// then readers of JSON and of CBOR would see two certificates.
    ///
    /// # Errors
    /// [`CborFault::DuplicateKey`].
    pub fn check_names(&self) -> Result<(), CborFault> {
        match self {
            Self::Tag(_, inner) => inner.check_names(),
            Self::Array(items) => items.iter().try_for_each(Self::check_names),
            Self::Map(entries) => {
                let mut names = HashSet::with_capacity(entries.len());
                for (key, value) in entries {
                    if !names.insert(key.name()) {
                        return Err(CborFault::DuplicateKey);
                    }
                    value.check_names()?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The tree of a JSON value. Numbers that are no integers become floats.
    pub fn from_json(json: &Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(truth) => Self::Bool(*truth),
            Json::Number(number) => from_number(number),
            Json::String(text) => Self::text(text),
            Json::Array(items) => Self::Array(items.iter().map(Self::from_json).collect()),
            Json::Object(entries) => Self::Map(
                entries
                    .iter()
                    .map(|(key, value)| (Self::text(key), Self::from_json(value)))
                    .collect(),
            ),
        }
    }

    /// Whole seconds since 1970 as the text of that moment.
    fn moment(&self) -> Option<Json> {
        let seconds = i64::try_from(self.as_integer()?).ok()?;
        let moment = Timestamp::from_second(seconds).ok()?;
        Some(Json::String(moment.to_string()))
    }

    fn name(&self) -> String {
        match self {
            Self::Text(text) => text.as_str().to_owned(),
            other => match other.to_json() {
                Json::String(text) => text,
                json => json.to_string(),
            },
        }
    }
}

fn integer(number: i128) -> Json {
    if let Ok(number) = i64::try_from(number) {
        return Json::from(number);
    }
    match u64::try_from(number) {
        Ok(number) => Json::from(number),
        #[expect(
            clippy::cast_precision_loss,
            reason = "JSON has no wider integer than a float"
        )]
        Err(_) => float(number as f64),
    }
}

fn float(number: f64) -> Json {
    Number::from_f64(number).map_or(Json::Null, Json::Number)
}

fn from_number(number: &Number) -> Value {
    if let Some(number) = number.as_i64() {
        return Value::Integer(i128::from(number));
    }
    match number.as_u64() {
        Some(number) => Value::Integer(i128::from(number)),
        None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
    }
}
