//! Sex as registered, in the two encodings that coexist and in words.

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::{Note, Noted, Notes};

/// Sex as the population register holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

/// How a source encodes sex. The two encodings contradict each other on `1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SexCoding {
    /// The import template: 0 male, 1 female.
    Template,
    /// The portal: 1 male, 2 female.
    Portal,
    /// Words only; a bare code cannot be told.
    Words,
}

/// Why a text is no sex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum SexFault {
    /// Nothing was typed.
    #[error("no sex was given")]
    Missing,
    /// No known word or code.
    #[error("the sex cannot be read")]
    Unreadable,
    /// A code of the other encoding, or a code where only words are understood.
    #[error("the code of the sex does not belong to the encoding of this source")]
    OtherCoding,
}

impl SexFault {
    /// The stable code, as it stands in files and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
            Self::OtherCoding => "other_coding",
        }
    }
}

impl SexCoding {
    /// The encoding that a column really uses, whatever its header says: `0` occurs only in the
    /// template's, `2` only in the portal's. Where both or neither occur, the more frequent wins,
    /// and `stated` where they are equal.
    ///
    /// ```
    /// use khien_domain::SexCoding;
    /// let column = ["1", "2", "2", "1"];
    /// assert_eq!(SexCoding::of_column(column, SexCoding::Template), SexCoding::Portal);
    /// ```
    pub fn of_column<'a>(values: impl IntoIterator<Item = &'a str>, stated: SexCoding) -> Self {
        let (mut zeros, mut twos) = (0_usize, 0_usize);
        for value in values {
            match whole(value.trim()) {
                "0" => zeros += 1,
                "2" => twos += 1,
                _ => {}
            }
        }
        match zeros.cmp(&twos) {
            std::cmp::Ordering::Greater => Self::Template,
            std::cmp::Ordering::Less => Self::Portal,
            std::cmp::Ordering::Equal => stated,
        }
    }
}

impl Sex {
    /// Reads a cell: a code of the given encoding, or a word in either language.
    ///
    /// ```
    /// use khien_domain::{Sex, SexCoding};
    /// assert_eq!(Sex::parse("1", SexCoding::Template)?.value, Sex::Female);
    /// assert_eq!(Sex::parse("1", SexCoding::Portal)?.value, Sex::Male);
    /// assert_eq!(Sex::parse("Nữ", SexCoding::Portal)?.value, Sex::Female);
    /// # Ok::<(), khien_domain::SexFault>(())
    /// ```
    ///
    /// # Errors
    /// [`SexFault`] where nothing was typed or nothing can be told from it.
    pub fn parse(raw: &str, coding: SexCoding) -> Result<Noted<Self>, SexFault> {
        let text = raw.trim();
        match whole(text) {
            "" => Err(SexFault::Missing),
            code @ ("0" | "1" | "2") => Self::from_code_digit(code, coding),
            _ => Self::from_word(text, coding),
        }
    }

    /// `M` or `F`, as files and interfaces write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Male => "M",
            Self::Female => "F",
        }
    }

    fn from_code_digit(code: &str, coding: SexCoding) -> Result<Noted<Self>, SexFault> {
        match (coding, code) {
            (SexCoding::Template, "0") => Ok(Noted::clean(Self::Male)),
            (SexCoding::Template, "1") => Ok(Noted::clean(Self::Female)),
            (SexCoding::Portal, "1") => Ok(Noted::new(Self::Male, Notes::of(Note::PortalCode))),
            (SexCoding::Portal, "2") => Ok(Noted::new(Self::Female, Notes::of(Note::PortalCode))),
            _ => Err(SexFault::OtherCoding),
        }
    }

    fn from_word(text: &str, coding: SexCoding) -> Result<Noted<Self>, SexFault> {
        let (sex, encoding) = match text {
            "Nam" => (Self::Male, None),
            "Nữ" => (Self::Female, None),
            _ => {
                let word: String = text.nfc().flat_map(char::to_lowercase).collect();
                known_word(&word).ok_or(SexFault::Unreadable)?
            }
        };
        let where_codes_are_usual = (coding != SexCoding::Words).then_some(Note::Word);
        let notes = encoding.into_iter().chain(where_codes_are_usual).collect();
        Ok(Noted::new(sex, notes))
    }
}

/// The words, exactly: "Nư" and "N" are not read, since half a word is a guess.
fn known_word(word: &str) -> Option<(Sex, Option<Note>)> {
    match word {
        "nam" | "nam giới" | "nam gioi" | "trai" | "male" | "m" | "man" | "boy" => {
            Some((Sex::Male, None))
        }
        "nữ" | "nu" | "nữ giới" | "nu gioi" | "gái" | "gai" | "female" | "f" | "woman" | "girl" => {
            Some((Sex::Female, None))
        }
        "nöõ" => Some((Sex::Female, Some(Note::Vni))),
        "n÷" => Some((Sex::Female, Some(Note::Tcvn3))),
        _ => None,
    }
}

/// A code that went through a floating-point column ends in `.0`.
fn whole(text: &str) -> &str {
    text.strip_suffix(".0").unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(raw: &str, coding: SexCoding) -> Option<Sex> {
        Sex::parse(raw, coding).ok().map(|noted| noted.value)
    }

    #[test]
    fn the_template_counts_from_zero() {
        assert_eq!(read("0", SexCoding::Template), Some(Sex::Male));
        assert_eq!(read("1", SexCoding::Template), Some(Sex::Female));
        assert_eq!(
            Sex::parse("2", SexCoding::Template),
            Err(SexFault::OtherCoding)
        );
        assert_eq!(read("1.0", SexCoding::Template), Some(Sex::Female));
    }

    #[test]
    fn the_portal_counts_from_one_and_says_so() {
        let read = Sex::parse("1", SexCoding::Portal).expect("male");
        assert_eq!(read.value, Sex::Male);
        assert!(read.notes.has(Note::PortalCode));
        assert_eq!(
            Sex::parse("0", SexCoding::Portal),
            Err(SexFault::OtherCoding)
        );
    }

    #[test]
    fn a_code_without_a_coding_is_not_guessed() {
        for code in ["0", "1", "2"] {
            assert_eq!(
                Sex::parse(code, SexCoding::Words),
                Err(SexFault::OtherCoding)
            );
        }
    }

    #[test]
    fn words_are_read_in_every_coding() {
        for coding in [SexCoding::Template, SexCoding::Portal, SexCoding::Words] {
            for word in ["Nam", "NAM", " nam ", "M", "Male"] {
                assert_eq!(read(word, coding), Some(Sex::Male), "{word}");
            }
            for word in [
                "Nữ",
                "NỮ",
                "Nu",
                "nu",
                "F",
                "female",
                "N\u{1b0}\u{303}",
                "Nöõ",
                "N÷",
            ] {
                assert_eq!(read(word, coding), Some(Sex::Female), "{word}");
            }
        }
    }

    #[test]
    fn a_word_where_codes_are_usual_is_noted() {
        let noted = |coding| Sex::parse("Nam", coding).map(|it| it.notes.has(Note::Word));
        assert_eq!(noted(SexCoding::Template), Ok(true));
        assert_eq!(noted(SexCoding::Words), Ok(false));
    }

    #[test]
    fn half_words_and_other_text_are_unreadable() {
        for raw in ["N", "Nư", "x", "3", "09/02/1995", "Huyện Đông Hưng"] {
            assert_eq!(
                Sex::parse(raw, SexCoding::Template),
                Err(SexFault::Unreadable),
                "{raw}"
            );
        }
        assert_eq!(Sex::parse(" ", SexCoding::Words), Err(SexFault::Missing));
    }

    #[test]
    fn the_coding_of_a_column_is_told_by_its_values() {
        let of =
            |values: &[&str]| SexCoding::of_column(values.iter().copied(), SexCoding::Template);
        assert_eq!(of(&["1", "2", "Nam"]), SexCoding::Portal);
        assert_eq!(of(&["0", "0", "1", "2"]), SexCoding::Template);
        assert_eq!(of(&["1", "1"]), SexCoding::Template, "as stated");
        assert_eq!(of(&["Nam", "Nữ"]), SexCoding::Template, "as stated");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(raw in ".*") {
            for coding in [SexCoding::Template, SexCoding::Portal, SexCoding::Words] {
                let _ = Sex::parse(&raw, coding);
            }
        }

        #[test]
        fn a_sex_survives_being_shown_and_read_again(male: bool) {
            let sex = if male { Sex::Male } else { Sex::Female };
            prop_assert_eq!(read(sex.code(), SexCoding::Words), Some(sex));
        }
    }
}
