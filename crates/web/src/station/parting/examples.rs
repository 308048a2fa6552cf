//! Two sisters under one record.

use jiff::civil::date;
use khien_domain::DoseKind;
use uuid::Uuid;

use super::{Candidates, Choosing, Half, Sure};
use crate::forms::{Faults, Fields};
use crate::pieces::Form;
use crate::station::people;
use crate::station::person::DoseLine;
use crate::station::person::examples::dose;
use crate::texts::Texts;

fn given(id: u128, month: i8, lot: &str) -> DoseLine {
    let mut line = dose(
        DoseKind::Primary,
        1,
        date(2021, month, 6),
        ["AstraZeneca", lot],
    );
    line.id = Uuid::from_u128(id);
    line
}

pub(crate) fn candidates() -> Candidates {
    let found = people::examples::search().found;
    Candidates {
        person: Uuid::nil(),
        name: "Lê Thị Trang".to_owned(),
        typed: "le thi trang".to_owned(),
        people: found.map(|found| found.people).unwrap_or_default(),
    }
}

pub(crate) fn choosing(t: &'static Texts) -> Choosing {
    let fields = Fields::from([("full_name", "Lê Thị Trâm"), ("born_d", "14"), ("sex", "F")]);
    let mut faults = Faults::default();
    faults.add("dose", "fault-part-none");
    Choosing {
        person: Uuid::nil(),
        name: "Lê Thị Trang".to_owned(),
        other: None,
        doses: vec![
            (given(1, 9, "CTMAV510"), false),
            (given(2, 10, "PW40001"), true),
        ],
        others: Vec::new(),
        form: Form::new(t, "person", fields).with_faults(faults),
    }
}

pub(crate) fn sure() -> Sure {
    Sure {
        action: "/station/people/0/separate/new".to_owned(),
        stays: Half {
            name: "Lê Thị Trang".to_owned(),
            doses: vec![(given(1, 9, "CTMAV510"), false)],
        },
        other: Half {
            name: "Lê Thị Trâm".to_owned(),
            doses: vec![(given(2, 10, "PW40001"), true)],
        },
        count: 1,
        reason: "Hai chị em, nhập chung một số điện thoại".to_owned(),
        rest: vec![("dose".to_owned(), Uuid::from_u128(2).to_string())],
    }
}
