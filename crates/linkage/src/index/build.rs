//! Building the index from the rows of a register extract.
//!
//! Memory: about 28 bytes a person and each distinct name once while collecting, and as much
//! again for the largest block while writing.

use std::path::Path;

use khien_domain::{BirthDate, RegisterRow, Sex, SexCoding};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::format::{IndexError, IndexWriter, Section};
use super::hash_block;
use super::names::{NameCollector, NameTable};
use super::person::{NO_COMMUNE, NO_OLD_CARD, PackedPerson};
use crate::birth_key::{BirthKey, KEYS};
use crate::commune;

/// Why a row of the register extract cannot be indexed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum RowFault {
    /// `personal_id` is not twelve digits.
    #[error("personal_id is not twelve digits")]
    PersonalId,
    /// `full_name` is empty or no name.
    #[error("full_name is missing")]
    FullName,
    /// `date_of_birth` cannot be read.
    #[error("date_of_birth cannot be read")]
    BirthDate,
    /// The index is full (4,294,967,295 people).
    #[error("more people than one index can hold")]
    Full,
}

/// What was built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuildReport {
    /// People in the index.
    pub people: u64,
    /// Different names as registered.
    pub names: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// Checksum that names this index in reports.
    pub checksum: u64,
}

#[derive(Clone, Copy)]
struct Row {
    birth: BirthKey,
    name: u32,
    number: u64,
    old_card: u32,
    /// Five-digit code as a number, or [`commune::NONE`].
    commune: u32,
    sex: Option<Sex>,
    /// Position in the extract, which is the position of the row's key.
    read: u32,
}

/// Keys as they were read: the cheapest form that gives every one back unchanged.
enum Keys {
    /// Every key so far is the row's own 12-digit number.
    Personal,
    /// Every key so far is a plain decimal number.
    Numeric(Vec<u64>),
    /// Anything.
    Text(Vec<Box<str>>),
}

/// Collects the rows of a register extract and writes the index.
pub struct IndexBuilder {
    rows: Vec<Row>,
    names: NameCollector,
    keys: Keys,
}

impl Default for IndexBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl IndexBuilder {
    /// A builder without people.
    pub fn new() -> Self {
        Self {
            rows: Vec::new(),
            names: NameCollector::default(),
            keys: Keys::Personal,
        }
    }

    /// Number of people taken so far.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nobody was taken yet.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes a row, or says why it cannot be indexed; the other rows are not affected.
    pub fn push(&mut self, row: &RegisterRow<'_>) -> Result<(), RowFault> {
        let number = digits(row.personal_id, 12).ok_or(RowFault::PersonalId)?;
        let birth = BirthDate::parse(row.date_of_birth)
            .ok()
            .and_then(|date| BirthKey::new(date.value))
            .ok_or(RowFault::BirthDate)?;
        let name = self.names.number(row.full_name).ok_or(RowFault::FullName)?;
        let read = u32::try_from(self.rows.len()).map_err(|_| RowFault::Full)?;
        self.take_key(row.key, row.personal_id.trim());
        self.rows.push(Row {
            birth,
            name,
            number,
            old_card: digits(row.old_cmnd, 9)
                .and_then(|old| u32::try_from(old).ok())
                .unwrap_or(NO_OLD_CARD),
            commune: commune::code_number(row.commune_code).unwrap_or(commune::NONE),
            sex: Sex::parse(row.sex, SexCoding::Words)
                .ok()
                .map(|sex| sex.value),
            read,
        });
        Ok(())
    }

    fn take_key(&mut self, key: &str, personal_id: &str) {
        if matches!(self.keys, Keys::Personal) && key != personal_id {
            let numbers = self.rows.iter().map(|row| row.number);
            self.keys = if self.rows.is_empty() {
                Keys::Numeric(Vec::new())
            } else {
                Keys::Text(
                    numbers
                        .map(|number| format!("{number:012}").into())
                        .collect(),
                )
            };
        }
        if let Keys::Numeric(numbers) = &mut self.keys {
            if let Some(number) = plain_number(key) {
                numbers.push(number);
                return;
            }
            self.keys = Keys::Text(
                numbers
                    .iter()
                    .map(|number| number.to_string().into())
                    .collect(),
            );
        }
        if let Keys::Text(texts) = &mut self.keys {
            texts.push(key.into());
        }
    }

    /// Sorts everything and writes the index under its final name.
    pub fn finish(self, path: &Path) -> Result<BuildReport, IndexError> {
        let Self {
            mut rows,
            names,
            keys,
        } = self;
        if rows.is_empty() {
            return Err(IndexError::Empty {
                path: path.to_path_buf(),
            });
        }
        let (names, renumbered) = names.finish();
        for row in &mut rows {
            row.name = renumbered[row.name as usize];
        }
        drop(renumbered);
        rows.par_sort_unstable_by_key(|row| (row.birth, row.name, row.number, row.read));
        let communes = CommuneList::of(&rows);
        let mut writer = IndexWriter::create(path)?;
        write_people(&mut writer, &rows, &names, &communes)?;
        write_keys(&mut writer, &rows, keys)?;
        write_birth_starts(&mut writer, &rows)?;
        write_number_blocks(&mut writer, &rows)?;
        write_name_blocks(&mut writer, &rows, &names, &communes)?;
        write_commune_block(&mut writer, &rows, &communes)?;
        write_counts(&mut writer, &rows, &names)?;
        names.write(&mut writer)?;
        let people = rows.len() as u64;
        let (bytes, checksum) = writer.finish(people)?;
        Ok(BuildReport {
            people,
            names: names.name_fold.len() as u64,
            bytes,
            checksum,
        })
    }
}

/// The communes that occur, in the order of their codes.
struct CommuneList {
    codes: Vec<u32>,
    positions: Vec<u16>,
}

impl CommuneList {
    fn of(rows: &[Row]) -> Self {
        let mut occurs = vec![false; commune::CODES];
        for row in rows.iter().filter(|row| row.commune != commune::NONE) {
            occurs[row.commune as usize] = true;
        }
        let mut list = Self {
            codes: Vec::new(),
            positions: vec![NO_COMMUNE; commune::CODES],
        };
        for code in (0..commune::CODES).filter(|code| occurs[*code]) {
            let position = u16::try_from(list.codes.len()).unwrap_or(NO_COMMUNE);
            if position < NO_COMMUNE {
                list.positions[code] = position;
                list.codes
                    .push(u32::try_from(code).unwrap_or(commune::NONE));
            }
        }
        list
    }

    fn position(&self, row: &Row) -> u16 {
        self.positions
            .get(row.commune as usize)
            .copied()
            .unwrap_or(NO_COMMUNE)
    }
}

fn write_people(
    writer: &mut IndexWriter,
    rows: &[Row],
    names: &NameTable,
    communes: &CommuneList,
) -> Result<(), IndexError> {
    let pack = |row: &Row| PackedPerson::new(row.number, communes.position(row), row.sex).get();
    writer.section(Section::Person, &gather(rows, pack))?;
    writer.section(Section::Birth, &gather(rows, |row| row.birth.get()))?;
    writer.section(Section::Name, &gather(rows, |row| row.name))?;
    writer.section(Section::OldCard, &gather(rows, |row| row.old_card))?;
    let ends = |row: &Row| {
        let (surname, given) = names.ends(row.name);
        u32::from(surname) << 16 | u32::from(given)
    };
    writer.section(Section::NameEnds, &gather(rows, ends))
}

fn gather<T: Send>(rows: &[Row], of: impl Fn(&Row) -> T + Sync + Send) -> Vec<T> {
    rows.par_iter().map(of).collect()
}

fn write_keys(writer: &mut IndexWriter, rows: &[Row], keys: Keys) -> Result<(), IndexError> {
    match keys {
        Keys::Personal => Ok(()),
        Keys::Numeric(numbers) => {
            let sorted = gather(rows, |row| numbers[row.read as usize]);
            writer.section(Section::NumericKey, &sorted)
        }
        Keys::Text(texts) => {
            let mut starts: Vec<u64> = vec![0];
            let mut bytes = Vec::new();
            for row in rows {
                bytes.extend_from_slice(texts[row.read as usize].as_bytes());
                starts.push(bytes.len() as u64);
            }
            writer.section(Section::TextKeyStart, &starts)?;
            writer.section(Section::TextKey, &bytes)
        }
    }
}

/// First row of each birth key: a running count.
fn write_birth_starts(writer: &mut IndexWriter, rows: &[Row]) -> Result<(), IndexError> {
    let keys = rows.iter().map(|row| row.birth.index());
    writer.section(Section::BirthStart, &starts(keys, KEYS as usize))
}

/// First position of each value 0..`values` in a sorted list, and the length of the list.
fn starts(sorted: impl Iterator<Item = usize>, values: usize) -> Vec<u32> {
    let mut starts = vec![0_u32; values + 1];
    for value in sorted {
        starts[value + 1] += 1;
    }
    for value in 1..starts.len() {
        starts[value] += starts[value - 1];
    }
    starts
}

fn row_numbers(rows: &[Row]) -> impl Iterator<Item = (u32, &Row)> {
    rows.iter()
        .enumerate()
        .map(|(row, values)| (u32::try_from(row).unwrap_or(u32::MAX), values))
}

fn write_number_blocks(writer: &mut IndexWriter, rows: &[Row]) -> Result<(), IndexError> {
    let numbers = hash_block::build(row_numbers(rows).map(|(at, row)| (row.number, at)));
    writer.section(Section::NumberStart, &numbers.starts)?;
    writer.section(Section::NumberEntry, &numbers.entries)?;
    drop(numbers);
    let with_card = row_numbers(rows).filter(|(_, row)| row.old_card != NO_OLD_CARD);
    let old = hash_block::build(with_card.map(|(at, row)| (u64::from(row.old_card), at)));
    writer.section(Section::OldStart, &old.starts)?;
    writer.section(Section::OldEntry, &old.entries)
}

fn write_name_blocks(
    writer: &mut IndexWriter,
    rows: &[Row],
    names: &NameTable,
    communes: &CommuneList,
) -> Result<(), IndexError> {
    let fold = |row: u32| names.name_fold[rows[row as usize].name as usize];
    let mut order: Vec<u32> = row_numbers(rows).map(|(row, _)| row).collect();
    order.par_sort_unstable_by_key(|row| (fold(*row), *row));
    writer.section(Section::ByFold, &order)?;
    let folds = order.iter().map(|row| fold(*row) as usize);
    writer.section(Section::FoldStart, &starts(folds, names.folds()))?;
    order.par_sort_unstable_by_key(|row| {
        (fold(*row), communes.position(&rows[*row as usize]), *row)
    });
    writer.section(Section::ByFoldCommune, &order)
}

fn write_commune_block(
    writer: &mut IndexWriter,
    rows: &[Row],
    communes: &CommuneList,
) -> Result<(), IndexError> {
    let position = |row: u32| usize::from(communes.position(&rows[row as usize]));
    let mut order: Vec<u32> = row_numbers(rows)
        .map(|(row, _)| row)
        .filter(|row| position(*row) < communes.codes.len())
        .collect();
    order.par_sort_unstable_by_key(|row| (position(*row), *row));
    writer.section(Section::ByCommune, &order)?;
    let positions = order.iter().map(|row| position(*row));
    writer.section(
        Section::CommuneStart,
        &starts(positions, communes.codes.len()),
    )?;
    writer.section(Section::CommuneCode, &communes.codes)?;
    let districts: Vec<u32> = communes
        .codes
        .iter()
        .map(|code| commune::district_number(*code))
        .collect();
    writer.section(Section::CommuneDistrict, &districts)
}

fn write_counts(
    writer: &mut IndexWriter,
    rows: &[Row],
    names: &NameTable,
) -> Result<(), IndexError> {
    let mut surname = vec![0_u32; names.syllable_count()];
    let mut given = vec![0_u32; names.syllable_count()];
    let mut sexes = [0_u64; 3];
    for row in rows {
        let (first, last) = names.ends(row.name);
        if let Some(count) = surname.get_mut(usize::from(first)) {
            *count += 1;
        }
        if let Some(count) = given.get_mut(usize::from(last)) {
            *count += 1;
        }
        sexes[row
            .sex
            .map_or(0, |sex| if sex == Sex::Male { 1 } else { 2 })] += 1;
    }
    writer.section(Section::SurnameCount, &surname)?;
    writer.section(Section::GivenCount, &given)?;
    writer.section(Section::SexCount, &sexes)
}

/// The number that exactly this many digits write.
fn digits(text: &str, count: usize) -> Option<u64> {
    let text = text.trim();
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// The number that this text writes in the one usual way (no sign, no leading zero).
fn plain_number(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
