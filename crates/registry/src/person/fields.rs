//! What is typed about a person, read by the domain's rules.

use std::fmt;

use khien_domain::{BirthDate, IdentityNumber, PersonName, PhoneNumber, Record, Sex, SexCoding};
use khien_store::PersonRow;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(crate) use crate::given::given;

/// A person as a form or a file states them. Empty text: not given.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    /// Full name.
    pub full_name: String,
    /// Date of birth in any written form.
    pub date_of_birth: String,
    /// Sex in any written form.
    pub sex: String,
    /// Identity number: 12 digits, 9 digits or a passport.
    pub id_number: String,
    /// The former 9 digits, where the card shows both.
    pub old_number: String,
    /// Health insurance number.
    pub insurance_number: String,
    /// Phone.
    pub phone: String,
    /// Nationality.
    pub nationality: String,
    /// Commune where the person lives, five digits.
    pub commune_code: String,
    /// Hamlet or quarter.
    pub hamlet: String,
    /// House and street.
    pub address: String,
    /// Employer or school.
    pub workplace: String,
    /// Code of the priority group.
    pub priority_group: String,
    /// Guardian of a child without a number.
    pub guardian: Option<Uuid>,
}

impl fmt::Debug for PersonForm {
    /// Shows nothing of the person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonForm").finish_non_exhaustive()
    }
}

/// A field that cannot be taken as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// Code of the field.
    pub field: &'static str,
    /// Code of what is wrong with it.
    pub fault: &'static str,
}

/// The fields of a person row, read and repaired.
#[derive(Clone, PartialEq)]
pub(crate) struct PersonFields {
    pub(crate) full_name: String,
    pub(crate) folded_name: String,
    pub(crate) call_name: String,
    pub(crate) date_of_birth: Option<String>,
    pub(crate) sex: Option<String>,
    pub(crate) id_number: Option<String>,
    pub(crate) old_number: Option<String>,
    pub(crate) phone: Option<String>,
}

impl PersonForm {
    /// Reads every field; all faults at once, so that a clerk mends them in one go.
    ///
    /// A name must be there; what else is missing keeps the person from being checked, not from
    /// being entered. A malformed number is kept as typed: it is what the paper says.
    pub(crate) fn read(&self) -> Result<PersonFields, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let mut note = |field, fault| faults.push(FieldFault { field, fault });
        let name = PersonName::parse(&self.full_name)
            .map_err(|fault| note("full_name", fault.code()))
            .ok();
        let born = given(&self.date_of_birth).and_then(|text| {
            BirthDate::parse(text)
                .map_err(|fault| note("date_of_birth", fault.code()))
                .ok()
        });
        let sex = given(&self.sex).and_then(|text| {
            Sex::parse(text, SexCoding::Words)
                .map_err(|fault| note("sex", fault.code()))
                .ok()
        });
        let Some(name) = name.filter(|_| faults.is_empty()) else {
            return Err(faults);
        };
        let folded = name.value.folded().to_owned();
        Ok(PersonFields {
            full_name: name.value.as_str().to_owned(),
            call_name: call_name(&folded),
            folded_name: folded,
            date_of_birth: born.map(|born| born.value.to_string()),
            sex: sex.map(|sex| sex.value.code().to_owned()),
            id_number: given(&self.id_number).map(number),
            old_number: given(&self.old_number).map(number),
            phone: given(&self.phone).map(phone),
        })
    }

    /// The fields as the population register is asked about them.
    pub(crate) fn record(&self) -> Record<'_> {
        Record {
            record_id: "",
            id_number: &self.id_number,
            full_name: &self.full_name,
            date_of_birth: &self.date_of_birth,
            sex: &self.sex,
            commune_code: &self.commune_code,
            nationality: given(&self.nationality),
        }
    }
}

impl PersonFields {
    /// Puts the fields, with those that need no reading, into a row.
    pub(crate) fn put(self, form: &PersonForm, row: &mut PersonRow) {
        let owned = |text: &str| given(text).map(str::to_owned);
        row.full_name = self.full_name;
        row.folded_name = self.folded_name;
        row.call_name = self.call_name;
        row.date_of_birth = self.date_of_birth;
        row.sex = self.sex;
        row.id_number = self.id_number;
        row.old_number = self.old_number;
        row.phone = self.phone;
        row.insurance_number = owned(&form.insurance_number);
        row.nationality = owned(&form.nationality);
        row.commune_code = owned(&form.commune_code);
        row.hamlet = owned(&form.hamlet);
        row.address = owned(&form.address);
        row.workplace = owned(&form.workplace);
        row.priority_group = owned(&form.priority_group);
        row.guardian_id = form.guardian;
    }
}

/// The form that a row would have been typed as.
pub fn form_of(row: &PersonRow) -> PersonForm {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    PersonForm {
        full_name: row.full_name.clone(),
        date_of_birth: text(&row.date_of_birth),
        sex: text(&row.sex),
        id_number: text(&row.id_number),
        old_number: text(&row.old_number),
        insurance_number: text(&row.insurance_number),
        phone: text(&row.phone),
        nationality: text(&row.nationality),
        commune_code: text(&row.commune_code),
        hamlet: text(&row.hamlet),
        address: text(&row.address),
        workplace: text(&row.workplace),
        priority_group: text(&row.priority_group),
        guardian: row.guardian_id,
    }
}

/// A folded name with its last syllable first, as people are called and lists are sorted.
pub(crate) fn call_name(folded: &str) -> String {
    match folded.rsplit_once(' ') {
        Some((before, call)) => format!("{call} {before}"),
        None => folded.to_owned(),
    }
}

/// A number in one form, or as typed where it has none.
pub(crate) fn number(text: &str) -> String {
    match IdentityNumber::parse(text).map(|read| read.value) {
        Ok(IdentityNumber::Personal(number)) => number.to_string(),
        Ok(IdentityNumber::OldCard(number)) => number.to_string(),
        Ok(IdentityNumber::Passport(number)) => number.as_str().to_owned(),
        Err(_) => text.to_owned(),
    }
}

/// A phone as it is dialled, prefixes of before 2018 as they are today; or as typed, where nobody can
/// dial it: somebody will ask the person.
pub(crate) fn phone(text: &str) -> String {
    PhoneNumber::parse(text)
        .map_or_else(|_| text.to_owned(), |read| read.number.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> PersonForm {
        PersonForm {
            full_name: "TRẦN  VĂN AN".to_owned(),
            date_of_birth: "5/8/1990".to_owned(),
            sex: "Nam".to_owned(),
            id_number: "034.090.001.234".to_owned(),
            phone: "+84 912 345 678".to_owned(),
            ..PersonForm::default()
        }
    }

    #[test]
    fn fields_are_repaired_and_made_searchable() {
        let fields = form().read().unwrap();
        assert_eq!(fields.full_name, "Trần Văn An");
        assert_eq!(fields.call_name, "an tran van");
        assert_eq!(fields.date_of_birth.as_deref(), Some("1990-08-05"));
        assert_eq!(fields.sex.as_deref(), Some("M"));
        assert_eq!(fields.id_number.as_deref(), Some("034090001234"));
        assert_eq!(fields.phone.as_deref(), Some("0912345678"));
    }

    #[test]
    fn a_phone_is_kept_as_it_is_dialled_today_or_as_typed() {
        for (typed, kept) in [
            ("0912 345 678", "0912345678"),
            ("84-912-345-678", "0912345678"),
            ("01682345678", "0382345678"),
            ("912345678", "0912345678"),
            ("không có", "không có"),
        ] {
            assert_eq!(phone(typed), kept, "{typed}");
        }
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let wrong = PersonForm {
            full_name: String::new(),
            date_of_birth: "32/13/1990".to_owned(),
            sex: "?".to_owned(),
            ..form()
        };
        let faults = wrong.read().err().unwrap();
        let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["full_name", "date_of_birth", "sex"]);
    }

    #[test]
    fn what_is_missing_keeps_nobody_out() {
        let bare = PersonForm {
            full_name: "Y Moan".to_owned(),
            ..PersonForm::default()
        };
        let fields = bare.read().unwrap();
        assert!(fields.date_of_birth.is_none() && fields.id_number.is_none());
    }

    #[test]
    fn debug_shows_nothing_of_the_person() {
        assert!(!format!("{:?}", form()).contains("034"));
    }
}
