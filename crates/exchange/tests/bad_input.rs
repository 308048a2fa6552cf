//! Workbooks that are broken, hostile or something else: one clear line each.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::io::{Cursor, Write};

use common::old_workbook::container;
use common::workbook::{Workbook, header, person, row, text};
use khien_exchange::{ExchangeError, RowKind, TemplateWorkbook, records_from_reader};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn failure(bytes: Vec<u8>) -> ExchangeError {
    let error = TemplateWorkbook::from_bytes(bytes, "a.xlsx").unwrap_err();
    assert_eq!(error.to_string().lines().count(), 1, "{error}");
    error
}

#[test]
fn a_workbook_cut_short_anywhere_is_named() {
    let bytes = Workbook::template(&person(9, "Bùi Thị Châu")).build();
    for cut in (0..bytes.len()).step_by(97) {
        let error = failure(bytes[..cut].to_vec());
        assert!(error.to_string().starts_with("a.xlsx"), "{error}");
    }
    let error = failure(bytes[..bytes.len() - 30].to_vec());
    assert!(matches!(error, ExchangeError::Damaged { .. }), "{error}");
}

#[test]
fn a_damaged_part_is_named() {
    let mut bytes = Workbook::template(&person(9, "Bùi Thị Châu"))
        .stored()
        .build();
    let name = "Châu".as_bytes();
    let found = bytes
        .windows(name.len())
        .position(|window| window == name)
        .unwrap();
    bytes[found] ^= 1;
    let error = failure(bytes);
    assert!(
        error.to_string().contains("checksum does not agree"),
        "{error}"
    );
}

#[test]
fn a_sheet_that_ends_inside_a_row_is_named_with_the_row() {
    let xml = format!(
        "<worksheet><sheetData>{}<row r=\"9\"><c r=\"A9\">",
        header(7)
    );
    let error = failure(Workbook::new().sheet_xml("PL1", &xml).build());
    assert!(
        error
            .to_string()
            .contains("sheet 'PL1', row 9: damaged or cut short"),
        "{error}"
    );
}

#[test]
fn a_protected_workbook_is_named() {
    let bytes = container("EncryptedPackage", vec![7; 5_000]);
    let error = failure(bytes);
    assert!(
        matches!(error, ExchangeError::PasswordProtected { .. }),
        "{error}"
    );
}

#[test]
fn other_files_are_named() {
    let word = {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("word/document.xml", SimpleFileOptions::default())
            .unwrap();
        zip.finish().unwrap().into_inner()
    };
    assert!(
        failure(word)
            .to_string()
            .contains("a zip file without a workbook in it")
    );
    assert!(
        failure(b"a,b\n".to_vec())
            .to_string()
            .contains("not a workbook")
    );
    assert!(
        failure(b"PK\x03\x04nonsense".to_vec())
            .to_string()
            .contains("damaged or cut short")
    );
    let ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1].repeat(100);
    assert!(
        failure(ole)
            .to_string()
            .contains("not readable as an old workbook")
    );
}

#[test]
fn a_workbook_without_a_list_names_its_sheets() {
    let workbook = Workbook::new().sheet("Bảng tạm", &row(1, vec![("A", text("Họ và tên"))]));
    let message = failure(workbook.build()).to_string();
    assert!(message.ends_with("sheets: Bảng tạm"), "{message}");
}

#[test]
fn a_cell_of_ten_megabytes_is_one_fault_and_costs_no_other_row() {
    let long = "x".repeat(10 << 20);
    let rows = [
        person(9, "An Bình"),
        row(
            10,
            vec![
                ("B", text("An Châu")),
                ("C", text("1950")),
                ("H", text(&long)),
            ],
        ),
        person(11, "An Dương"),
    ];
    let bytes = Workbook::template(&rows.concat()).build();
    let workbook = TemplateWorkbook::from_bytes(bytes, "a.xlsx").unwrap();
    let faults: Vec<_> = workbook
        .faults()
        .kept()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        faults,
        [
            "a.xlsx, sheet 'PL1_Danh sach doi tuong tiem', row 10, column H: the cell holds more \
          than 131072 bytes; it was not read"
        ]
    );
    let people: Vec<_> = workbook.rows().map(Result::unwrap).collect();
    assert!(people.iter().all(|row| row.kind == RowKind::Person));
    assert_eq!(people.len(), 3);
    assert_eq!(
        (people[1].full_name.as_str(), people[1].id_number.as_str()),
        ("An Châu", "")
    );
}

/// A container whose sheet inflates to `size` bytes of spaces.
fn bomb(size: usize) -> Vec<u8> {
    let whole = Workbook::template(&person(9, "An Bình")).build();
    let mut zip = ZipWriter::new_append(Cursor::new(whole)).unwrap();
    zip.start_file("xl/sharedStrings.xml", SimpleFileOptions::default())
        .unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..size >> 20 {
        zip.write_all(&block).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_zip_bomb_is_refused_before_it_fills_the_memory() {
    let bytes = bomb(80 << 20);
    assert!(bytes.len() < 1 << 20, "packs well");
    let error = failure(bytes);
    assert!(matches!(error, ExchangeError::TooLarge { .. }), "{error}");
}

#[test]
fn sizes_that_the_container_states_are_not_believed() {
    let mut bytes = bomb(80 << 20);
    // Every stated size of 80 MiB becomes 1 KiB, in the local and the central directory.
    let stated = (80_u32 << 20).to_le_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(4).position(|window| window == stated) {
        bytes[at + found..at + found + 4].copy_from_slice(&1_024_u32.to_le_bytes());
        at += found + 4;
    }
    assert!(matches!(failure(bytes), ExchangeError::TooLarge { .. }));
}

#[test]
fn too_many_rows_are_refused() {
    let xml = format!(
        "<worksheet><sheetData>{}<row r=\"2000000\"/></sheetData></worksheet>",
        header(7)
    );
    let error = failure(Workbook::new().sheet_xml("PL1", &xml).build());
    assert_eq!(
        error.to_string(),
        "a.xlsx, sheet 'PL1': more than 1048576 rows"
    );
}

#[test]
fn a_missing_file_is_named() {
    let path = std::path::Path::new("none/at/all.xlsx");
    let error = khien_exchange::open_records(path).unwrap_err().to_string();
    assert!(
        error.starts_with("none/at/all.xlsx: cannot be read"),
        "{error}"
    );
    assert!(records_from_reader(Cursor::new(Vec::new()), "empty").is_err());
}
