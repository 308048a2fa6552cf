//! Levels of the sex.

use khien_domain::Sex;

/// How the sex agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SexLevel {
    Equal,
    Differs,
    Missing,
}

impl SexLevel {
    pub(crate) fn code(self) -> &'static str {
        match self {
            SexLevel::Equal => "equal",
            SexLevel::Differs => "differs",
            SexLevel::Missing => "missing",
        }
    }
}

pub(crate) fn compare(typed: Option<Sex>, registered: Option<Sex>) -> SexLevel {
    match (typed, registered) {
        (Some(typed), Some(registered)) if typed == registered => SexLevel::Equal,
        (Some(_), Some(_)) => SexLevel::Differs,
        _ => SexLevel::Missing,
    }
}
