//! Any bytes as a file with one row a dose: an error or rows, never a panic.
#![no_main]

use std::io::Cursor;

use khien_exchange::{RecordFile, records_from_reader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let reader = Cursor::new(bytes.to_vec());
    if let Ok(RecordFile::DoseCsv(rows)) = records_from_reader(reader, "a.csv") {
        for row in rows.filter_map(Result::ok) {
            let id = row.record_id("a.csv");
            let _ = row.record(&id);
        }
    }
});
