//! A million revoked certificates: the set, its slices, a look-up online and offline.
//!
//! `cargo bench -p khien-certificate --bench revocation`

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark without its sample cannot run"
)]

use std::sync::LazyLock;

use jiff::Timestamp;
use khien_certificate::revocation::slices::{Terms, cut};
use khien_certificate::revocation::{
    Batch, BatchId, CertificateHashes, HashType, LARGEST_BATCH, OfflineAnswer, OfflineRevocation,
    RevocationSet, SignatureForm, SliceKind, Subject,
};

const ENTRIES: u32 = 1_000_000;
const KINDS: [SliceKind; 2] = [SliceKind::BloomFilter, SliceKind::VarHashList];
const KID: [u8; 8] = [1; 8];

static NOW: LazyLock<Timestamp> = LazyLock::new(|| "2026-11-22T00:00:00Z".parse().unwrap());
static BATCHES: LazyLock<Vec<Batch>> = LazyLock::new(batches);
static SET: LazyLock<RevocationSet> = LazyLock::new(set);

fn certificate(number: u32) -> CertificateHashes {
    let uci = format!("URN:UVCI:01:VN:{number:032X}");
    Subject {
        country: "VN",
        kid: &KID,
        uci: &uci,
        form: SignatureForm::Ecdsa,
        signature: &number.to_be_bytes().repeat(16),
    }
    .hashes()
}

fn batches() -> Vec<Batch> {
    let numbers: Vec<u32> = (0..ENTRIES).collect();
    let parts = numbers.chunks(LARGEST_BATCH).enumerate();
    parts
        .map(|(at, part)| Batch {
            id: BatchId::new(&at.to_string()).unwrap(),
            country: "VN".to_owned(),
            expires: "2027-11-22T00:00:00Z".parse().unwrap(),
            kid: Some(KID),
            hash_type: HashType::Uci,
            entries: part
                .iter()
                .map(|it| certificate(*it).of(HashType::Uci))
                .collect(),
        })
        .collect()
}

fn set() -> RevocationSet {
    let mut set = RevocationSet::new();
    for batch in BATCHES.iter() {
        set.insert(batch.clone()).unwrap();
    }
    set
}

fn terms(kind: SliceKind) -> Terms {
    Terms {
        kind,
        ..Terms::default()
    }
}

#[divan::bench(sample_count = 7, sample_size = 1)]
fn set_of_a_million() -> RevocationSet {
    set()
}

#[divan::bench(args = KINDS, sample_count = 7, sample_size = 1)]
fn slices_of_a_million(kind: SliceKind) -> usize {
    let (_, slices) = cut(&SET, &terms(kind), 1, *NOW);
    slices.iter().map(|slice| slice.bytes.len()).sum()
}

/// Every second certificate is revoked.
fn asked() -> Vec<CertificateHashes> {
    let numbers = (0..10_000).map(|it| it * 97 % ENTRIES + it % 2 * ENTRIES);
    numbers.map(certificate).collect()
}

#[divan::bench]
fn ten_thousand_looked_up_online(bencher: divan::Bencher<'_, '_>) {
    let asked = asked();
    bencher
        .counter(divan::counter::ItemsCount::new(asked.len()))
        .bench(|| {
            asked
                .iter()
                .filter(|it| SET.check(it, *NOW).is_some())
                .count()
        });
}

#[divan::bench(args = KINDS)]
fn ten_thousand_looked_up_offline(bencher: divan::Bencher<'_, '_>, kind: SliceKind) {
    let (index, slices) = cut(&SET, &terms(kind), 1, *NOW);
    let mut offline = OfflineRevocation::new(index);
    for slice in &slices {
        offline.add(&slice.bytes).unwrap();
    }
    let asked = asked();
    bencher
        .counter(divan::counter::ItemsCount::new(asked.len()))
        .bench(|| {
            let revoked = |it: &&CertificateHashes| {
                matches!(offline.check(it, *NOW), OfflineAnswer::Revoked { .. })
            };
            asked.iter().filter(revoked).count()
        });
}

fn main() {
    divan::main();
}
