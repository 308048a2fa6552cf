//! The session of the morning of 14 May 2022 in Châu Giang.

use jiff::civil::date;
use khien_domain::{
    AttendanceState as Stage, BirthDate, ConfirmationChannel, ConsentAnswer, DoseKind, Sex,
};
use khien_registry::session::{ConfirmedField, Difference, Refused, SessionCounts};
use uuid::Uuid;

use super::{
    Attendee, BackRow, Chosen, Close, Confirm, Due, LotLine, May, Plan, Said, Screened, Seat,
    SeatState, Session, SessionLine, Sessions, Sheet, SheetBack, SheetRow, Slip,
};
use crate::forms::Fields;
use crate::pieces::{Choice, Form, Number, Pager, Phrase, QrCode, Verdict};
use crate::station::board::SessionState;
use crate::station::doses::Stop;
use crate::station::person::examples::dose;
use crate::texts::Texts;

fn attendee(id: u128, name: &str, born: (i16, i8, i8), sex: Sex, place: (&str, Stage)) -> Attendee {
    Attendee {
        id: Uuid::from_u128(id),
        name: name.to_owned(),
        born: Some(BirthDate::Day(date(born.0, born.1, born.2))),
        sex: Some(sex),
        hamlet: place.0.to_owned(),
        stage: place.1,
        off_list: id == 4,
    }
}

fn queue() -> Vec<Attendee> {
    use Sex::{Female, Male};
    use Stage::{CheckedIn, Deferred, Fit};
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
        attendee(
            4,
            "Vũ Minh Huy",
            (1992, 8, 13),
            Male,
            ("Lam Điền", CheckedIn),
        ),
        attendee(
            5,
            "Phạm Thị Xuân",
            (1993, 8, 23),
            Female,
            ("Lam Điền", CheckedIn),
        ),
        attendee(
            6,
            "Hoàng Thị Dung",
            (1954, 6, 7),
            Female,
            ("Thôn Nam", CheckedIn),
        ),
    ]
}

fn chosen(stage: Stage) -> Chosen {
    let come = stage != Stage::Expected;
    let screened = (come && stage != Stage::CheckedIn).then(|| Screened {
        reasons: match stage {
            Stage::Deferred => vec!["acute_illness".to_owned()],
            _ => Vec::new(),
        },
        note: String::new(),
        who: "BS. Đỗ Quang Hải".to_owned(),
    });
    Chosen {
        attendee: Uuid::from_u128(1),
        person: Uuid::nil(),
        name: "Lê Thị Trang".to_owned(),
        born: Some(BirthDate::Day(date(2002, 11, 14))),
        age: Some(19),
        sex: Some(Sex::Female),
        number: Some(Number::new("034302221064")),
        verdict: Verdict::Verified,
        stage,
        off_list: false,
        minor: false,
        guardian: None,
        consent: come.then_some(ConsentAnswer::Given),
        screened,
        may_see_doses: true,
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
            nth: 1,
            days: Some(188),
            microlitres: Some(300),
        }),
        stop: None,
        reacted: false,
        lots: vec![
            Choice::new("11", "Pfizer FK0112")
                .small("hạn 31/08/2022")
                .chosen(true),
            Choice::new("12", "Pfizer FK0113").small("hạn 30/09/2022"),
        ],
        other_lots: vec![("#person".to_owned(), "AstraZeneca PW40001".to_owned())],
        dosed: stage == Stage::Dosed,
        watched_until: (stage == Stage::Dosed).then(|| date(2022, 5, 14).at(9, 52, 0, 0)),
        said: stage == Stage::Dosed,
        wrong: match stage {
            Stage::Dosed => wrong(),
            _ => Vec::new(),
        },
        new_id: Uuid::nil(),
    }
}

fn wrong() -> Vec<Refused> {
    let born = Refused {
        field: ConfirmedField::DateOfBirth,
        should_be: "14/01/1981".to_owned(),
    };
    vec![born, ConfirmedField::Phone.into()]
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
            SeatState::Wrong(vec!["date_of_birth".to_owned()]),
        ),
        seat(14, "Nguyễn Thị Kim Hà", 940, SeatState::NotSeen),
        seat(15, "Trần Minh Lý", 1270, SeatState::NotSeen),
        seat(16, "Nguyễn Thị Thìn", 1650, SeatState::NotSeen),
    ]
}

fn counts() -> SessionCounts {
    SessionCounts {
        listed: 84,
        off_list: 3,
        expected: 17,
        here: 6,
        deferred: 5,
        contraindicated: 1,
        dosed: 61,
        watching: 6,
        confirmed: 52,
        refused: 3,
        unconfirmed: 6,
        reactions: 1,
        ..SessionCounts::default()
    }
}

pub(crate) fn session(stage: Stage) -> Session {
    Session {
        id: Uuid::nil(),
        version: 2,
        day: date(2022, 5, 14),
        name: "Buổi sáng".to_owned(),
        place: "Nhà văn hoá thôn Châu Giang".to_owned(),
        table: vec![
            "Pfizer, lô FK0112, hạn 31/08/2022".to_owned(),
            "AstraZeneca, lô PW40001, hạn 30/06/2022".to_owned(),
        ],
        stock: vec![Choice::new("c", "Pfizer FK0114, còn 40 lọ, hạn 31/08/2022")],
        state: SessionState::Open,
        counts: counts(),
        queue: queue(),
        absent: 17,
        typed: String::new(),
        sealed: String::new(),
        strangers: Vec::new(),
        chosen: Some(chosen(stage)),
        seats: seats(),
        may: May {
            plan: true,
            open: true,
            close: true,
            check_in: true,
            consent: true,
            screen: true,
            dose: true,
            watch: true,
            confirm: true,
            react: true,
            take_back: true,
            export: true,
        },
    }
}

/// A minor whose last dose is too near.
pub(crate) fn stopped() -> Session {
    let mut session = session(Stage::Fit);
    if let Some(chosen) = &mut session.chosen {
        chosen.minor = true;
        chosen.reacted = true;
        chosen.stop = Some(Stop {
            codes: vec!["too_early"],
            reasons: vec![Phrase::new("stop-too_early").with("day", "12/06/2022")],
            may_override: true,
        });
    }
    session
}

/// A child in front, and somebody found who is not on the list.
pub(crate) fn child() -> Session {
    let mut session = session(Stage::Expected);
    "tran".clone_into(&mut session.typed);
    session.strangers = crate::station::people::examples::search()
        .found
        .map(|found| found.people)
        .unwrap_or_default();
    if let Some(chosen) = &mut session.chosen {
        chosen.minor = true;
        chosen.guardian = Some("Lê Văn Tám".to_owned());
        chosen.doses.clear();
    }
    session
}

/// A session that has not begun.
pub(crate) fn planned() -> Session {
    let mut session = session(Stage::Expected);
    session.state = SessionState::Planned;
    session.chosen = None;
    session.seats.clear();
    session.counts = SessionCounts {
        listed: 84,
        expected: 84,
        ..SessionCounts::default()
    };
    session
}

pub(crate) fn sessions(t: &'static Texts) -> Sessions {
    let line = |day, place: &str, state, dosed| SessionLine {
        id: Uuid::nil(),
        day,
        name: "Buổi sáng".to_owned(),
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
        form: Form::new(
            t,
            "plan",
            Fields::from([("day", "15/05/2022"), ("name", "Buổi sáng")]),
        ),
        second_lots: vec![Choice::new("", "Không có")],
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
    let values = [
        "Phan Thị Hồng Thanh",
        "04/01/1981",
        "Nữ",
        "036 1 81 421009",
        "0912345678",
        "Thôn Châu Giang, Xã An Châu, Huyện Đông Hưng, Tỉnh Thái Bình",
        "Pfizer",
        "FK0112",
        "14/05/2022",
        "nhắc lại 1",
    ];
    let fields = ConfirmedField::ALL.into_iter().zip(values);
    let said = |(field, value): (ConfirmedField, &str)| Said {
        field,
        value: value.to_owned(),
        right: match field {
            ConfirmedField::FullName | ConfirmedField::Sex => Some(true),
            ConfirmedField::DateOfBirth => Some(false),
            _ => None,
        },
        should_be: match field {
            ConfirmedField::DateOfBirth => "14/01/1981".to_owned(),
            _ => String::new(),
        },
    };
    Confirm {
        id: Uuid::nil(),
        session: Uuid::nil(),
        attendee: Uuid::from_u128(13),
        name: "Phan Thị Hồng Thanh".to_owned(),
        fields: fields.map(said).collect(),
        channel: ConfirmationChannel::OwnPhone,
        unfinished: true,
        may_hand: true,
    }
}

pub(crate) fn slip() -> Slip {
    Slip {
        session: Uuid::nil(),
        attendee: Uuid::from_u128(13),
        name: "Phan Thị Hồng Thanh".to_owned(),
        code: "7KQF2-9DXW4".to_owned(),
        place: "khien.example/slip".to_owned(),
        qr: QrCode::of("https://khien.example/slip#7KQF2-9DXW4"),
    }
}

pub(crate) fn close() -> Close {
    Close {
        session: Uuid::nil(),
        version: 2,
        state: SessionState::Open,
        day: date(2022, 5, 14),
        place: "Nhà văn hoá thôn Châu Giang".to_owned(),
        people: SessionCounts {
            here: 0,
            watching: 0,
            dosed: 64,
            ..counts()
        },
        lots: vec![LotLine {
            lot: Uuid::from_u128(1),
            name: "Pfizer, lô FK0112".to_owned(),
            doses_per_vial: 6,
            vials: 11,
            labelled: 66,
            entered: 64,
            wasted: 0,
            difference: Some(Difference::Missing(2)),
        }],
        without_lot: 0,
        note: String::new(),
        needs_note: true,
        in_stock: Some(10),
        shortfall: String::new(),
        fault: "",
    }
}

pub(crate) fn sheet() -> Sheet {
    let rows = (1..).zip(queue()).map(|(number, attendee)| SheetRow {
        number_in_list: number,
        code: format!("00C6F1{number:02}"),
        name: attendee.name,
        born: attendee.born,
        sex: attendee.sex,
        number: Some(Number::new("034302221064")).filter(|_| number != 3),
        phone: "0912 345 678".to_owned(),
        hamlet: attendee.hamlet,
        due: "nhắc lại 1".to_owned(),
    });
    Sheet {
        session: Uuid::nil(),
        may_upload: true,
        back: Vec::new(),
        refused: None,
        title: "Buổi sáng, 14/05/2022".to_owned(),
        facility: "Trạm y tế xã Phong Châu".to_owned(),
        place: "Nhà văn hoá thôn Châu Giang".to_owned(),
        vaccine: "Pfizer, lô FK0112".to_owned(),
        rows: rows.collect(),
    }
}

pub(crate) fn sheet_back() -> SheetBack {
    let row = |line, outcome: &str, why: &str| BackRow {
        line,
        code: format!("00C6-F1{line:02}"),
        attendance: None,
        outcome: outcome.to_owned(),
        why: why.to_owned(),
    };
    SheetBack {
        session: Uuid::nil(),
        waits: false,
        rows: vec![
            row(9, "applied", ""),
            row(10, "unchanged", ""),
            row(11, "conflict", "Lô này không có trên bàn tiêm."),
        ],
    }
}
