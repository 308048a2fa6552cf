//! What can be wrong with a rule or a set of rules.

use thiserror::Error;

use crate::certlogic::Issue;

/// Why a rule cannot be read, or may not be handed to others.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum RuleFault {
    /// A rule is a JSON object.
    #[error("the rule is no JSON object")]
    NotAnObject,
    /// A field that every rule has is missing.
    #[error("the rule has no {0}")]
    Missing(&'static str),
    /// A field is there and not of the form that the gateway's schema asks for.
    #[error("{0} of the rule has not the form that it needs")]
    Malformed(&'static str),
    /// The description in English is missing.
    #[error("the rule is not described in English")]
    NotInEnglish,
    /// The end of validity does not come after its beginning.
    #[error("the rule ends before it begins")]
    NeverValid,
    /// The logic is no `CertLogic`.
    #[error("Logic of the rule: {0}")]
    Logic(Issue),
    /// A field that the gateway's schema does not know.
    #[error("the rule has a field that no rule has")]
    UnknownField,
    /// The first letters of the identifier are those of another kind of rule or certificate.
    #[error("the identifier is that of another kind of rule")]
    IdentifierOfOtherType,
    /// The identifier names another country than the rule.
    #[error("the identifier is that of another country")]
    IdentifierOfOtherCountry,
    /// The engine is not `CertLogic` of a version between 0.7.5 and 1.3.3.
    #[error("the engine of the rule is not CERTLOGIC 0.7.5 to 1.3.3")]
    OtherEngine,
    /// The rule would begin before others could have fetched it.
    #[error("the rule begins too soon for others to have it by then")]
    BeginsTooSoon,
    /// The rule would begin later than may be announced.
    #[error("the rule begins too late to be announced now")]
    BeginsTooLate,
    /// The rule is in force for less time than it must.
    #[error("the rule is in force for too short a time")]
    TooShort,
    /// A version that is not higher than the one before.
    #[error("the version of the rule is not higher than the one before")]
    VersionNotHigher,
    /// The listed fields are not those that the logic reads.
    #[error("AffectedFields are not the fields that the logic reads")]
    OtherFieldsAffected,
}

impl RuleFault {
    /// The stable code of the fault.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAnObject => "rule-not-an-object",
            Self::Missing(_) => "rule-field-missing",
            Self::Malformed(_) => "rule-field-malformed",
            Self::NotInEnglish => "rule-not-in-english",
            Self::NeverValid => "rule-never-valid",
            Self::Logic(_) => "rule-logic-invalid",
            Self::UnknownField => "rule-field-unknown",
            Self::IdentifierOfOtherType => "rule-identifier-type",
            Self::IdentifierOfOtherCountry => "rule-identifier-country",
            Self::OtherEngine => "rule-other-engine",
            Self::BeginsTooSoon => "rule-begins-too-soon",
            Self::BeginsTooLate => "rule-begins-too-late",
            Self::TooShort => "rule-too-short",
            Self::VersionNotHigher => "rule-version-not-higher",
            Self::OtherFieldsAffected => "rule-affected-fields",
        }
    }
}

/// Why a set of rules cannot be read. A set is read whole or not at all: one rule left out could
/// let somebody in.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum RuleSetFault {
    /// More bytes than all countries' rules together have.
    #[error("the set of rules is too long to be one")]
    TooLong,
    /// The bytes are no JSON.
    #[error("the set of rules is no JSON")]
    NotJson,
    /// The JSON is neither a list of rules nor one rule.
    #[error("the set of rules is no list")]
    NotAList,
    /// One rule cannot be read.
    #[error("rule {number}: {fault}")]
    Rule {
        /// Which one, counted from 1.
        number: usize,
        /// What is wrong with it.
        fault: RuleFault,
    },
}

impl RuleSetFault {
    /// The stable code of the fault; of a rule, that of its own fault.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "rules-too-long",
            Self::NotJson => "rules-not-json",
            Self::NotAList => "rules-not-a-list",
            Self::Rule { fault, .. } => fault.code(),
        }
    }
}
