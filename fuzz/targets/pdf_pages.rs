//! Any bytes as a PDF, and as the contents of a page: never a panic, and never without end.
#![no_main]

use khien_certificate::scan::pdf;
use libfuzzer_sys::fuzz_target;

const HEAD: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</MediaBox[0 0 90 90]\
    /Resources<</XObject<</It 4 0 R>>>>/Kids[3 0 R]>>endobj 3 0 obj<</Contents 4 0 R>>endobj 4 0 obj<<\
    /Subtype/Form>>stream\n";

fuzz_target!(|bytes: &[u8]| {
    let _ = pdf::codes(bytes);
    let _ = pdf::codes(&[b"%PDF-1.4\n", bytes].concat());
    let _ = pdf::codes(&[HEAD, bytes, b"\nendstream endobj"].concat());
});
