//! A person with a wrong birth date, a form with faults, and two clerks at once.

use jiff::civil::{Date, date};
use khien_domain::{BirthDate, DoseKind, Sex};
use khien_registry::dose::NextDose;
use khien_registry::session::{ConfirmedField, Refused};
use uuid::Uuid;

use super::check;
use super::view::{
    Answer, Change, Changed, Conflict, DifferingField, DoseLine, DoseState, Edit, FieldAnswer,
    Look, Person, Question,
};
use crate::forms::Fields;
use crate::pieces::{Form, Number, Verdict, WrongField};
use crate::texts::Texts;

pub(crate) fn dose(kind: DoseKind, ordinal: u8, day: Date, vaccine: [&str; 2]) -> DoseLine {
    let [product, lot] = vaccine;
    DoseLine {
        id: Uuid::nil(),
        kind,
        nth: ordinal,
        number: if kind == DoseKind::Booster {
            3
        } else {
            ordinal
        },
        day,
        product: product.to_owned(),
        lot: lot.to_owned(),
        place: "Đội tiêm lưu động số 1".to_owned(),
        state: DoseState::Signed,
        confirmed: true,
    }
}

fn doses() -> Vec<DoseLine> {
    let mut last = dose(
        DoseKind::Booster,
        1,
        date(2022, 5, 14),
        ["Pfizer", "FK0112"],
    );
    last.state = DoseState::Recorded;
    last.confirmed = false;
    "Nhà văn hoá thôn Châu Giang".clone_into(&mut last.place);
    let mut voided = dose(
        DoseKind::Primary,
        2,
        date(2021, 11, 8),
        ["AstraZeneca", "PW40001"],
    );
    voided.state = DoseState::Voided;
    vec![
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
        voided,
        last,
    ]
}

fn answered(field: &'static str, value: &str, answer: Answer, detail: &str) -> FieldAnswer {
    FieldAnswer {
        field,
        value: value.to_owned(),
        answer,
        detail: detail.to_owned(),
    }
}

fn changes() -> Vec<Change> {
    vec![
        Change {
            when: date(2022, 5, 3).at(16, 20, 0, 0),
            who: "Tô Thị Duyên".to_owned(),
            act: "person_correct".to_owned(),
            fields: vec![Changed {
                field: "full_name".to_owned(),
                before: "Nguyen Van Nhuong".to_owned(),
                after: "Nguyễn Văn Nhượng".to_owned(),
            }],
            reason: "Viết đủ dấu theo căn cước".to_owned(),
        },
        Change {
            when: date(2021, 9, 6).at(20, 47, 0, 0),
            who: "Tô Thị Duyên".to_owned(),
            act: "import_apply".to_owned(),
            fields: Vec::new(),
            reason: "03_Doi_luu_dong_so_1.xlsx, dòng 214".to_owned(),
        },
    ]
}

pub(crate) fn person() -> Person {
    let asked = |when, verdict| Question {
        when,
        verdict,
        snapshot: "2022-05-08".to_owned(),
        asked_by: "Tô Thị Duyên".to_owned(),
    };
    Person {
        id: Uuid::nil(),
        name: "Nguyễn Văn Nhượng".to_owned(),
        born: Some(BirthDate::Day(date(1979, 1, 22))),
        age: Some(43),
        sex: Some(Sex::Male),
        old_number: Some(Number::new("151393744")),
        phone: "0912 345 678".to_owned(),
        place: "thôn Châu Giang, xã An Châu, huyện Đông Hưng, tỉnh Thái Bình".to_owned(),
        guardian: None,
        verdict: Verdict::Mismatch(vec![WrongField::BirthDate]),
        fields: vec![
            answered("number", "034079609305", Answer::Right, ""),
            answered(
                "name",
                "Nguyễn Văn Nhượng",
                Answer::Equivalent,
                "tone-placement",
            ),
            answered("birth-date", "22/01/1979", Answer::Differs, "day-and-month"),
            answered("sex", "Nam", Answer::Right, ""),
        ],
        doses: doses(),
        due: Some(NextDose {
            kind: DoseKind::Booster,
            nth: 2,
            from: date(2022, 9, 14),
        }),
        recovered: vec![date(2022, 3, 2)],
        questions: vec![
            asked(
                date(2022, 5, 9).at(8, 2, 0, 0),
                Verdict::Mismatch(vec![WrongField::BirthDate]),
            ),
            asked(
                date(2022, 4, 25).at(21, 10, 0, 0),
                Verdict::Mismatch(vec![WrongField::Name, WrongField::BirthDate]),
            ),
        ],
        changes: changes(),
        looks: vec![
            Look {
                when: date(2022, 5, 14).at(9, 12, 0, 0),
                who: "Tô Thị Duyên".to_owned(),
                unit: "Trạm Y tế xã An Châu".to_owned(),
            },
            Look {
                when: date(2022, 5, 11).at(14, 3, 0, 0),
                who: "Đỗ Quang Hải".to_owned(),
                unit: "Trung tâm Y tế huyện Đông Hưng".to_owned(),
            },
        ],
        may_edit: true,
        may_record: true,
        may_enter_case: true,
        merged_into: None,
        merged_from: vec![(Uuid::nil(), "Lê Thi Mơ".to_owned())],
        may_merge: true,
        may_part: true,
    }
}

pub(crate) fn edit(t: &'static Texts) -> Edit {
    let values = || {
        Fields::from([
            ("full_name", "Nguyễn Văn Nhượng"),
            ("born_d", "22"),
            ("born_m", "1"),
            ("born_y", "79"),
            ("sex", "M"),
            ("number", "02218325229"),
            ("phone", "0912345678"),
            ("hamlet", "Châu Giang"),
        ])
    };
    let faults = check(&values(), true).err().unwrap_or_default();
    let form = Form::new(t, "person", values()).with_faults(faults);
    let mut edit = Edit::new(Some(Uuid::nil()), form);
    edit.wrong = vec![Refused {
        field: ConfirmedField::DateOfBirth,
        should_be: "12/01/1979".to_owned(),
    }];
    edit
}

pub(crate) fn blank(t: &'static Texts) -> Edit {
    Edit::new(None, Form::new(t, "person", Fields::default()))
}

pub(crate) fn conflict() -> Conflict {
    let differs = |name, values: [&str; 2]| DifferingField {
        name,
        theirs: values[0].to_owned(),
        mine: values[1].to_owned(),
    };
    Conflict {
        person: Uuid::nil(),
        who: "Đỗ Quang Hải".to_owned(),
        when: date(2022, 5, 14).at(20, 41, 0, 0),
        version: "7".to_owned(),
        fields: vec![
            differs("full_name", ["Nguyễn Văn Nhường", "Nguyễn Văn Nhượng"]),
            differs("phone", ["0912345678", "0987654321"]),
        ],
        rest: vec![("sex".to_owned(), "M".to_owned())],
    }
}
