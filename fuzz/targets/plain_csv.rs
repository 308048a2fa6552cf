//! Any bytes as plain CSV, packed or not: an error or records, never a panic. Workbooks have a target of
//! their own.
#![no_main]

use std::io::Cursor;

use khien_exchange::{RecordFile, records_from_reader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let reader = Cursor::new(bytes.to_vec());
    if let Ok(RecordFile::Plain(batches)) = records_from_reader(reader, "a.csv") {
        for batch in batches.filter_map(Result::ok) {
            assert_eq!(batch.records().count(), batch.len());
        }
    }
});
