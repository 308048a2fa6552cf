//! Results written back: nothing but the result cells changes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};

use common::samples::files;
use common::workbook::{Workbook, header, person, raw, row, text};
use khien_exchange::{RowKind, TemplateRow, TemplateWorkbook, write_results, write_results_to};
use zip::ZipArchive;

type Results = BTreeMap<(String, u32), String>;

fn written(source: &[u8], results: &Results) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    write_results_to(source, "a.xlsx", &mut out, results).unwrap();
    out.into_inner()
}

fn rows(bytes: &[u8]) -> Vec<TemplateRow> {
    let workbook = TemplateWorkbook::from_bytes(bytes.to_vec(), "a.xlsx").unwrap();
    workbook.rows().map(Result::unwrap).collect()
}

fn results_of(rows: &[TemplateRow]) -> Results {
    let people = rows.iter().filter(|row| row.kind == RowKind::Person);
    people
        .map(|row| {
            let text = format!("Sai: <{}> & Ngày sinh", row.row);
            ((row.sheet.clone(), row.row), text)
        })
        .collect()
}

/// Names and packed bytes of all parts, in order.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let (mut packed, mut plain) = (Vec::new(), Vec::new());
        let mut entry = archive.by_index_raw(index).unwrap();
        let name = String::from_utf8(entry.name_raw().to_vec()).unwrap();
        entry.read_to_end(&mut packed).unwrap();
        drop(entry);
        archive
            .by_index(index)
            .unwrap()
            .read_to_end(&mut plain)
            .unwrap();
        parts.push((name, packed, plain));
    }
    parts
}

fn sheet_xml(bytes: &[u8]) -> String {
    let parts = parts(bytes);
    let sheet = parts
        .iter()
        .find(|(name, ..)| name.ends_with("sheet1.xml"))
        .unwrap();
    String::from_utf8(sheet.2.clone()).unwrap()
}

fn one_result(row: u32) -> Results {
    let sheet = "PL1_Danh sach doi tuong tiem".to_owned();
    BTreeMap::from([((sheet, row), "Đúng".to_owned())])
}

#[test]
fn in_every_sample_only_the_lists_part_changes_and_the_rows_read_the_same() {
    for path in files()
        .iter()
        .filter(|path| path.extension().unwrap() == "xlsx")
    {
        let source = fs::read(path).unwrap();
        let read = rows(&source);
        let copy = written(&source, &results_of(&read));
        let (before, after) = (parts(&source), parts(&copy));
        assert_eq!(before.len(), after.len());
        let mut changed = Vec::new();
        for (old, new) in before.iter().zip(&after) {
            assert_eq!(old.0, new.0, "order of parts");
            if old.1 != new.1 {
                changed.push(old);
                assert_eq!(
                    without_results(&old.2),
                    without_results(&new.2),
                    "{}",
                    old.0
                );
            }
        }
        assert_eq!(changed.len(), 1, "{}", path.display());
        assert!(
            changed[0].0.starts_with("xl/worksheets/sheet"),
            "{}",
            changed[0].0
        );
        assert_eq!(read, rows(&copy), "{}", path.display());
    }
}

/// The XML of a sheet without the cells of column Z below the header.
fn without_results(xml: &[u8]) -> String {
    let text = std::str::from_utf8(xml).unwrap();
    let mut pieces = text.split("<c r=\"Z");
    let mut out = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let header = piece.starts_with("7\"") || piece.starts_with("8\"");
        out.push_str(if header {
            piece
        } else {
            &piece[piece.find("</c>").unwrap() + 4..]
        });
    }
    out
}

#[test]
fn without_results_the_workbook_stays_the_same_bytes_part_by_part() {
    let source = fs::read(&files()[8]).unwrap();
    assert_eq!(parts(&source), parts(&written(&source, &Results::new())));
}

/// The texts of column Z by row.
fn result_cells(xml: &str) -> BTreeMap<u32, String> {
    let mut cells = BTreeMap::new();
    for piece in xml.split("<c r=\"Z").skip(1) {
        let (row, rest) = piece.split_once('"').unwrap();
        let row: u32 = row.parse().unwrap();
        let text = rest.split_once("<t xml:space=\"preserve\">");
        if let Some((text, _)) = text.and_then(|(_, text)| text.split_once("</t>"))
            && row > 8
        {
            assert!(cells.insert(row, text.to_owned()).is_none());
        }
    }
    cells
}

#[test]
fn every_result_stands_in_its_row_and_a_second_writing_replaces_it() {
    let source = fs::read(&files()[7]).unwrap();
    let read = rows(&source);
    let results = results_of(&read);
    let once = written(&source, &results);
    let again: Results = results
        .keys()
        .map(|key| (key.clone(), "Đúng".to_owned()))
        .collect();
    let twice = written(&once, &again);
    for (bytes, wanted) in [(&once, &results), (&twice, &again)] {
        let wanted: BTreeMap<u32, String> = wanted
            .iter()
            .map(|((_, row), text)| (*row, common::workbook::escaped(text)))
            .collect();
        assert_eq!(result_cells(&sheet_xml(bytes)), wanted);
    }
    assert_eq!(read, rows(&twice));
}

#[test]
fn a_cells_style_is_kept_and_its_old_content_replaced() {
    let old = "<c r=\"@\" s=\"1\" t=\"s\"><f>A1</f><v>0</v></c>";
    let cells = vec![("B", text("An Bình")), ("C", text("1950")), ("Z", raw(old))];
    let workbook = Workbook::template(&row(9, cells))
        .shared(&["<t>cũ</t>"])
        .build();
    let xml = sheet_xml(&written(&workbook, &one_result(9)));
    let new =
        "<c r=\"Z9\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">Đúng</t></is></c></row>";
    assert!(xml.contains(new), "{xml}");
    assert!(!xml.contains("<f>"), "{xml}");
}

#[test]
fn a_new_cell_stands_in_the_order_of_columns() {
    let cells = vec![
        ("B", text("An Bình")),
        ("C", text("1950")),
        ("AB", text("ngoài lề")),
    ];
    let workbook = Workbook::template(&row(9, cells)).build();
    let xml = sheet_xml(&written(&workbook, &one_result(9)));
    let (result, outside) = (
        xml.find("r=\"Z9\"").unwrap(),
        xml.find("r=\"AB9\"").unwrap(),
    );
    assert!(result < outside, "{xml}");
}

#[test]
fn extent_and_spans_grow_with_a_column_that_is_added() {
    let head = header(7).replace("Kết quả import\n(không điền ô này)", "Cột khác");
    let person = person(9, "Bùi Thị Châu").replace("<row r=\"9\"", "<row r=\"9\" spans=\"1:26\"");
    let xml = format!(
        "<worksheet><dimension ref=\"A1:Z9\"/><sheetData>{head}{person}</sheetData></worksheet>"
    );
    let source = Workbook::new()
        .sheet_xml("PL1_Danh sach doi tuong tiem", &xml)
        .build();
    let copy = written(&source, &one_result(9));
    let xml = sheet_xml(&copy);
    assert!(xml.contains("<dimension ref=\"A1:AA9\"/>"), "{xml}");
    assert!(xml.contains("<row r=\"9\" spans=\"1:27\">"), "{xml}");
    assert!(
        xml.contains("<c r=\"AA8\" t=\"inlineStr\"><is><t xml:space=\"preserve\">Kết quả import<")
    );
    assert!(xml.contains("<c r=\"AA9\" t=\"inlineStr\""), "{xml}");
    assert_eq!(rows(&source), rows(&copy));
    // Sent again, the new column is known and nothing is added.
    let again = written(&copy, &one_result(9));
    assert!(!sheet_xml(&again).contains("AB"), "{}", sheet_xml(&again));
}

#[test]
fn rows_that_close_themselves_and_prefixed_elements_are_written_into() {
    let rows = header(7) + "<row r=\"9\" s=\"1\" customFormat=\"1\"/>";
    let source = Workbook::new()
        .sheet("PL1_Danh sach doi tuong tiem", &rows)
        .build();
    let xml = sheet_xml(&written(&source, &one_result(9)));
    let new = "<row r=\"9\" s=\"1\" customFormat=\"1\"><c r=\"Z9\" s=\"1\" t=\"inlineStr\"><is>";
    assert!(xml.contains(new), "{xml}");
    assert!(
        xml.ends_with("</is></c></row></sheetData></worksheet>"),
        "{xml}"
    );
}

#[test]
fn macros_comments_and_the_rest_stay_the_same_bytes() {
    let source = Workbook::template(&person(9, "Bùi Thị Châu"))
        .part("xl/vbaProject.bin", &[0, 159, 146, 150, 7, 7, 7])
        .part("xl/calcChain.xml", b"<calcChain/>")
        .build();
    let copy = written(&source, &one_result(9));
    let names = ["xl/vbaProject.bin", "xl/calcChain.xml", "xl/styles.xml"];
    for (old, new) in parts(&source).iter().zip(parts(&copy)) {
        assert_eq!(old.0, new.0);
        if names.contains(&old.0.as_str()) {
            assert_eq!(old.1, new.1, "{}", old.0);
        }
    }
}

#[test]
fn the_copy_appears_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("a.xlsx");
    let out = folder.path().join("b.xlsx");
    let bytes = Workbook::template(&person(9, "Bùi Thị Châu")).build();
    fs::write(&source, &bytes).unwrap();
    write_results(&source, &out, &one_result(9)).unwrap();
    assert_eq!(rows(&fs::read(&out).unwrap()).len(), 1);

    let broken = folder.path().join("c.xlsx");
    fs::write(&broken, &bytes[..bytes.len() / 2]).unwrap();
    let out = folder.path().join("d.xlsx");
    write_results(&broken, &out, &one_result(9)).unwrap_err();
    let mut names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a.xlsx", "b.xlsx", "c.xlsx"]);
}

#[test]
fn results_are_refused_for_files_that_are_no_new_workbook() {
    let mut out = Cursor::new(Vec::new());
    let error = write_results_to(b"a;b\n", "a.csv", &mut out, &Results::new());
    let message = error.unwrap_err().to_string();
    assert!(
        message.contains("a.csv: results cannot be written into a text file"),
        "{message}"
    );
}
