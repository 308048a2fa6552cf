//! Workbooks of before 2007 (.xls), made by hand: the container and the records of BIFF 8.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::old_workbook::Value::{Date, Number, Text};
use common::old_workbook::{Value, beginning, cell, container, record, stream, wide};
use khien_exchange::{ExchangeError, RowKind, RowRepair, TemplateRow, TemplateWorkbook};

fn header() -> Vec<Value<'static>> {
    let labels = [
        "#",
        "Họ và tên (*)",
        "Ngày sinh",
        "Giới tính",
        "Số CMT/CCCD",
        "Ngày tiêm",
    ];
    labels.into_iter().map(Text).collect()
}

fn rows(since_1904: bool, person: Vec<Value<'_>>) -> Vec<TemplateRow> {
    let stream = stream(&[(7, header()), (9, person)], since_1904);
    let workbook = TemplateWorkbook::from_bytes(container("Workbook", stream), "a.xls").unwrap();
    workbook.rows().map(Result::unwrap).collect()
}

#[test]
fn an_old_workbook_is_read_with_its_row_numbers() {
    let person = vec![
        Number(1.0),
        Text("Bùi Thị Châu"),
        Date(19_360.0),
        Number(1.0),
        Number(34_186_314_009.0),
        Text("25/08/2021"),
    ];
    let rows = rows(false, person);
    let people: Vec<_> = rows
        .iter()
        .filter(|row| row.kind == RowKind::Person)
        .collect();
    assert_eq!(people.len(), 1);
    let row = people[0];
    assert_eq!((row.sheet.as_str(), row.row), ("PL1", 9));
    assert_eq!(row.full_name, "Bùi Thị Châu");
    assert_eq!(row.date_of_birth, "1953-01-01");
    assert_eq!(row.id_number, "34186314009");
    assert_eq!(row.doses[0].date, "25/08/2021");
}

#[test]
fn an_old_workbook_that_counts_from_1904_is_read() {
    let person = vec![
        Number(1.0),
        Text("Bùi Thị Châu"),
        Date(17_898.0),
        Number(1.0),
        Text(""),
        Number(42_971.0),
    ];
    let rows = rows(true, person);
    let row = rows.iter().find(|row| row.kind == RowKind::Person).unwrap();
    assert_eq!(row.date_of_birth, "1953-01-01");
    assert_eq!(row.doses[0].date, "2021-08-25");
}

#[test]
fn an_encrypted_container_is_named_and_a_damaged_one_too() {
    let failure = |bytes: Vec<u8>| TemplateWorkbook::from_bytes(bytes, "a.xls").unwrap_err();
    let error = failure(container("EncryptedPackage", vec![7; 5_000]));
    assert!(
        matches!(error, ExchangeError::PasswordProtected { .. }),
        "{error}"
    );
    let error = failure(container("WordDocument", vec![7; 5_000]));
    assert!(error.to_string().contains("no workbook"), "{error}");
    let whole = container("Workbook", stream(&[(7, header())], false));
    for cut in (600..whole.len()).step_by(251) {
        if let Err(error) = TemplateWorkbook::from_bytes(whole[..cut].to_vec(), "a.xls") {
            assert_eq!(error.to_string().lines().count(), 1, "{error}");
        }
    }
}

#[test]
fn an_old_workbook_with_a_password_of_its_own_is_named() {
    // Record FILEPASS stands behind the beginning of the globals.
    let mut stream = beginning(5);
    stream.extend(record(0x002F, &[1, 0, 1, 0, 1, 0]));
    stream.extend(record(0x000A, &[]));
    let error = TemplateWorkbook::from_bytes(container("Workbook", stream), "a.xls").unwrap_err();
    assert!(
        matches!(error, ExchangeError::PasswordProtected { .. }),
        "{error}"
    );
}

#[test]
fn a_cell_beyond_the_columns_of_the_format_is_left_out() {
    let person = vec![Number(1.0), Text("Bùi Thị Châu"), Date(19_360.0)];
    let mut stream = stream(&[(7, header()), (9, person)], false);
    let end = record(0x000A, &[]);
    stream.truncate(stream.len() - end.len());
    stream.extend(cell(60_000, 60_000, &Number(1.0)));
    stream.extend(end);
    let bytes = container("Workbook", stream);
    let workbook = TemplateWorkbook::from_bytes(bytes, "a.xls").unwrap();
    assert_eq!(workbook.people(), 1);
}

/// The stream with more records put behind its globals and its cells.
fn extended(stream: &[u8], globals: &[u8], cells: &[u8]) -> Vec<u8> {
    let end = [0x0A, 0, 0, 0];
    let first_end = stream.windows(4).position(|four| four == end).unwrap();
    let entry = stream.windows(2).position(|two| two == [0x85, 0]).unwrap() + 4;
    let start = u32::try_from(first_end + end.len() + globals.len()).unwrap();
    let last_end = stream.len() - end.len();
    [
        &stream[..entry],
        &start.to_le_bytes(),
        &stream[entry + 4..first_end],
        globals,
        &stream[first_end..last_end],
        cells,
        &end,
    ]
    .concat()
}

/// A record of a cell in style 0.
fn cell_record(kind: u16, row: u16, column: u16, body: &[u8]) -> Vec<u8> {
    let place = [row - 1, column, 0].map(u16::to_le_bytes).concat();
    record(kind, &[&place, body].concat())
}

#[test]
fn shared_texts_packed_numbers_formulas_and_hidden_rows_are_read() {
    // Two shared texts; the second goes on in another record, narrow letters first, wide then.
    let counts = [2_u32, 2].map(u32::to_le_bytes).concat();
    let first = [&[7, 0, 0][..], b"An Binh"].concat();
    let second = [&[8, 0, 8, 1, 0][..], b"Tran"].concat();
    let more = [&[1][..], &wide(" Ân!"), &[0; 4]].concat();
    let shared = [
        record(0x00FC, &[counts, first, second].concat()),
        record(0x003C, &more),
    ];
    let year = ((1_952_u32 << 2) | 2).to_le_bytes();
    let formula = |what: u8| [&[what, 0, 0, 0, 0, 0, 0xFF, 0xFF][..], &[0; 8]].concat();
    let hidden = [8_u16, 0, 9, 0, 0, 0, 0x20, 0]
        .map(u16::to_le_bytes)
        .concat();
    let cells = [
        record(0x0208, &hidden),
        cell_record(0x00FD, 9, 1, &0_u32.to_le_bytes()),
        cell_record(0x027E, 9, 2, &year),
        cell_record(0x0006, 9, 4, &formula(0)),
        record(0x0207, &[&[3, 0, 0][..], b"034"].concat()),
        cell_record(0x0006, 9, 5, &formula(2)),
        cell_record(0x00FD, 10, 1, &1_u32.to_le_bytes()),
        cell_record(
            0x00BD,
            10,
            2,
            &[&year[..], &[0, 0], &year, &[3, 0]].concat(),
        ),
    ];
    let stream = extended(
        &stream(&[(7, header())], false),
        &shared.concat(),
        &cells.concat(),
    );
    let bytes = container("Workbook", stream);
    let workbook = TemplateWorkbook::from_bytes(bytes, "a.xls").unwrap();
    let rows: Vec<_> = workbook.rows().map(Result::unwrap).collect();
    let read: Vec<_> = rows
        .iter()
        .map(|row| [&row.full_name, &row.date_of_birth, &row.sex, &row.id_number])
        .collect();
    assert_eq!(
        read,
        [
            ["An Binh", "1952", "", "034"],
            ["Tran Ân!", "1952", "1952", ""]
        ]
    );
    let repairs = [RowRepair::ErrorCell { column: 5 }, RowRepair::HiddenRow];
    assert_eq!(rows[0].repairs, repairs);
}
