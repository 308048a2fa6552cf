//! Whether two values mean the same.

use jiff::Timestamp;
use serde_json::Value as Json;

/// Equality without the order of maps, without entries that are null or empty, and without the
/// difference between 2 and 2.0 or between two ways to write one moment.
pub(super) fn is_same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Object(one), Json::Object(other)) => {
            let contains = |map: &serde_json::Map<String, Json>, key: &str, value: &Json| {
                is_nothing(value) || map.get(key).is_some_and(|found| is_same(found, value))
            };
            one.iter().all(|(key, value)| contains(other, key, value))
                && other.iter().all(|(key, value)| contains(one, key, value))
        }
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (Json::Number(one), Json::Number(other)) => {
            one == other || one.as_f64().map(f64::to_bits) == other.as_f64().map(f64::to_bits)
        }
        (Json::String(one), Json::String(other)) => one == other || is_same_moment(one, other),
        _ => one == other,
    }
}

/// Tagged times are written in several ways when they become text.
fn is_same_moment(one: &str, other: &str) -> bool {
    let moment = |text: &str| -> Option<Timestamp> { text.parse().ok() };
    moment(one).is_some_and(|one| moment(other) == Some(one))
}

fn is_nothing(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Array(items) => items.is_empty(),
        _ => false,
    }
}
