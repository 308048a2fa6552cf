//! One licensed vaccine, and why a text names none.

use jiff::civil::Date;
use thiserror::Error;

/// Codes of a product in the EU Digital COVID Certificate's value sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EuCodes {
    /// `vp`: kind of vaccine (SNOMED CT).
    pub prophylaxis: &'static str,
    /// `mp`: medicinal product.
    pub product: &'static str,
    /// `ma`: marketing authorisation holder or manufacturer.
    pub manufacturer: &'static str,
}

/// Codes of a product in the forms of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OtherCodes {
    /// In the list of the US Centers for Disease Control (CVX), which SMART Health Cards use.
    pub cvx: Option<&'static str>,
    /// In the same list, the dose for children under twelve, where it is another one.
    pub cvx_under_12: Option<&'static str>,
    /// Kind of vaccine in the WHO's ICD-11, which its own certificates use.
    pub icd11_kind: &'static str,
    /// The product in ICD-11.
    pub icd11_brand: Option<&'static str>,
}

impl OtherCodes {
    /// The CVX code of a dose given at an age in completed years.
    pub fn cvx_at(&self, age: i32) -> Option<&'static str> {
        let of_children = self.cvx_under_12.filter(|_| age < 12);
        of_children.or(self.cvx)
    }
}

/// A licensed vaccine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Product {
    /// Stable code, as it stands in files and interfaces.
    pub code: &'static str,
    /// Name in sheet PL5 of the import template.
    pub name: &'static str,
    /// Manufacturer in the same sheet.
    pub manufacturer: &'static str,
    /// Codes in certificates.
    pub eu: EuCodes,
    /// Codes in certificates of other forms.
    pub other: OtherCodes,
    /// Doses of the primary series.
    pub primary_doses: u8,
    /// Day of the ministry's decision.
    pub valid_from: Date,
    /// Last day of the licence; none while it stands.
    pub valid_until: Option<Date>,
}

impl Product {
    /// Whether the product was licensed on a day.
    pub fn is_licensed_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_until.is_none_or(|until| day <= until)
    }
}

/// Why a text names no licensed product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum ProductFault {
    /// Nothing was typed.
    #[error("no vaccine was given")]
    Missing,
    /// No known name, or other words beside one.
    #[error("the vaccine is not known")]
    Unknown,
    /// Several products are named ("AZ hoặc Pfizer").
    #[error("several vaccines are named")]
    Several,
    /// A known vaccine that has no licence here (Covaxin, Nanocovax).
    #[error("the vaccine is not licensed in Vietnam")]
    NotLicensed,
}

impl ProductFault {
    /// The stable code, as it stands in files and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unknown => "unknown",
            Self::Several => "several",
            Self::NotLicensed => "not_licensed",
        }
    }
}
