//! Any bytes as a register extract: an error or rows, never a panic.
#![no_main]

use std::io::Cursor;

use khien_exchange::register_from_reader;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let reader = Cursor::new(bytes.to_vec());
    if let Ok(batches) = register_from_reader(reader, "a.csv") {
        for batch in batches.filter_map(Result::ok) {
            assert_eq!(batch.rows().count(), batch.len());
        }
    }
});
