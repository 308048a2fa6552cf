//! The sheet of a mobile team: printed, filled in, uploaded once or twice or in two copies.

use std::fmt::Write as _;
use std::io::Cursor;

use khien_exchange::{FilledLine, SheetHead, SheetLine, read_session_sheet, write_session_sheet};
use khien_registry::job;
use khien_registry::session::{
    self, NewSheet, SHEET_JOB, SheetUploadError, TeamSheet, sheet, sheet_report, sheet_upload,
};
use uuid::Uuid;

use crate::sessions::{SESSION, come, opened};
use crate::support::{World, at, id};

const NOON: &str = "2021-09-15T05:00:00Z";
const EVENING: &str = "2021-09-15T11:00:00Z";

async fn printed(world: &World) -> TeamSheet {
    sheet(&world.registry, &world.head(NOON), SESSION, 3)
        .await
        .unwrap()
}

/// A sheet as the team filled it in: the lines that were read, changed, written as the workbook's rows.
///
/// What a team writes by hand stands in columns that the program leaves blank, so the workbook is made
/// as a spreadsheet would make it: from the text of each cell.
fn filled(sheet: &TeamSheet, change: impl Fn(&mut [FilledLine])) -> Vec<u8> {
    let mut read = read_session_sheet(sheet.workbook().unwrap(), "a.xlsx").unwrap();
    change(&mut read.lines);
    workbook(&read.session, &read.lines)
}

/// A workbook out of filled lines, its columns in another order than they were printed in.
fn workbook(session: &str, lines: &[FilledLine]) -> Vec<u8> {
    let titles = [
        "Mã dòng",
        "Họ và tên",
        "Có mặt (x)",
        "Đồng ý tiêm (x)",
        "Khám sàng lọc",
        "Giờ tiêm",
        "Số lô",
        "Vắc xin",
        "Ký xác nhận thông tin",
        "Phản ứng",
        "Ngày sinh",
        "Giới tính",
    ];
    let mut rows = format!(
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Mã buổi tiêm: {session}</t></is></c></row>"
    );
    let mut add = |number: usize, cells: &[&str]| {
        let cells = cells.iter().zip('A'..).map(|(text, column)| {
            format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        });
        let cells: String = cells.collect();
        write!(rows, "<row r=\"{number}\">{cells}</row>").unwrap();
    };
    add(2, &titles);
    for (number, line) in (3..).zip(lines) {
        add(
            number,
            &[
                &line.code,
                &line.name,
                &line.came,
                &line.consent,
                &line.screening,
                &line.time,
                &line.lot,
                &line.product,
                &line.signature,
                &line.reaction,
                &line.birth_date,
                &line.sex,
            ],
        );
    }
    replace_sheet(&rows)
}

/// The program's own workbook with other rows.
fn replace_sheet(rows: &str) -> Vec<u8> {
    let empty = write_session_sheet(
        Cursor::new(Vec::new()),
        "a.xlsx",
        &SheetHead::default(),
        &[SheetLine::default()],
    );
    let mut source = zip::ZipArchive::new(empty.unwrap()).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..source.len() {
        let entry = source.by_index_raw(index).unwrap();
        if entry.name().unwrap() != "xl/worksheets/sheet1.xml" {
            out.raw_copy_file(entry).unwrap();
        }
    }
    let options = zip::write::SimpleFileOptions::default();
    out.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let xml = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
    std::io::Write::write_all(&mut out, xml.as_bytes()).unwrap();
    out.finish().unwrap().into_inner()
}

async fn upload(world: &World, number: u128, bytes: &[u8]) -> Result<(), SheetUploadError> {
    let new = NewSheet {
        id: id(number),
        session: SESSION,
        file_name: "C:\\doi 1.xlsx",
        bytes,
    };
    sheet_upload(&world.registry, &world.head(EVENING), new).await
}

/// What became of the rows: outcome and reasons.
async fn applied(world: &World, number: u128, bytes: &[u8]) -> Vec<(String, String)> {
    upload(world, number, bytes).await.unwrap();
    let now = || at(EVENING);
    while job::run_one(&world.registry, &world.ids, &now)
        .await
        .unwrap()
    {}
    let head = world.head(EVENING);
    let report = sheet_report(&world.registry, &head, id(number))
        .await
        .unwrap();
    assert_eq!(report.state, "applied");
    let rows = report.rows.into_iter();
    rows.map(|row| (row.outcome, row.reasons)).collect()
}

fn vaccinated(line: &mut FilledLine) {
    for (cell, text) in [
        (&mut line.came, "x"),
        (&mut line.consent, "x"),
        (&mut line.screening, "Đủ ĐK"),
        (&mut line.time, "8h35"),
        (&mut line.lot, "fk0113"),
        (&mut line.signature, "đã ký"),
    ] {
        text.clone_into(cell);
    }
}

fn told(outcome: &str, reasons: &str) -> (String, String) {
    (outcome.to_owned(), reasons.to_owned())
}

async fn doses(world: &World) -> usize {
    let mut tx = world.registry.store().read().await.unwrap();
    tx.doses_of_session(SESSION).await.unwrap().len()
}

/// Two people on the list of an open session.
async fn ready() -> World {
    let world = opened().await;
    for person in [10, 11] {
        come(&world, person).await;
    }
    world
}

#[tokio::test]
async fn the_sheet_holds_everybody_and_blank_rows_with_codes() {
    let world = ready().await;
    let sheet = printed(&world).await;
    assert_eq!(sheet.rows.len(), 5);
    let attending = sheet.rows[0].attending.as_ref().unwrap();
    assert_eq!(attending.0.full_name, "Trần Thị Hoa");
    assert!(sheet.rows[0].due.is_some() && sheet.rows[2].attending.is_none());
    let read = read_session_sheet(sheet.workbook().unwrap(), "a.xlsx").unwrap();
    assert_eq!(read.session, SESSION.to_string());
    assert_eq!(read.lines.len(), 5);
    assert_eq!(read.lines[0].code, sheet.rows[0].code);
    let nobody = session::sheet(&world.registry, &world.nobody(NOON), SESSION, 3).await;
    assert!(nobody.is_err());
}

#[tokio::test]
async fn a_half_filled_sheet_is_entered_as_far_as_it_goes_and_the_rest_later() {
    let world = ready().await;
    let sheet = printed(&world).await;
    let half = filled(&sheet, |lines| {
        vaccinated(&mut lines[0]);
        lines[1].consent = "x".to_owned();
    });
    let rows = applied(&world, 800, &half).await;
    assert_eq!(rows, [told("applied", ""), told("applied", "")]);
    assert_eq!(doses(&world).await, 1);
    let whole = filled(&sheet, |lines| {
        vaccinated(&mut lines[0]);
        vaccinated(&mut lines[1]);
        lines[1].signature = "sai ngày sinh".to_owned();
    });
    let rows = applied(&world, 801, &whole).await;
    assert_eq!(rows, [told("unchanged", ""), told("applied", "")]);
    assert_eq!(doses(&world).await, 2);
    let mut tx = world.registry.store().read().await.unwrap();
    let dose = &tx.doses_of_session(SESSION).await.unwrap()[0];
    let given = dose.given_at.unwrap().0.to_string();
    assert_eq!(given, "2021-09-15T01:35:00Z");
    assert_eq!(dose.lot_number.as_deref(), Some("FK0113"));
    let said = tx.confirmations_of_session(SESSION).await.unwrap();
    let said: Vec<_> = said
        .iter()
        .map(|row| (row.channel.as_str(), row.refused.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("signature_column", ""),
            ("signature_column", "date_of_birth")
        ]
    );
    drop(tx);
    let list = session::sheet_uploads(&world.registry, &world.head(EVENING), SESSION).await;
    let list = list.unwrap();
    assert_eq!((list.len(), list[0].file_name.as_str()), (2, "doi 1.xlsx"));
}

#[tokio::test]
async fn the_same_sheet_twice_enters_nothing_twice() {
    let world = ready().await;
    let sheet = printed(&world).await;
    let bytes = filled(&sheet, |lines| {
        vaccinated(&mut lines[0]);
        vaccinated(&mut lines[1]);
        lines[1].reaction = "sốt nhẹ".to_owned();
    });
    let first = applied(&world, 800, &bytes).await;
    assert_eq!(first, [told("applied", ""), told("applied", "")]);
    upload(&world, 800, &bytes).await.unwrap();
    let again = applied(&world, 801, &bytes).await;
    assert_eq!(again, [told("unchanged", ""), told("unchanged", "")]);
    assert_eq!(doses(&world).await, 2);
    let mut tx = world.registry.store().read().await.unwrap();
    assert_eq!(tx.reactions(id(11)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn two_copies_that_disagree_are_told_row_by_row() {
    let world = ready().await;
    let sheet = printed(&world).await;
    let first = filled(&sheet, |lines| vaccinated(&mut lines[0]));
    applied(&world, 800, &first).await;
    let second = filled(&sheet, |lines| {
        vaccinated(&mut lines[0]);
        lines[0].lot = "FK0112".to_owned();
        lines[1].time = "8h".to_owned();
    });
    let rows = applied(&world, 801, &second).await;
    assert_eq!(
        rows,
        [
            told("conflict", "dose_differs"),
            told("conflict", "no_consent")
        ]
    );
    assert_eq!(doses(&world).await, 1);
}

#[tokio::test]
async fn blank_rows_take_those_off_the_list_each_once() {
    let world = ready().await;
    let sheet = printed(&world).await;
    let newcomer = |line: &mut FilledLine| {
        vaccinated(line);
        line.name = "Đỗ Thị Sáu".to_owned();
        line.birth_date = "2/3/1979".to_owned();
        line.sex = "Nữ".to_owned();
    };
    let first = filled(&sheet, |lines| {
        newcomer(&mut lines[2]);
        vaccinated(&mut lines[3]);
    });
    let rows = applied(&world, 800, &first).await;
    assert_eq!(rows, [told("applied", ""), told("conflict", "no_name")]);
    assert_eq!(doses(&world).await, 1);
    // The other team used the same blank row for somebody else, and a further one for her.
    let second = filled(&sheet, |lines| {
        newcomer(&mut lines[2]);
        lines[2].name = "Hồ Văn Bảy".to_owned();
        newcomer(&mut lines[4]);
    });
    let rows = applied(&world, 801, &second).await;
    assert_eq!(
        rows,
        [
            told("conflict", "row_of_another"),
            told("conflict", "has_another_row")
        ]
    );
    assert_eq!(doses(&world).await, 1);
    let next = printed(&world).await;
    let used = &sheet.rows[2].code;
    let blank = next.rows.iter().filter(|row| row.attending.is_none());
    assert!(blank.map(|row| &row.code).all(|code| code != used));
}

#[tokio::test]
async fn a_sheet_of_another_session_or_none_is_refused() {
    let world = ready().await;
    let sheet = printed(&world).await;
    let other = workbook(&Uuid::from_u128(31).to_string(), &[]);
    let other = upload(&world, 800, &other).await;
    assert!(matches!(other, Err(SheetUploadError::OtherSession)));
    let text = upload(&world, 800, b"Ho va ten;Ngay sinh").await;
    assert!(matches!(text, Err(SheetUploadError::File(_))));
    let good = sheet.workbook().unwrap();
    let new = NewSheet {
        id: id(800),
        session: SESSION,
        file_name: "a.xlsx",
        bytes: &good,
    };
    let clerk = sheet_upload(&world.registry, &world.clerk(EVENING), new).await;
    assert!(matches!(clerk, Err(SheetUploadError::NotAllowed(_))));
}

#[tokio::test]
async fn a_restart_goes_on_where_the_sheet_stood() {
    let world = ready().await;
    let sheet = printed(&world).await;
    let bytes = filled(&sheet, |lines| {
        vaccinated(&mut lines[0]);
        vaccinated(&mut lines[1]);
    });
    upload(&world, 800, &bytes).await.unwrap();
    // A worker noted the first row and died.
    let mut tx = world.registry.store().write().await.unwrap();
    tx.insert_sheet_outcome(&khien_store::SheetOutcomeRow {
        upload_id: id(800),
        line: 3,
        code: sheet.rows[0].code.clone(),
        attendance_id: None,
        outcome: "applied".to_owned(),
        reasons: String::new(),
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let now = || at(EVENING);
    while job::run_one(&world.registry, &world.ids, &now)
        .await
        .unwrap()
    {}
    assert_eq!(doses(&world).await, 1);
    let mut tx = world.registry.store().read().await.unwrap();
    let jobs = tx.jobs_about(id(800)).await.unwrap();
    let job = &jobs[0];
    assert_eq!((job.kind.as_str(), job.state.as_str()), (SHEET_JOB, "done"));
    assert_eq!((job.done_steps, job.all_steps), (5, 5));
}
