//! The sample district as the tests and the benchmark of the engine use it.

use std::collections::BTreeMap;
use std::io::BufReader;
use std::path::Path;

use flate2::bufread::GzDecoder;
use khien_domain::{Record, RegisterRow};
use khien_linkage::{IndexBuilder, PopulationIndex};

/// A row of a table by column.
pub(crate) type Row = BTreeMap<String, String>;

/// The rows of a compressed table of the sample district.
fn rows(name: &str) -> Vec<Row> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/dong-hung");
    let file = std::fs::File::open(folder.join(name)).unwrap();
    csv::Reader::from_reader(GzDecoder::new(BufReader::new(file)))
        .deserialize()
        .map(|row| row.unwrap())
        .collect()
}

/// The truth about every row of the files that is a person.
pub(crate) fn people() -> Vec<Row> {
    let mut rows = rows("truth/rows.csv.gz");
    rows.retain(|row| row["kind"] == "person");
    rows
}

/// The district's register, indexed.
pub(crate) fn index() -> PopulationIndex {
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
}

/// What a perfect reader sees of a row.
pub(crate) fn record(truth: &Row) -> Record<'_> {
    Record {
        id_number: &truth["read_id"],
        full_name: &truth["read_name"],
        date_of_birth: &truth["read_dob"],
        sex: match truth["read_sex"].as_str() {
            "M" => "Nam",
            "F" => "Nữ",
            _ => "",
        },
        ..Record::default()
    }
}
