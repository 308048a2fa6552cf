//! What a record says, field by field, and what the person answers: on a nurse's screen or on the
//! person's own phone.

use jiff::civil::Date;
use khien_domain::DoseKind;
use khien_registry::session::{ConfirmedField, Refused};
use khien_store::{DoseRow, PersonRow};

use crate::forms::Fields;
use crate::pieces::Number;
use crate::station::calls::place;
use crate::station::people::calls::{birth_date, sex};
use crate::station::person::record::{nth, product};
use crate::texts::{Dated, Texts};

/// One field of the record as it is read to the person.
pub(crate) struct Said {
    pub(crate) field: ConfirmedField,
    pub(crate) value: String,
    /// Whether it is right; nothing before an answer.
    pub(crate) right: Option<bool>,
    /// What is right instead, in the person's own words.
    pub(crate) should_be: String,
}

/// All fields of a record, with no answer yet.
pub(crate) fn of_record(
    t: &'static Texts,
    on: Date,
    person: &PersonRow,
    (doses, dose): (&[DoseRow], &DoseRow),
) -> Vec<Said> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let value = |field| match field {
        ConfirmedField::FullName => person.full_name.clone(),
        ConfirmedField::DateOfBirth => birth_date(person).map(|it| it.shown()).unwrap_or_default(),
        ConfirmedField::Sex => sex(person).map(|it| t.sex(it)).unwrap_or_default(),
        ConfirmedField::IdNumber => {
            let number = person.id_number.as_deref().map(Number::new);
            number.map(|it| it.grouped()).unwrap_or_default()
        }
        ConfirmedField::Phone => text(&person.phone),
        ConfirmedField::Address => {
            let commune = person.commune_code.as_deref();
            let commune = commune.map(|code| place(code, on));
            let parts = [person.address.clone(), person.hamlet.clone(), commune];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
        ConfirmedField::Product => product(&dose.product_code),
        ConfirmedField::LotNumber => text(&dose.lot_number),
        ConfirmedField::GivenOn => dose.given_on.0.shown(),
        ConfirmedField::Ordinal => {
            let kind = DoseKind::parse(&dose.kind).unwrap_or(DoseKind::Primary);
            t.dose(kind, nth(doses, dose))
        }
    };
    let said = |field| Said {
        field,
        value: value(field),
        right: None,
        should_be: String::new(),
    };
    ConfirmedField::ALL.into_iter().map(said).collect()
}

/// Takes the answers of a form.
pub(crate) fn take(said: &mut [Said], fields: &Fields) {
    let all_right = fields.has("all");
    for said in said {
        let code = said.field.code();
        said.right = match fields.text(&format!("says-{code}")) {
            // Whoever called one line wrong and then presses the button means the others.
            "wrong" => Some(false),
            "right" => Some(true),
            _ => all_right.then_some(true),
        };
        let should_be = fields.text(&format!("should-{code}"));
        should_be.clone_into(&mut said.should_be);
    }
}

/// Fields without an answer.
pub(crate) fn open(said: &[Said]) -> Vec<&'static str> {
    let open = said.iter().filter(|said| said.right.is_none());
    open.map(|said| said.field.code()).collect()
}

/// Fields that the person refused, with what is right instead.
pub(crate) fn refused(said: &[Said]) -> Vec<Refused> {
    let refused = said.iter().filter(|said| said.right == Some(false));
    refused
        .map(|said| Refused {
            field: said.field,
            should_be: said.should_be.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(field: ConfirmedField) -> Said {
        Said {
            field,
            value: String::new(),
            right: None,
            should_be: String::new(),
        }
    }

    #[test]
    fn only_a_refused_field_carries_what_is_right() {
        let mut all = [
            ConfirmedField::Sex,
            ConfirmedField::Phone,
            ConfirmedField::Address,
        ]
        .map(said);
        let answers = [
            ("says-sex", "right"),
            ("should-sex", "nữ"),
            ("says-phone", "wrong"),
            ("should-phone", " 0912 "),
        ];
        take(&mut all, &Fields::from(answers));
        assert_eq!(open(&all), ["address"]);
        let refused = refused(&all);
        assert_eq!(refused.len(), 1);
        assert_eq!(refused[0].should_be, "0912");
    }

    #[test]
    fn one_button_says_that_all_else_is_right() {
        let mut all = ConfirmedField::ALL.map(said);
        take(
            &mut all,
            &Fields::from([("all", "right"), ("says-sex", "wrong")]),
        );
        assert!(open(&all).is_empty());
        assert_eq!(refused(&all), [ConfirmedField::Sex.into()]);
    }
}
