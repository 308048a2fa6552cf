//! The file of December 2021 that shows every kind of row.

use jiff::civil::date;
use uuid::Uuid;

use super::{
    Act, Cell, Counts, Done, DoseCell, Filter, ImportLine, ImportState, Imports, Progress, Review,
    Row, RowKind, Step,
};
use crate::pieces::{Pager, Part, Phrase, Strip, Verdict, WrongField};
use crate::texts::Texts;

const COUNTS: Counts = Counts {
    new: 742,
    change: 213,
    duplicate: 98,
    conflict: 17,
    error: 42,
};

fn dose(name: &str, product: &str, day: &str, lot: &str) -> DoseCell {
    DoseCell {
        name: name.to_owned(),
        product: product.to_owned(),
        day: day.to_owned(),
        lot: lot.to_owned(),
        fault: None,
    }
}

fn row(line: u64, kind: RowKind, cells: [&str; 4], dose: DoseCell, act: Act) -> Row {
    let [name, born, sex, number] = cells.map(Cell::plain);
    Row {
        id: Uuid::from_u128(u128::from(line)),
        line,
        kind,
        name,
        born,
        sex,
        number,
        dose,
        verdict: Verdict::Verified,
        person: None,
        act,
    }
}

fn read(key: &str) -> Act {
    Act::Read(Phrase::new(key))
}

fn mend(says: &str, field: &str, value: &str) -> Act {
    Act::Mend {
        says: Phrase::new(says),
        field: field.to_owned(),
        value: value.to_owned(),
    }
}

fn plain_rows() -> Vec<Row> {
    use RowKind::{Duplicate, New};
    let first = dose("cơ bản 2", "AstraZeneca", "16/12/2021", "PW40001");
    let mut known = row(
        13,
        Duplicate,
        ["Phan Thị Hồng Thanh", "04/01/1981", "Nữ", "036181421009"],
        dose("cơ bản 1", "AstraZeneca", "05/09/2021", "CTMAV510"),
        read("act-skip"),
    );
    known.verdict = Verdict::Verified;
    let mut accents = row(
        15,
        New,
        ["Trần Thị Thảo", "06/10/1959", "Nữ", "034159490036"],
        dose("cơ bản 1", "Pfizer", "21/09/2021", "FG3519"),
        read("act-new-mismatch"),
    );
    accents.name = Cell::plain("Trần Thị Thảo").typed("Tran Thi Thao");
    accents.verdict = Verdict::Mismatch(vec![WrongField::Name]);
    let mut waiting = row(
        25,
        New,
        ["Bùi Xuân Thịnh", "12/10/1979", "Nam", "034079609305"],
        dose("cơ bản 2", "Vero Cell", "17/10/2021", "202108B2187"),
        read("act-pending"),
    );
    waiting.verdict = Verdict::Pending;
    vec![
        row(
            9,
            New,
            ["Nguyễn Tâm Anh", "31/05/1960", "Nữ", "034160054159"],
            first,
            read("act-new"),
        ),
        known,
        accents,
        waiting,
    ]
}

fn faulty_rows() -> Vec<Row> {
    use RowKind::{Change, Conflict, Error};
    let mut late = row(
        10,
        Error,
        ["Hoàng Thị Dung", "07/06/1954", "Nữ", "034154438562"],
        dose("cơ bản 1", "AstraZeneca", "17/08/2022", "ABV5443"),
        mend("mend-date", "date", "17/08/2021"),
    );
    late.dose.fault = Some(Phrase::new("stop-in_future"));
    let mut short = row(
        12,
        Error,
        ["Phạm Anh Thoa", "20/09/1983", "Nữ", ""],
        dose("cơ bản 1", "AstraZeneca", "04/09/2021", "CTMAV510"),
        mend("mend-id_number", "id_number", "022183252293"),
    );
    short.number = Cell::plain("02218325229").wrong(Phrase::new("row-read-malformed"));
    short.verdict = Verdict::NoNumber;
    let mut name = row(
        29,
        Error,
        ["", "1966", "Nữ", "034166918225"],
        dose("cơ bản 2", "Vero Cell", "17/10/2021", "202107C1553"),
        mend("mend-full_name", "full_name", "Vũ Thị Linh"),
    );
    name.name = Cell::plain("Vũ Thịị Linh").wrong(Phrase::new("row-read-not_a_name"));
    name.verdict = Verdict::NotFound;
    let mut two = row(
        14,
        Conflict,
        ["Phạm Quốc Nguyên", "01/01/2000", "Nam", "034200539018"],
        dose("cơ bản 1", "Vero Cell", "02/10/2021", "202108B2187"),
        read("act-look"),
    );
    two.dose.fault = Some(Phrase::new("row-conflict-number_of_another"));
    let mut change = row(
        11,
        Change,
        ["", "01/06/1987", "Nữ", "034187123294"],
        dose("cơ bản 2", "AstraZeneca", "18/11/2021", "PW40001"),
        Act::Read(Phrase::new("act-change").with("fields", "họ tên, điện thoại")),
    );
    change.name = Cell::plain("Nguyễn Thị Kim Hà").typed("Nguyen Thi Kim Ha");
    vec![late, change, short, two, name]
}

pub(crate) fn review(t: &'static Texts) -> Review {
    let part = |verdict, count| Part { verdict, count };
    let parts = vec![
        part(Verdict::Verified, 861),
        part(Verdict::Mismatch(Vec::new()), 96),
        part(Verdict::NoNumber, 71),
        part(Verdict::NotFound, 38),
        part(Verdict::Ambiguous, 22),
        part(Verdict::Pending, 24),
    ];
    let mut rows = plain_rows();
    rows.extend(faulty_rows());
    rows.sort_by_key(|row| row.line);
    Review {
        id: Uuid::nil(),
        file: "08_Nhap_bo_sung_thang_12.xlsx".to_owned(),
        who: "Tô Thị Duyên".to_owned(),
        when: date(2021, 12, 20).at(20, 47, 0, 0),
        counts: COUNTS,
        strip: Some(Strip::new(t, &t.say("review-strip"), parts)),
        filter: Filter::default(),
        rows,
        next: Some("sealed".to_owned()),
        may_apply: true,
        has_result: true,
    }
}

pub(crate) fn progress() -> Progress {
    Progress {
        id: Uuid::nil(),
        file: "08_Nhap_bo_sung_thang_12.xlsx".to_owned(),
        step: Step::Checking,
        done: 12_480,
        of: 21_071,
        seconds_left: Some(4),
    }
}

pub(crate) fn done(state: ImportState) -> Done {
    Done {
        id: Uuid::nil(),
        file: "08_Nhap_bo_sung_thang_12.xlsx".to_owned(),
        state,
        counts: COUNTS,
        written: 955,
        who: "Tô Thị Duyên".to_owned(),
        when: date(2021, 12, 20).at(21, 3, 0, 0),
        has_result: true,
        may_undo: state == ImportState::Applied,
        reason: (state == ImportState::Failed).then(|| Phrase::new("unread-damaged")),
    }
}

pub(crate) fn imports(t: &'static Texts) -> Imports {
    let line = |file: &str, state, rows, written| ImportLine {
        id: Uuid::nil(),
        file: file.to_owned(),
        when: date(2021, 12, 20).at(20, 47, 0, 0),
        who: "Tô Thị Duyên".to_owned(),
        rows,
        written,
        state,
    };
    Imports {
        lines: vec![
            line(
                "08_Nhap_bo_sung_thang_12.xlsx",
                ImportState::Parsed,
                1112,
                0,
            ),
            line("07_Cong_ty_May.csv", ImportState::Reading, 0, 0),
            line("03_Doi_luu_dong_so_1.xlsx", ImportState::Applied, 640, 633),
            line("02_Truong_THCS.xlsx", ImportState::Undone, 96, 0),
            line("anh_chup.docx", ImportState::Failed, 0, 0),
        ],
        pager: Pager::new(t, 1, 5, "/station/imports?page="),
        largest: 64 * 1024 * 1024,
        refused: Some(Phrase::new("upload-unknown").with("file", "anh_chup.docx")),
    }
}
