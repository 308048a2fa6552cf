//! A sheet survives being written, filled in and read.

use std::io::Cursor;

use super::*;

fn head() -> SheetHead {
    SheetHead {
        session: "018f0000-0000-7000-8000-000000000030".to_owned(),
        title: "DANH SÁCH TIÊM CHỦNG".to_owned(),
        lines: vec!["Trạm Y tế xã Đông Hưng & đội lưu động".to_owned()],
    }
}

fn lines() -> Vec<SheetLine> {
    let an = SheetLine {
        code: "7K2M-9QXD".to_owned(),
        name: "Trần Văn <An>".to_owned(),
        birth_date: "05/08/1960".to_owned(),
        id_number: "034060001234".to_owned(),
        planned: "Mũi 2".to_owned(),
        ..SheetLine::default()
    };
    let blank = SheetLine {
        code: "AAAA-BBBB".to_owned(),
        ..SheetLine::default()
    };
    vec![an, blank]
}

fn written() -> Vec<u8> {
    let out = Cursor::new(Vec::new());
    let out = write_session_sheet(out, "a.xlsx", &head(), &lines()).unwrap();
    out.into_inner()
}

#[test]
fn an_empty_sheet_reads_back_with_its_session_and_codes() {
    let sheet = read_session_sheet(written(), "a.xlsx").unwrap();
    assert_eq!(sheet.session, head().session);
    let expected = FilledLine {
        row: 5,
        code: "7K2M-9QXD".to_owned(),
        name: "Trần Văn <An>".to_owned(),
        birth_date: "05/08/1960".to_owned(),
        id_number: "034060001234".to_owned(),
        ..FilledLine::default()
    };
    assert_eq!(sheet.lines.len(), 2);
    assert!(sheet.lines[0] == expected);
    assert_eq!(sheet.lines[1].code, "AAAA-BBBB");
    assert!(sheet.lines[1].name.is_empty());
}

#[test]
fn the_same_sheet_is_the_same_bytes() {
    assert!(written() == written());
}

#[test]
fn a_control_character_does_not_break_the_workbook() {
    let mut lines = lines();
    lines[0].address = "Thôn\u{1} 3\u{b}".to_owned();
    let out = Cursor::new(Vec::new());
    let out = write_session_sheet(out, "a.xlsx", &head(), &lines).unwrap();
    let sheet = read_session_sheet(out.into_inner(), "a.xlsx").unwrap();
    assert_eq!(sheet.lines[0].address, "Thôn 3");
}

#[test]
fn another_file_is_refused_with_what_it_lacks() {
    let text = read_session_sheet(b"Ho va ten;Ngay sinh\n".to_vec(), "a.csv");
    assert!(matches!(
        text,
        Err(crate::ExchangeError::UnknownKind { .. })
    ));
    let broken = read_session_sheet(b"PK\x03\x04 and more".to_vec(), "a.xlsx");
    assert!(broken.is_err());
}

#[test]
fn debug_shows_nothing_of_the_person() {
    let sheet = read_session_sheet(written(), "a.xlsx").unwrap();
    let shown = format!("{:?} {:?}", lines(), sheet);
    assert!(
        !shown.contains("Trần") && !shown.contains("034060"),
        "{shown}"
    );
}
