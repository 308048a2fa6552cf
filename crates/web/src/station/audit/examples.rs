//! A morning in the audit.

use jiff::civil::date;

use super::{Asked, Chain, Checked, Entry, Log};
use crate::forms::Fields;
use crate::pieces::Form;
use crate::texts::Texts;

pub(crate) fn log(t: &'static Texts) -> Log {
    let line = |minute: i8, who: &str, act: &str, thing: [&str; 2]| Entry {
        when: date(2022, 5, 14).at(9, minute, 0, 0),
        who: who.to_owned(),
        whose: "actor=0190d3a2".to_owned(),
        act: act.to_owned(),
        kind: thing[0].to_owned(),
        subject: thing[1].to_owned(),
        about: "kind=person&subject=0190".to_owned(),
        place: "Trạm Y tế xã An Châu".to_owned(),
        reason: String::new(),
        fields: Vec::new(),
    };
    let mut corrected = line(35, "Tô Thị Duyên", "person_correct", ["person", "e3f5a6b7"]);
    corrected.fields = vec!["date_of_birth".to_owned(), "phone".to_owned()];
    corrected.reason = "theo căn cước".to_owned();
    Log {
        entries: vec![
            line(41, "Đỗ Quang Hải", "session_dose", ["dose", "77ab0c1d"]),
            corrected,
            line(34, "Tô Thị Duyên", "person_read", ["person", "e3f5a6b7"]),
            line(30, "", "session_confirm", ["attendance", "12cd90aa"]),
            line(2, "Trần Quốc Bảo", "token_make", ["account", "5be1f004"]),
        ],
        asked: Asked {
            day: "2022-05-14".to_owned(),
            ..Asked::default()
        },
        form: Form::new(t, "audit", Fields::from([("day", "14/05/2022")])),
        acts: vec!["", "person_read", "person_correct"],
        kinds: vec!["", "person", "dose"],
        whose: String::new(),
        about: None,
        next: Some(("before=0190".to_owned(), date(2022, 5, 14).at(8, 55, 0, 0))),
        chain: Chain {
            linked: 48_211,
            signed: Some((48_211, date(2022, 5, 14).at(9, 41, 0, 0))),
            waiting: 0,
            may_check: true,
            checked: Some(Checked::Whole(1, 48_211)),
        },
    }
}

pub(crate) fn of_one(t: &'static Texts) -> Log {
    let mut log = log(t);
    log.asked = Asked {
        kind: "person".to_owned(),
        subject: "0190".to_owned(),
        ..Asked::default()
    };
    log.about = Some(format!("{} e3f5a6b7", t.code("subject", "person")));
    log.entries.retain(|entry| entry.kind == "person");
    log.next = None;
    log.chain.checked = Some(Checked::Broken(48_012, "changed"));
    log
}
