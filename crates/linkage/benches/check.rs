//! One check, by kind of record, on the sample district (60,001 people).
//!
//! `cargo bench -p khien-linkage`

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark without its data cannot run"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use khien_domain::{Class, Record};
use khien_linkage::PopulationIndex;
use support::Row;

static INDEX: LazyLock<PopulationIndex> = LazyLock::new(support::index);

static PEOPLE: LazyLock<Vec<Row>> = LazyLock::new(support::people);

/// A thousand records of one class, checked one after the other.
fn thousand(bencher: divan::Bencher<'_, '_>, class: Class) {
    let mut checker = INDEX.checker();
    let records: Vec<Record<'_>> = PEOPLE
        .iter()
        .map(support::record)
        .filter(|record| checker.check(record).verdict.class == class)
        .take(1000)
        .collect();
    bencher
        .counter(divan::counter::ItemsCount::new(records.len()))
        .bench_local(|| {
            records
                .iter()
                .map(|record| checker.check(record).verdict.probability)
                .sum::<f64>()
        });
}

#[divan::bench]
fn verified(bencher: divan::Bencher<'_, '_>) {
    thousand(bencher, Class::Verified);
}

#[divan::bench]
fn mismatch(bencher: divan::Bencher<'_, '_>) {
    thousand(bencher, Class::Mismatch);
}

#[divan::bench]
fn no_number(bencher: divan::Bencher<'_, '_>) {
    thousand(bencher, Class::NoNumber);
}

#[divan::bench]
fn not_found(bencher: divan::Bencher<'_, '_>) {
    thousand(bencher, Class::NotFound);
}

fn main() {
    divan::main();
}
