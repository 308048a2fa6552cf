//! What the gateway asks of a rule before it hands it to other countries.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::fault::RuleFault;
use super::rule::{CertificateType, NEWEST_ENGINE, Rule, RuleType, Version};

/// An acceptance rule begins at least so long after it is handed in, so that checkers that are
/// seldom online have it by then.
pub const SOONEST: SignedDuration = SignedDuration::from_hours(48);
/// No rule is announced longer before it begins.
pub const UPLOAD_WINDOW: SignedDuration = SignedDuration::from_hours(14 * 24);
/// A rule is in force at least so long.
pub const SHORTEST_VALIDITY: SignedDuration = SignedDuration::from_hours(72);

const OLDEST_ENGINE: Version = Version {
    major: 0,
    minor: 7,
    patch: 5,
};
/// The fields of the gateway's schema, which allows no others.
const FIELDS: [&str; 14] = [
    "Identifier",
    "Type",
    "Country",
    "Region",
    "Version",
    "SchemaVersion",
    "Engine",
    "EngineVersion",
    "CertificateType",
    "Description",
    "ValidFrom",
    "ValidTo",
    "AffectedFields",
    "Logic",
];

/// Everything that the gateway would refuse about a rule of ours that is handed in at `now`.
/// `before` is the rule's highest version so far.
///
/// # Errors
/// [`RuleFault`] where the rule cannot even be read.
pub fn upload_faults(
    json: &Value,
    before: Option<Version>,
    now: Timestamp,
) -> Result<Vec<RuleFault>, RuleFault> {
    let rule = Rule::read(json)?;
    let known = |name: &String| FIELDS.contains(&name.as_str());
    let all_known = json
        .as_object()
        .is_some_and(|fields| fields.keys().all(known));
    let ahead = rule.valid_from.duration_since(now);
    let soonest = match rule.kind {
        RuleType::Acceptance => SOONEST,
        RuleType::Invalidation => SignedDuration::ZERO,
    };
    let lasts = rule.valid_to.duration_since(rule.valid_from);
    let checks = [
        (!all_known, RuleFault::UnknownField),
        (!fits_type(&rule), RuleFault::IdentifierOfOtherType),
        (!fits_country(&rule), RuleFault::IdentifierOfOtherCountry),
        (!known_engine(&rule), RuleFault::OtherEngine),
        (ahead < soonest, RuleFault::BeginsTooSoon),
        (ahead > UPLOAD_WINDOW, RuleFault::BeginsTooLate),
        (lasts < SHORTEST_VALIDITY, RuleFault::TooShort),
        (
            before.is_some_and(|before| rule.version <= before),
            RuleFault::VersionNotHigher,
        ),
        (!fits_fields(&rule), RuleFault::OtherFieldsAffected),
    ];
    let found = checks.into_iter().filter(|(wrong, _)| *wrong);
    Ok(found.map(|(_, fault)| fault).collect())
}

fn fits_type(rule: &Rule) -> bool {
    let start = match (rule.kind, rule.certificate) {
        (RuleType::Invalidation, _) => "IR",
        (_, CertificateType::General) => "GR",
        (_, CertificateType::Vaccination) => "VR",
        (_, CertificateType::Test) => "TR",
        (_, CertificateType::Recovery) => "RR",
    };
    rule.identifier.starts_with(start)
}

fn fits_country(rule: &Rule) -> bool {
    rule.identifier.split('-').nth(1) == Some(rule.country.as_str())
}

fn known_engine(rule: &Rule) -> bool {
    rule.engine == "CERTLOGIC" && (OLDEST_ENGINE..=NEWEST_ENGINE).contains(&rule.engine_version)
}

/// Whether the listed fields are those that the logic reads of the certificate.
fn fits_fields(rule: &Rule) -> bool {
    let reads = rule
        .logic
        .iter()
        .flat_map(crate::certlogic::Expression::reads);
    let paths = reads.map(ToString::to_string);
    let mut read: Vec<String> = paths
        .filter_map(|path| path.strip_prefix("payload.").map(str::to_owned))
        .collect();
    read.sort_unstable();
    let mut listed = rule.affected.clone();
    listed.sort_unstable();
    read == listed
}
