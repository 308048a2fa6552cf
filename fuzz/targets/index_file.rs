//! A sound index with words overwritten and, half of the time, its checksums made right again: it is
//! refused, or it answers; it never panics and never reads beyond its end.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use khien_domain::{Record, RegisterRow};
use khien_linkage::{IndexBuilder, PopulationIndex};
use libfuzzer_sys::fuzz_target;
use xxhash_rust::xxh3::xxh3_64;

/// Invented people, some with equal names or birth dates.
static REGISTER: &str = include_str!("register.csv");
/// As in `khien-linkage`: bytes before the table of sections, and of one entry of it.
const HEADER: usize = 40;
const ENTRY: usize = 32;

static INDEX: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut builder = IndexBuilder::new();
    for (number, line) in REGISTER.lines().skip(1).enumerate() {
        let fields: Vec<&str> = line.split(',').collect();
        let row = RegisterRow {
            key: &format!("person {number}"),
            personal_id: fields[0],
            old_cmnd: fields[1],
            full_name: fields[2],
            date_of_birth: fields[3],
            sex: fields[4],
            commune_code: fields[5],
        };
        builder.push(&row).expect("the people are sound");
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("register.kidx");
    builder.finish(&path).expect("the index can be written");
    std::fs::read(path).expect("the index can be read")
});

fn word(bytes: &[u8], at: usize) -> usize {
    let part = bytes[at..at + 8].try_into().expect("eight bytes");
    usize::try_from(u64::from_le_bytes(part)).expect("64-bit addresses")
}

fn sections(bytes: &[u8]) -> usize {
    word(bytes, 8) >> 32
}

/// Overwrites four bytes of a section, or of the header and its table.
fn edit(bytes: &mut [u8], section: u8, at: u32, value: u32) {
    let sections = sections(&INDEX);
    let section = usize::from(section) % (sections + 1);
    let (start, length) = if section == sections {
        (0, HEADER + sections * ENTRY)
    } else {
        let entry = HEADER + section * ENTRY;
        (word(&INDEX, entry + 8), word(&INDEX, entry + 16))
    };
    if length >= 4 {
        let at = start + at as usize * 4 % (length - 3);
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
}

/// Makes every checksum right, as somebody would who means harm.
fn seal(bytes: &mut [u8]) {
    let sections = sections(bytes)
        .min((bytes.len() - HEADER - 8) / ENTRY)
        .min(1024);
    for entry in (0..sections).map(|section| HEADER + section * ENTRY) {
        let (start, length) = (word(bytes, entry + 8), word(bytes, entry + 16));
        if let Some(part) = start
            .checked_add(length)
            .and_then(|end| bytes.get(start..end))
        {
            let checksum = xxh3_64(part).to_le_bytes();
            bytes[entry + 24..entry + 32].copy_from_slice(&checksum);
        }
    }
    let end = HEADER + sections * ENTRY;
    let checksum = xxh3_64(&bytes[..end]).to_le_bytes();
    bytes[end..end + 8].copy_from_slice(&checksum);
}

fn ask(index: &PopulationIndex) {
    let mut checker = index.checker();
    for line in REGISTER.lines().skip(1).step_by(5) {
        let fields: Vec<&str> = line.split(',').collect();
        for id_number in [fields[0], fields[1], "", "034095287248"] {
            let outcome = checker.check(&Record {
                id_number,
                full_name: fields[2],
                date_of_birth: fields[3],
                sex: fields[4],
                commune_code: fields[5],
                ..Record::default()
            });
            if let Some(row) = outcome.person {
                let _ = index.person(row);
            }
        }
    }
}

fuzz_target!(|input: (bool, u16, Vec<(u8, u32, u32)>)| {
    let (sealed, cut, edits) = input;
    let mut bytes = INDEX.clone();
    for (section, at, value) in edits {
        edit(&mut bytes, section, at, value);
    }
    if sealed {
        seal(&mut bytes);
    } else {
        bytes.truncate(bytes.len() - usize::from(cut));
    }
    if let Ok(index) = PopulationIndex::from_bytes(Path::new("a.kidx"), &bytes) {
        ask(&index);
    }
});
