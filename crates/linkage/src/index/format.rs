//! The file format of the population index: a header, a table of sections, the sections.
//!
//! Everything is little-endian and each section starts at a multiple of 64 bytes, so that a
//! mapped file can be read as plain slices of numbers. Each section carries its length and an
//! XXH3 checksum, the header one of its own; all are checked when the file is opened. A file is
//! written under a temporary name and renamed, so a reader never sees half of one.

use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// First eight bytes of every index.
const MAGIC: &[u8; 8] = b"KHIENIDX";
/// Version of this layout; a reader refuses every other.
pub(crate) const VERSION: u32 = 2;
/// Alignment of sections in bytes.
const ALIGN: usize = 64;
/// Bytes of the header before the section table: magic, version, sections, people, date, flags.
const HEADER_LEN: usize = 40;
/// More sections than any index of this format has: a reader takes no larger table for real.
const MOST_SECTIONS: usize = 256;
/// Bytes of one entry of the section table.
const ENTRY_LEN: usize = 32;

/// What can be wrong with an index file. Messages carry the path and no personal data.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The file could not be read or written.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is something else.
    #[error("{path}: not a population index", path = path.display())]
    NotAnIndex {
        /// The file.
        path: PathBuf,
    },
    /// The index was built by another version.
    #[error("{path}: index of format {found}, this program reads format {VERSION}; build it again", path = path.display())]
    OtherVersion {
        /// The file.
        path: PathBuf,
        /// The version found in the file.
        found: u32,
    },
    /// The file is shorter than its header says, or a checksum does not fit.
    #[error("{path}: damaged index ({what}); build it again", path = path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The part that does not fit.
        what: &'static str,
    },
    /// More people than the format can number.
    #[error("{path}: more than {max} people do not fit one index", path = path.display())]
    TooMany {
        /// The file that was to be written.
        path: PathBuf,
        /// The largest number of people.
        max: u64,
    },
    /// Nobody to index.
    #[error("{path}: no usable row in the register extract", path = path.display())]
    Empty {
        /// The file that was to be written.
        path: PathBuf,
    },
}

impl IndexError {
    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        IndexError::Io {
            path: path.to_path_buf(),
            source,
        }
    }

    fn damaged(path: &Path, what: &'static str) -> Self {
        IndexError::Damaged {
            path: path.to_path_buf(),
            what,
        }
    }
}

macro_rules! sections {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal,)+) => {
        /// The sections of an index, each a slice of numbers or bytes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u32)]
        pub(crate) enum Section { $($(#[doc = $doc])+ $name = $id,)+ }

        impl Section {
            pub(crate) const ALL: &'static [Section] = &[$(Section::$name,)+];

            fn label(self) -> &'static str {
                match self { $(Section::$name => stringify!($name),)+ }
            }
        }
    };
}

sections! {
    /// `u64` a person: 12-digit number, commune, sex (see `person.rs`).
    Person = 1,
    /// `u32` a person: birth key.
    Birth = 2,
    /// `u32` a person: name.
    Name = 3,
    /// `u32` a person: old 9-digit number or none.
    OldCard = 4,
    /// `u32` a person: folded surname (upper half) and given syllable (lower half).
    NameEnds = 5,
    /// Row keys where they are not the 12-digit number: `u64` each.
    NumericKey = 6,
    /// Row keys as text: offsets.
    TextKeyStart = 7,
    /// Row keys as text: bytes.
    TextKey = 8,
    /// `u32` a birth key and one more: first person born then.
    BirthStart = 10,
    /// Number block: bucket starts.
    NumberStart = 11,
    /// Number block: tag and row.
    NumberEntry = 12,
    /// Old number block: bucket starts.
    OldStart = 13,
    /// Old number block: tag and row.
    OldEntry = 14,
    /// Rows by folded name, then row.
    ByFold = 15,
    /// First position in `ByFold` of each folded name, and one more.
    FoldStart = 16,
    /// Rows by folded name, commune, then row.
    ByFoldCommune = 17,
    /// Rows by commune, then row.
    ByCommune = 18,
    /// First position in `ByCommune` of each commune, and one more.
    CommuneStart = 19,
    /// Five-digit code of each commune, as a number.
    CommuneCode = 20,
    /// District of each commune, as a number (0: unknown).
    CommuneDistrict = 21,
    /// Start of each distinct name's text, and one more.
    NameStart = 30,
    /// Text of the names as registered.
    NameText = 31,
    /// XXH3 of the canonical form of each name.
    NameCanonical = 32,
    /// Folded name of each name.
    NameFold = 33,
    /// First name of each folded name, and one more.
    FoldFirstName = 34,
    /// Open-addressing table of XXH3 of folded names: hash and folded name.
    FoldTable = 35,
    /// Start of each folded name's syllables, and one more.
    FoldSyllableStart = 36,
    /// Syllables of the folded names.
    FoldSyllable = 37,
    /// Start of each syllable's text, and one more.
    SyllableStart = 38,
    /// Text of the folded syllables.
    SyllableText = 39,
    /// How many people bear each syllable as given name.
    GivenCount = 40,
    /// How many people bear each syllable as surname.
    SurnameCount = 41,
    /// How many people are of each sex: unknown, male, female.
    SexCount = 42,
}

/// Where a section lies in the file.
#[derive(Clone, Copy, Debug)]
struct Entry {
    id: u32,
    offset: u64,
    len: u64,
    checksum: u64,
}

/// Writes an index section by section under a temporary name.
pub(crate) struct IndexWriter {
    target: PathBuf,
    temporary: PathBuf,
    file: BufWriter<File>,
    at: u64,
    entries: Vec<Entry>,
    finished: bool,
}

impl IndexWriter {
    /// Opens the temporary file beside `target`.
    pub(crate) fn create(target: &Path) -> Result<Self, IndexError> {
        let mut name = target.file_name().unwrap_or_default().to_os_string();
        name.push(".partial");
        let temporary = target.with_file_name(name);
        let file = File::create(&temporary).map_err(|error| IndexError::io(&temporary, error))?;
        let start = table_end(Section::ALL.len()).next_multiple_of(ALIGN as u64);
        let mut writer = Self {
            target: target.to_path_buf(),
            temporary,
            file: BufWriter::with_capacity(1 << 20, file),
            at: start,
            entries: Vec::new(),
            finished: false,
        };
        writer.seek(start)?;
        Ok(writer)
    }

    /// Appends a section that holds these numbers or bytes.
    pub(crate) fn section<T: bytemuck::NoUninit>(
        &mut self,
        section: Section,
        values: &[T],
    ) -> Result<(), IndexError> {
        let bytes: &[u8] = bytemuck::cast_slice(values);
        let mut hasher = Xxh3::new();
        hasher.update(bytes);
        let entry = Entry {
            id: section as u32,
            offset: self.at,
            len: bytes.len() as u64,
            checksum: hasher.digest(),
        };
        self.write(bytes)?;
        self.at += entry.len;
        let aligned = self.at.next_multiple_of(ALIGN as u64);
        let padding = [0_u8; ALIGN];
        let gap = usize::try_from(aligned - self.at).unwrap_or(0);
        self.write(&padding[..gap])?;
        self.at = aligned;
        self.entries.push(entry);
        Ok(())
    }

    /// Writes the header, makes the file durable and gives it its name; length and checksum.
    pub(crate) fn finish(mut self, people: u64) -> Result<(u64, u64), IndexError> {
        let header = header_bytes(&self.entries, people, self.at);
        let checksum = xxh3_64(&header);
        self.seek(0)?;
        self.write(&header)?;
        self.write(&checksum.to_le_bytes())?;
        self.file
            .flush()
            .map_err(|error| IndexError::io(&self.temporary, error))?;
        self.file
            .get_ref()
            .sync_all()
            .map_err(|error| IndexError::io(&self.temporary, error))?;
        std::fs::rename(&self.temporary, &self.target)
            .map_err(|error| IndexError::io(&self.target, error))?;
        self.finished = true;
        Ok((self.at, checksum))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), IndexError> {
        self.file
            .write_all(bytes)
            .map_err(|error| IndexError::io(&self.temporary, error))
    }

    fn seek(&mut self, to: u64) -> Result<(), IndexError> {
        self.file
            .seek(SeekFrom::Start(to))
            .map(|_| ())
            .map_err(|error| IndexError::io(&self.temporary, error))
    }
}

impl Drop for IndexWriter {
    /// An unfinished index leaves nothing behind.
    fn drop(&mut self) {
        if !self.finished {
            let _removed_if_it_was_there = std::fs::remove_file(&self.temporary);
        }
    }
}

/// End of the section table and its checksum, in bytes from the start of the file.
fn table_end(sections: usize) -> u64 {
    (HEADER_LEN + sections * ENTRY_LEN + 8) as u64
}

fn header_bytes(entries: &[Entry], people: u64, file_len: u64) -> Vec<u8> {
    let mut header = Vec::with_capacity(HEADER_LEN + entries.len() * ENTRY_LEN);
    header.extend_from_slice(MAGIC);
    header.extend_from_slice(&VERSION.to_le_bytes());
    header.extend_from_slice(&u32::try_from(entries.len()).unwrap_or(0).to_le_bytes());
    header.extend_from_slice(&people.to_le_bytes());
    header.extend_from_slice(&file_len.to_le_bytes());
    header.extend_from_slice(&0_u64.to_le_bytes());
    for entry in entries {
        header.extend_from_slice(&u64::from(entry.id).to_le_bytes());
        header.extend_from_slice(&entry.offset.to_le_bytes());
        header.extend_from_slice(&entry.len.to_le_bytes());
        header.extend_from_slice(&entry.checksum.to_le_bytes());
    }
    header
}

/// Where everything lies in an index that was checked.
#[derive(Debug)]
pub(crate) struct Layout {
    /// Number of people.
    pub(crate) people: u64,
    /// Checksum of the header, which covers the checksums of all sections.
    pub(crate) checksum: u64,
    ranges: Vec<(u32, std::ops::Range<usize>)>,
}

impl Layout {
    /// Checks the header, every length and every checksum of a whole file.
    pub(crate) fn check(path: &Path, bytes: &[u8]) -> Result<Self, IndexError> {
        if bytes.len() < HEADER_LEN || &bytes[..8] != MAGIC {
            return Err(IndexError::NotAnIndex {
                path: path.to_path_buf(),
            });
        }
        let version = u32::from_le_bytes([bytes[8], bytes[9], bytes[10], bytes[11]]);
        if version != VERSION {
            return Err(IndexError::OtherVersion {
                path: path.to_path_buf(),
                found: version,
            });
        }
        let sections = u32::from_le_bytes([bytes[12], bytes[13], bytes[14], bytes[15]]) as usize;
        if sections > MOST_SECTIONS {
            return Err(IndexError::damaged(path, "section table"));
        }
        let table = HEADER_LEN + sections * ENTRY_LEN;
        let header = bytes
            .get(..table)
            .ok_or_else(|| IndexError::damaged(path, "header cut off"))?;
        let checksum = word(bytes, table).ok_or_else(|| IndexError::damaged(path, "header"))?;
        if checksum != xxh3_64(header) {
            return Err(IndexError::damaged(path, "header checksum"));
        }
        let people = word(bytes, 16).unwrap_or(0);
        if word(bytes, 24) != Some(bytes.len() as u64) {
            return Err(IndexError::damaged(path, "file length"));
        }
        let mut ranges = Vec::with_capacity(sections);
        for index in 0..sections {
            ranges.push(check_section(path, bytes, HEADER_LEN + index * ENTRY_LEN)?);
        }
        Ok(Self {
            people,
            checksum,
            ranges,
        })
    }

    /// The numbers of a section; empty where the index has none.
    pub(crate) fn slice<'a, T: bytemuck::AnyBitPattern>(
        &self,
        bytes: &'a [u8],
        section: Section,
    ) -> &'a [T] {
        self.ranges
            .iter()
            .find(|(id, _)| *id == section as u32)
            .and_then(|(_, range)| bytes.get(range.clone()))
            .and_then(|part| bytemuck::try_cast_slice(part).ok())
            .unwrap_or(&[])
    }
}

fn check_section(
    path: &Path,
    bytes: &[u8],
    at: usize,
) -> Result<(u32, std::ops::Range<usize>), IndexError> {
    let field = |index: usize| word(bytes, at + index * 8).unwrap_or(u64::MAX);
    let id = u32::try_from(field(0)).unwrap_or(0);
    let what = Section::ALL
        .iter()
        .find(|section| **section as u32 == id)
        .map_or("unknown section", |section| section.label());
    let damaged = || IndexError::damaged(path, what);
    let start = usize::try_from(field(1)).map_err(|_| damaged())?;
    let len = usize::try_from(field(2)).map_err(|_| damaged())?;
    let end = start.checked_add(len).ok_or_else(damaged)?;
    let part = bytes.get(start..end).ok_or_else(damaged)?;
    if start % ALIGN != 0 || xxh3_64(part) != field(3) {
        return Err(damaged());
    }
    Ok((id, start..end))
}

fn word(bytes: &[u8], at: usize) -> Option<u64> {
    let part: [u8; 8] = bytes.get(at..at + 8)?.try_into().ok()?;
    Some(u64::from_le_bytes(part))
}
