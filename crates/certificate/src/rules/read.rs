//! A rule from JSON, by the gateway's schema.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::fault::RuleFault;
use super::rule::{CertificateType, Description, Rule, RuleType, Version};
use crate::certlogic::Expression;

/// Letters that a description has at least.
const SHORTEST_DESCRIPTION: usize = 20;

impl Rule {
    /// Reads a rule. Fields that the schema does not know are passed over.
    ///
    /// # Errors
    /// [`RuleFault`] for the first thing that the schema or the language of the logic forbids.
    pub fn read(json: &Value) -> Result<Self, RuleFault> {
        let fields = Fields(json.as_object().ok_or(RuleFault::NotAnObject)?);
        let rule = Self {
            identifier: fields.text("Identifier", is_identifier)?.to_owned(),
            kind: fields.one_of("Type", rule_type)?,
            country: fields.text("Country", is_country)?.to_owned(),
            region: fields.region()?,
            version: fields.version("Version")?,
            schema_version: fields.version("SchemaVersion")?,
            engine: fields
                .text("Engine", |engine| !engine.is_empty())?
                .to_owned(),
            engine_version: fields.version("EngineVersion")?,
            certificate: fields.one_of("CertificateType", certificate_type)?,
            descriptions: fields.descriptions()?,
            valid_from: fields.time("ValidFrom")?,
            valid_to: fields.time("ValidTo")?,
            affected: fields.affected()?,
            logic: fields.logic()?,
        };
        if rule.valid_from >= rule.valid_to {
            return Err(RuleFault::NeverValid);
        }
        Ok(rule)
    }
}

/// The fields of a rule that is being read.
struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    fn get(&self, name: &'static str) -> Result<&'a Value, RuleFault> {
        self.0.get(name).ok_or(RuleFault::Missing(name))
    }

    fn text(&self, name: &'static str, form: fn(&str) -> bool) -> Result<&'a str, RuleFault> {
        let text = self.get(name)?.as_str().filter(|text| form(text));
        text.ok_or(RuleFault::Malformed(name))
    }

    fn one_of<T>(&self, name: &'static str, named: fn(&str) -> Option<T>) -> Result<T, RuleFault> {
        let value = self.get(name)?.as_str().and_then(named);
        value.ok_or(RuleFault::Malformed(name))
    }

    fn version(&self, name: &'static str) -> Result<Version, RuleFault> {
        self.one_of(name, |text| text.parse().ok())
    }

    fn time(&self, name: &'static str) -> Result<Timestamp, RuleFault> {
        self.one_of(name, time)
    }

    fn region(&self) -> Result<Option<String>, RuleFault> {
        match self.0.get("Region") {
            None | Some(Value::Null) => Ok(None),
            // An empty region means the whole country, as a missing one does.
            Some(Value::String(region)) if is_region(region) => {
                Ok(Some(region.clone()).filter(|region| !region.is_empty()))
            }
            Some(_) => Err(RuleFault::Malformed("Region")),
        }
    }

    fn descriptions(&self) -> Result<Vec<Description>, RuleFault> {
        const NAME: &str = "Description";
        let list = self.get(NAME)?.as_array();
        let list = list.ok_or(RuleFault::Malformed(NAME))?;
        let texts = list.iter().map(|item| {
            let language = item
                .get("lang")?
                .as_str()
                .filter(|text| is_language(text))?;
            let text = item.get("desc")?.as_str();
            let text = text.filter(|text| text.chars().count() >= SHORTEST_DESCRIPTION)?;
            Some(Description {
                language: language.to_owned(),
                text: text.to_owned(),
            })
        });
        let texts: Option<Vec<Description>> = texts.collect();
        let texts = texts.ok_or(RuleFault::Malformed(NAME))?;
        if !texts.iter().any(|text| text.language == "en") {
            return Err(RuleFault::NotInEnglish);
        }
        Ok(texts)
    }

    fn affected(&self) -> Result<Vec<String>, RuleFault> {
        const NAME: &str = "AffectedFields";
        let list = self.get(NAME)?.as_array().filter(|list| !list.is_empty());
        let list = list.ok_or(RuleFault::Malformed(NAME))?.iter();
        let fields = list.map(|field| field.as_str().map(str::to_owned));
        fields
            .collect::<Option<_>>()
            .ok_or(RuleFault::Malformed(NAME))
    }

    fn logic(&self) -> Result<Option<Expression>, RuleFault> {
        const NAME: &str = "Logic";
        let logic = self.get(NAME)?;
        if logic.as_object().is_none_or(Map::is_empty) {
            return Err(RuleFault::Malformed(NAME));
        }
        if self.get("Engine")?.as_str() != Some("CERTLOGIC") {
            return Ok(None);
        }
        Expression::parse(logic).map(Some).map_err(RuleFault::Logic)
    }
}

/// `GR-VN-0001` and the like.
fn is_identifier(text: &str) -> bool {
    let mut parts = text.split('-');
    let kind = parts.next().unwrap_or_default();
    let country = parts.next().unwrap_or_default();
    let number = parts.next().unwrap_or_default();
    matches!(kind, "GR" | "VR" | "TR" | "RR" | "IR")
        && is_country(country)
        && number.len() == 4
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && parts.next().is_none()
}

fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_region(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    text.len() <= 5 && text.bytes().all(letter)
}

/// `en` or `de-at`.
fn is_language(text: &str) -> bool {
    let two = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_lowercase());
    match text.split_once('-') {
        Some((main, place)) => two(main) && two(place),
        None => two(text),
    }
}

fn rule_type(text: &str) -> Option<RuleType> {
    match text {
        "Acceptance" => Some(RuleType::Acceptance),
        "Invalidation" => Some(RuleType::Invalidation),
        _ => None,
    }
}

fn certificate_type(text: &str) -> Option<CertificateType> {
    match text {
        "General" => Some(CertificateType::General),
        "Vaccination" => Some(CertificateType::Vaccination),
        "Test" => Some(CertificateType::Test),
        "Recovery" => Some(CertificateType::Recovery),
        _ => None,
    }
}

/// `2021-06-01T00:00:00Z` or with an offset `+07:00`; nothing finer than a second.
fn time(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let mark = |at: usize, marks: &[u8]| bytes.get(at).is_some_and(|byte| marks.contains(byte));
    let zone = match bytes.len() {
        20 => mark(19, b"Z"),
        25 => mark(19, b"+-"),
        _ => false,
    };
    (zone && mark(10, b"T"))
        .then(|| text.parse().ok())
        .flatten()
}
