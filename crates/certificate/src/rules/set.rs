//! The rules of all countries, and those of them that count.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;

use super::fault::RuleSetFault;
use super::report::{Open, Report, RuleOutcome, RuleResult};
use super::rule::{CertificateType, NEWEST_ENGINE, Rule, RuleType, Version};
use super::value_sets::ValueSets;
use crate::certlogic::{Instant, Operand};

/// All rules of the European gateway in its busiest days were under one megabyte.
const LONGEST: usize = 16 * 1024 * 1024;

/// Rules of any number of countries, in any number of versions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleSet {
    rules: Vec<Rule>,
}

/// The certificate that is shown, its signature already verified.
#[derive(Clone, Copy)]
pub struct Presented<'a> {
    /// The certificate itself, as JSON (the map under claim −260, 1).
    pub payload: &'a Value,
    /// Of which kind it is.
    pub kind: CertificateType,
    /// The country that issued it (claim 1, or else that of the signing certificate).
    pub issuer: &'a str,
    /// The id of the key that signed it, in Base64.
    pub kid: &'a str,
    /// When it was issued (claim 6).
    pub issued: Timestamp,
    /// When it ends (claim 4).
    pub expires: Timestamp,
}

impl std::fmt::Debug for Presented<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Presented({:?} of {})", self.kind, self.issuer)
    }
}

/// Where and when somebody wants to enter with it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The time of entry.
    pub at: Timestamp,
    /// The country, ISO 3166-1 alpha-2.
    pub country: &'a str,
    /// The part of the country, where it has rules of its own.
    pub region: Option<&'a str>,
}

impl RuleSet {
    /// Reads a JSON list of rules, or a single rule.
    ///
    /// # Errors
    /// [`RuleSetFault`], with the number of the first rule that cannot be read.
    pub fn read(json: &[u8]) -> Result<Self, RuleSetFault> {
        if json.len() > LONGEST {
            return Err(RuleSetFault::TooLong);
        }
        match serde_json::from_slice(json).map_err(|_| RuleSetFault::NotJson)? {
            Value::Array(rules) => Self::of_json(&rules),
            rule @ Value::Object(_) => Self::of_json(&[rule]),
            _ => Err(RuleSetFault::NotAList),
        }
    }

    fn of_json(rules: &[Value]) -> Result<Self, RuleSetFault> {
        let rules = rules.iter().zip(1..).map(|(json, number)| {
            Rule::read(json).map_err(|fault| RuleSetFault::Rule { number, fault })
        });
        rules.collect::<Result<Vec<_>, _>>().map(Self::new)
    }

    /// A set of these rules.
    pub fn new(rules: Vec<Rule>) -> Self {
        Self { rules }
    }

    /// All rules, in every version.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rules that count: acceptance rules of the country of entry and of its region,
    /// invalidation rules of the country that issued; about this kind of certificate or all; of each
    /// the highest version in force at the time of entry.
    pub fn selected(&self, presented: &Presented<'_>, entry: &Entry<'_>) -> Vec<&Rule> {
        let mut newest: BTreeMap<_, &Rule> = BTreeMap::new();
        for rule in &self.rules {
            if !counts(rule, presented, entry) {
                continue;
            }
            let invalidation = rule.kind == RuleType::Invalidation;
            let name = (invalidation, &rule.country, &rule.identifier, &rule.region);
            let known = newest.entry(name).or_insert(rule);
            if rule.version > known.version {
                *known = rule;
            }
        }
        newest.into_values().collect()
    }

    /// Evaluates the rules that count.
    pub fn check<'a>(
        &'a self,
        presented: &Presented<'a>,
        entry: &Entry<'_>,
        value_sets: &ValueSets,
    ) -> Report<'a> {
        let rules = self.selected(presented, entry);
        let [issued, expires, at] = [presented.issued, presented.expires, entry.at].map(text);
        let external = [
            ("validationClock", Operand::Text(&at)),
            ("valueSets", Operand::Json(value_sets.as_json())),
            ("countryCode", Operand::Text(entry.country)),
            ("exp", Operand::Text(&expires)),
            ("iat", Operand::Text(&issued)),
            ("issuerCountryCode", Operand::Text(presented.issuer)),
            ("kid", Operand::Text(presented.kid)),
            ("region", Operand::Text(entry.region.unwrap_or_default())),
        ];
        let context = [
            ("payload", Operand::Json(presented.payload)),
            ("external", Operand::Object(&external)),
        ];
        let context = Operand::Object(&context);
        let payload = presented.payload;
        let results = rules.iter().map(|rule| RuleResult {
            rule,
            outcome: outcome(rule, payload, &context),
            payload,
        });
        Report {
            results: results.collect(),
            ruled: rules.iter().any(|rule| rule.kind == RuleType::Acceptance),
        }
    }
}

fn counts(rule: &Rule, presented: &Presented<'_>, entry: &Entry<'_>) -> bool {
    let country = match rule.kind {
        RuleType::Acceptance => {
            let everywhere = rule.region.is_none();
            rule.country == entry.country && (everywhere || rule.region.as_deref() == entry.region)
        }
        RuleType::Invalidation => rule.country == presented.issuer,
    };
    country && rule.certificate.covers(presented.kind) && rule.in_force(entry.at)
}

fn outcome<'a>(rule: &'a Rule, payload: &Value, context: &Operand<'a>) -> RuleOutcome {
    let Some(logic) = rule
        .logic
        .as_ref()
        .filter(|_| rule.engine_version <= NEWEST_ENGINE)
    else {
        return RuleOutcome::Open(Open::UnknownEngine);
    };
    if !written_for(rule.schema_version, payload) {
        return RuleOutcome::Open(Open::OtherSchema);
    }
    match logic.holds(context) {
        Ok(true) => RuleOutcome::Passed,
        Ok(false) => RuleOutcome::Failed,
        Err(fault) => RuleOutcome::Open(Open::NotEvaluated(fault)),
    }
}

/// A rule may look for whatever its schema has, so the certificate's must be the same or newer
/// within one major version.
fn written_for(schema: Version, payload: &Value) -> bool {
    let version = payload.get("ver").and_then(Value::as_str);
    let version: Option<Version> = version.and_then(|text| text.parse().ok());
    version.is_some_and(|version| version.major == schema.major && version >= schema)
}

fn text(time: Timestamp) -> String {
    Instant::from_milliseconds(time.as_millisecond()).to_string()
}
