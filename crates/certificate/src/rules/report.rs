//! What the rules say about one certificate.

use std::fmt;

use serde_json::Value;

use super::rule::Rule;
use crate::certlogic::{Fault, Path};

/// What one rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleOutcome {
    /// The rule holds.
    Passed,
    /// The rule does not hold.
    Failed,
    /// Nobody can say: a person has to look.
    Open(Open),
}

/// Why nobody can say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Open {
    /// The logic is written in a language, or an edition of it, that this program does not know.
    UnknownEngine,
    /// The rule is written for another schema of certificates than this one has.
    OtherSchema,
    /// The certificate lacks something that the rule takes for granted.
    NotEvaluated(Fault),
}

impl RuleOutcome {
    /// The stable code of the result.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Passed => "rule-passed",
            Self::Failed => "rule-failed",
            Self::Open(Open::UnknownEngine) => "rule-open-engine",
            Self::Open(Open::OtherSchema) => "rule-open-schema",
            Self::Open(Open::NotEvaluated(_)) => "rule-open-evaluation",
        }
    }
}

/// A field that the rule looks at, with what the certificate says there. For the screen of the
/// checker and its holder alone; `Debug` keeps the value back.
#[derive(Clone, Copy, PartialEq)]
pub struct Affected<'a> {
    /// The field, as a path: `v.0.dn`.
    pub field: &'a str,
    /// What stands there, if anything.
    pub value: Option<&'a Value>,
}

impl fmt::Debug for Affected<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let given = if self.value.is_some() { "given" } else { "-" };
        write!(f, "{}: {given}", self.field)
    }
}

/// One rule and what it says.
#[derive(Clone, PartialEq)]
pub struct RuleResult<'a> {
    pub(super) rule: &'a Rule,
    pub(super) outcome: RuleOutcome,
    pub(super) payload: &'a Value,
}

impl<'a> RuleResult<'a> {
    /// The rule; its words are [`Rule::description`].
    pub const fn rule(&self) -> &'a Rule {
        self.rule
    }

    /// What it says.
    pub const fn outcome(&self) -> &RuleOutcome {
        &self.outcome
    }

    /// The fields that it looks at, with their values.
    pub fn affected(&self) -> impl Iterator<Item = Affected<'a>> + use<'a> {
        let payload = self.payload;
        self.rule.affected.iter().map(move |field| Affected {
            field,
            value: Path::parse(field).and_then(|path| path.follow(payload)),
        })
    }
}

impl fmt::Debug for RuleResult<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.rule.identifier, self.outcome)
    }
}

/// What all rules together say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All that count are passed.
    Accepted,
    /// At least one is not.
    Rejected,
    /// None failed, but at least one cannot be told.
    Open,
    /// No rule of the country of arrival counts: nothing is known about what it asks.
    NoRules,
}

impl Verdict {
    /// The stable code of the verdict.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "rules-passed",
            Self::Rejected => "rules-failed",
            Self::Open => "rules-open",
            Self::NoRules => "rules-none",
        }
    }
}

/// The results of all rules that count, those of acceptance first, each kind by identifier.
#[derive(Clone, Debug, PartialEq)]
pub struct Report<'a> {
    pub(super) results: Vec<RuleResult<'a>>,
    /// Whether the country of arrival has any rule about such a certificate.
    pub(super) ruled: bool,
}

impl<'a> Report<'a> {
    /// One result for each rule that counts.
    pub fn results(&self) -> &[RuleResult<'a>] {
        &self.results
    }

    /// What they say together.
    pub fn verdict(&self) -> Verdict {
        let any = |wanted: fn(&RuleOutcome) -> bool| {
            let mut outcomes = self.results.iter().map(RuleResult::outcome);
            outcomes.any(wanted)
        };
        if any(|outcome| *outcome == RuleOutcome::Failed) {
            Verdict::Rejected
        } else if any(|outcome| matches!(outcome, RuleOutcome::Open(_))) {
            Verdict::Open
        } else if self.ruled {
            Verdict::Accepted
        } else {
            Verdict::NoRules
        }
    }
}
