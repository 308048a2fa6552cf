//! Any bytes as a Parquet file of records: an error or records, never a panic.
#![no_main]

use std::io::Cursor;

use khien_exchange::{RecordFile, records_from_reader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if !bytes.starts_with(b"PAR1") {
        return;
    }
    let reader = Cursor::new(bytes.to_vec());
    if let Ok(RecordFile::Plain(batches)) = records_from_reader(reader, "a.parquet") {
        for batch in batches.filter_map(Result::ok) {
            assert_eq!(batch.records().count(), batch.len());
        }
    }
});
