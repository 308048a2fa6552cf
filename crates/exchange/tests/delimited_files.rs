//! CSV in all its dress: delimiters, encodings, quotes, bad rows.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::io::Write;

use encoding_rs::WINDOWS_1258;
use flate2::Compression;
use flate2::write::GzEncoder;
use khien_domain::SexCoding;
use khien_exchange::{
    DoseRow, ExchangeError, RecordFile, RegisterRows, records_from_reader, register_from_reader,
};

const HEADER: &str = "STT;Họ và tên;Ngày sinh;Giới tính;Quốc tịch;CMND/CCCD/Hộ chiếu;Mã xã;\
                      Mũi thứ;Loại mũi;Tên vắc xin;Số lô;Ngày tiêm;Mã cơ sở;Cơ sở tiêm\n";
const LINE: &str = "1;Nguyễn Thị Hồng;12/09/1940;Nữ;Việt Nam;\"=\"\"034140311243\"\"\";12733;\
                    1;Cơ bản;Pfizer;FH4751;05/08/2021;34123;Trạm Y tế xã Phong Châu\n";

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let unit = |unit: u16| {
        if little {
            unit.to_le_bytes()
        } else {
            unit.to_be_bytes()
        }
    };
    text.encode_utf16().flat_map(unit).collect()
}

fn doses(bytes: Vec<u8>) -> Vec<DoseRow> {
    match records_from_reader(std::io::Cursor::new(bytes), "a.csv").unwrap() {
        RecordFile::DoseCsv(rows) => rows.map(Result::unwrap).collect(),
        other => panic!("{other:?}"),
    }
}

fn plain(bytes: impl Into<Vec<u8>>) -> (Vec<[String; 4]>, Vec<String>) {
    let bytes: Vec<u8> = bytes.into();
    let RecordFile::Plain(mut batches) =
        records_from_reader(std::io::Cursor::new(bytes), "a.csv").unwrap()
    else {
        panic!("plain file expected")
    };
    let mut rows = Vec::new();
    for batch in batches.by_ref() {
        for record in batch.unwrap().records() {
            rows.push([
                record.record_id.to_owned(),
                record.id_number.to_owned(),
                record.full_name.to_owned(),
                record.commune_code.to_owned(),
            ]);
        }
    }
    let faults = batches
        .faults()
        .kept()
        .iter()
        .map(ToString::to_string)
        .collect();
    (rows, faults)
}

fn failure(bytes: impl Into<Vec<u8>>) -> ExchangeError {
    let bytes: Vec<u8> = bytes.into();
    records_from_reader(std::io::Cursor::new(bytes), "a.csv").unwrap_err()
}

fn check(row: &DoseRow) {
    assert_eq!(row.row, 2);
    assert_eq!(row.record_id("a.csv"), "a.csv##2");
    assert_eq!(khien_domain::fold(&row.full_name), "nguyen thi hong");
    assert_eq!(row.id_number, "=\"034140311243\"");
    assert_eq!(
        row.nationality
            .as_deref()
            .map(khien_domain::fold)
            .as_deref(),
        Some("viet nam")
    );
    assert_eq!(row.dose.ordinal.as_deref(), Some("1"));
    assert_eq!(
        row.dose.kind.as_deref().map(khien_domain::fold).as_deref(),
        Some("co ban")
    );
    assert_eq!(row.dose.facility_code, "34123");
    assert_eq!(row.commune_code, "12733");
    assert!(row.is_person);
}

#[test]
fn dose_files_with_comma_semicolon_or_tab_are_read() {
    let text = format!("{HEADER}{LINE}");
    for delimiter in [";", ",", "\t", "|"] {
        let rows = doses(text.replace(';', delimiter).into_bytes());
        assert_eq!(rows.len(), 1);
        check(&rows[0]);
    }
}

#[test]
fn dose_files_in_every_encoding_are_read() {
    let text = format!("{HEADER}{LINE}");
    let tabs = text.replace(';', "\t");
    let marked = format!("\u{feff}{tabs}");
    let decomposed = decomposed_1258(&text);
    let (old, _, lossy) = WINDOWS_1258.encode(&decomposed);
    assert!(!lossy);
    for bytes in [
        text.clone().into_bytes(),
        format!("\u{feff}{text}").into_bytes(),
        utf16(&marked, true),
        utf16(&marked, false),
        utf16(&tabs, true),
        old.into_owned(),
    ] {
        let rows = doses(bytes);
        assert_eq!(rows.len(), 1);
        check(&rows[0]);
    }
}

/// Windows-1258 has base letters and tone marks apart.
fn decomposed_1258(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        let one = letter.to_string();
        if !WINDOWS_1258.encode(&one).2 {
            out.push(letter);
            continue;
        }
        let (base, mark) = SPLIT
            .iter()
            .find(|(whole, ..)| *whole == letter)
            .map_or_else(
                || panic!("{letter} is not in the table"),
                |(_, base, mark)| (*base, *mark),
            );
        out.push(base);
        out.push(mark);
    }
    out
}

const SPLIT: &[(char, char, char)] = &[
    ('ọ', 'o', '\u{323}'),
    ('ớ', 'ơ', '\u{301}'),
    ('ố', 'ô', '\u{301}'),
    ('ộ', 'ô', '\u{323}'),
    ('ế', 'ê', '\u{301}'),
    ('ị', 'i', '\u{323}'),
    ('ễ', 'ê', '\u{303}'),
    ('ồ', 'ô', '\u{300}'),
    ('ữ', 'ư', '\u{303}'),
    ('ệ', 'ê', '\u{323}'),
    ('ơ', 'o', '\u{31b}'),
    ('ả', 'a', '\u{309}'),
    ('ạ', 'a', '\u{323}'),
    ('ũ', 'u', '\u{303}'),
    ('ắ', 'ă', '\u{301}'),
    ('ở', 'ơ', '\u{309}'),
    ('ứ', 'ư', '\u{301}'),
    ('ĩ', 'i', '\u{303}'),
    ('ã', 'a', '\u{303}'),
    ('ì', 'i', '\u{300}'),
];

#[test]
fn a_title_above_the_header_of_a_dose_file_is_passed_over() {
    let text = format!("DANH SÁCH TIÊM CHỦNG, THÁNG 8\n\n{HEADER}{LINE}");
    let rows = doses(text.into_bytes());
    assert_eq!((rows.len(), rows[0].row), (1, 3));
    assert_eq!(rows[0].commune_code, "12733");
}

#[test]
fn bare_serial_dates_stay_as_typed() {
    let text = format!("{HEADER}{}", LINE.replace("12/09/1940", "14866"));
    assert_eq!(doses(text.into_bytes())[0].date_of_birth, "14866");
}

#[test]
fn rows_are_counted_in_records_and_empty_lines_are_none() {
    let line = LINE.replace("Trạm Y tế xã Phong Châu", "\"Trạm\nY tế\"");
    let text = format!("{HEADER}{line}\r\n\r\n{line};;\n;;;;\nTổng cộng;2\n{line}");
    let rows = doses(text.into_bytes());
    let numbers: Vec<_> = rows.iter().map(|row| (row.row, row.is_person)).collect();
    assert_eq!(
        numbers,
        [
            (2, true),
            (3, true),
            (4, false),
            (5, false),
            (6, false),
            (7, true)
        ]
    );
    assert_eq!(rows[0].dose.facility, "Trạm\nY tế");
}

#[test]
fn a_file_that_codes_sex_as_the_portal_does_is_known() {
    let line = |sex: &str| LINE.replace(";Nữ;", &format!(";{sex};"));
    let text = format!("{HEADER}{}{}", line("1"), line("2"));
    let file = records_from_reader(std::io::Cursor::new(text.into_bytes()), "a.csv").unwrap();
    let RecordFile::DoseCsv(rows) = file else {
        panic!()
    };
    assert_eq!(rows.sex_coding(), SexCoding::Portal);
    let sexes: Vec<_> = rows
        .map(|row| row.unwrap().record("").sex.to_owned())
        .collect();
    assert_eq!(sexes, ["M", "F"]);
}

#[test]
fn excels_own_directive_names_the_delimiter() {
    let (rows, _) = plain("sep=;\nsid;id_no;full_name;dob;sex;commune\n1;2;A, B;4;5;6\n");
    assert_eq!(rows, [["1", "2", "A, B", "6"]]);
}

const PLAIN: &str = "record_id,id_number,full_name,date_of_birth,sex,commune_code\n";

#[test]
fn short_and_long_lines_and_all_line_ends_are_read() {
    let text = format!("{PLAIN}1,2,Ba,4,5,6,7,8\r2,x,Bốn\r\n3,y,\"N\"\"ăm\"\"\",4,5,6");
    let (rows, faults) = plain(text);
    assert_eq!(
        rows,
        [
            ["1", "2", "Ba", "6"],
            ["2", "x", "Bốn", ""],
            ["3", "y", "N\"ăm\"", "6"]
        ]
    );
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn a_quotation_mark_never_closed_costs_no_other_row() {
    let good = |id: u32| format!("{id},034186314009,Bùi Thị Châu,1986,F,12799\n");
    let bad = "2,\"034186314009,Bùi Thị Châu,1986,F,12799\n";
    let close = "4,034186314009,\"Bùi Thị Châu,1986,F,12799\n";
    let text = [PLAIN, &good(1), bad, &good(3), close, &good(5)].concat();
    let (rows, faults) = plain(text);
    let ids: Vec<_> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(ids, ["1", "2", "3", "4", "5"]);
    assert_eq!(faults.len(), 2);
    assert!(
        faults[0].starts_with("a.csv, row 3, column id_number: a quotation mark"),
        "{faults:?}"
    );
    assert_eq!(rows[1][1], "\"034186314009");
}

#[test]
fn a_cell_of_ten_megabytes_is_one_fault_and_costs_no_other_row() {
    let long = "x".repeat(10 << 20);
    let text = format!(
        "{PLAIN}1,2,A,4,5,6\n2,{long},B,4,5,6\n3,2,\"{long}\n,,,,,,\",4,5,6\n4,2,D,4,5,6\n"
    );
    let (rows, faults) = plain(text);
    let ids: Vec<_> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(ids[..2], ["1", "2"]);
    assert_eq!(*ids.last().unwrap(), "4");
    assert_eq!(rows[1][1], "");
    assert!(faults[0].starts_with("a.csv, row 3, column id_number: the cell holds more than"));
}

#[test]
fn nul_characters_are_one_fault_for_each_cell() {
    let (rows, faults) = plain(format!("{PLAIN}1,2,A\0B,4,5,6\n2,2,C,4,5,6\n"));
    assert_eq!(rows, [["1", "2", "", "6"], ["2", "2", "C", "6"]]);
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0].starts_with("a.csv, row 2, column full_name: the text holds NUL"),
        "{faults:?}"
    );
}

#[test]
fn text_in_no_known_encoding_is_named() {
    let gbk = [0xC4, 0xE3, 0xBA, 0xC3, b',', 0xCA, 0xC0, 0xBD, 0xE7, b'\n'].repeat(50);
    assert!(matches!(
        failure(gbk),
        ExchangeError::UnknownEncoding { .. }
    ));
}

#[test]
fn wrong_columns_are_named_without_personal_data() {
    let message = failure("sid,full_name,Nguyễn Văn An,0912345678\n").to_string();
    assert!(
        message.contains("missing column id_number or id_no"),
        "{message}"
    );
    assert!(
        message.contains("found: sid, full_name, 2 other"),
        "{message}"
    );
    let message = failure("a,b,c\n").to_string();
    assert!(message.contains("Họ và tên"), "{message}");
    assert!(matches!(failure(""), ExchangeError::UnknownKind { .. }));
    let message = failure("<html><table><tr><td>Họ và tên</td></tr></table></html>").to_string();
    assert!(message.contains("web page"), "{message}");
}

fn gz(text: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(text).unwrap();
    packer.finish().unwrap()
}

#[test]
fn packed_files_are_read_and_a_cut_one_gives_its_good_rows_first() {
    let lines: Vec<String> = (0..50_000)
        .map(|id| {
            format!(
                "{id},{id}99,A,4,5,6
"
            )
        })
        .collect();
    let lines = lines.concat();
    let packed = gz(format!("{PLAIN}{lines}").as_bytes());
    assert_eq!(plain(packed.clone()).0.len(), 50_000);
    let cut = std::io::Cursor::new(packed[..packed.len() / 2].to_vec());
    let RecordFile::Plain(batches) = records_from_reader(cut, "a.csv.gz").unwrap() else {
        panic!()
    };
    let (mut rows, mut failures) = (0, Vec::new());
    for batch in batches {
        match batch {
            Ok(batch) => rows += batch.len(),
            Err(error) => failures.push(error.to_string()),
        }
    }
    assert!(rows > 10_000, "{rows}");
    assert_eq!(failures.len(), 1);
    assert!(
        failures[0].starts_with("a.csv.gz: damaged or cut short"),
        "{failures:?}"
    );
}

fn register(text: &str) -> RegisterRows {
    register_from_reader(std::io::Cursor::new(text.as_bytes().to_vec()), "r.csv").unwrap()
}

#[test]
fn register_extracts_are_read_by_any_of_their_names() {
    let text = "hamlet,CCCD,cmnd,Full_Name,DOB,sex,permanent_commune_code\n\
                x,034095287247,155232269,An Bình,1950,M,12712\n";
    for batch in register(text) {
        let batch = batch.unwrap();
        let row = batch.row(0);
        assert_eq!((row.key, row.personal_id), ("034095287247", "034095287247"));
        assert_eq!((row.old_cmnd, row.commune_code), ("155232269", "12712"));
    }
    let keyed =
        "pid,personal_id,old_cmnd,full_name,date_of_birth,sex,commune_code\n7,1,,A,1950,M,1\n";
    let batch = register(keyed).next().unwrap().unwrap();
    assert_eq!(batch.row(0).key, "7");
    assert_eq!(batch.row(0).old_cmnd, "");
}

#[test]
fn the_register_of_the_sample_district_is_read() {
    let path = common::samples::folder().join("population-dong-hung.csv.gz");
    let rows = khien_exchange::open_register(&path).unwrap();
    let count: usize = rows.map(|batch| batch.unwrap().len()).sum();
    assert_eq!(count, 60_001);
}
