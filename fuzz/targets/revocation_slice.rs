//! Any bytes as a slice, an index or a batch of revocation: never a panic.
//!
//! What is read is written and read again as it was.
#![no_main]

use khien_certificate::revocation::{
    Batch, BatchId, BloomFilter, Index, OfflineRevocation, RevocationHash, VariableHashList,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let hash = RevocationHash::of_uci("URN:UVCI:01:VN:A");
    if let Ok(filter) = BloomFilter::from_bytes(bytes) {
        let _ = filter.contains(&hash);
        assert_eq!(filter.to_bytes(), bytes);
    }
    if let Ok(list) = VariableHashList::from_bytes(bytes) {
        let _ = list.contains(&hash);
        let again = VariableHashList::from_bytes(&list.to_bytes());
        assert_eq!(again.as_ref(), Ok(&list));
    }
    if let Ok(index) = Index::from_json(bytes) {
        let again = Index::from_json(index.to_json().as_bytes());
        assert_eq!(again.as_ref(), Ok(&index));
        let _ = OfflineRevocation::new(index).missing();
    }
    let id = BatchId::new("a").expect("a is an id");
    if let Ok(batch) = Batch::from_json(id.clone(), bytes) {
        assert_eq!(Batch::from_json(id, batch.to_json().as_bytes()), Ok(batch));
    }
});
