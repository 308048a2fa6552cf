//! The names of the register, each kept once: text, canonical hash, folded name, syllables.
//!
//! Names are numbered in the order (folded, canonical, text), so that all names that fold alike
//! are neighbours and people sorted by name are sorted by folded name too.

use std::collections::HashMap;

use khien_domain::PersonName;
use rayon::slice::ParallelSliceMut;
use xxhash_rust::xxh3::xxh3_64;

use crate::cast::position;
use crate::syllable::{Heard, Sound};

use super::format::{IndexError, IndexWriter, Section};

/// A syllable that did not fit the dictionary of 65,535, or that no registered name has.
pub(crate) const RARE_SYLLABLE: u16 = u16::MAX;

/// Collects names while the register is read.
#[derive(Default)]
pub(crate) struct NameCollector {
    numbers: HashMap<Box<str>, u32>,
    parsed: Vec<ParsedName>,
}

struct ParsedName {
    folded: Box<str>,
    canonical: Box<str>,
    text: Box<str>,
}

impl NameCollector {
    /// The provisional number of a name; `None` if it cannot be read as one.
    pub(crate) fn number(&mut self, text: &str) -> Option<u32> {
        if let Some(number) = self.numbers.get(text) {
            return Some(*number);
        }
        let name = PersonName::parse(text).ok()?.value;
        let number = u32::try_from(self.parsed.len()).ok()?;
        self.parsed.push(ParsedName {
            folded: name.folded().into(),
            canonical: name.canonical().into(),
            text: text.into(),
        });
        self.numbers.insert(text.into(), number);
        Some(number)
    }

    /// Sorts the names; gives the table and the final number of each provisional one.
    pub(crate) fn finish(self) -> (NameTable, Vec<u32>) {
        drop(self.numbers);
        let mut order: Vec<u32> = (0..u32::try_from(self.parsed.len()).unwrap_or(0)).collect();
        let parsed = &self.parsed;
        order.par_sort_unstable_by_key(|number| {
            let name = &parsed[*number as usize];
            (&name.folded, &name.canonical, &name.text)
        });
        let mut renumbered = vec![0; order.len()];
        let mut table = NameTable::default();
        for (position, number) in order.iter().enumerate() {
            renumbered[*number as usize] = u32::try_from(position).unwrap_or(0);
            table.push(&parsed[*number as usize]);
        }
        table.close();
        (table, renumbered)
    }
}

/// Names and folded names, ready to be written.
#[derive(Default)]
pub(crate) struct NameTable {
    name_start: Vec<u64>,
    name_text: Vec<u8>,
    name_canonical: Vec<u64>,
    /// Folded name of each name.
    pub(crate) name_fold: Vec<u32>,
    fold_first_name: Vec<u32>,
    fold_hash: Vec<u64>,
    fold_syllable_start: Vec<u32>,
    fold_syllable: Vec<u16>,
    syllables: HashMap<Box<str>, u16>,
    syllable_text: Vec<Box<str>>,
    last_fold: Option<Box<str>>,
}

impl NameTable {
    fn push(&mut self, name: &ParsedName) {
        if self.last_fold.as_deref() != Some(&*name.folded) {
            self.push_fold(&name.folded);
        }
        self.name_start.push(self.name_text.len() as u64);
        self.name_text.extend_from_slice(name.text.as_bytes());
        self.name_canonical.push(xxh3_64(name.canonical.as_bytes()));
        self.name_fold
            .push(u32::try_from(self.fold_hash.len()).unwrap_or(1) - 1);
    }

    fn push_fold(&mut self, folded: &str) {
        self.fold_first_name
            .push(u32::try_from(self.name_fold.len()).unwrap_or(0));
        self.fold_hash.push(xxh3_64(folded.as_bytes()));
        self.fold_syllable_start
            .push(u32::try_from(self.fold_syllable.len()).unwrap_or(0));
        for syllable in folded.split(' ').filter(|syllable| !syllable.is_empty()) {
            let number = self.syllable(syllable);
            self.fold_syllable.push(number);
        }
        self.last_fold = Some(folded.into());
    }

    fn syllable(&mut self, text: &str) -> u16 {
        if let Some(number) = self.syllables.get(text) {
            return *number;
        }
        let Some(number) = u16::try_from(self.syllable_text.len())
            .ok()
            .filter(|number| *number < RARE_SYLLABLE)
        else {
            return RARE_SYLLABLE;
        };
        self.syllables.insert(text.into(), number);
        self.syllable_text.push(text.into());
        number
    }

    fn close(&mut self) {
        self.name_start.push(self.name_text.len() as u64);
        self.fold_first_name
            .push(u32::try_from(self.name_fold.len()).unwrap_or(0));
        self.fold_syllable_start
            .push(u32::try_from(self.fold_syllable.len()).unwrap_or(0));
    }

    /// Number of folded names.
    pub(crate) fn folds(&self) -> usize {
        self.fold_hash.len()
    }

    /// Number of syllables in the dictionary.
    pub(crate) fn syllable_count(&self) -> usize {
        self.syllable_text.len()
    }

    /// First and last syllable of a name: surname and given name.
    pub(crate) fn ends(&self, name: u32) -> (u16, u16) {
        let fold = self.name_fold[name as usize] as usize;
        let range =
            self.fold_syllable_start[fold] as usize..self.fold_syllable_start[fold + 1] as usize;
        let syllables = &self.fold_syllable[range];
        let first = syllables.first().copied().unwrap_or(RARE_SYLLABLE);
        (first, syllables.last().copied().unwrap_or(RARE_SYLLABLE))
    }

    /// Writes all sections of names.
    pub(crate) fn write(&self, writer: &mut IndexWriter) -> Result<(), IndexError> {
        writer.section(Section::NameStart, &self.name_start)?;
        writer.section(Section::NameText, &self.name_text)?;
        writer.section(Section::NameCanonical, &self.name_canonical)?;
        writer.section(Section::NameFold, &self.name_fold)?;
        writer.section(Section::FoldFirstName, &self.fold_first_name)?;
        writer.section(Section::FoldTable, &self.hash_table())?;
        writer.section(Section::FoldSyllableStart, &self.fold_syllable_start)?;
        writer.section(Section::FoldSyllable, &self.fold_syllable)?;
        let mut starts: Vec<u32> = vec![0];
        let mut text = Vec::new();
        for syllable in &self.syllable_text {
            text.extend_from_slice(syllable.as_bytes());
            starts.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        }
        writer.section(Section::SyllableStart, &starts)?;
        writer.section(Section::SyllableText, &text)
    }

    /// Open addressing, at most half full: pairs of hash and folded name plus one (0: free).
    fn hash_table(&self) -> Vec<u64> {
        let slots = (self.fold_hash.len() * 2).next_power_of_two().max(2);
        let mut table = vec![0_u64; slots * 2];
        for (fold, hash) in self.fold_hash.iter().enumerate() {
            let mut slot = position(*hash) & (slots - 1);
            while table[slot * 2 + 1] != 0 {
                slot = (slot + 1) & (slots - 1);
            }
            table[slot * 2] = *hash;
            table[slot * 2 + 1] = fold as u64 + 1;
        }
        table
    }
}

/// The names of an open index.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) name_start: &'a [u64],
    pub(crate) name_text: &'a [u8],
    pub(crate) name_canonical: &'a [u64],
    pub(crate) name_fold: &'a [u32],
    pub(crate) fold_first_name: &'a [u32],
    pub(crate) fold_table: &'a [u64],
    pub(crate) fold_syllable_start: &'a [u32],
    pub(crate) fold_syllable: &'a [u16],
    pub(crate) syllable_start: &'a [u32],
    pub(crate) syllable_text: &'a [u8],
    /// Text and sound of each syllable of the dictionary; made when the file is opened.
    pub(crate) dictionary: &'a [(Box<str>, Sound)],
}

impl<'a> Names<'a> {
    /// A name as it is registered; empty if the file holds no text there.
    pub(crate) fn text(&self, name: u32) -> &'a str {
        std::str::from_utf8(self.bytes(name)).unwrap_or("")
    }

    /// The bytes of a registered name, to be compared without reading them as text first.
    pub(crate) fn bytes(&self, name: u32) -> &'a [u8] {
        let start = self.name_start.get(name as usize).copied().unwrap_or(0);
        let end = self.name_start.get(name as usize + 1).copied().unwrap_or(0);
        let range = usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0);
        self.name_text.get(range).unwrap_or(&[])
    }

    /// Hash of the canonical form of a name.
    pub(crate) fn canonical_hash(&self, name: u32) -> Option<u64> {
        self.name_canonical.get(name as usize).copied()
    }

    /// Folded name of a name.
    pub(crate) fn fold_of(&self, name: u32) -> u32 {
        self.name_fold.get(name as usize).copied().unwrap_or(0)
    }

    /// The folded name with this text.
    pub(crate) fn find_fold(&self, folded: &str) -> Option<u32> {
        let hash = xxh3_64(folded.as_bytes());
        let slots = self.fold_table.len() / 2;
        let mut slot = position(hash) & slots.checked_sub(1)?;
        for _ in 0..slots {
            let number = *self.fold_table.get(slot * 2 + 1)?;
            if number == 0 {
                return None;
            }
            if self.fold_table[slot * 2] == hash {
                return u32::try_from(number - 1).ok();
            }
            slot = (slot + 1) & (slots - 1);
        }
        None
    }

    /// Syllables of a folded name.
    pub(crate) fn syllables(&self, fold: u32) -> &'a [u16] {
        let start = self
            .fold_syllable_start
            .get(fold as usize)
            .copied()
            .unwrap_or(0);
        let end = self
            .fold_syllable_start
            .get(fold as usize + 1)
            .copied()
            .unwrap_or(0);
        self.fold_syllable
            .get(start as usize..end as usize)
            .unwrap_or(&[])
    }

    /// Names that fold to this folded name.
    pub(crate) fn names_of(&self, fold: u32) -> std::ops::Range<u32> {
        let start = self
            .fold_first_name
            .get(fold as usize)
            .copied()
            .unwrap_or(0);
        start
            ..self
                .fold_first_name
                .get(fold as usize + 1)
                .copied()
                .unwrap_or(start)
    }

    /// Number of syllables in the dictionary.
    pub(crate) fn dictionary_len(&self) -> u16 {
        u16::try_from(self.syllable_start.len().saturating_sub(1)).unwrap_or(RARE_SYLLABLE)
    }

    /// Text and sound of a syllable; empty for [`RARE_SYLLABLE`].
    pub(crate) fn heard(&self, number: u16) -> Heard<'a> {
        match self.dictionary.get(usize::from(number)) {
            Some((text, sound)) => Heard {
                text,
                sound: *sound,
            },
            None => Heard {
                text: "",
                sound: Sound::default(),
            },
        }
    }

    /// Text of a syllable as it stands in the file.
    pub(crate) fn syllable(&self, number: u16) -> &'a str {
        let start = self
            .syllable_start
            .get(usize::from(number))
            .copied()
            .unwrap_or(0);
        let end = self
            .syllable_start
            .get(usize::from(number) + 1)
            .copied()
            .unwrap_or(0);
        let text = self
            .syllable_text
            .get(start as usize..end as usize)
            .unwrap_or(&[]);
        std::str::from_utf8(text).unwrap_or("")
    }
}
