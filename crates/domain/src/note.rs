//! What a parser repaired or noticed, as a set that costs one machine word.
//!
//! A parser of this crate never guesses silently: each repair leaves a [`Note`] in the
//! [`Noted`] value that it returns, so that a person can be told what was done to the text.

use std::fmt;

/// A value together with what was repaired or noticed while reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noted<T> {
    /// The value that was read.
    pub value: T,
    /// What was repaired or noticed on the way.
    pub notes: Notes,
}

impl<T> Noted<T> {
    /// A value that needed no repair.
    pub fn clean(value: T) -> Self {
        Self {
            value,
            notes: Notes::EMPTY,
        }
    }

    /// A value with the notes that were taken.
    pub fn new(value: T, notes: Notes) -> Self {
        Self { value, notes }
    }

    /// The same notes on another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Noted<U> {
        Noted {
            value: change(self.value),
            notes: self.notes,
        }
    }
}

macro_rules! notes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal,)+) => {
        /// One thing that a parser repaired or noticed. The code is stable: files and pages use it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Note { $($(#[doc = $doc])+ $name,)+ }

        impl Note {
            /// Every note, in the order of the set.
            pub const ALL: &'static [Note] = &[$(Note::$name,)+];

            /// The stable code of this note.
            pub fn code(self) -> &'static str {
                match self { $(Note::$name => $code,)+ }
            }
        }
    };
}

notes! {
    /// Text was not in NFC.
    Unicode = "unicode",
    /// Text was typed with VNI fonts (one or two bytes a letter).
    Vni = "vni",
    /// Text was typed with TCVN3 (ABC) fonts such as `.VnTime`.
    Tcvn3 = "tcvn3",
    /// UTF-8 bytes had been read as Latin-1 or Windows-1252.
    Utf8AsLatin1 = "utf8_as_latin1",
    /// Eth (Ð, U+00D0) stood for D with stroke (Đ, U+0110).
    DStroke = "d_stroke",
    /// Spaces were added, doubled, missing around a mark or not plain spaces.
    Spaces = "spaces",
    /// Letter case differs from the usual form of names.
    Case = "case",
    /// Apostrophes or hyphens were written in another way.
    Apostrophe = "apostrophe",
    /// Tone mark stood on the other vowel (hoà for hòa).
    TonePlacement = "tone_placement",
    /// Digits, dots or other marks that no name holds were removed.
    Marks = "marks",
    /// What looks like the residue of Telex or VNI keys is in the name (Nguyeenx). Not repaired.
    TypingResidue = "typing_residue",
    /// The name carries no diacritic at all though its syllables usually do.
    NoDiacritics = "no_diacritics",
    /// The name fits no Vietnamese or minority pattern.
    ForeignName = "foreign_name",
    /// The name follows a minority pattern (H', Y, K', Rơ Châm, Thạch, …).
    MinorityName = "minority_name",
    /// Blanks, dots, dashes or an apostrophe were removed from a number.
    Punctuation = "punctuation",
    /// Full-width or other Unicode digits were made plain.
    FullWidthDigits = "full_width_digits",
    /// The number had been wrapped as an Excel formula (`="034…"`).
    FormulaQuoted = "formula_quoted",
    /// A leading zero is missing; the value is a candidate, not a fact.
    LostZero = "lost_zero",
    /// The first three digits name a country, not a province (100 and above).
    CountryOfBirth = "country_of_birth",
    /// Only the year is known.
    YearOnly = "year_only",
    /// Only month and year are known.
    MonthOnly = "month_only",
    /// Day and month stood in the other order; only that order gives a date.
    MonthFirst = "month_first",
    /// The date was a spreadsheet serial number.
    SerialNumber = "serial_number",
    /// The year was written with two digits.
    TwoDigitYear = "two_digit_year",
    /// A time of day was cut off.
    TimeCut = "time_cut",
    /// The date was written in words.
    Words = "words",
    /// The value was a word where a code is usual (Nam, Nữ).
    Word = "word",
    /// The code was read in the portal's encoding (1 male, 2 female).
    PortalCode = "portal_code",
    /// Letters O, I or similar stood for digits.
    LetterForDigit = "letter_for_digit",
    /// A word was one letter off a known one.
    Misspelt = "misspelt",
}

impl Note {
    /// Whether the note tells of a repair that lost nothing. The others tell what the text is or
    /// lacks (a year alone, no diacritics), and may stand beside a fault.
    pub fn is_repair(self) -> bool {
        !matches!(
            self,
            Self::TypingResidue
                | Self::NoDiacritics
                | Self::ForeignName
                | Self::MinorityName
                | Self::CountryOfBirth
                | Self::YearOnly
                | Self::MonthOnly
                | Self::LetterForDigit
        )
    }
}

/// A set of [`Note`]s.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Notes(u64);

impl Notes {
    /// No note.
    pub const EMPTY: Notes = Notes(0);

    /// The set that holds one note.
    pub fn of(note: Note) -> Self {
        Notes(1 << note as u8)
    }

    /// Adds a note.
    pub fn add(&mut self, note: Note) {
        self.0 |= 1 << note as u8;
    }

    /// This set and one note more.
    #[must_use]
    pub fn with(mut self, note: Note) -> Self {
        self.add(note);
        self
    }

    /// Both sets together.
    #[must_use]
    pub fn union(self, other: Notes) -> Self {
        Notes(self.0 | other.0)
    }

    /// Whether the note is in the set.
    pub fn has(self, note: Note) -> bool {
        self.0 & (1 << note as u8) != 0
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The notes, in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = Note> {
        Note::ALL
            .iter()
            .copied()
            .filter(move |note| self.has(*note))
    }
}

impl FromIterator<Note> for Notes {
    fn from_iter<I: IntoIterator<Item = Note>>(notes: I) -> Self {
        notes.into_iter().fold(Notes::EMPTY, Notes::with)
    }
}

impl fmt::Debug for Notes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Note::code)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_note_fits_the_word_and_has_its_own_code() {
        assert!(Note::ALL.len() <= 64);
        let codes: std::collections::BTreeSet<_> =
            Note::ALL.iter().map(|note| note.code()).collect();
        assert_eq!(codes.len(), Note::ALL.len());
    }

    #[test]
    fn a_set_holds_what_was_added_and_nothing_else() {
        let set: Notes = [Note::Vni, Note::Spaces].into_iter().collect();
        assert!(set.has(Note::Vni) && set.has(Note::Spaces) && !set.has(Note::Unicode));
        assert_eq!(set.iter().collect::<Vec<_>>(), [Note::Vni, Note::Spaces]);
    }
}
