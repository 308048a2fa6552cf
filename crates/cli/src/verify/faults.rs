//! What kind of fault is in each field of a record, in codes.

use khien_domain::{FieldState, IdState, Verdict};
use khien_linkage::Evidence;

/// The kind of fault in each field; `None` where the field is right or was not compared.
///
/// Numbers: the code of [`khien_domain::IdentityFault`], or the level of agreement with the
/// person's own number. Names: [`khien_domain::NameDifference`]. Dates: the level of agreement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Faults {
    pub(super) id_number: Option<&'static str>,
    pub(super) full_name: Option<&'static str>,
    pub(super) date_of_birth: Option<&'static str>,
    pub(super) sex: Option<&'static str>,
}

impl Faults {
    /// The faults that a verdict names, with what the evidence knows of their kind.
    pub(super) fn of(verdict: &Verdict, evidence: &Evidence) -> Self {
        let levels = evidence.levels();
        let level = |place: usize| levels.map(|levels| levels[place].1);
        let name = || {
            evidence
                .name_difference()
                .map(khien_domain::NameDifference::code)
        };
        Self {
            id_number: number(verdict.id_state, evidence, level(0)),
            full_name: field(verdict.name_state, || name().or(level(1))),
            date_of_birth: field(verdict.date_of_birth_state, || level(2)),
            sex: field(verdict.sex_state, || None),
        }
    }
}

fn number(
    state: Option<IdState>,
    evidence: &Evidence,
    level: Option<&'static str>,
) -> Option<&'static str> {
    match state? {
        IdState::Ok | IdState::OldNumber => None,
        IdState::Missing | IdState::Malformed => {
            let fault = evidence.id_fault().map(khien_domain::IdentityFault::code);
            Some(fault.unwrap_or("missing"))
        }
        IdState::Wrong => Some(if level == Some("one_edit") {
            "one_edit"
        } else {
            "wrong"
        }),
        IdState::OtherPersons => Some("other_persons"),
    }
}

fn field(
    state: Option<FieldState>,
    kind: impl FnOnce() -> Option<&'static str>,
) -> Option<&'static str> {
    match state? {
        FieldState::Ok | FieldState::Equivalent => None,
        FieldState::Missing => Some("missing"),
        FieldState::Differs => Some(kind().unwrap_or("differs")),
    }
}
