//! Any bytes as a workbook: an error or rows, never a panic; results can be written into what was read.
#![no_main]

use std::collections::BTreeMap;
use std::io::Cursor;

use khien_exchange::{TemplateWorkbook, write_results_to};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(workbook) = TemplateWorkbook::from_bytes(bytes.to_vec(), "a.xlsx") else {
        return;
    };
    let rows = workbook.rows().take(10_000).filter_map(Result::ok);
    let results: BTreeMap<_, _> = rows
        .map(|row| ((row.sheet, row.row), "số & <tên>".to_owned()))
        .collect();
    let mut copy = Cursor::new(Vec::new());
    if write_results_to(bytes, "a.xlsx", &mut copy, &results).is_ok() {
        let again = TemplateWorkbook::from_bytes(copy.into_inner(), "b.xlsx");
        assert!(again.is_ok_and(|again| again.people() == workbook.people()));
    }
});
