//! The sample district: its files as read and its truth, row by row.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use khien_domain::{BirthDate, IdentityNumber, PersonName, Sex, SexCoding};
use khien_exchange::{RecordFile, RowKind, TemplateRow, open_records};

/// One line of `truth/rows.csv.gz`, by column name.
pub(crate) type Truth = BTreeMap<String, String>;

/// A row as it was read, of whichever kind of file.
#[derive(Debug)]
pub(crate) struct ReadRow {
    pub(crate) kind: RowKind,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) dob: String,
    pub(crate) sex: String,
    pub(crate) commune: String,
    pub(crate) template: Option<TemplateRow>,
}

pub(crate) struct Samples {
    pub(crate) truth: BTreeMap<(String, u32), Truth>,
    pub(crate) read: BTreeMap<(String, u32), ReadRow>,
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/dong-hung")
}

pub(crate) fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with(['0', '1'])
        })
        .collect();
    files.sort();
    files
}

impl Samples {
    pub(crate) fn load() -> Samples {
        let file = std::fs::File::open(folder().join("truth/rows.csv.gz")).unwrap();
        let mut text = String::new();
        GzDecoder::new(file).read_to_string(&mut text).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let mut truth = BTreeMap::new();
        for row in reader.deserialize() {
            let row: Truth = row.unwrap();
            truth.insert((row["file"].clone(), row["row"].parse().unwrap()), row);
        }
        let mut read = BTreeMap::new();
        for path in files() {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            for (row, what) in read_file(&path) {
                assert!(
                    read.insert((name.clone(), row), what).is_none(),
                    "row {row} twice"
                );
            }
        }
        Samples { truth, read }
    }

    /// Truth and reading of the people of a file (its number), where `wanted` holds.
    pub(crate) fn people<'a>(
        &'a self,
        file: &'a str,
        wanted: impl Fn(&Truth) -> bool + 'a,
    ) -> impl Iterator<Item = (&'a Truth, &'a ReadRow)> + 'a {
        self.truth
            .iter()
            .filter(move |((name, _), truth)| {
                name.starts_with(file) && truth["kind"] == "person" && wanted(truth)
            })
            .map(|(key, truth)| (truth, self.read.get(key).unwrap()))
    }
}

pub(crate) fn read_file(path: &Path) -> Vec<(u32, ReadRow)> {
    match open_records(path).unwrap() {
        RecordFile::Workbook(workbook) => workbook
            .rows()
            .map(|row| {
                let row = row.unwrap();
                let record = row.record("");
                let read = ReadRow {
                    kind: row.kind,
                    id: record.id_number.to_owned(),
                    name: record.full_name.to_owned(),
                    dob: record.date_of_birth.to_owned(),
                    sex: record.sex.to_owned(),
                    commune: record.commune_code.to_owned(),
                    template: Some(row.clone()),
                };
                (row.row, read)
            })
            .collect(),
        RecordFile::DoseCsv(rows) => rows
            .map(|row| {
                let row = row.unwrap();
                let record = row.record("");
                let kind = if row.is_person {
                    RowKind::Person
                } else {
                    RowKind::Blank
                };
                let read = ReadRow {
                    kind,
                    id: record.id_number.to_owned(),
                    name: record.full_name.to_owned(),
                    dob: record.date_of_birth.to_owned(),
                    sex: record.sex.to_owned(),
                    commune: record.commune_code.to_owned(),
                    template: None,
                };
                (row.row, read)
            })
            .collect(),
        RecordFile::Plain(_) => panic!("no sample is a plain file"),
    }
}

/// What a parser makes of a raw number, in the words of the truth. Where the truth is no usable
/// number, what counts is that the same digits and letters were read.
pub(crate) fn id_of(raw: &str, truth: &str) -> String {
    let parsed = |text: &str| IdentityNumber::parse(text).map(|id| id.value.to_string());
    let usable = parsed(truth).is_ok_and(|number| number == truth);
    if !usable && bare(raw) == bare(truth) {
        return truth.to_owned();
    }
    parsed(raw).unwrap_or_else(|_| raw.to_owned())
}

/// Letters and digits alone, without the zeros in front that a number cell loses.
fn bare(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    kept.trim_start_matches('0').to_lowercase()
}

pub(crate) fn dob_of(raw: &str) -> String {
    BirthDate::parse(raw).map_or_else(|_| String::new(), |date| date.value.to_string())
}

pub(crate) fn sex_of(raw: &str) -> &'static str {
    Sex::parse(raw, SexCoding::Words).map_or("", |sex| sex.value.code())
}

pub(crate) fn name_of(raw: &str) -> String {
    PersonName::parse(raw).map_or_else(|_| String::new(), |name| name.value.canonical().to_owned())
}

/// How much of the truth is read.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) people: usize,
    pub(crate) found: usize,
    pub(crate) not_people: usize,
    pub(crate) id: usize,
    pub(crate) dob: usize,
    pub(crate) sex: usize,
    pub(crate) name: usize,
    pub(crate) misses: Vec<String>,
}

impl Tally {
    pub(crate) fn of(samples: &Samples) -> Tally {
        let mut tally = Tally::default();
        for (key, read) in &samples.read {
            let kind = samples
                .truth
                .get(key)
                .map_or("", |truth| truth["kind"].as_str());
            if read.kind == RowKind::Person && kind != "person" {
                tally.not_people += 1;
            }
        }
        for (key, truth) in &samples.truth {
            if truth["kind"] != "person" {
                continue;
            }
            tally.people += 1;
            let Some(read) = samples
                .read
                .get(key)
                .filter(|read| read.kind == RowKind::Person)
            else {
                tally.misses.push(format!("{key:?} not read"));
                continue;
            };
            tally.found += 1;
            let same = |what: &str, left: String, right: &str| {
                if left == right {
                    return (1, None);
                }
                (0, Some(format!("{key:?} {what}: {left} for {right}")))
            };
            let checks = [
                same("id", id_of(&read.id, &truth["read_id"]), &truth["read_id"]),
                same("dob", dob_of(&read.dob), &truth["read_dob"]),
                same("sex", sex_of(&read.sex).to_owned(), &truth["read_sex"]),
                same("name", name_of(&read.name), &name_of(&truth["read_name"])),
            ];
            tally.id += checks[0].0;
            tally.dob += checks[1].0;
            tally.sex += checks[2].0;
            tally.name += checks[3].0;
            tally
                .misses
                .extend(checks.into_iter().filter_map(|(_, miss)| miss));
        }
        tally
    }
}
