//! A dose, and a form that the rules stopped.

use jiff::civil::date;
use khien_domain::DoseKind;
use uuid::Uuid;

use super::{Dose, DoseForm, Stop};
use crate::forms::Fields;
use crate::pieces::{Choice, Form, Phrase};
use crate::station::person::examples::{dose as line, person};
use crate::texts::Texts;

pub(crate) fn products() -> Vec<Choice> {
    vec![
        Choice::new("pfizer", "Pfizer (Comirnaty)").chosen(true),
        Choice::new("astrazeneca", "AstraZeneca"),
        Choice::new("moderna", "Moderna (Spikevax)"),
        Choice::new("vero-cell", "Vero Cell"),
    ]
}

pub(crate) fn stopped(t: &'static Texts) -> DoseForm {
    let fields = Fields::from([
        ("product", "pfizer"),
        ("lot", "FK0112"),
        ("day", "14/05/2022"),
        ("kind", "booster"),
        ("ordinal", "1"),
        ("place", "34012"),
    ]);
    DoseForm {
        person: Uuid::nil(),
        name: "Vũ Minh Huy".to_owned(),
        dose: None,
        form: Form::new(t, "dose", fields),
        products: products(),
        stop: Some(Stop {
            codes: vec!["too_early"],
            reasons: vec![Phrase::new("stop-too_early").with("day", "12/06/2022")],
            may_override: true,
        }),
    }
}

pub(crate) fn dose() -> Dose {
    Dose {
        person: Uuid::nil(),
        name: "Nguyễn Văn Nhượng".to_owned(),
        line: line(
            DoseKind::Primary,
            2,
            date(2021, 11, 7),
            ["AstraZeneca", "PW40001"],
        ),
        entered: ("Tô Thị Duyên".to_owned(), date(2021, 11, 7).at(21, 2, 0, 0)),
        channel: Some("slip".to_owned()),
        reactions: vec![("Sốt 38 °C".to_owned(), date(2021, 11, 8).at(7, 30, 0, 0))],
        changes: person().changes,
        may_edit: true,
        may_void: true,
    }
}
