//! The list of a garment factory.

use jiff::civil::date;
use khien_domain::{BirthDate, Sex};
use uuid::Uuid;

use super::{CheckResult, Draft, Roster, RosterLine, RosterPerson, RosterState, Rosters};
use crate::forms::Fields;
use crate::pieces::{Form, Number, Pager};
use crate::texts::Texts;

pub(crate) fn rosters() -> Rosters {
    let line = |name: &str, by, people, state| RosterLine {
        id: Uuid::nil(),
        name: name.to_owned(),
        by,
        people,
        state,
        since: date(2022, 5, 10),
    };
    Rosters {
        lines: vec![
            line(
                "Công ty May Đông Hưng, đợt 2",
                "employer",
                240,
                RosterState::WithPolice,
            ),
            line(
                "Trường THCS An Châu, khối 8",
                "school",
                96,
                RosterState::Approved,
            ),
            line(
                "Người trên 50 tuổi, thôn Châu Giang",
                "station",
                84,
                RosterState::Used,
            ),
        ],
        may_draft: true,
    }
}

pub(crate) fn roster(t: &'static Texts) -> Roster {
    let who = |name: &str, result| RosterPerson {
        person: Uuid::from_u128(name.len() as u128),
        name: name.to_owned(),
        born: BirthDate::Day(date(1991, 11, 7)),
        sex: Sex::Female,
        number: Some(Number::new("034191421009")),
        result,
        due: "nhắc lại 1".to_owned(),
    };
    Roster {
        id: Uuid::nil(),
        name: "Công ty May Đông Hưng, đợt 2".to_owned(),
        by: "employer",
        state: RosterState::WithPolice,
        steps: vec![
            (
                RosterState::Drafted,
                date(2022, 5, 9).at(10, 20, 0, 0),
                "Vũ Thị Linh".to_owned(),
            ),
            (
                RosterState::WithPolice,
                date(2022, 5, 10).at(8, 5, 0, 0),
                "Tô Thị Duyên".to_owned(),
            ),
        ],
        count: 240,
        checked: 180,
        wrong: 6,
        people: vec![
            who("Phan Thị Hồng Thanh", CheckResult::Right),
            who("Nguyễn Thị Thìn", CheckResult::Wrong),
            who("Trần Minh Lý", CheckResult::NotYet),
        ],
        pager: Pager::new(t, 1, 240, "?page="),
        next: Some(RosterState::Checked),
        may_record_results: true,
    }
}

pub(crate) fn draft(t: &'static Texts) -> Draft {
    Draft {
        form: Form::new(t, "roster", Fields::default()),
    }
}
