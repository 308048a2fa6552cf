//! The file of December 2021 that shows every kind of row.

use jiff::civil::date;
use uuid::Uuid;

use super::{
    Act, Cell, Counts, Done, DoseCell, Filter, ImportLine, ImportState, Imports, Progress, Review,
    Row, RowKind, Step,
};
use crate::pieces::{Choice, Pager, Part, Phrase, Strip, Verdict, WrongField};
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
        kept: None,
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
        act,
    }
}

fn read(key: &str) -> Act {
    Act::Read(Phrase::new(key))
}

fn mend(says: &str, field: &'static str, value: &str) -> Act {
    Act::Mend {
        says: Phrase::new(says),
        field,
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
        Act::Read(
            Phrase::new("act-duplicate")
                .with("file", "03_Doi_luu_dong_so_1.xlsx")
                .with("line", "214"),
        ),
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
        mend("mend-day", "day", "17/08/2021"),
    );
    late.dose.fault = Some(Phrase::new("row-day-in-future").with("day", "20/12/2021"));
    let mut short = row(
        12,
        Error,
        ["Phạm Anh Thoa", "20/09/1983", "Nữ", ""],
        dose("cơ bản 1", "AstraZeneca", "04/09/2021", "CTMAV510"),
        mend("mend-number", "number", "022183252293"),
    );
    short.number = Cell::plain("02218325229").wrong(Phrase::new("row-number-eleven"));
    short.verdict = Verdict::NoNumber;
    let mut name = row(
        29,
        Error,
        ["", "1966", "Nữ", "034166918225"],
        dose("cơ bản 2", "Vero Cell", "17/10/2021", "202107C1553"),
        mend("mend-name", "full_name", "Vũ Thị Linh"),
    );
    name.name =
        Cell::plain("Vũ Thịị Linh").wrong(Phrase::new("row-name-letters").with("word", "Thịị"));
    name.verdict = Verdict::NotFound;
    let mut two = row(
        14,
        Conflict,
        ["Phạm Quốc Nguyên", "01/01/2000", "Nam", "034200539018"],
        dose("cơ bản 1", "Vero Cell", "02/10/2021", "202108B2187"),
        Act::Choose {
            says: Phrase::new("choose-dose"),
            field: "keep",
            choices: vec![
                Choice::new("", "Chưa chọn"),
                Choice::new("file", "Vero Cell (tệp này)"),
                Choice::new("kept", "Pfizer (đang lưu)"),
            ],
        },
    );
    two.dose.kept = Some(
        Phrase::new("row-kept")
            .with("product", "Pfizer")
            .with("day", "02/10/2021")
            .with("lot", "FK0112"),
    );
    let mut change = row(
        11,
        Change,
        ["", "01/06/1987", "Nữ", "034187123294"],
        dose("cơ bản 2", "AstraZeneca", "18/11/2021", "PW40001"),
        read("act-change-name"),
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
    let verdicts = [Verdict::Mismatch(Vec::new()), Verdict::NotFound];
    let verdicts = verdicts.map(|verdict| Choice::new(verdict.code(), verdict.words(t)));
    Review {
        id: Uuid::nil(),
        file: "08_Nhap_bo_sung_thang_12.xlsx".to_owned(),
        sheet: "PL1".to_owned(),
        who: "Tô Thị Duyên".to_owned(),
        when: date(2021, 12, 20).at(20, 47, 0, 0),
        counts: COUNTS,
        strip: Strip::new(t, &t.say("review-strip"), parts),
        filter: Filter::default(),
        verdicts: verdicts.into(),
        hamlets: vec![
            Choice::new("12", "Văn Ông Đông"),
            Choice::new("13", "Châu Giang"),
        ],
        rows,
        pager: Pager::new(t, 1, 1112, "?page="),
        may_apply: true,
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
        undo_until: (state == ImportState::Applied).then(|| date(2021, 12, 21).at(21, 3, 0, 0)),
        reason: (state == ImportState::Failed).then(|| Phrase::new("upload-damaged")),
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
