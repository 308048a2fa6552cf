//! Any XML as the sheet of an otherwise sound workbook. Bytes of a whole container rarely get past its
//! checksums; these always do.
#![no_main]

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use khien_exchange::{TemplateWorkbook, write_results_to};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const SHEET: &str = "xl/worksheets/sheet1.xml";
static CONTAINER: &[u8] = include_bytes!("../seeds/template_workbook/stored.xlsx");

/// Every part of the workbook but the sheet.
static PARTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let mut archive = ZipArchive::new(Cursor::new(CONTAINER)).expect("the seed is a zip");
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).expect("the part is there");
            let name = part.name().expect("the name is text").into_owned();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("the part is sound");
            (name, bytes)
        })
        .filter(|(name, _)| name != SHEET)
        .collect()
});

fn workbook_with(sheet: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let parts = PARTS
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    for (name, bytes) in parts.chain([(SHEET, sheet)]) {
        zip.start_file(name, stored).expect("memory can be written");
        zip.write_all(bytes).expect("memory can be written");
    }
    zip.finish().expect("memory can be written").into_inner()
}

fuzz_target!(|sheet: &[u8]| {
    let bytes = workbook_with(sheet);
    let Ok(workbook) = TemplateWorkbook::from_bytes(bytes.clone(), "a.xlsx") else {
        return;
    };
    let rows = workbook.rows().take(10_000).filter_map(Result::ok);
    let results: BTreeMap<_, _> = rows
        .map(|row| ((row.sheet, row.row), "số & <tên>".to_owned()))
        .collect();
    let mut copy = Cursor::new(Vec::new());
    if write_results_to(&bytes, "a.xlsx", &mut copy, &results).is_ok() {
        let again = TemplateWorkbook::from_bytes(copy.into_inner(), "b.xlsx");
        assert!(again.is_ok_and(|again| again.people() == workbook.people()));
    }
});
