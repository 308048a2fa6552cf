//! What is typed about a facility.

use jiff::civil::Date;
use khien_domain::AdminTree;
use khien_domain::rights::Place;
use khien_store::FacilityRow;

use crate::person::given;

/// What a facility is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FacilityKind {
    /// Trạm y tế xã.
    CommuneStation,
    /// Trung tâm y tế.
    HealthCentre,
    /// Bệnh viện.
    Hospital,
    /// Phòng khám, phòng tiêm chủng dịch vụ.
    Clinic,
    /// Y tế cơ quan, nhà máy, trường học.
    Workplace,
    /// Đội tiêm lưu động.
    MobileTeam,
}

impl FacilityKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::CommuneStation,
        Self::HealthCentre,
        Self::Hospital,
        Self::Clinic,
        Self::Workplace,
        Self::MobileTeam,
    ];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::CommuneStation => "commune_station",
            Self::HealthCentre => "health_centre",
            Self::Hospital => "hospital",
            Self::Clinic => "clinic",
            Self::Workplace => "workplace",
            Self::MobileTeam => "mobile_team",
        }
    }

    /// The kind with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A facility as a form states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacilityForm {
    /// As staff call it.
    pub name: String,
    /// What it is.
    pub kind: FacilityKind,
    /// Where it stands, five digits.
    pub commune_code: String,
    /// Who manages it, where that is not the health service of its place; else empty.
    pub managing_body: String,
}

/// What of a facility cannot be taken as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FacilityFault {
    /// Not five digits with a province in front.
    #[error("the code is no code of a facility")]
    Code,
    /// It has no name.
    #[error("the name is missing")]
    NoName,
    /// There is no such commune now.
    #[error("there is no such commune")]
    NoCommune,
    /// Codes of bodies have no blanks.
    #[error("the code of the managing body has a blank in it")]
    ManagingBody,
}

impl FacilityFault {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::NoName => "no_name",
            Self::NoCommune => "no_commune",
            Self::ManagingBody => "managing_body",
        }
    }
}

impl FacilityForm {
    /// Where the facility lies.
    pub(crate) fn place(&self, code: &str, on: Date) -> Result<Place, FacilityFault> {
        let commune = Place::of_unit(AdminTree::national(), self.commune_code.trim(), on)
            .filter(|place| place.commune().is_some())
            .ok_or(FacilityFault::NoCommune)?;
        Ok(commune
            .in_facility(code)
            .under_body(given(&self.managing_body)))
    }

    /// Puts the fields into a row.
    pub(crate) fn put(&self, row: &mut FacilityRow) -> Result<(), FacilityFault> {
        let body = given(&self.managing_body);
        if body.is_some_and(|code| code.contains(char::is_whitespace)) {
            return Err(FacilityFault::ManagingBody);
        }
        given(&self.name)
            .ok_or(FacilityFault::NoName)?
            .clone_into(&mut row.name);
        self.kind.code().clone_into(&mut row.kind);
        self.commune_code.trim().clone_into(&mut row.commune_code);
        row.managing_body = body.map(str::to_owned);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back() {
        for kind in FacilityKind::ALL {
            assert_eq!(FacilityKind::parse(kind.code()), Some(kind));
        }
        assert_eq!(FacilityKind::parse("pagoda"), None);
    }
}
