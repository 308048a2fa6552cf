//! The list of a garment factory.

use jiff::civil::date;
use khien_domain::{BirthDate, RosterFinding, RosterState, Sex};
use uuid::Uuid;

use super::{Draft, Roster, RosterLine, RosterPerson, Rosters, Step};
use crate::forms::Fields;
use crate::pieces::{Form, Number, Pager};
use crate::texts::Texts;

pub(crate) fn rosters() -> Rosters {
    let line = |name: &str, by: &str, people, state| RosterLine {
        id: Uuid::nil(),
        name: name.to_owned(),
        by: by.to_owned(),
        people,
        state,
        since: date(2022, 5, 10),
    };
    Rosters {
        lines: vec![
            line("Đợt 2", "Công ty May Đông Hưng", 240, RosterState::Drafted),
            line("Khối 8", "Trường THCS An Châu", 96, RosterState::Approved),
            line(
                "Người trên 50 tuổi, thôn Châu Giang",
                "",
                84,
                RosterState::Used,
            ),
        ],
        may_draft: true,
    }
}

/// A list that the police look through, or, unknown numbers typed, that is being drawn up.
pub(crate) fn roster(t: &'static Texts, state: RosterState) -> Roster {
    let who = |name: &str, result| RosterPerson {
        person: Uuid::from_u128(name.len() as u128),
        name: name.to_owned(),
        born: Some(BirthDate::Day(date(1991, 11, 7))),
        sex: Some(Sex::Female),
        number: Some(Number::new("034191421009")),
        result,
        note: String::new(),
    };
    let drafted = state == RosterState::Drafted;
    Roster {
        id: Uuid::nil(),
        version: 3,
        name: "Công ty May Đông Hưng, đợt 2".to_owned(),
        by: "Công ty May Đông Hưng".to_owned(),
        state,
        steps: vec![Step {
            state: RosterState::Drafted,
            when: date(2022, 5, 9).at(10, 20, 0, 0),
            who: "Vũ Thị Linh".to_owned(),
        }],
        count: 240,
        checked: 180,
        wrong: 6,
        people: vec![
            who("Phan Thị Hồng Thanh", Some(RosterFinding::Right)),
            who("Nguyễn Thị Thìn", Some(RosterFinding::Wrong)),
            who("Trần Minh Lý", None),
        ],
        pager: Pager::new(t, 1, 240, "?page="),
        may_change: drafted,
        may_check: !drafted,
        may_approve: !drafted,
        may_send_back: !drafted,
        typed: "034191421".to_owned(),
        unknown: vec!["034191421".to_owned()],
    }
}

pub(crate) fn draft(t: &'static Texts) -> Draft {
    Draft {
        form: Form::new(t, "roster", Fields::default()),
        asks_commune: true,
        unknown: Vec::new(),
    }
}
