//! The population index: one file, mapped, checked when opened, read-only for ever after.
//!
//! Rows are people, sorted by birth date and then by folded name. What the register says of a
//! person is read only through [`PopulationIndex::person`].

mod build;
mod format;
mod hash_block;
mod names;
mod person;
mod view;

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;

pub use build::{BuildReport, IndexBuilder, RowFault};
pub use format::IndexError;
pub(crate) use names::{Names, RARE_SYLLABLE};
pub(crate) use person::{NO_COMMUNE, PackedPerson};
pub(crate) use view::View;

use crate::syllable::{Sound, sound};
use format::{Layout, Section};

/// A person of the index by position. Means nothing in another index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonRow(pub(crate) u32);

/// What is known of an index as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexInfo {
    /// People in the index.
    pub people: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// Checksum that names this index in reports.
    pub checksum: u64,
}

/// What the register says of one person. Only for callers with the right to see it.
#[derive(Clone, PartialEq, Eq)]
pub struct RegisterPerson {
    /// Key of the row in the extract.
    pub key: String,
    /// 12-digit personal number.
    pub personal_id: String,
    /// Old 9-digit card number.
    pub old_card: Option<String>,
    /// Full name as registered.
    pub full_name: String,
    /// ISO date, as far as it is registered.
    pub date_of_birth: String,
    /// `M`, `F` or empty.
    pub sex: &'static str,
    /// Five-digit commune code, or empty.
    pub commune_code: String,
}

impl std::fmt::Debug for RegisterPerson {
    /// Shows that there is a person and nothing about them.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RegisterPerson(..)")
    }
}

/// Where the bytes of an open index live.
enum Bytes {
    Mapped(memmap2::Mmap),
    /// Aligned copy of bytes that came from elsewhere than a file.
    Owned(Vec<u64>, usize),
}

impl Bytes {
    fn get(&self) -> &[u8] {
        match self {
            Bytes::Mapped(map) => map,
            Bytes::Owned(words, len) => bytemuck::cast_slice::<u64, u8>(words)
                .get(..*len)
                .unwrap_or(&[]),
        }
    }
}

/// The register, ready to be asked.
pub struct PopulationIndex {
    bytes: Bytes,
    layout: Layout,
    info: IndexInfo,
    syllables: HashMap<Box<str>, u16>,
    dictionary: Vec<(Box<str>, Sound)>,
}

impl PopulationIndex {
    /// Maps an index file and checks every byte of it against its checksums.
    pub fn open(path: &Path) -> Result<Self, IndexError> {
        let file = File::open(path).map_err(|error| IndexError::io(path, error))?;
        let bytes = map(&file).map_err(|error| IndexError::io(path, error))?;
        Self::checked(path, Bytes::Mapped(bytes))
    }

    /// Opens an index from memory; `name` stands for the path in messages.
    pub fn from_bytes(name: &Path, bytes: &[u8]) -> Result<Self, IndexError> {
        let mut words = vec![0_u64; bytes.len().div_ceil(8)];
        bytemuck::cast_slice_mut::<u64, u8>(&mut words)[..bytes.len()].copy_from_slice(bytes);
        Self::checked(name, Bytes::Owned(words, bytes.len()))
    }

    fn checked(path: &Path, bytes: Bytes) -> Result<Self, IndexError> {
        let layout = Layout::check(path, bytes.get())?;
        let info = IndexInfo {
            people: layout.people,
            bytes: bytes.get().len() as u64,
            checksum: layout.checksum,
        };
        let names = View::new(&layout, bytes.get()).names;
        let heard = |number| {
            (
                Box::from(names.syllable(number)),
                sound(names.syllable(number)),
            )
        };
        let dictionary: Vec<(Box<str>, Sound)> = (0..names.dictionary_len()).map(heard).collect();
        let numbered = dictionary.iter().map(|(text, _)| text.clone()).zip(0..);
        let syllables = numbered.collect();
        Ok(Self {
            bytes,
            layout,
            info,
            syllables,
            dictionary,
        })
    }

    /// Number of people.
    pub fn len(&self) -> usize {
        self.view().len()
    }

    /// Whether the index holds nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is known of the index as a whole.
    pub fn info(&self) -> &IndexInfo {
        &self.info
    }

    /// What the register says of a person: only for callers with the right to see it.
    pub fn person(&self, row: PersonRow) -> RegisterPerson {
        let view = self.view();
        let packed = view.person(row.0);
        let commune = view.commune_code.get(usize::from(packed.commune()));
        RegisterPerson {
            key: self.key(row),
            personal_id: format!("{:012}", packed.number()),
            old_card: view.old_card(row.0).map(|old| format!("{old:09}")),
            full_name: view.names.text(view.name(row.0)).to_owned(),
            date_of_birth: view.birth(row.0).iso(),
            sex: packed.sex().map_or("", khien_domain::Sex::code),
            commune_code: commune.map(|code| format!("{code:05}")).unwrap_or_default(),
        }
    }

    /// Key of a person's row in the extract.
    pub fn key(&self, row: PersonRow) -> String {
        let bytes = self.bytes.get();
        let at = row.0 as usize;
        let starts: &[u64] = self.layout.slice(bytes, Section::TextKeyStart);
        if let (Some(start), Some(end)) = (starts.get(at), starts.get(at + 1)) {
            let text: &[u8] = self.layout.slice(bytes, Section::TextKey);
            let range = usize::try_from(*start).unwrap_or(0)..usize::try_from(*end).unwrap_or(0);
            let key = text.get(range).unwrap_or(&[]);
            return String::from_utf8_lossy(key).into_owned();
        }
        let numeric: &[u64] = self.layout.slice(bytes, Section::NumericKey);
        match numeric.get(at) {
            Some(number) => number.to_string(),
            None => format!("{:012}", self.view().person(row.0).number()),
        }
    }

    pub(crate) fn view(&self) -> View<'_> {
        let mut view = View::new(&self.layout, self.bytes.get());
        view.names.dictionary = &self.dictionary;
        view
    }

    /// The number of a folded syllable in the dictionary.
    pub(crate) fn syllable(&self, text: &str) -> Option<u16> {
        self.syllables.get(text).copied()
    }
}

#[expect(
    unsafe_code,
    reason = "mapping a file is unsafe because another process could change it; an index is only \
              ever replaced by rename, and is checked against its checksums before use"
)]
fn map(file: &File) -> std::io::Result<memmap2::Mmap> {
    // SAFETY: see the reason above; nothing in this program writes to an index under its name.
    unsafe { memmap2::Mmap::map(file) }
}
