//! One check, by kind of record, on the sample district (60,001 people).
//!
//! `cargo bench -p khien-linkage`

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark without its data cannot run"
)]

use std::collections::BTreeMap;
use std::io::BufReader;
use std::path::Path;
use std::sync::LazyLock;

use flate2::bufread::GzDecoder;
use khien_domain::{Class, Record};
use khien_linkage::{IndexBuilder, PopulationIndex, RegisterRow};

type Row = BTreeMap<String, String>;

fn rows(name: &str) -> Vec<Row> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/dong-hung");
    let file = std::fs::File::open(folder.join(name)).unwrap();
    csv::Reader::from_reader(GzDecoder::new(BufReader::new(file)))
        .deserialize()
        .map(|row| row.unwrap())
        .collect()
}

static INDEX: LazyLock<PopulationIndex> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("district.kidx");
    let mut builder = IndexBuilder::new();
    for person in rows("population-dong-hung.csv.gz") {
        let row = RegisterRow {
            key: &person["personal_id"],
            personal_id: &person["personal_id"],
            old_cmnd: &person["old_cmnd"],
            full_name: &person["full_name"],
            date_of_birth: &person["date_of_birth"],
            sex: &person["sex"],
            commune_code: &person["permanent_commune_code"],
        };
        builder.push(&row).unwrap();
    }
    builder.finish(&path).unwrap();
    PopulationIndex::open(&path).unwrap()
});

static PEOPLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    rows("truth/rows.csv.gz")
        .into_iter()
        .filter(|row| row["kind"] == "person")
        .collect()
});

fn record(row: &Row) -> Record<'_> {
    Record {
        record_id: "",
        id_number: &row["read_id"],
        full_name: &row["read_name"],
        date_of_birth: &row["read_dob"],
        sex: if row["read_sex"] == "M" {
            "Nam"
        } else {
            "Nữ"
        },
        commune_code: "",
        nationality: None,
    }
}

/// A thousand records of one class, checked one after the other.
fn thousand(bencher: divan::Bencher<'_, '_>, class: Class) {
    let mut checker = INDEX.checker();
    let records: Vec<Record<'_>> = PEOPLE
        .iter()
        .map(record)
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
