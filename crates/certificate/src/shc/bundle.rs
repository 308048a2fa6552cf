//! The FHIR R4 bundle of a card: what must hold of it, and what had better.
//!
//! Only what a reader of vaccination cards relies on is checked, by the base definitions of FHIR
//! R4 for Bundle, Patient, Immunization and Observation; other resources pass if their form is
//! sound.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use thiserror::Error;

/// Entries that a card has at most; real ones have fewer than thirty.
const MOST_ENTRIES: usize = 1000;

/// What is wrong with a bundle; the number is that of the entry, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BundleFault {
    /// Not an object of the type `Bundle`, with a type.
    #[error("no bundle")]
    NotABundle,
    /// No entries, or more than any card has.
    #[error("no entries, or too many")]
    Entries,
    /// An entry without an address, or without a resource of a type.
    #[error("entry {0} is no resource with an address of its own")]
    Entry(usize),
    /// An empty object, list or text, or null, which FHIR never has.
    #[error("entry {0} has an element without content")]
    EmptyElement(usize),
    /// A reference of the form `resource:0` to something that is not in the bundle.
    #[error("entry {0} refers to what is not there")]
    Reference(usize),
    /// An element that must be there is not, or is not of its type.
    #[error("entry {entry}: {element} is missing or not of its type")]
    Element {
        /// The entry.
        entry: usize,
        /// Which element.
        element: &'static str,
    },
    /// A vaccination without a time, or with two.
    #[error("entry {0} has not exactly one time of vaccination")]
    Occurrence(usize),
}

impl BundleFault {
    /// The stable reason code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotABundle => "shc-fhir-bundle",
            Self::Entries => "shc-fhir-entries",
            Self::Entry(_) => "shc-fhir-entry",
            Self::EmptyElement(_) => "shc-fhir-empty",
            Self::Reference(_) => "shc-fhir-reference",
            Self::Element { .. } => "shc-fhir-element",
            Self::Occurrence(_) => "shc-fhir-occurrence",
        }
    }
}

/// What the framework advises against, and which makes no card wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Remark {
    /// The bundle is of another type than `collection`.
    OtherBundleType,
    /// An entry has another address than `resource:` and a number, or one that is taken.
    Address,
    /// A resource has an id of its own.
    Id,
    /// A resource has metadata other than its security labels.
    Meta,
    /// A resource has a narrative, or a code its text.
    Text,
    /// A code has a display text.
    Display,
    /// The bundle has not exactly one patient.
    Patients,
    /// The card has a type that the framework does not define.
    UnknownType,
    /// The card lacks the type of what it holds.
    TypeMissing,
}

impl Remark {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OtherBundleType => "shc-bundle-type",
            Self::Address => "shc-address",
            Self::Id => "shc-id",
            Self::Meta => "shc-meta",
            Self::Text => "shc-text",
            Self::Display => "shc-display",
            Self::Patients => "shc-patients",
            Self::UnknownType => "shc-unknown-type",
            Self::TypeMissing => "shc-type-missing",
        }
    }
}

/// Checks a bundle and gives what the framework advises against, each once.
///
/// # Errors
/// The first [`BundleFault`].
pub fn inspect(bundle: &Value) -> Result<Vec<Remark>, BundleFault> {
    let kind = bundle.get("resourceType").and_then(Value::as_str);
    let bundle_type = bundle.get("type").and_then(Value::as_str);
    let (Some("Bundle"), Some(bundle_type)) = (kind, bundle_type) else {
        return Err(BundleFault::NotABundle);
    };
    let entries = bundle.get("entry").and_then(Value::as_array);
    let entries = entries.filter(|entries| (1..=MOST_ENTRIES).contains(&entries.len()));
    let entries = entries.ok_or(BundleFault::Entries)?;
    let mut remarks = Vec::new();
    if bundle_type != "collection" {
        remarks.push(Remark::OtherBundleType);
    }
    let addresses: Vec<Option<&str>> = entries.iter().map(address).collect();
    if !short(&addresses) {
        remarks.push(Remark::Address);
    }
    let mut patients = 0;
    for (number, entry) in entries.iter().enumerate() {
        let resource = entry.get("resource").and_then(Value::as_object);
        let resource = resource.filter(|_| address(entry).is_some());
        let resource = Resource {
            number,
            fields: resource.ok_or(BundleFault::Entry(number))?,
        };
        resource.check(&addresses)?;
        patients += usize::from(resource.is("Patient"));
        resource.remark(&mut remarks);
    }
    if patients != 1 {
        remarks.push(Remark::Patients);
    }
    remarks.sort_unstable();
    remarks.dedup();
    Ok(remarks)
}

fn address(entry: &Value) -> Option<&str> {
    entry.get("fullUrl")?.as_str()
}

/// Whether all addresses are short, as the framework asks of cards in QR codes, and differ.
fn short(addresses: &[Option<&str>]) -> bool {
    let number = |address: Option<&str>| {
        let number = address.and_then(|address| address.strip_prefix("resource:"));
        number.is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let distinct: BTreeSet<_> = addresses.iter().collect();
    addresses.iter().copied().all(number) && distinct.len() == addresses.len()
}

struct Resource<'a> {
    number: usize,
    fields: &'a Map<String, Value>,
}

impl Resource<'_> {
    fn is(&self, kind: &str) -> bool {
        let found = self.fields.get("resourceType").and_then(Value::as_str);
        found == Some(kind)
    }

    fn check(&self, addresses: &[Option<&str>]) -> Result<(), BundleFault> {
        let kind = self.fields.get("resourceType").and_then(Value::as_str);
        let kind = kind.ok_or(BundleFault::Entry(self.number))?;
        for (name, value) in self.fields {
            self.sound(name, value, addresses)?;
        }
        match kind {
            "Patient" => self.patient(),
            "Immunization" => self.immunization(),
            "Observation" => self.observation(),
            _ => Ok(()),
        }
    }

    /// Nothing empty anywhere, and references lead somewhere.
    fn sound(
        &self,
        name: &str,
        value: &Value,
        addresses: &[Option<&str>],
    ) -> Result<(), BundleFault> {
        match value {
            Value::Null => Err(BundleFault::EmptyElement(self.number)),
            Value::String(text) if text.is_empty() => Err(BundleFault::EmptyElement(self.number)),
            Value::String(text) if name == "reference" && text.starts_with("resource:") => {
                let known = addresses.contains(&Some(text.as_str()));
                known
                    .then_some(())
                    .ok_or(BundleFault::Reference(self.number))
            }
            Value::Array(items) if items.is_empty() => Err(BundleFault::EmptyElement(self.number)),
            Value::Array(items) => {
                let mut items = items.iter();
                items.try_for_each(|item| self.sound(name, item, addresses))
            }
            Value::Object(fields) if fields.is_empty() => {
                Err(BundleFault::EmptyElement(self.number))
            }
            Value::Object(fields) => {
                let mut fields = fields.iter();
                fields.try_for_each(|(name, value)| self.sound(name, value, addresses))
            }
            _ => Ok(()),
        }
    }

    fn need(
        &self,
        element: &'static str,
        holds: impl Fn(&Value) -> bool,
    ) -> Result<(), BundleFault> {
        let holds = self.fields.get(element).is_some_and(holds);
        holds.then_some(()).ok_or(BundleFault::Element {
            entry: self.number,
            element,
        })
    }

    fn may(
        &self,
        element: &'static str,
        holds: impl Fn(&Value) -> bool,
    ) -> Result<(), BundleFault> {
        if self.fields.contains_key(element) {
            return self.need(element, holds);
        }
        Ok(())
    }

    fn patient(&self) -> Result<(), BundleFault> {
        self.may("name", |names| {
            names
                .as_array()
                .is_some_and(|names| names.iter().all(Value::is_object))
        })?;
        self.may("birthDate", |date| date.as_str().is_some_and(is_date))?;
        self.may("gender", |gender| {
            one_of(gender, &["male", "female", "other", "unknown"])
        })
    }

    fn immunization(&self) -> Result<(), BundleFault> {
        self.need("status", |status| {
            one_of(status, &["completed", "entered-in-error", "not-done"])
        })?;
        self.need("vaccineCode", is_concept)?;
        self.need("patient", Value::is_object)?;
        let times = ["occurrenceDateTime", "occurrenceString"];
        if times
            .iter()
            .filter(|time| self.fields.contains_key(**time))
            .count()
            != 1
        {
            return Err(BundleFault::Occurrence(self.number));
        }
        self.may("occurrenceDateTime", |time| {
            time.as_str().is_some_and(is_date_time)
        })?;
        self.may("occurrenceString", Value::is_string)?;
        self.may("location", Value::is_object)?;
        self.may("lotNumber", Value::is_string)?;
        self.may("performer", Value::is_array)
    }

    fn observation(&self) -> Result<(), BundleFault> {
        self.need("status", Value::is_string)?;
        self.need("code", is_concept)?;
        self.may("effectiveDateTime", |time| {
            time.as_str().is_some_and(is_date_time)
        })?;
        self.may("subject", Value::is_object)
    }

    fn remark(&self, remarks: &mut Vec<Remark>) {
        if self.fields.contains_key("id") {
            remarks.push(Remark::Id);
        }
        if self.fields.contains_key("text") {
            remarks.push(Remark::Text);
        }
        let security = |meta: &Value| {
            let mut names = meta.as_object().into_iter().flat_map(Map::keys);
            meta.is_object() && names.all(|name| name == "security")
        };
        if self.fields.get("meta").is_some_and(|meta| !security(meta)) {
            remarks.push(Remark::Meta);
        }
        self.fields
            .values()
            .for_each(|value| remark_codes(value, remarks));
    }
}

fn remark_codes(value: &Value, remarks: &mut Vec<Remark>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| remark_codes(item, remarks)),
        Value::Object(fields) => {
            if fields.contains_key("coding") && fields.contains_key("text") {
                remarks.push(Remark::Text);
            }
            if fields.contains_key("code") && fields.contains_key("display") {
                remarks.push(Remark::Display);
            }
            fields
                .values()
                .for_each(|field| remark_codes(field, remarks));
        }
        _ => {}
    }
}

fn one_of(value: &Value, codes: &[&str]) -> bool {
    value.as_str().is_some_and(|code| codes.contains(&code))
}

/// A codeable concept: codings that are objects, or a text.
fn is_concept(value: &Value) -> bool {
    let codings = value.get("coding").and_then(Value::as_array);
    let text = value.get("text").is_some_and(Value::is_string);
    codings.map_or(text, |codings| codings.iter().all(Value::is_object))
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    crate::certlogic::Instant::parse_birth_date(text).is_ok()
}

/// A date, or a time with its zone.
fn is_date_time(text: &str) -> bool {
    if is_date(text) {
        return true;
    }
    let zone = text.ends_with('Z')
        || text
            .len()
            .checked_sub(6)
            .and_then(|at| text.as_bytes().get(at))
            .is_some_and(|sign| matches!(sign, b'+' | b'-'));
    zone && crate::certlogic::Instant::parse(text).is_ok()
}
