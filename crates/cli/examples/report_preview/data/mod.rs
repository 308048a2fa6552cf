//! A report with the proportions that `truth/measured.json` states for the sample district.
//!
//! Counts by file are the measured ones; how they spread over facilities and communes and what
//! the engine proposes is made up here, so this page is for looking at, not for quoting.

mod cases;

use khien_cli::report::{
    ByBand, ByClass, ClassCount, CodeCount, CommuneWork, FaultCount, Field, MinistryTable,
    ReportData, RunFacts, SourceCount, Tally,
};
use khien_domain::Class;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

const MEASURED: &str = "fixtures/dong-hung/truth/measured.json";
/// District whose communes and facilities are shown.
const DISTRICT: &str = "340";

fn read(path: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read_to_string(root.join(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

fn number(value: &Value) -> u64 {
    value
        .as_u64()
        .unwrap_or_else(|| panic!("{MEASURED}: a count is missing"))
}

/// The whole report.
pub(crate) fn sample() -> ReportData {
    let measured: Value =
        serde_json::from_str(&read(MEASURED)).unwrap_or_else(|fault| panic!("{MEASURED}: {fault}"));
    let files = files(&measured);
    let mut all = ByClass::default();
    for (file, class) in files
        .iter()
        .flat_map(|f| Class::ALL.iter().map(move |c| (f, *c)))
    {
        *all.of_mut(class) += file.records.of(class);
    }
    let classes = bands(&all);
    let left: ByBand = classes
        .iter()
        .filter(|count| !matches!(count.class, Class::Verified | Class::Exempt))
        .fold(ByBand::default(), |sum, count| sum + count.bands);
    ReportData {
        run: run(),
        show_values: true,
        ministry: ministry(&all, left.automatic),
        facilities: facilities(&all),
        communes: communes(left.total(), left.review + left.none),
        faults: faults(&measured["faults"]),
        repairs: repairs(&measured["render"]),
        examples: cases::examples(),
        files,
        classes,
    }
}

fn run() -> RunFacts {
    let skipped = [
        ("blank", 37),
        ("section_title", 41),
        ("total", 9),
        ("signature", 18),
    ];
    RunFacts {
        checked_at: "2022-05-14T20:31:07".to_owned(),
        place: Some("huyện Đông Hưng".to_owned()),
        invented: true,
        files: 11,
        population: 60_001,
        threads: 2,
        seconds: 1.9,
        records_per_second: 11_090.0,
        model_version: "2022-05-02".to_owned(),
        snapshot_date: Some("2022-05-08".to_owned()),
        population_checksum: "xxh3:5b01 77d2 90ac 3ef4".to_owned(),
        verdict_digest: "xxh3:7f1c 09ae 52d4 e6b0".to_owned(),
        command: Some(
            "khien verify --population dong-hung.kidx --records fixtures/dong-hung/*.xlsx \
             fixtures/dong-hung/1*.csv --out ket-qua --reveal"
                .to_owned(),
        ),
        skipped_lines: skipped.map(|(code, count)| counted(code, count)).into(),
    }
}

fn counted(code: &str, count: u64) -> CodeCount {
    CodeCount {
        code: code.to_owned(),
        count,
    }
}

fn files(measured: &Value) -> Vec<SourceCount> {
    let count = |states: &Value, name: &str| states[name].as_u64().unwrap_or(0);
    measured["by_file"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, file)| {
            let states = &file["states"];
            let (lost, wrong) = (count(states, "not_found"), count(states, "mismatch"));
            let unsendable = wrong / 100;
            SourceCount {
                code: String::new(),
                name: name.clone(),
                records: ByClass {
                    verified: count(states, "match") + count(states, "match_old_number"),
                    mismatch: wrong - unsendable,
                    no_number: count(states, "no_or_malformed_id"),
                    not_found: lost - lost / 4,
                    ambiguous: lost / 4,
                    exempt: count(states, "foreigner_not_checked"),
                    unsendable,
                },
            }
        })
        .collect()
}

fn bands(all: &ByClass) -> Vec<ClassCount> {
    let count = |class: Class| {
        let records = all.of(class);
        let (automatic, review) = match class {
            Class::Verified => (records, 0),
            Class::Mismatch => (records * 84 / 100, records * 9 / 100),
            Class::NoNumber => (records * 71 / 100, records * 15 / 100),
            Class::Ambiguous => (0, records),
            Class::Unsendable => (records / 2, records / 5),
            Class::NotFound | Class::Exempt => (0, 0),
        };
        let none = records - automatic - review;
        ClassCount {
            class,
            bands: ByBand {
                automatic,
                review,
                none,
            },
        }
    };
    Class::ALL.iter().map(|class| count(*class)).collect()
}

/// People and doses: 14,695 people stand behind 21,071 records.
fn ministry(all: &ByClass, automatic: u64) -> MinistryTable {
    let tally = |records: u64| Tally {
        people: records * 14_695 / 21_071,
        doses: records * 30_877 / 21_071,
    };
    let found = all.no_number.min(automatic) * 86 / 100;
    MinistryTable {
        right: tally(all.verified),
        wrong: tally(all.mismatch),
        wrong_id_number: tally(all.mismatch * 37 / 100),
        wrong_date_of_birth: tally(all.mismatch * 41 / 100),
        wrong_full_name: tally(all.mismatch * 49 / 100),
        wrong_other: tally(all.mismatch * 4 / 100),
        no_number_determined: tally(found),
        no_number_undeterminable: tally(all.no_number - found),
        undeterminable: tally(all.not_found + all.ambiguous),
        exempt: tally(all.exempt),
        unsendable: tally(all.unsendable),
    }
}

/// Splits a whole into parts that add up to it, uneven as real life.
fn split(whole: u64, parts: usize) -> Vec<u64> {
    let weights: Vec<u64> = (0..parts as u64).map(|at| 40 + at * 7919 % 97).collect();
    let sum: u64 = weights.iter().sum();
    let mut given: Vec<u64> = weights.iter().map(|weight| whole * weight / sum).collect();
    let rest = whole - given.iter().sum::<u64>();
    if let Some(first) = given.first_mut() {
        *first += rest;
    }
    given
}

fn facilities(all: &ByClass) -> Vec<SourceCount> {
    let table = read("fixtures/dong-hung/facilities.csv");
    let mut facilities: Vec<SourceCount> = table
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            SourceCount {
                code: cells[0].to_owned(),
                name: cells[1].to_owned(),
                records: ByClass::default(),
            }
        })
        .collect();
    facilities.push(SourceCount::default());
    let count = facilities.len();
    for class in Class::ALL {
        for (facility, part) in facilities.iter_mut().zip(split(all.of(*class), count)) {
            *facility.records.of_mut(*class) = part;
        }
    }
    facilities
}

fn communes(before: u64, after: u64) -> Vec<CommuneWork> {
    let reform = read("data/admin-reform-2025.csv");
    let mut names: BTreeMap<&str, (&str, String)> = BTreeMap::new();
    for line in reform.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if cells[2] == DISTRICT {
            names.insert(cells[0], (cells[1], format!("{}, {}", cells[7], cells[9])));
        }
    }
    names.insert("", ("", String::new()));
    let count = names.len();
    let work = split(before, count).into_iter().zip(split(after, count));
    names
        .into_iter()
        .zip(work)
        .map(|((code, (name, today)), (before, after))| CommuneWork {
            code: code.to_owned(),
            name: name.to_owned(),
            today: (!today.is_empty()).then_some(today),
            before,
            after,
        })
        .collect()
}

fn faults(measured: &Value) -> Vec<FaultCount> {
    const KINDS: [(Field, &str, &str); 24] = [
        (Field::IdNumber, "missing", "id_missing"),
        (Field::IdNumber, "one_edit", "id_typo"),
        (Field::IdNumber, "relatives", "id_of_parent"),
        (Field::IdNumber, "ten_digits", "id_malformed"),
        (Field::IdNumber, "others", "id_transposed"),
        (Field::IdNumber, "placeholder", "id_junk"),
        (Field::IdNumber, "exponent", "id_exponent"),
        (Field::IdNumber, "neighbours", "id_of_relative"),
        (Field::FullName, "no_diacritics", "name_no_diacritics"),
        (Field::FullName, "one_letter", "name_typo"),
        (
            Field::FullName,
            "some_diacritics",
            "name_part_no_diacritics",
        ),
        (Field::FullName, "regional_spelling", "name_misheard"),
        (Field::FullName, "middle_dropped", "name_middle_dropped"),
        (Field::FullName, "typing_residue", "name_telex_residue"),
        (Field::FullName, "order", "name_order"),
        (Field::FullName, "missing", "name_blank"),
        (Field::DateOfBirth, "one_digit", "dob_typo"),
        (Field::DateOfBirth, "typed_partial", "dob_year_only"),
        (Field::DateOfBirth, "swapped", "dob_us_locale_swapped_cell"),
        (Field::DateOfBirth, "unreadable", "dob_unparsable"),
        (Field::DateOfBirth, "differs", "dob_day_month_swapped"),
        (Field::Sex, "differs", "sex_flipped"),
        (Field::Sex, "unreadable", "sex_unreadable"),
        (Field::Commune, "missing", "commune_code_unknown"),
    ];
    KINDS
        .iter()
        .map(|(field, code, key)| FaultCount {
            field: *field,
            code: (*code).to_owned(),
            records: number(&measured[*key]),
        })
        .collect()
}

fn repairs(measured: &Value) -> Vec<CodeCount> {
    const NOTES: [(&str, &str); 11] = [
        ("case", "name_caps"),
        ("formula_quoted", "id_excel_formula_quoted"),
        ("unicode", "name_nfd"),
        ("lost_zero", "id_lost_zero"),
        ("vni", "name_vni"),
        ("tcvn3", "name_tcvn3"),
        ("spaces", "name_spaces"),
        ("punctuation", "id_punctuated"),
        ("utf8_as_latin1", "name_utf8_as_latin"),
        ("d_stroke", "name_wrong_D_stroke"),
        ("word", "sex_as_text"),
    ];
    NOTES
        .iter()
        .map(|(code, key)| counted(code, number(&measured[*key])))
        .collect()
}
