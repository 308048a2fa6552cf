//! Names of persons: the repaired form, the key by which two spellings are the same name, and
//! how two names differ.
//!
//! Repairs are lossless: Unicode form, legacy encodings, case, spaces, apostrophes and hyphens,
//! the place of the tone mark, Ð for Đ. Missing diacritics, i for y and slips are differences,
//! never repaired.

mod canonical;
mod character;
mod difference;
mod display;
mod lexicon;
mod pattern;
mod repair;
mod typing_keys;
mod word_set;

pub use difference::{NameDifference, name_difference};

use crate::note::{Note, Noted, Notes};
use crate::text::{compose::compose, fold_syllable};
use canonical::{Scan, scan};
use display::display;
use std::fmt;
use thiserror::Error;

/// Longest text that is read as a name, in bytes. The longest names of travel documents stay
/// far below.
const MAX_BYTES: usize = 1024;
/// Most words that a name has. More is a sentence.
const MAX_WORDS: usize = 16;

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum NameFault {
    /// Nothing was given.
    #[error("the name is missing")]
    Missing,
    /// Something was given, and it is not a name.
    #[error("the text is not a name")]
    NotAName,
}

impl NameFault {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotAName => "not_a_name",
        }
    }
}

/// Which naming pattern explains a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameOrigin {
    /// Vietnamese syllables, with or without diacritics.
    Vietnamese,
    /// A pattern of one of the country's other peoples.
    Minority,
    /// Nothing explains it.
    Foreign,
}

/// A person's name, repaired without loss. Equality and order are those of the canonical form.
#[derive(Clone)]
pub struct PersonName {
    /// Canonical, folded and display form, one after the other.
    text: String,
    canonical_end: u16,
    folded_end: u16,
    origin: NameOrigin,
}

impl PersonName {
    /// Reads a name as typed in any of the known ways.
    ///
    /// # Errors
    /// [`NameFault::Missing`] for blank text, [`NameFault::NotAName`] for text without letters
    /// or far longer than a name.
    ///
    /// ```
    /// use khien_domain::{Note, PersonName};
    /// let name = PersonName::parse("  ÐẶNG  THUỲ TRÂM")?;
    /// assert_eq!(name.value.as_str(), "Đặng Thuỳ Trâm");
    /// assert_eq!(name.value.canonical(), "đặng thùy trâm");
    /// assert_eq!(name.value.folded(), "dang thuy tram");
    /// assert!(name.notes.has(Note::DStroke) && name.notes.has(Note::TonePlacement));
    /// # Ok::<(), khien_domain::NameFault>(())
    /// ```
    pub fn parse(raw: &str) -> Result<Noted<PersonName>, NameFault> {
        let mut text = String::with_capacity(raw.len() * 3 + 8);
        let read = read(raw, &mut text)?;
        let canonical_end = text.len();
        fold_again(&mut text, canonical_end);
        let folded_end = text.len();
        let shown = read.repaired.as_deref().unwrap_or(raw);
        if changes_display(read.notes) {
            let vietnamese = read.origin != NameOrigin::Foreign;
            display(shown, read.scan.case, vietnamese, &mut text);
        } else {
            text.push_str(shown);
        }
        let name = PersonName {
            text,
            canonical_end: u16::try_from(canonical_end).map_err(|_| NameFault::NotAName)?,
            folded_end: u16::try_from(folded_end).map_err(|_| NameFault::NotAName)?,
            origin: read.origin,
        };
        Ok(Noted::new(name, read.notes))
    }

    /// The repaired name: NFC, single spaces; capitals at the start of words where the source
    /// was all capitals or all small letters, else as typed.
    pub fn as_str(&self) -> &str {
        &self.text[self.folded_end as usize..]
    }

    /// The key of the name: NFC, lower case, single spaces, one apostrophe, hyphen as space, one
    /// place of the tone mark (hòa, thúy), Đ for Ð. Two names are equivalent if and only if
    /// their keys are equal.
    pub fn canonical(&self) -> &str {
        &self.text[..self.canonical_end as usize]
    }

    /// The canonical form without diacritics, as [`crate::fold`] gives it. i and y are kept.
    pub fn folded(&self) -> &str {
        &self.text[self.canonical_end as usize..self.folded_end as usize]
    }

    /// The syllables of the canonical form.
    pub fn syllables(&self) -> impl Iterator<Item = &str> {
        self.canonical().split(' ')
    }

    /// The given name: the last syllable of the canonical form.
    pub fn given(&self) -> &str {
        self.canonical().rsplit(' ').next().unwrap_or_default()
    }

    /// The surname: the first syllable of the canonical form.
    pub fn surname(&self) -> &str {
        self.canonical().split(' ').next().unwrap_or_default()
    }

    /// Which naming pattern explains the name.
    pub fn origin(&self) -> NameOrigin {
        self.origin
    }
}

impl PartialEq for PersonName {
    fn eq(&self, other: &Self) -> bool {
        self.canonical() == other.canonical()
    }
}

impl Eq for PersonName {}

impl std::hash::Hash for PersonName {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.canonical().hash(state);
    }
}

impl fmt::Debug for PersonName {
    /// Shows the number of syllables and nothing of the name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonName")
            .field("syllables", &self.syllables().count())
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

/// Appends the canonical form of a raw name to `out`, as [`PersonName::parse`] would give it,
/// with the same notes. Allocates nothing for a name that needs no repair.
///
/// # Errors
/// As [`PersonName::parse`]; `out` is then as it was.
pub fn canonical_into(raw: &str, out: &mut String) -> Result<Notes, NameFault> {
    let start = out.len();
    match read(raw, out) {
        Ok(read) => Ok(read.notes),
        Err(fault) => {
            out.truncate(start);
            Err(fault)
        }
    }
}

/// What reading a raw name gave beside the canonical form.
struct Read {
    scan: Scan,
    notes: Notes,
    repaired: Option<String>,
    origin: NameOrigin,
}

fn read(raw: &str, out: &mut String) -> Result<Read, NameFault> {
    if raw.len() > MAX_BYTES {
        return Err(NameFault::NotAName);
    }
    let start = out.len();
    let mut repaired = None;
    let mut notes = Notes::EMPTY;
    let mut seen = scan(raw, false, out);
    if seen.uncomposed {
        let text = compose(raw);
        out.truncate(start);
        seen = scan(&text, true, out);
        notes.add(Note::Unicode);
        repaired = Some(text);
    }
    let text = repaired.as_deref().unwrap_or(raw);
    if let Some(found) = repair::decode(text, &out[start..], &seen) {
        out.truncate(start);
        seen = scan(&found.text, true, out);
        notes.add(found.note);
        repaired = Some(found.text);
    }
    if seen.words == 0 {
        let blank = raw.chars().all(|c| !c.is_alphanumeric());
        return Err(if blank {
            NameFault::Missing
        } else {
            NameFault::NotAName
        });
    }
    if seen.words > MAX_WORDS {
        return Err(NameFault::NotAName);
    }
    let (origin, explained) = pattern::explain(&out[start..], &seen);
    Ok(Read {
        notes: notes.union(seen.notes).union(explained),
        scan: seen,
        repaired,
        origin,
    })
}

/// Appends the first `end` bytes of the text to it, folded.
fn fold_again(text: &mut String, end: usize) {
    let mut at = 0;
    while let Some(c) = text[at..end].chars().next() {
        let mut letter = [0; 4];
        fold_syllable(c.encode_utf8(&mut letter), text);
        at += c.len_utf8();
    }
}

/// Whether a repair of the canonical form is one that people see.
fn changes_display(notes: Notes) -> bool {
    const SEEN: [Note; 5] = [
        Note::Spaces,
        Note::Case,
        Note::Apostrophe,
        Note::DStroke,
        Note::Marks,
    ];
    SEEN.iter().any(|note| notes.has(*note))
}
