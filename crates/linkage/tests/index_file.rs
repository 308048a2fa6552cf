//! The index file: what was put in comes out, and a damaged file is named, never believed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use khien_domain::{Class, Record, RegisterRow};
use khien_linkage::{IndexBuilder, IndexError, PopulationIndex, RowFault};

const PEOPLE: [[&str; 6]; 4] = [
    [
        "034095287247",
        "152715261",
        "Nguyễn Văn Hiếu",
        "1995-02-09",
        "M",
        "12688",
    ],
    [
        "034195670937",
        "",
        "Trần Thị Nga",
        "1995-03-06",
        "F",
        "12691",
    ],
    [
        "034145080217",
        "153086100",
        "Nguyễn Thị Hợi",
        "1945",
        "F",
        "00004",
    ],
    ["001201008575", "", "Y Bhăm Êban", "2001-11-30", "M", ""],
];

fn row<'a>(person: &[&'a str; 6], key: &'a str) -> RegisterRow<'a> {
    let [
        personal_id,
        old_cmnd,
        full_name,
        date_of_birth,
        sex,
        commune_code,
    ] = *person;
    RegisterRow {
        key,
        personal_id,
        old_cmnd,
        full_name,
        date_of_birth,
        sex,
        commune_code,
    }
}

fn build(keys: [&str; 4]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.kidx");
    let mut builder = IndexBuilder::new();
    for (person, key) in PEOPLE.iter().zip(keys) {
        builder.push(&row(person, key)).unwrap();
    }
    let report = builder.finish(&path).unwrap();
    assert_eq!(report.people, 4);
    let bytes = std::fs::read(&path).unwrap();
    assert_eq!(report.bytes, bytes.len() as u64);
    bytes
}

fn open(bytes: &[u8]) -> Result<PopulationIndex, IndexError> {
    PopulationIndex::from_bytes(Path::new("small.kidx"), bytes)
}

fn found(index: &PopulationIndex, person: &[&str; 6]) -> khien_linkage::RegisterPerson {
    let outcome = index.check(&Record {
        id_number: person[0],
        full_name: person[2],
        date_of_birth: person[3],
        sex: if person[4] == "M" { "Nam" } else { "Nữ" },
        ..Record::default()
    });
    assert_eq!(outcome.verdict.class, Class::Verified);
    index.person(outcome.person.unwrap())
}

#[test]
fn everybody_comes_back_as_registered() {
    let numbers = PEOPLE.map(|person| person[0]);
    let index = open(&build(numbers)).unwrap();
    for person in &PEOPLE {
        let registered = found(&index, person);
        let old = registered.old_card.unwrap_or_default();
        let back = [
            registered.personal_id.as_str(),
            old.as_str(),
            registered.full_name.as_str(),
            registered.date_of_birth.as_str(),
            registered.sex,
            registered.commune_code.as_str(),
        ];
        assert_eq!(back, *person);
        assert_eq!(registered.key, person[0]);
    }
}

#[test]
fn keys_come_back_unchanged_whatever_they_are() {
    for keys in [
        ["7", "8", "9", "10"],
        ["7", "008", "x-9", "ĐH/10"],
        ["034095287247", "2", "3", ""],
    ] {
        let index = open(&build(keys)).unwrap();
        for (person, key) in PEOPLE.iter().zip(keys) {
            assert_eq!(found(&index, person).key, key);
        }
    }
}

#[test]
fn rows_that_cannot_be_indexed_are_refused_one_by_one() {
    let mut builder = IndexBuilder::new();
    let [person, ..] = &PEOPLE;
    for (column, value, fault) in [
        (0, "34095287247", RowFault::PersonalId),
        (2, "  ", RowFault::FullName),
        (3, "1995-02-31", RowFault::BirthDate),
    ] {
        let mut wrong = *person;
        wrong[column] = value;
        assert_eq!(builder.push(&row(&wrong, "1")), Err(fault));
    }
    assert_eq!(builder.push(&row(person, "1")), Ok(()));
    assert_eq!(builder.len(), 1);
}

#[test]
fn nobody_to_index_is_an_error_and_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.kidx");
    assert!(matches!(
        IndexBuilder::new().finish(&path),
        Err(IndexError::Empty { .. })
    ));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn an_index_that_cannot_be_written_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no-such-folder").join("small.kidx");
    let mut builder = IndexBuilder::new();
    builder.push(&row(&PEOPLE[0], "1")).unwrap();
    let error = builder.finish(&path).unwrap_err().to_string();
    assert!(
        error.contains("no-such-folder") && !error.contains('\n'),
        "{error}"
    );
}

#[test]
fn other_files_and_other_versions_are_named() {
    assert!(matches!(open(b""), Err(IndexError::NotAnIndex { .. })));
    assert!(matches!(
        open(&[0; 4096]),
        Err(IndexError::NotAnIndex { .. })
    ));
    let mut bytes = build(["1", "2", "3", "4"]);
    bytes[8] = 200;
    assert!(matches!(
        open(&bytes),
        Err(IndexError::OtherVersion { found: 200, .. })
    ));
}

#[test]
fn a_file_cut_anywhere_is_damaged() {
    let bytes = build(["1", "2", "3", "4"]);
    for len in (0..bytes.len()).step_by(977).chain([bytes.len() - 1]) {
        assert!(open(&bytes[..len]).is_err(), "cut at {len}");
    }
}

#[test]
fn one_changed_byte_is_found_or_lies_between_the_sections() {
    let bytes = build(["a", "b", "c", "d"]);
    let mut unnoticed = 0;
    for at in 0..4096.min(bytes.len()) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x40;
        unnoticed += usize::from(open(&damaged).is_ok());
    }
    // Sections are padded to 64 bytes, and the padding holds nothing.
    assert!(unnoticed < 1600, "{unnoticed}");
    for at in (4096..bytes.len()).step_by(1013) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        if let Ok(index) = open(&damaged) {
            for person in &PEOPLE {
                assert_eq!(found(&index, person).personal_id, person[0]);
            }
        }
    }
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    assert_eq!(build(["1", "2", "3", "4"]), build(["1", "2", "3", "4"]));
}

proptest::proptest! {
    #[test]
    fn any_bytes_after_the_magic_are_refused_without_a_panic(bytes: Vec<u8>) {
        let mut file = b"KHIENIDX\x02\0\0\0".to_vec();
        file.extend(bytes);
        proptest::prop_assert!(open(&file).is_err());
    }

    #[test]
    fn any_text_in_any_field_gets_an_answer(
        id in "\\PC{0,20}", name in "\\PC{0,40}", birth in "\\PC{0,12}", sex in "\\PC{0,4}",
        commune in "\\PC{0,6}", nationality in proptest::option::of("\\PC{0,8}"),
    ) {
        let index = open(&build(["1", "2", "3", "4"])).unwrap();
        let record = Record {
            record_id: "",
            id_number: &id,
            full_name: &name,
            date_of_birth: &birth,
            sex: &sex,
            commune_code: &commune,
            nationality: nationality.as_deref(),
        };
        let outcome = index.check(&record);
        let probability = outcome.verdict.probability;
        proptest::prop_assert!((0.0..=1.0).contains(&probability));
        let bars = outcome.evidence.waterfall();
        if let Some(first) = bars.first() {
            let sum: f64 = bars.iter().map(|bar| bar.weight_bits).sum();
            let odds = (probability / (1.0 - probability)).log2();
            proptest::prop_assert!(probability > 0.999_999 || (sum - odds).abs() < 1e-6, "{first:?}");
        }
    }
}
