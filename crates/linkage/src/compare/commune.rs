//! Levels of the commune of residence. People move, so a difference says little.

use crate::index::{NO_COMMUNE, View};
use crate::standardise::CommuneRead;

/// How the commune agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CommuneLevel {
    Equal,
    /// Another commune of the same district (tree of 2022).
    SameDistrict,
    Differs,
    Missing,
}

impl CommuneLevel {
    pub(crate) fn code(self) -> &'static str {
        match self {
            CommuneLevel::Equal => "equal",
            CommuneLevel::SameDistrict => "same_district",
            CommuneLevel::Differs => "differs",
            CommuneLevel::Missing => "missing",
        }
    }
}

pub(crate) fn compare(
    view: &View<'_>,
    typed: Option<CommuneRead>,
    registered: u16,
) -> CommuneLevel {
    let Some(typed) = typed else {
        return CommuneLevel::Missing;
    };
    if registered == NO_COMMUNE {
        return CommuneLevel::Missing;
    }
    if view.commune_code.get(usize::from(registered)) == Some(&typed.code) {
        return CommuneLevel::Equal;
    }
    let district = view.district(registered);
    if district != 0 && district == typed.district {
        return CommuneLevel::SameDistrict;
    }
    CommuneLevel::Differs
}
