//! The open index as plain slices, and the questions that blocking asks of it.
//!
//! No method panics whatever the slices hold: a position out of range gives nothing.

use super::format::{Layout, Section};
use super::hash_block::HashBlock;
use super::names::Names;
use super::person::{NO_OLD_CARD, PackedPerson};
use crate::birth_key::BirthKey;
use crate::cast::low16;

/// All sections of an index that a check reads.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) person: &'a [u64],
    pub(crate) birth: &'a [u32],
    pub(crate) name: &'a [u32],
    old_card: &'a [u32],
    name_ends: &'a [u32],
    birth_start: &'a [u32],
    number: HashBlock<'a>,
    old: HashBlock<'a>,
    by_fold: &'a [u32],
    fold_start: &'a [u32],
    by_fold_commune: &'a [u32],
    by_commune: &'a [u32],
    commune_start: &'a [u32],
    pub(crate) commune_code: &'a [u32],
    commune_district: &'a [u32],
    pub(crate) names: Names<'a>,
    surname_count: &'a [u32],
    given_count: &'a [u32],
    sex_count: &'a [u64],
}

impl<'a> View<'a> {
    pub(crate) fn new(layout: &Layout, bytes: &'a [u8]) -> Self {
        let words = |section| layout.slice::<u32>(bytes, section);
        let longs = |section| layout.slice::<u64>(bytes, section);
        Self {
            person: longs(Section::Person),
            birth: words(Section::Birth),
            name: words(Section::Name),
            old_card: words(Section::OldCard),
            name_ends: words(Section::NameEnds),
            birth_start: words(Section::BirthStart),
            number: HashBlock::new(words(Section::NumberStart), longs(Section::NumberEntry)),
            old: HashBlock::new(words(Section::OldStart), longs(Section::OldEntry)),
            by_fold: words(Section::ByFold),
            fold_start: words(Section::FoldStart),
            by_fold_commune: words(Section::ByFoldCommune),
            by_commune: words(Section::ByCommune),
            commune_start: words(Section::CommuneStart),
            commune_code: words(Section::CommuneCode),
            commune_district: words(Section::CommuneDistrict),
            names: Self::names(layout, bytes),
            surname_count: words(Section::SurnameCount),
            given_count: words(Section::GivenCount),
            sex_count: longs(Section::SexCount),
        }
    }

    fn names(layout: &Layout, bytes: &'a [u8]) -> Names<'a> {
        Names {
            name_start: layout.slice(bytes, Section::NameStart),
            name_text: layout.slice(bytes, Section::NameText),
            name_canonical: layout.slice(bytes, Section::NameCanonical),
            name_fold: layout.slice(bytes, Section::NameFold),
            fold_first_name: layout.slice(bytes, Section::FoldFirstName),
            fold_table: layout.slice(bytes, Section::FoldTable),
            fold_syllable_start: layout.slice(bytes, Section::FoldSyllableStart),
            fold_syllable: layout.slice(bytes, Section::FoldSyllable),
            syllable_start: layout.slice(bytes, Section::SyllableStart),
            syllable_text: layout.slice(bytes, Section::SyllableText),
            dictionary: &[],
        }
    }

    /// Number of people.
    pub(crate) fn len(&self) -> usize {
        self.person.len()
    }

    pub(crate) fn person(&self, row: u32) -> PackedPerson {
        PackedPerson::from_stored(self.person.get(row as usize).copied().unwrap_or(0))
    }

    pub(crate) fn birth(&self, row: u32) -> BirthKey {
        BirthKey::from_stored(self.birth.get(row as usize).copied().unwrap_or(0))
    }

    pub(crate) fn name(&self, row: u32) -> u32 {
        self.name.get(row as usize).copied().unwrap_or(u32::MAX)
    }

    pub(crate) fn old_card(&self, row: u32) -> Option<u32> {
        self.old_card
            .get(row as usize)
            .copied()
            .filter(|old| *old != NO_OLD_CARD)
    }

    /// People with this 12-digit number.
    pub(crate) fn with_number(&self, number: u64) -> impl Iterator<Item = u32> + use<'a> {
        let view = *self;
        self.number
            .rows(number)
            .filter(move |row| view.person(*row).number() == number)
    }

    /// People with this old 9-digit number.
    pub(crate) fn with_old_card(&self, old: u32) -> impl Iterator<Item = u32> + use<'a> {
        let view = *self;
        self.old
            .rows(u64::from(old))
            .filter(move |row| view.old_card(*row) == Some(old))
    }

    /// People born on the date of the key: neighbours in row order.
    pub(crate) fn born(&self, key: BirthKey) -> std::ops::Range<u32> {
        self.born_between(key.index()..key.index() + 1)
    }

    /// People born on the date of the key with the surname and the given syllable of each.
    pub(crate) fn born_with_ends(
        &self,
        key: BirthKey,
    ) -> impl Iterator<Item = (u32, u16, u16)> + use<'a> {
        let born = self.born(key);
        let ends = self
            .name_ends
            .get(born.start as usize..born.end as usize)
            .unwrap_or(&[]);
        born.zip(ends).map(|(row, ends)| {
            let (surname, given) = split_ends(*ends);
            (row, surname, given)
        })
    }

    /// The surname and the given syllable of a person.
    pub(crate) fn name_ends(&self, row: u32) -> (u16, u16) {
        split_ends(self.name_ends.get(row as usize).copied().unwrap_or(0))
    }

    /// People born in the year of the key.
    pub(crate) fn born_in_year(&self, key: BirthKey) -> std::ops::Range<u32> {
        self.born_between(key.year_range())
    }

    fn born_between(&self, keys: std::ops::Range<usize>) -> std::ops::Range<u32> {
        let start = self.birth_start.get(keys.start).copied().unwrap_or(0);
        start..self.birth_start.get(keys.end).copied().unwrap_or(start)
    }

    /// People born on this date whose folded name is this one: rows of a date are sorted by name.
    pub(crate) fn born_and_named(&self, key: BirthKey, fold: u32) -> std::ops::Range<u32> {
        let born = self.born(key);
        let names = self.names.names_of(fold);
        let slice = self
            .name
            .get(born.start as usize..born.end as usize)
            .unwrap_or(&[]);
        let first = slice.partition_point(|name| *name < names.start);
        let last = slice.partition_point(|name| *name < names.end);
        born.start + count(first)..born.start + count(last)
    }

    /// People with this folded name, in row order (which is the order of birth).
    pub(crate) fn named(&self, fold: u32) -> &'a [u32] {
        self.by_fold.get(self.fold_range(fold)).unwrap_or(&[])
    }

    /// How many people have this folded name.
    pub(crate) fn named_count(&self, fold: u32) -> usize {
        self.fold_range(fold).len()
    }

    fn fold_range(&self, fold: u32) -> std::ops::Range<usize> {
        let start = self.fold_start.get(fold as usize).copied().unwrap_or(0);
        let end = self
            .fold_start
            .get(fold as usize + 1)
            .copied()
            .unwrap_or(start);
        start as usize..end as usize
    }

    /// People with this folded name born in the year of the key.
    pub(crate) fn named_in_year(&self, fold: u32, key: BirthKey) -> &'a [u32] {
        within(self.named(fold), &self.born_in_year(key))
    }

    /// People with this folded name in this commune.
    pub(crate) fn named_in_commune(&self, fold: u32, commune: u16) -> &'a [u32] {
        let rows = self
            .by_fold_commune
            .get(self.fold_range(fold))
            .unwrap_or(&[]);
        let first = rows.partition_point(|row| self.person(*row).commune() < commune);
        let last = rows.partition_point(|row| self.person(*row).commune() <= commune);
        rows.get(first..last).unwrap_or(&[])
    }

    /// People of this commune born in the year of the key.
    pub(crate) fn in_commune_and_year(&self, commune: u16, key: BirthKey) -> &'a [u32] {
        let start = self
            .commune_start
            .get(usize::from(commune))
            .copied()
            .unwrap_or(0);
        let end = self
            .commune_start
            .get(usize::from(commune) + 1)
            .copied()
            .unwrap_or(start);
        let rows = self
            .by_commune
            .get(start as usize..end as usize)
            .unwrap_or(&[]);
        within(rows, &self.born_in_year(key))
    }

    /// How many people live in this commune.
    pub(crate) fn commune_count(&self, commune: u16) -> usize {
        let start = self
            .commune_start
            .get(usize::from(commune))
            .copied()
            .unwrap_or(0);
        let end = self
            .commune_start
            .get(usize::from(commune) + 1)
            .copied()
            .unwrap_or(start);
        (end - start.min(end)) as usize
    }

    /// Position of a commune code in the index's list.
    pub(crate) fn commune_position(&self, code: u32) -> Option<u16> {
        self.commune_code
            .binary_search(&code)
            .ok()
            .and_then(|at| u16::try_from(at).ok())
    }

    /// District of a commune; 0 where unknown.
    pub(crate) fn district(&self, commune: u16) -> u32 {
        self.commune_district
            .get(usize::from(commune))
            .copied()
            .unwrap_or(0)
    }

    /// How many people have this syllable as surname.
    pub(crate) fn surname_count(&self, syllable: u16) -> u32 {
        self.surname_count
            .get(usize::from(syllable))
            .copied()
            .unwrap_or(0)
    }

    /// How many people have this syllable as given name.
    pub(crate) fn given_count(&self, syllable: u16) -> u32 {
        self.given_count
            .get(usize::from(syllable))
            .copied()
            .unwrap_or(0)
    }

    /// How many people are registered as male (1) or female (2).
    pub(crate) fn sex_count(&self, sex: usize) -> usize {
        usize::try_from(self.sex_count.get(sex).copied().unwrap_or(0)).unwrap_or(0)
    }
}

/// Surname above, given syllable below.
fn split_ends(ends: u32) -> (u16, u16) {
    (low16(u64::from(ends) >> 16), low16(u64::from(ends)))
}

/// The part of a sorted list of rows that lies in a range of rows.
fn within<'a>(rows: &'a [u32], range: &std::ops::Range<u32>) -> &'a [u32] {
    let first = rows.partition_point(|row| *row < range.start);
    let last = rows.partition_point(|row| *row < range.end);
    rows.get(first..last).unwrap_or(&[])
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
