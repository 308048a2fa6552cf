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
            Self::NotAnObject => "rule_not_an_object",
            Self::Missing(_) => "rule_field_missing",
            Self::Malformed(_) => "rule_field_malformed",
            Self::NotInEnglish => "rule_not_in_english",
            Self::NeverValid => "rule_never_valid",
            Self::Logic(_) => "rule_logic_invalid",
            Self::UnknownField => "rule_field_unknown",
            Self::IdentifierOfOtherType => "rule_identifier_type",
            Self::IdentifierOfOtherCountry => "rule_identifier_country",
            Self::OtherEngine => "rule_other_engine",
            Self::BeginsTooSoon => "rule_begins_too_soon",
            Self::BeginsTooLate => "rule_begins_too_late",
            Self::TooShort => "rule_too_short",
            Self::VersionNotHigher => "rule_version_not_higher",
            Self::OtherFieldsAffected => "rule_affected_fields",
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
            Self::TooLong => "rules_too_long",
            Self::NotJson => "rules_not_json",
            Self::NotAList => "rules_not_a_list",
            Self::Rule { fault, .. } => fault.code(),
        }
    }
}
