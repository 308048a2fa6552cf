//! A value tree to types.

use unicode_normalization::UnicodeNormalization as _;

use super::fault::DccFault;
use super::payload::{Dcc, Event, PersonName, Recovery, Test, Vaccination};
use crate::cbor::Value;
use crate::x509::Usage;

/// The groups and the usage that each needs.
const GROUPS: [(&str, Usage); 3] = [
    ("v", Usage::Vaccination),
    ("t", Usage::Test),
    ("r", Usage::Recovery),
];

/// Reads a content. A group that is null or empty is not there; of several entries of one group,
/// which old versions allowed, the first counts; a text that is absent is empty; texts become NFC.
///
/// # Errors
/// [`DccFault`] where it is not even clear what the certificate is about. Whether it holds to the
/// schema is asked elsewhere.
pub fn read(value: &Value) -> Result<Dcc, DccFault> {
    let (usage, entry) = group(value)?;
    let name = value.get("nam").filter(|name| name.as_map().is_some());
    Ok(Dcc {
        version: text(value, "ver"),
        name: person_name(name.ok_or(DccFault::Name)?),
        birth_date: text(value, "dob"),
        event: match usage {
            Usage::Vaccination => Event::Vaccination(vaccination(entry)),
            Usage::Test => Event::Test(test(entry)),
            Usage::Recovery => Event::Recovery(recovery(entry)),
        },
    })
}

/// What a content is about, as the key's usage has to allow it.
///
/// # Errors
/// As [`read`].
pub fn usage(value: &Value) -> Result<Usage, DccFault> {
    group(value).map(|(usage, _)| usage)
}

/// The one group that is there, and its first entry.
fn group(value: &Value) -> Result<(Usage, &Value), DccFault> {
    if value.as_map().is_none() {
        return Err(DccFault::Missing);
    }
    let mut found = None;
    for (name, usage) in GROUPS {
        let entries = match value.get(name) {
            None | Some(Value::Null | Value::Undefined) => continue,
            Some(Value::Array(entries)) => entries,
            Some(_) => return Err(DccFault::Entry),
        };
        let Some(entry) = entries.first() else {
            continue;
        };
        if found.is_some() {
            return Err(DccFault::SeveralGroups);
        }
        if entry.as_map().is_none() {
            return Err(DccFault::Entry);
        }
        found = Some((usage, entry));
    }
    found.ok_or(DccFault::NoEvent)
}

fn optional(map: &Value, key: &str) -> Option<String> {
    let text = map.get(key)?.untagged().as_text()?;
    Some(if text.is_ascii() {
        text.to_owned()
    } else {
        text.nfc().collect()
    })
}

fn text(map: &Value, key: &str) -> String {
    optional(map, key).unwrap_or_default()
}

/// A number of doses; 0 where there is none.
fn count(map: &Value, key: &str) -> u32 {
    match map.get(key) {
        Some(Value::Integer(number)) => u32::try_from(*number).unwrap_or_default(),
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "an issuer's JSON library writes 2.0; a cast keeps to the bounds"
        )]
        Some(Value::Float(number)) if number.fract() == 0.0 => *number as u32,
        _ => 0,
    }
}

fn person_name(map: &Value) -> PersonName {
    PersonName {
        surname: optional(map, "fn"),
        given: optional(map, "gn"),
        surname_letters: optional(map, "fnt"),
        given_letters: optional(map, "gnt"),
    }
}

fn vaccination(map: &Value) -> Vaccination {
    Vaccination {
        disease: text(map, "tg"),
        prophylaxis: text(map, "vp"),
        product: text(map, "mp"),
        manufacturer: text(map, "ma"),
        dose: count(map, "dn"),
        doses: count(map, "sd"),
        date: text(map, "dt"),
        country: text(map, "co"),
        issuer: text(map, "is"),
        identifier: text(map, "ci"),
    }
}

fn test(map: &Value) -> Test {
    Test {
        disease: text(map, "tg"),
        kind: text(map, "tt"),
        name: text(map, "nm"),
        device: text(map, "ma"),
        sampled_at: text(map, "sc"),
        result: text(map, "tr"),
        centre: text(map, "tc"),
        country: text(map, "co"),
        issuer: text(map, "is"),
        identifier: text(map, "ci"),
    }
}

fn recovery(map: &Value) -> Recovery {
    Recovery {
        disease: text(map, "tg"),
        first_positive: text(map, "fr"),
        country: text(map, "co"),
        issuer: text(map, "is"),
        valid_from: text(map, "df"),
        valid_until: text(map, "du"),
        identifier: text(map, "ci"),
    }
}
