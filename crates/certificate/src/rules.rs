//! The rules of countries about whom they let in with a certificate, and what they say about one.
//!
//! A [`RuleSet`] is read once from the JSON that countries exchange through the European gateway.
//! [`RuleSet::check`] picks the rules that count (the country of arrival accepts, the country that
//! issued may invalidate, each in the highest version in force at that time), evaluates them and
//! gives a [`Report`] with one explained result for each. A rule that cannot be evaluated is
//! *open*, never passed. Source: the gateway's schema of a validation rule and the specification of
//! `CertLogic` 1.3.3.
//!
//! ```
//! use khien_certificate::rules::{CertificateType, Entry, Presented, RuleSet, ValueSets, Verdict};
//! use serde_json::json;
//! let rules = RuleSet::read(json!([{
//!     "Identifier": "VR-VN-0001", "Type": "Acceptance", "Country": "VN", "Version": "1.0.0",
//!     "SchemaVersion": "1.0.0", "Engine": "CERTLOGIC", "EngineVersion": "0.7.5",
//!     "CertificateType": "Vaccination",
//!     "Description": [{"lang": "en", "desc": "All doses of the series must have been given."}],
//!     "ValidFrom": "2021-12-01T00:00:00Z", "ValidTo": "2030-01-01T00:00:00Z",
//!     "AffectedFields": ["v.0.dn", "v.0.sd"],
//!     "Logic": {">=": [{"var": "payload.v.0.dn"}, {"var": "payload.v.0.sd"}]},
//! }]).to_string().as_bytes())?;
//! let payload = json!({"ver": "1.3.0", "v": [{"dn": 1, "sd": 2}]});
//! let presented = Presented {
//!     payload: &payload,
//!     kind: CertificateType::Vaccination,
//!     issuer: "VN",
//!     kid: "8w2kZxb3iH0=",
//!     issued: "2022-04-14T00:00:00Z".parse().unwrap(),
//!     expires: "2023-04-14T00:00:00Z".parse().unwrap(),
//! };
//! let entry = Entry {
//!     at: "2022-06-01T00:00:00Z".parse().unwrap(),
//!     country: "VN",
//!     region: None,
//! };
//! let report = rules.check(&presented, &entry, &ValueSets::default());
//! assert_eq!(report.verdict(), Verdict::Rejected);
//! assert_eq!(report.results()[0].rule().identifier, "VR-VN-0001");
//! # Ok::<(), khien_certificate::rules::RuleSetFault>(())
//! ```

mod fault;
mod read;
mod report;
mod rule;
mod set;
mod upload;
mod value_sets;

pub use fault::{RuleFault, RuleSetFault};
pub use report::{Affected, Open, Report, RuleOutcome, RuleResult, Verdict};
pub use rule::{CertificateType, Description, Rule, RuleType, Version};
pub use set::{Entry, Presented, RuleSet};
pub use upload::{SHORTEST_VALIDITY, SOONEST, UPLOAD_WINDOW, upload_faults};
pub use value_sets::ValueSets;
