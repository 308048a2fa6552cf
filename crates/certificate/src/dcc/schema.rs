//! The schema of the content, version 1.3.3 (ehn-dcc-development/eu-dcc-schema), formats asserted.
//!
//! Equal to the official JSON schema but for one point: the offset of a time may be written `+02` or
//! `+0200`, as the schema's own valid cases have it, though RFC 3339 wants `+02:00`.

use thiserror::Error;

use super::schema_text as text;
use crate::cbor::Value;

/// The rule that something breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A value of another type than required.
    Type,
    /// A required field that is absent.
    Required,
    /// Not exactly one of vaccination, test and recovery.
    OneGroup,
    /// A group without an entry or with several.
    OneEntry,
    /// A text longer than 80 characters.
    Length,
    /// A text that breaks its pattern.
    Pattern,
    /// A dose below 1.
    Minimum,
    /// No such day.
    Date,
    /// No such moment, or one without its offset.
    DateTime,
}

/// Where a content does not hold to the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{field}: breaks the schema ({})", self.code())]
pub struct SchemaFault {
    /// The field: `ver`, `nam.fnt`, `v.dt`.
    pub field: &'static str,
    /// The rule.
    pub rule: Rule,
}

impl SchemaFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self.rule {
            Rule::Type => "schema-type",
            Rule::Required => "schema-required",
            Rule::OneGroup => "schema-one-group",
            Rule::OneEntry => "schema-one-entry",
            Rule::Length => "schema-length",
            Rule::Pattern => "schema-pattern",
            Rule::Minimum => "schema-minimum",
            Rule::Date => "schema-date",
            Rule::DateTime => "schema-date-time",
        }
    }
}

/// What a field holds.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Version,
    BirthDate,
    Text,
    Short,
    Letters,
    Count,
    Date,
    DateTime,
    Country,
}

/// A field of a map.
pub(super) struct Field {
    key: &'static str,
    path: &'static str,
    kind: Kind,
    is_required: bool,
}

const fn must(key: &'static str, path: &'static str, kind: Kind) -> Field {
    Field {
        key,
        path,
        kind,
        is_required: true,
    }
}

const fn may(key: &'static str, path: &'static str, kind: Kind) -> Field {
    Field {
        key,
        path,
        kind,
        is_required: false,
    }
}

const ROOT: [Field; 2] = [
    must("ver", "ver", Kind::Version),
    must("dob", "dob", Kind::BirthDate),
];

const NAME: [Field; 4] = [
    may("fn", "nam.fn", Kind::Short),
    may("fnt", "nam.fnt", Kind::Letters),
    may("gn", "nam.gn", Kind::Short),
    may("gnt", "nam.gnt", Kind::Letters),
];

const VACCINATION: [Field; 10] = [
    must("tg", "v.tg", Kind::Text),
    must("vp", "v.vp", Kind::Text),
    must("mp", "v.mp", Kind::Text),
    must("ma", "v.ma", Kind::Text),
    must("dn", "v.dn", Kind::Count),
    must("sd", "v.sd", Kind::Count),
    must("dt", "v.dt", Kind::Date),
    must("co", "v.co", Kind::Country),
    must("is", "v.is", Kind::Short),
    must("ci", "v.ci", Kind::Short),
];

const TEST: [Field; 10] = [
    must("tg", "t.tg", Kind::Text),
    must("tt", "t.tt", Kind::Text),
    may("nm", "t.nm", Kind::Short),
    may("ma", "t.ma", Kind::Text),
    must("sc", "t.sc", Kind::DateTime),
    must("tr", "t.tr", Kind::Text),
    may("tc", "t.tc", Kind::Short),
    must("co", "t.co", Kind::Country),
    must("is", "t.is", Kind::Short),
    must("ci", "t.ci", Kind::Short),
];

const RECOVERY: [Field; 7] = [
    must("tg", "r.tg", Kind::Text),
    must("fr", "r.fr", Kind::Date),
    must("co", "r.co", Kind::Country),
    must("is", "r.is", Kind::Short),
    must("df", "r.df", Kind::Date),
    must("du", "r.du", Kind::Date),
    must("ci", "r.ci", Kind::Short),
];

/// The fields that hold a day, in whichever group.
const DAYS: [&str; 5] = ["dob", "dt", "fr", "df", "du"];

/// Checks a content against the schema. Fields that the schema does not know are let be, as it says.
///
/// # Errors
/// The first [`SchemaFault`].
pub fn check(value: &Value) -> Result<(), SchemaFault> {
    if value.as_map().is_none() {
        return Err(fault("", Rule::Type));
    }
    check_fields(value, &ROOT)?;
    let name = value.get("nam").ok_or(fault("nam", Rule::Required))?;
    if name.as_map().is_none() {
        return Err(fault("nam", Rule::Type));
    }
    if name.get("fnt").is_none() && name.get("gnt").is_none() {
        return Err(fault("nam", Rule::Required));
    }
    check_fields(name, &NAME)?;
    let mut groups = 0;
    for (key, fields) in [("v", &VACCINATION[..]), ("t", &TEST), ("r", &RECOVERY)] {
        if let Some(group) = value.get(key) {
            check_group(group, key, fields)?;
            groups += 1;
        }
    }
    if groups == 1 {
        Ok(())
    } else {
        Err(fault("", Rule::OneGroup))
    }
}

/// As [`check`], for what the field writes and nobody is refused for: groups and fields that are null, groups
/// without an entry, and days with a time after them.
///
/// # Errors
/// The first [`SchemaFault`] that remains.
pub fn check_leniently(value: &Value) -> Result<(), SchemaFault> {
    check(value).or_else(|_| check(&tidied(value)))
}

fn tidied(value: &Value) -> Value {
    let Value::Map(entries) = value else {
        return value.clone();
    };
    let is_group = |key: &Value| ["v", "t", "r"].iter().any(|it| key.as_text() == Some(it));
    let entries = entries.iter().filter_map(|(key, value)| match value {
        Value::Null | Value::Undefined => None,
        Value::Array(items) if is_group(key) && items.is_empty() => None,
        Value::Array(items) if is_group(key) => {
            let items = items.iter().map(tidied).collect();
            Some((key.clone(), Value::Array(items)))
        }
        name @ Value::Map(_) if key.as_text() == Some("nam") => Some((key.clone(), tidied(name))),
        day if DAYS.iter().any(|it| key.as_text() == Some(it)) => {
            Some((key.clone(), without_time(day)))
        }
        other => Some((key.clone(), other.clone())),
    });
    Value::Map(entries.collect())
}

/// The day of a text that has a time after it.
fn without_time(value: &Value) -> Value {
    let text = value.untagged().as_text();
    let parts = text.and_then(|text| text.split_at_checked(10));
    match parts {
        Some((day, time)) if time.starts_with('T') => Value::text(day),
        _ => value.clone(),
    }
}

fn check_group(group: &Value, key: &'static str, fields: &[Field]) -> Result<(), SchemaFault> {
    let entries = group.as_array().ok_or(fault(key, Rule::Type))?;
    let [entry] = entries else {
        return Err(fault(key, Rule::OneEntry));
    };
    if entry.as_map().is_none() {
        return Err(fault(key, Rule::Type));
    }
    check_fields(entry, fields)
}

fn check_fields(map: &Value, fields: &[Field]) -> Result<(), SchemaFault> {
    for field in fields {
        match map.get(field.key) {
            Some(value) => check_value(value.untagged(), field.kind),
            None if field.is_required => Err(Rule::Required),
            None => Ok(()),
        }
        .map_err(|rule| fault(field.path, rule))?;
    }
    Ok(())
}

const fn fault(field: &'static str, rule: Rule) -> SchemaFault {
    SchemaFault { field, rule }
}

fn check_value(value: &Value, kind: Kind) -> Result<(), Rule> {
    match (value, kind) {
        (Value::Integer(number), Kind::Count) if *number >= 1 => Ok(()),
        (Value::Integer(_), Kind::Count) => Err(Rule::Minimum),
        // In JSON 2.0 is an integer, too.
        (Value::Float(number), Kind::Count) if number.fract() == 0.0 => {
            if *number >= 1.0 {
                Ok(())
            } else {
                Err(Rule::Minimum)
            }
        }
        (_, Kind::Count) => Err(Rule::Type),
        (Value::Text(text), kind) => check_text(text, kind),
        _ => Err(Rule::Type),
    }
}

/// Whether a text holds what its field may hold.
pub(super) fn check_text(value: &str, kind: Kind) -> Result<(), Rule> {
    let (holds, rule) = match kind {
        Kind::Text | Kind::Count => (true, Rule::Type),
        Kind::Short => (text::is_short(value), Rule::Length),
        Kind::Letters if !text::is_short(value) => (false, Rule::Length),
        Kind::Letters => (text::is_letters(value), Rule::Pattern),
        Kind::Version => (text::is_version(value), Rule::Pattern),
        Kind::BirthDate => (text::is_birth_date(value), Rule::Pattern),
        Kind::Country => (text::is_country(value), Rule::Pattern),
        Kind::Date => (text::is_date(value), Rule::Date),
        Kind::DateTime => (text::is_date_time(value), Rule::DateTime),
    };
    if holds { Ok(()) } else { Err(rule) }
}
