//! Recovered cases of the spring of 2022.

use jiff::civil::date;
use khien_domain::{BirthDate, Sex};
use uuid::Uuid;

use super::{NewCase, Recovered, RecoveredLine};
use crate::forms::Fields;
use crate::pieces::{Form, Pager};
use crate::texts::Texts;

pub(crate) fn recovered(t: &'static Texts) -> Recovered {
    let line = |name: &str, year, day| RecoveredLine {
        person: Uuid::nil(),
        name: name.to_owned(),
        born: Some(BirthDate::Day(date(year, 3, 9))),
        sex: Some(Sex::Female),
        hamlet: "Văn Ông Đông".to_owned(),
        positive: date(2022, 2, day),
        recovered: Some(date(2022, 3, day)),
    };
    Recovered {
        lines: vec![line("Lê Thị Mơ", 1988, 12), line("Đỗ Thị Ễnh", 1961, 2)],
        count: 2,
        pager: Pager::new(t, 1, 2, "/station/recovered?page="),
    }
}

pub(crate) fn case(t: &'static Texts) -> NewCase {
    NewCase {
        person: Uuid::nil(),
        name: "Lê Thị Mơ".to_owned(),
        form: Form::new(t, "case", Fields::default()),
    }
}
