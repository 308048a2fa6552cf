//! The name as a value.

use super::display::display;
use super::pattern::NameOrigin;
use super::reading::{NameFault, read};
use crate::note::{Note, Noted, Notes};
use crate::text::compose::compose;
use crate::text::fold_syllable;
use crate::text::letter::{Letter, ascii};
use std::fmt;
use unicode_normalization::is_nfc;

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
        // Letters of the alphabet are composed; only others can come apart when made capitals.
        if read.scan.fitting < read.scan.words && !is_nfc(&text[folded_end..]) {
            let shown = compose(&text.split_off(folded_end));
            text.push_str(&shown);
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

/// Appends the first `end` bytes of the text to it, folded.
fn fold_again(text: &mut String, end: usize) {
    let mut at = 0;
    while let Some(c) = text[at..end].chars().next() {
        match Letter::of(c) {
            Some(letter) => text.push(char::from(ascii(letter.base()))),
            None => fold_syllable(c.encode_utf8(&mut [0; 4]), text),
        }
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
