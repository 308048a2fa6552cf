//! The residents of An Châu with faults.

use jiff::civil::date;
use khien_domain::{BirthDate, Sex};
use uuid::Uuid;

use super::{Fault, FaultLine, FaultTab, UnitFilter, UnitPeople};
use crate::pieces::{Number, Part, Strip, Verdict, WrongField};
use crate::texts::Texts;

fn line(name: &str, born: BirthDate, number: &str, verdict: Verdict) -> FaultLine {
    FaultLine {
        person: Uuid::nil(),
        name: name.to_owned(),
        born: Some(born),
        sex: Some(Sex::Female),
        number: (!number.is_empty()).then(|| Number::new(number)),
        hamlet: "Văn Ông Đông".to_owned(),
        phone: "0912 345 678".to_owned(),
        verdict,
        doses: 3,
        where_given: "Công ty May Đông Hưng".to_owned(),
        since: date(2022, 4, 25),
        confirmed_here: number.is_empty(),
        version: 1,
        new_id: Uuid::nil(),
    }
}

pub(crate) fn people(t: &'static Texts) -> UnitPeople {
    let part = |verdict, count| Part { verdict, count };
    let counts = [31, 18, 9, 4, 2, 3, 11];
    let tabs = Fault::ALL.into_iter().zip(counts);
    UnitPeople {
        strip: Strip::new(
            t,
            &t.say("unit-strip"),
            vec![
                part(Verdict::Verified, 6_412),
                part(Verdict::Mismatch(Vec::new()), 31),
                part(Verdict::NoNumber, 18),
                part(Verdict::NotFound, 9),
                part(Verdict::Ambiguous, 4),
                part(Verdict::Unsendable, 2),
            ],
        ),
        people: 6_476,
        faulty: 64,
        tabs: tabs
            .map(|(fault, count)| FaultTab { fault, count })
            .collect(),
        filter: UnitFilter {
            kind: "mismatch".to_owned(),
            ..UnitFilter::default()
        },
        shown: Fault::Mismatch,
        next: Some("20".to_owned()),
        residents: true,
        hamlets: vec!["Văn Ông Đông".to_owned(), "Châu Giang".to_owned()],
        may_confirm: true,
        lines: vec![
            line(
                "Lê Thị Trang",
                BirthDate::Day(date(2002, 4, 11)),
                "034302220164",
                Verdict::Mismatch(vec![WrongField::Number, WrongField::BirthDate]),
            ),
            line(
                "Trần Thị Thảo",
                BirthDate::Day(date(1959, 10, 6)),
                "034159490036",
                Verdict::Mismatch(vec![WrongField::Name]),
            ),
            line(
                "Phạm Anh Thoa",
                BirthDate::Year(1983),
                "",
                Verdict::Mismatch(vec![WrongField::BirthDate]),
            ),
        ],
    }
}
