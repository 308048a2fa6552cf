//! The session of the morning of 14 May 2022 in Châu Giang.

use jiff::civil::date;
use khien_domain::{BirthDate, DoseKind, Sex};
use uuid::Uuid;

use super::{
    Attendee, Chosen, Close, Confirm, Due, LotCount, Plan, Said, Seat, SeatState, Session,
    SessionLine, Sessions, Sheet, SheetRow, Stage,
};
use crate::forms::Fields;
use crate::pieces::{Choice, Form, Number, Pager, Phrase, Verdict, WrongField};
use crate::station::board::SessionState;
use crate::station::doses::Stop;
use crate::station::person::examples::dose;
use crate::texts::Texts;

fn attendee(id: u128, name: &str, born: (i16, i8, i8), sex: Sex, place: (&str, Stage)) -> Attendee {
    Attendee {
        id: Uuid::from_u128(id),
        name: name.to_owned(),
        born: BirthDate::Day(date(born.0, born.1, born.2)),
        sex,
        hamlet: place.0.to_owned(),
        stage: place.1,
        off_list: id == 4,
    }
}

fn queue() -> Vec<Attendee> {
    use Sex::{Female, Male};
    use Stage::{Arrived, Deferred, Fit};
    vec![
        attendee(
            1,
            "Lê Thị Trang",
            (2002, 11, 14),
            Female,
            ("Văn Ông Đông", Fit),
        ),
        attendee(
            2,
            "Nguyễn Văn Nhượng",
            (1979, 1, 22),
            Male,
            ("Châu Giang", Fit),
        ),
        attendee(
            3,
            "Trương Thị Hợi",
            (1956, 5, 27),
            Female,
            ("Văn Ông Đông", Deferred),
        ),
        attendee(4, "Vũ Minh Huy", (1992, 8, 13), Male, ("Lam Điền", Arrived)),
        attendee(
            5,
            "Phạm Thị Xuân",
            (1993, 8, 23),
            Female,
            ("Lam Điền", Arrived),
        ),
        attendee(
            6,
            "Hoàng Thị Dung",
            (1954, 6, 7),
            Female,
            ("Thôn Nam", Arrived),
        ),
    ]
}

fn chosen(stage: Stage) -> Chosen {
    let screened = (stage != Stage::Arrived && stage != Stage::Expected).then(|| {
        (
            date(2022, 5, 14).at(9, 12, 0, 0),
            "BS. Đỗ Quang Hải".to_owned(),
        )
    });
    Chosen {
        attendee: Uuid::from_u128(1),
        person: Uuid::nil(),
        name: "Lê Thị Trang".to_owned(),
        born: BirthDate::Day(date(2002, 11, 14)),
        age: 19,
        sex: Sex::Female,
        number: Some(Number::new("034302221064")),
        verdict: Verdict::Verified,
        stage,
        minor: false,
        screened,
        doses: vec![
            dose(
                DoseKind::Primary,
                1,
                date(2021, 9, 6),
                ["AstraZeneca", "CTMAV510"],
            ),
            dose(
                DoseKind::Primary,
                2,
                date(2021, 11, 7),
                ["AstraZeneca", "PW40001"],
            ),
        ],
        due: Some(Due {
            kind: DoseKind::Booster,
            ordinal: 1,
            interval: Some((188, 90)),
            microlitres: 300,
        }),
        stop: None,
        warnings: Vec::new(),
        vials: vec![
            Choice::new("11", "Pfizer FK0112")
                .small("lọ 11, còn 5 liều")
                .chosen(true),
            Choice::new("new", "Pfizer FK0112").small("mở lọ mới"),
            Choice::new("other", "Lô khác"),
        ],
        dose_id: Uuid::nil(),
    }
}

fn seats() -> Vec<Seat> {
    let seat = |id, name: &str, left, state| Seat {
        attendee: Uuid::from_u128(id),
        name: name.to_owned(),
        left,
        state,
    };
    vec![
        seat(11, "Phạm Quốc Nguyên", 0, SeatState::Right),
        seat(12, "Bùi Xuân Thịnh", 260, SeatState::Right),
        seat(
            13,
            "Phan Thị Hồng Thanh",
            545,
            SeatState::Wrong(vec![WrongField::BirthDate]),
        ),
        seat(14, "Nguyễn Thị Kim Hà", 940, SeatState::NotSeen),
        seat(15, "Trần Minh Lý", 1270, SeatState::NotSeen),
        seat(16, "Nguyễn Thị Thìn", 1650, SeatState::NotSeen),
    ]
}

pub(crate) fn session(stage: Stage) -> Session {
    Session {
        id: Uuid::nil(),
        day: date(2022, 5, 14),
        part: "morning",
        place: "Nhà văn hoá thôn Châu Giang".to_owned(),
        product: "Pfizer".to_owned(),
        lot: "FK0112".to_owned(),
        expires: date(2022, 8, 31),
        state: SessionState::Open,
        listed: 84,
        dosed: 61,
        vials: 11,
        open_vial: Some((5, date(2022, 5, 14).at(11, 40, 0, 0))),
        confirmed: 52,
        said_wrong: 3,
        queue: queue(),
        absent: 17,
        typed: String::new(),
        chosen: Some(chosen(stage)),
        seats: seats(),
        may_close: true,
    }
}

/// A minor whose last dose is too near.
pub(crate) fn stopped() -> Session {
    let mut session = session(Stage::Fit);
    if let Some(chosen) = &mut session.chosen {
        chosen.minor = true;
        chosen.warnings = vec!["allergy"];
        chosen.stop = Some(Stop {
            codes: vec!["too_early"],
            reasons: vec![Phrase::new("stop-too_early").with("day", "12/06/2022")],
            may_override: true,
        });
    }
    session
}

pub(crate) fn sessions(t: &'static Texts) -> Sessions {
    let line = |day, place: &str, state, dosed| SessionLine {
        id: Uuid::nil(),
        day,
        part: "morning",
        place: place.to_owned(),
        vaccine: "Pfizer, lô FK0112".to_owned(),
        state,
        listed: 84,
        dosed,
    };
    Sessions {
        lines: vec![
            line(
                date(2022, 5, 15),
                "Công ty May Đông Hưng",
                SessionState::Planned,
                0,
            ),
            line(
                date(2022, 5, 14),
                "Nhà văn hoá thôn Châu Giang",
                SessionState::Open,
                61,
            ),
            line(
                date(2022, 5, 13),
                "Trường THCS An Châu",
                SessionState::Closed,
                84,
            ),
            line(
                date(2022, 5, 12),
                "Trạm Y tế xã An Châu",
                SessionState::Signed,
                80,
            ),
        ],
        pager: Pager::new(t, 1, 34, "/station/sessions?page="),
        may_plan: true,
    }
}

pub(crate) fn plan(t: &'static Texts) -> Plan {
    Plan {
        form: Form::new(t, "plan", Fields::from([("day", "15/05/2022")])),
        lots: vec![
            Choice::new("a", "Pfizer FK0112, còn 240 liều, hạn 31/08/2022"),
            Choice::new("b", "AstraZeneca PW40001, còn 90 liều, hạn 30/06/2022"),
        ],
        rosters: vec![
            Choice::new("", "Không có danh sách: ai đến thì tiêm"),
            Choice::new("r", "Công ty May Đông Hưng, 240 người, đã duyệt 10/05/2022"),
        ],
    }
}

pub(crate) fn confirm() -> Confirm {
    let said = |field, value: &str, answer: &str| Said {
        field,
        value: value.to_owned(),
        answer: answer.to_owned(),
        should_be: String::new(),
    };
    Confirm {
        session: Uuid::nil(),
        attendee: Uuid::from_u128(13),
        name: "Phan Thị Hồng Thanh".to_owned(),
        fields: vec![
            said("name", "Phan Thị Hồng Thanh", "right"),
            said("birth-date", "04/01/1981", "wrong"),
            said("sex", "Nữ", "right"),
            said("number", "036 1 81 421009", ""),
            said("dose", "nhắc lại 1, 14/05/2022", ""),
            said("vaccine", "Pfizer, lô FK0112", ""),
        ],
        channel: "own_phone".to_owned(),
        open: vec!["number", "dose", "vaccine"],
    }
}

pub(crate) fn close() -> Close {
    Close {
        session: Uuid::nil(),
        day: date(2022, 5, 14),
        place: "Nhà văn hoá thôn Châu Giang".to_owned(),
        listed: 84,
        off_list: 3,
        came: 70,
        dosed: 64,
        deferred: 5,
        contraindicated: 1,
        undecided: 0,
        confirmed: 61,
        said_wrong: 3,
        watched: 0,
        lots: vec![LotCount {
            lot: Uuid::from_u128(1),
            name: "Pfizer, lô FK0112".to_owned(),
            doses_per_vial: 6,
            vials: 11,
            entered: 64,
            wasted: 0,
            overfill: 1,
        }],
        note: String::new(),
        needs_note: true,
    }
}

pub(crate) fn sheet() -> Sheet {
    let rows = queue()
        .into_iter()
        .zip(1..)
        .map(|(attendee, number)| SheetRow {
            code: format!("CG-{number:03}"),
            qr: String::new(),
            name: attendee.name,
            born: attendee.born,
            sex: attendee.sex,
            number: Some(Number::new("034302221064")),
            phone: "0912 345 678".to_owned(),
            hamlet: attendee.hamlet,
            due: "nhắc lại 1".to_owned(),
        });
    Sheet {
        session: Uuid::nil(),
        day: date(2022, 5, 14),
        place: "Nhà văn hoá thôn Châu Giang".to_owned(),
        vaccine: "Pfizer, lô FK0112".to_owned(),
        rows: rows.collect(),
    }
}
