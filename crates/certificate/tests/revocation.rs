//! Revocation: who is revoked, who is valid again, online and offline; what is refused.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};
use khien_certificate::revocation::slices::{Slice, Terms, cut};
use khien_certificate::revocation::{
    Batch, BatchId, BloomFilter, CertificateHashes, Filter, HashType, Index, LARGEST_BATCH, Mode,
    OfflineAnswer, OfflineRevocation, RevocationFault, RevocationHash, RevocationSet,
    SignatureForm, SliceKind, Subject, VariableHashList,
};
use proptest::prelude::*;

const KID: [u8; 8] = *b"\xf3\x0d\xa4\x67\x16\xf7\x88\x2d";
const KINDS: [SliceKind; 2] = [SliceKind::BloomFilter, SliceKind::VarHashList];

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2026-11-22T08:00:00Z")
}

fn certificate(number: u32) -> CertificateHashes {
    certificate_of("VN", &KID, number)
}

fn certificate_of(country: &str, kid: &[u8], number: u32) -> CertificateHashes {
    let uci = format!("URN:UVCI:01:{country}:{number:08}");
    Subject {
        country,
        kid,
        uci: &uci,
        form: SignatureForm::Ecdsa,
        signature: &number.to_be_bytes().repeat(16),
    }
    .hashes()
}

fn batch(id: &str, hash_type: HashType, numbers: impl IntoIterator<Item = u32>) -> Batch {
    let numbers = numbers.into_iter();
    Batch {
        id: BatchId::new(id).unwrap(),
        country: "VN".to_owned(),
        expires: at("2027-11-22T00:00:00Z"),
        kid: Some(KID),
        hash_type,
        entries: numbers
            .map(|number| certificate(number).of(hash_type))
            .collect(),
    }
}

fn set_of(batches: impl IntoIterator<Item = Batch>) -> RevocationSet {
    let mut set = RevocationSet::new();
    for batch in batches {
        set.insert(batch).unwrap();
    }
    set
}

fn offline(index: &Index, slices: &[Slice]) -> OfflineRevocation {
    let mut offline = OfflineRevocation::new(index.clone());
    for slice in slices {
        offline.add(&slice.bytes).unwrap();
    }
    assert!(offline.missing().is_empty());
    offline
}

fn is_revoked(answer: OfflineAnswer) -> bool {
    match answer {
        OfflineAnswer::NotRevoked => false,
        OfflineAnswer::Revoked { .. } => true,
        OfflineAnswer::SliceMissing => panic!("a slice is missing"),
    }
}

#[test]
fn hashes_are_the_first_half_of_sha_256() {
    // SHA-256("abc"), FIPS 180-2.
    let hash = RevocationHash::of_uci("abc");
    assert_eq!(hash.to_base64(), "ungWv48Bz+pBQUDeXa4iIw==");
    assert_eq!(RevocationHash::from_base64(&hash.to_base64()), Ok(hash));
    assert_eq!(RevocationHash::of_country_uci("a", "bc"), hash);
    assert_eq!(
        RevocationHash::of_signature(SignatureForm::Rsa, b"abc"),
        hash
    );
    assert_eq!(
        RevocationHash::of_signature(SignatureForm::Ecdsa, b"abcdef"),
        hash
    );
    assert_eq!(format!("{hash:?}"), "RevocationHash");
}

/// (r, s) and (r, −s) are both valid signatures of one message.
#[test]
fn the_other_form_of_an_ecdsa_signature_is_revoked_as_well() {
    let mut signature = [7; 64];
    let hash = RevocationHash::of_signature(SignatureForm::Ecdsa, &signature);
    signature[40] = 9;
    assert_eq!(
        RevocationHash::of_signature(SignatureForm::Ecdsa, &signature),
        hash
    );
    signature[31] = 9;
    assert_ne!(
        RevocationHash::of_signature(SignatureForm::Ecdsa, &signature),
        hash
    );
}

#[test]
fn each_type_of_hash_revokes() {
    for hash_type in [HashType::Uci, HashType::CountryUci, HashType::Signature] {
        let set = set_of([batch("a", hash_type, [1])]);
        let revoked = set.check(&certificate(1), now()).unwrap();
        assert_eq!(
            (revoked.hash_type, revoked.batch.as_str()),
            (hash_type, "a")
        );
        assert_eq!(set.check(&certificate(2), now()), None);
    }
}

#[test]
fn a_hash_under_another_type_revokes_nothing() {
    let mut wrong = batch("a", HashType::Uci, [1]);
    wrong.hash_type = HashType::Signature;
    assert_eq!(set_of([wrong]).check(&certificate(1), now()), None);
}

#[test]
fn a_country_revokes_only_its_own_certificates() {
    let mut foreign = batch("a", HashType::Uci, [1]);
    foreign.country = "LA".to_owned();
    foreign.kid = None;
    let set = set_of([foreign]);
    assert_eq!(set.check(&certificate(1), now()), None);
    let (index, slices) = cut(&set, &Terms::default(), 1, now());
    assert!(!is_revoked(
        offline(&index, &slices).check(&certificate(1), now())
    ));
}

#[test]
fn a_batch_with_a_kid_revokes_under_that_key_only_and_one_without_under_any() {
    let other = certificate_of("VN", b"otherkid", 1);
    let odd = certificate_of("VN", b"short", 1);
    let mut unknown = batch("a", HashType::Uci, [1]);
    for (kid, revoked) in [
        (Some(KID), [true, false, false]),
        (None, [true, true, true]),
    ] {
        unknown.kid = kid;
        let set = set_of([unknown.clone()]);
        let (index, slices) = cut(&set, &Terms::default(), 1, now());
        let offline = offline(&index, &slices);
        for (certificate, expected) in [certificate(1), other.clone(), odd.clone()]
            .iter()
            .zip(revoked)
        {
            assert_eq!(set.check(certificate, now()).is_some(), expected);
            assert_eq!(is_revoked(offline.check(certificate, now())), expected);
        }
    }
}

#[test]
fn an_expired_batch_revokes_nothing() {
    let set = set_of([batch("a", HashType::Uci, [1])]);
    let (index, slices) = cut(&set, &Terms::default(), 1, now());
    let offline = offline(&index, &slices);
    for (time, revoked) in [
        ("2027-11-21T23:59:59Z", true),
        ("2027-11-22T00:00:00Z", false),
    ] {
        assert_eq!(set.check(&certificate(1), at(time)).is_some(), revoked);
        assert_eq!(
            is_revoked(offline.check(&certificate(1), at(time))),
            revoked
        );
    }
    let mut set = set;
    assert_eq!(set.delete_expired(at("2027-11-21T23:59:59Z")), 0);
    assert_eq!(set.delete_expired(at("2027-11-22T00:00:00Z")), 1);
    assert!(set.is_empty());
}

#[test]
fn a_certificate_is_valid_again_when_its_batch_is_deleted() {
    let mut set = set_of([
        batch("a", HashType::Uci, [1, 2]),
        batch("b", HashType::Signature, [2, 3]),
    ]);
    let (index, slices) = cut(&set, &Terms::default(), 1, now());
    let mut phone = offline(&index, &slices);
    assert!(set.delete(&BatchId::new("a").unwrap()));
    assert!(!set.delete(&BatchId::new("a").unwrap()));
    let (index, slices) = cut(&set, &Terms::default(), 2, now());
    phone.replace(index).unwrap();
    assert_eq!(
        phone.check(&certificate(2), now()),
        OfflineAnswer::SliceMissing
    );
    for slice in &slices {
        phone.add(&slice.bytes).unwrap();
    }
    for (number, revoked) in [(1, false), (2, true), (3, true)] {
        assert_eq!(set.check(&certificate(number), now()).is_some(), revoked);
        assert_eq!(
            is_revoked(phone.check(&certificate(number), now())),
            revoked
        );
    }
}

#[test]
fn a_certificate_is_valid_again_when_its_entry_is_withdrawn() {
    let mut set = set_of([batch("a", HashType::Uci, [1, 2])]);
    let id = BatchId::new("a").unwrap();
    assert!(set.withdraw(&id, &certificate(1).of(HashType::Uci)));
    assert!(!set.withdraw(&id, &certificate(1).of(HashType::Uci)));
    assert_eq!(set.check(&certificate(1), now()), None);
    assert!(set.check(&certificate(2), now()).is_some());
    assert!(set.withdraw(&id, &certificate(2).of(HashType::Uci)));
    assert_eq!((set.len(), set.batches().count()), (0, 0));
}

#[test]
fn an_entry_of_two_batches_stays_until_both_are_gone() {
    let mut set = set_of([
        batch("a", HashType::Uci, [1]),
        batch("b", HashType::Uci, [1, 1]),
    ]);
    assert!(set.delete(&BatchId::new("a").unwrap()));
    assert!(set.check(&certificate(1), now()).is_some());
    assert!(set.delete(&BatchId::new("b").unwrap()));
    assert!(set.check(&certificate(1), now()).is_none() && set.is_empty());
}

#[test]
fn batches_are_read_as_they_were_written() {
    for kid in [Some(KID), None] {
        let mut written = batch("a", HashType::CountryUci, 0..3);
        written.kid = kid;
        let json = written.to_json();
        assert!(json.contains("\"hashType\":\"COUNTRYCODEUCI\""), "{json}");
        assert_eq!(json.contains("UNKNOWN_KID"), kid.is_none());
        assert_eq!(
            Batch::from_json(written.id.clone(), json.as_bytes()),
            Ok(written)
        );
    }
}

#[test]
fn a_batch_with_a_mistake_is_refused_with_its_reason() {
    let good = batch("a", HashType::Uci, [1]);
    let json = good.to_json();
    let many = batch("a", HashType::Uci, 0..1001);
    assert_eq!(LARGEST_BATCH, 1000);
    let cases = [
        ("[]".to_owned(), "revocation-not-a-batch"),
        (json.replace("UCI", "NONE"), "revocation-not-a-batch"),
        (
            json.replace("2027-11-22", "2027-13-22"),
            "revocation-not-a-batch",
        ),
        (json.replace("\"VN\"", "\"VNM\""), "revocation-country"),
        (json.replace("\"VN\"", "\"vn\""), "revocation-country"),
        (json.replace("8w2kZxb3iC0=", "8w2kZxb3"), "revocation-kid"),
        (json.replace("==", ""), "revocation-hash"),
        (many.to_json(), "revocation-batch-too-large"),
        (" ".repeat(300_000), "revocation-batch-too-large"),
        (
            Batch {
                entries: vec![],
                ..good.clone()
            }
            .to_json(),
            "revocation-batch-empty",
        ),
    ];
    for (json, code) in cases {
        let id = BatchId::new("a").unwrap();
        let fault = Batch::from_json(id, json.as_bytes()).unwrap_err();
        assert_eq!(fault.code(), code, "{json:.200}");
    }
    for id in ["", "a b", "ä", &"x".repeat(65)] {
        assert_eq!(BatchId::new(id), Err(RevocationFault::BatchId));
    }
    let mut set = set_of([good.clone()]);
    assert_eq!(set.insert(good), Err(RevocationFault::BatchKnown));
    assert_eq!(set.insert(many), Err(RevocationFault::BatchTooLarge));
}

#[test]
fn many_entries_are_spread_over_more_slices_and_all_are_found() {
    let modes = [
        (1000, Mode::Point),
        (100, Mode::Vector),
        (1, Mode::Coordinate),
    ];
    let set = set_of([batch("a", HashType::Uci, 0..700)]);
    for kind in KINDS {
        for (largest, mode) in modes {
            let terms = Terms {
                kind,
                largest,
                ..Terms::default()
            };
            let (index, slices) = cut(&set, &terms, 1, now());
            assert_eq!(index.lists[0].mode, mode);
            let offline = offline(&index, &slices);
            assert!((0..700).all(|number| is_revoked(offline.check(&certificate(number), now()))));
            assert!(
                (700..9000).all(|number| !is_revoked(offline.check(&certificate(number), now())))
            );
        }
    }
}

#[test]
fn entries_that_expire_on_another_day_lie_in_another_slice() {
    let mut short = batch("b", HashType::Uci, [2]);
    short.expires = at("2026-12-01T09:30:00Z");
    let set = set_of([batch("a", HashType::Uci, [1]), short]);
    let (index, slices) = cut(&set, &Terms::default(), 1, now());
    assert_eq!(slices.len(), 2);
    let offline = offline(&index, &slices);
    for (time, expected) in [
        ("2026-12-01T23:00:00Z", [true, true]),
        ("2026-12-02T00:00:00Z", [true, false]),
    ] {
        let found = [1, 2].map(|number| is_revoked(offline.check(&certificate(number), at(time))));
        assert_eq!(found, expected);
    }
    let (index, _) = cut(&set, &Terms::default(), 2, at("2026-12-02T00:00:00Z"));
    assert_eq!(index.slices().len(), 1);
}

#[test]
fn the_same_set_gives_the_same_bytes() {
    let one = set_of([
        batch("a", HashType::Uci, 0..500),
        batch("b", HashType::Uci, 500..900),
    ]);
    let two = set_of([
        batch("c", HashType::Uci, 450..900),
        batch("d", HashType::Uci, 0..450),
    ]);
    assert_eq!(
        cut(&one, &Terms::default(), 1, now()),
        cut(&two, &Terms::default(), 1, now())
    );
}

#[test]
fn an_index_is_read_as_it_was_written_and_a_wrong_one_refused() {
    let set = set_of([batch("a", HashType::Uci, 0..500)]);
    for largest in [1000, 100, 1] {
        let terms = Terms {
            largest,
            ..Terms::default()
        };
        let (index, _) = cut(&set, &terms, 7, now());
        assert_eq!(Index::from_json(index.to_json().as_bytes()), Ok(index));
    }
    let (index, _) = cut(
        &set,
        &Terms {
            largest: 100,
            ..Terms::default()
        },
        7,
        now(),
    );
    let json = index.to_json();
    for (changed, code) in [
        (
            json.replace("khien-revocation-index", "other"),
            "revocation-not-an-index",
        ),
        (
            json.replace("\"version\":1", "\"version\":2"),
            "revocation-index-version",
        ),
        (
            json.replace("VECTOR", "COORDINATE"),
            "revocation-not-an-index",
        ),
        (json.replace("\"VN\"", "\"V\""), "revocation-country"),
        (json.replace("8w2k", "8w"), "revocation-kid"),
        ("{}".to_owned(), "revocation-not-an-index"),
    ] {
        assert_eq!(
            Index::from_json(changed.as_bytes()).unwrap_err().code(),
            code
        );
    }
}

#[test]
fn an_older_index_is_refused_and_changes_nothing() {
    let set = set_of([batch("a", HashType::Uci, [1])]);
    let (index, slices) = cut(&set, &Terms::default(), 5, now());
    let mut phone = offline(&index, &slices);
    let (old, _) = cut(&RevocationSet::new(), &Terms::default(), 4, now());
    let fault = phone.replace(old).unwrap_err();
    assert_eq!(fault.code(), "revocation-index-rolled-back");
    assert_eq!((phone.revision(), phone.made()), (5, now()));
    assert!(is_revoked(phone.check(&certificate(1), now())));
}

#[test]
fn a_changed_slice_is_refused() {
    let set = set_of([batch("a", HashType::Uci, [1])]);
    let (index, mut slices) = cut(&set, &Terms::default(), 1, now());
    let mut phone = OfflineRevocation::new(index);
    *slices[0].bytes.last_mut().unwrap() ^= 1;
    let fault = phone.add(&slices[0].bytes).unwrap_err();
    assert_eq!(fault.code(), "revocation-slice-unknown");
    assert_eq!(phone.missing().len(), 1);
    assert_eq!(
        phone.check(&certificate(1), now()),
        OfflineAnswer::SliceMissing
    );
}

#[test]
fn slices_of_a_wrong_form_are_refused_with_their_reason() {
    let hashes: Vec<RevocationHash> = (0..10)
        .map(|it| certificate(it).of(HashType::Uci))
        .collect();
    let bloom = BloomFilter::of(&hashes, 1e-12).to_bytes();
    let list = VariableHashList::of(&hashes, 0, 1e-12).to_bytes();
    for (kind, good) in [
        (SliceKind::BloomFilter, bloom),
        (SliceKind::VarHashList, list),
    ] {
        assert!(Filter::read(kind, &good).is_ok());
        let mut other = good.clone();
        other[1] = 2;
        assert_eq!(
            Filter::read(kind, &other),
            Err(RevocationFault::SliceVersion)
        );
        let long = [good.clone(), vec![0]].concat();
        let huge = vec![0; 5 << 20];
        for wrong in [&good[..good.len() - 1], &good[..5], &[], &long, &huge] {
            let fault = Filter::read(kind, wrong).unwrap_err();
            assert_eq!(fault.code(), "revocation-slice-form");
        }
    }
}

/// At one in a thousand the rate can be counted; the same formulas size filters for 10⁻¹².
#[test]
fn false_positives_are_as_rare_as_wished() {
    let hash = |number| certificate(number).of(HashType::Uci);
    for members in [1_u32, 10, 100, 1000] {
        let hashes: Vec<RevocationHash> = (0..members).map(hash).collect();
        let bloom = BloomFilter::of(&hashes, 1e-3);
        assert!(hashes.iter().all(|hash| bloom.contains(hash)));
        let wrong = (members..members + 20_000)
            .filter(|it| bloom.contains(&hash(*it)))
            .count();
        assert!(wrong <= 40, "{wrong} of 20000 with {members}");
    }
}

#[test]
fn codes_are_distinct() {
    use RevocationFault as F;
    let all = [
        F::NotABatch,
        F::BatchEmpty,
        F::BatchTooLarge,
        F::BatchId,
        F::BatchKnown,
        F::Country,
        F::Kid,
        F::Hash,
        F::SliceVersion,
        F::SliceForm,
        F::SliceUnknown,
        F::NotAnIndex,
        F::IndexVersion,
        F::IndexRolledBack,
    ];
    let codes: HashSet<&str> = all.iter().map(F::code).collect();
    assert_eq!(codes.len(), all.len());
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for kind in KINDS {
            let _ = Filter::read(kind, &bytes);
        }
        let _ = Index::from_json(&bytes);
        let _ = Batch::from_json(BatchId::new("a").unwrap(), &bytes);
    }

    #[test]
    fn no_changed_slice_makes_a_reader_panic(at in 0_usize..900, to: u8, members in 1_u32..30) {
        let hashes: Vec<RevocationHash> =
            (0..members).map(|it| certificate(it).of(HashType::Uci)).collect();
        let written = [
            BloomFilter::of(&hashes, 1e-12).to_bytes(),
            VariableHashList::of(&hashes, 0, 1e-12).to_bytes(),
        ];
        for (kind, mut bytes) in KINDS.into_iter().zip(written) {
            let at = at % bytes.len();
            bytes[at] = to;
            if let Ok(filter) = Filter::read(kind, &bytes) {
                filter.contains(&hashes[0]);
            }
        }
    }

    /// Whatever is added, withdrawn and deleted: online and offline agree at midnight.
    #[test]
    fn offline_agrees_with_online(
        batches in proptest::collection::vec((0_u32..40, 1_u32..20, 0_i64..5, any::<bool>()), 1..12),
        deleted in 0_usize..12,
        largest in 1_usize..50,
        kind in 0_usize..2,
        days in 0_i64..6,
    ) {
        let mut set = RevocationSet::new();
        for (id, (first, count, expires, with_kid)) in batches.into_iter().enumerate() {
            let mut batch = batch(&id.to_string(), HashType::Uci, first..first + count);
            batch.expires = now() + SignedDuration::from_hours(24 * expires + 1);
            batch.kid = with_kid.then_some(KID);
            set.insert(batch).unwrap();
        }
        set.delete(&BatchId::new(&deleted.to_string()).unwrap());
        let terms = Terms { kind: KINDS[kind], largest, ..Terms::default() };
        let (index, slices) = cut(&set, &terms, 1, now());
        let offline = offline(&Index::from_json(index.to_json().as_bytes()).unwrap(), &slices);
        let asked = at("2026-11-22T00:00:00Z") + SignedDuration::from_hours(24 * days);
        let asked = asked.max(now());
        for number in 0..60 {
            let online = set.check(&certificate(number), asked).is_some();
            let offline = is_revoked(offline.check(&certificate(number), asked));
            prop_assert_eq!(online, offline);
        }
    }
}
