//! A row of an imported file as it was typed, in the shape in which it is kept and mended.

use std::fmt;

use jiff::civil::Date;
use khien_domain::schedule::ProposedDose;
use khien_domain::{BirthDate, Catalogue, DateFault, DoseKind, FacilityCode, Lot, StatedKind};
use khien_exchange::{DoseEntry, DoseRow, TemplateRow};
use serde::{Deserialize, Serialize};

use crate::person::{PersonForm, given};

/// A row: a person, and the doses that it states.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedRow {
    /// The person as typed.
    pub person: PersonForm,
    /// The doses as typed, in the order of the file.
    pub doses: Vec<TypedDose>,
}

/// A dose as typed. Empty text: the cell was empty.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedDose {
    /// Name of the vaccine.
    pub product: String,
    /// Day of the injection.
    pub date: String,
    /// Lot.
    pub lot: String,
    /// Five-digit code of the facility; empty: that of the import.
    pub facility: String,
    /// Which dose it is.
    pub ordinal: String,
    /// Primary, additional or booster, if the file says so.
    pub kind: String,
}

impl fmt::Debug for TypedRow {
    /// Shows nothing of the person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypedRow")
            .field("doses", &self.doses.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for TypedDose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypedDose").finish_non_exhaustive()
    }
}

/// A dose of a row, read.
#[derive(Clone, PartialEq)]
pub(crate) struct ReadDose {
    pub(crate) product: &'static str,
    pub(crate) given_on: Date,
    pub(crate) lot: String,
    /// Code of the facility, where the row names one.
    pub(crate) facility: Option<String>,
    pub(crate) kind: Option<DoseKind>,
}

impl ReadDose {
    /// The dose as the rules judge it. The number that a file states is not believed: where rows
    /// are missing it would stop everything behind them.
    pub(crate) fn proposed(&self) -> ProposedDose {
        ProposedDose {
            kind: self.kind,
            ..ProposedDose::new(self.given_on, self.product)
        }
    }
}

impl TypedRow {
    /// A person's row of the national template.
    pub(crate) fn of_template(row: &TemplateRow) -> Self {
        let record = row.record("");
        let doses = row.doses.iter().filter(|dose| !dose.is_empty());
        Self {
            person: PersonForm {
                full_name: row.full_name.clone(),
                date_of_birth: row.date_of_birth.clone(),
                sex: record.sex.to_owned(),
                id_number: row.id_number.clone(),
                insurance_number: row.insurance_number.clone(),
                phone: row.phone.clone(),
                nationality: row.nationality.clone().unwrap_or_default(),
                commune_code: row.commune_code.clone(),
                address: row.address.clone(),
                workplace: row.workplace.clone(),
                priority_group: row.priority_group.clone(),
                ..PersonForm::default()
            },
            doses: doses.map(TypedDose::of_entry).collect(),
        }
    }

    /// A row of a file with one row a dose.
    pub(crate) fn of_dose(row: &DoseRow) -> Self {
        let record = row.record("");
        Self {
            person: PersonForm {
                full_name: row.full_name.clone(),
                date_of_birth: row.date_of_birth.clone(),
                sex: record.sex.to_owned(),
                id_number: row.id_number.clone(),
                insurance_number: row.insurance_number.clone(),
                phone: row.phone.clone(),
                nationality: row.nationality.clone().unwrap_or_default(),
                commune_code: row.commune_code.clone(),
                priority_group: row.priority_group.clone(),
                ..PersonForm::default()
            },
            doses: vec![TypedDose::of_entry(&row.dose)],
        }
    }
}

impl TypedDose {
    fn of_entry(entry: &DoseEntry) -> Self {
        Self {
            product: entry.product.clone(),
            date: entry.date.clone(),
            lot: entry.lot.clone(),
            facility: entry.facility_code.clone(),
            ordinal: entry.ordinal.clone().unwrap_or_default(),
            kind: entry.kind.clone().unwrap_or_default(),
        }
    }

    /// Reads every cell; codes of the faults as `field:fault`.
    pub(crate) fn read(&self) -> Result<ReadDose, Vec<String>> {
        let mut faults = Vec::new();
        let mut note = |field: &str, fault: &str| faults.push(format!("{field}:{fault}"));
        let product = Catalogue::national()
            .read(&self.product)
            .map_err(|fault| note("product", fault.code()))
            .ok();
        let given_on = day(&self.date).map_err(|fault| note("date", fault)).ok();
        let lot = match given(&self.lot).map(Lot::parse) {
            Some(Ok(lot)) => lot.value.as_str().to_owned(),
            Some(Err(_)) | None => self.lot.trim().to_owned(),
        };
        let facility = given(&self.facility).and_then(|text| {
            FacilityCode::parse(text)
                .map_err(|fault| note("facility", fault.code()))
                .ok()
                .map(|code| code.value.to_string())
        });
        let kind = given(&self.kind)
            .and_then(|text| StatedKind::parse(text).ok().map(|stated| stated.kind));
        match (product, given_on) {
            (Some(product), Some(given_on)) if faults.is_empty() => Ok(ReadDose {
                product: product.value.code,
                given_on,
                lot,
                facility,
                kind,
            }),
            _ => Err(faults),
        }
    }
}

/// A day in any written form of a birth date; a month or a year alone is no day of a dose.
fn day(text: &str) -> Result<Date, &'static str> {
    match BirthDate::parse(text).map_err(DateFault::code)?.value {
        BirthDate::Day(date) => Ok(date),
        BirthDate::Month { .. } | BirthDate::Year(_) => Err("not_a_day"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dose() -> TypedDose {
        TypedDose {
            product: "AstraZeneca".to_owned(),
            date: "15/09/2021".to_owned(),
            lot: " lô abx3340".to_owned(),
            facility: "34001".to_owned(),
            ordinal: "Mũi 2".to_owned(),
            kind: String::new(),
        }
    }

    #[test]
    fn a_dose_is_read_by_the_rules_of_the_domain() {
        let read = dose().read().ok().unwrap();
        assert_eq!(read.given_on.to_string(), "2021-09-15");
        assert_eq!(read.facility.as_deref(), Some("34001"));
        assert_eq!(read.lot, "ABX3340");
    }

    #[test]
    fn every_fault_is_named() {
        let wrong = TypedDose {
            product: "nước muối".to_owned(),
            date: "2021".to_owned(),
            ..dose()
        };
        let faults = wrong.read().err().unwrap();
        assert_eq!(faults.len(), 2);
        assert!(faults[0].starts_with("product:") && faults[1] == "date:not_a_day");
    }

    #[test]
    fn a_row_survives_being_kept_as_text() {
        let row = TypedRow {
            doses: vec![dose()],
            ..TypedRow::default()
        };
        let kept = crate::written::json(&row);
        assert!(serde_json::from_str::<TypedRow>(&kept).unwrap() == row);
    }
}
