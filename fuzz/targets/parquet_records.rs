//! Any bytes as a Parquet file of records: an error or records, never a panic.
//!
//! The library panics on some damaged files. Our reader catches that and says so as an error; the
//! fuzzer's own hook would abort before, so it is replaced: a panic that nobody catches still ends
//! the run.
#![no_main]

use std::io::Cursor;
use std::sync::Once;

use khien_exchange::{RecordFile, records_from_reader};
use libfuzzer_sys::fuzz_target;

static QUIET: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
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
