//! Lot numbers, written by hand on slips and typed from there.
//!
//! Here: one spelling for each lot, and a key by which look-alikes meet. Not here: the list of
//! lots that were delivered, against which the key is looked up.

use std::fmt;

use thiserror::Error;

use crate::text::fold;
use crate::{Note, Noted, Notes};

/// No manufacturer's lot number is longer.
const LONGEST: usize = 24;
/// Shorter texts are dose numbers or fillers.
const SHORTEST: usize = 4;

/// A lot number in capitals without blanks.
///
/// ```
/// use khien_domain::Lot;
/// let lot = Lot::parse("Lô ctm av51O")?.value;
/// assert_eq!(lot.as_str(), "CTMAV51O");
/// assert_eq!(lot.key(), Lot::parse("CTMAV510")?.value.key());
/// # Ok::<(), khien_domain::LotFault>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lot(String);

/// Why a text is no lot number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum LotFault {
    /// Nothing was typed.
    #[error("no lot was given")]
    Missing,
    /// Not the form of a lot number.
    #[error("the lot cannot be read")]
    Unreadable,
    /// A date stands where the lot belongs.
    #[error("a date stands for the lot")]
    Date,
    /// A spreadsheet's exponent form: the digits are lost.
    #[error("the lot was shortened to exponent form by a spreadsheet")]
    Exponent,
}

impl LotFault {
    /// The stable code, as it stands in files and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
            Self::Date => "date",
            Self::Exponent => "exponent",
        }
    }
}

impl Lot {
    /// Reads a cell: capitals, no blanks, without the word "Lô" before it.
    ///
    /// # Errors
    /// [`LotFault`] where nothing was typed or it is no lot number.
    pub fn parse(raw: &str) -> Result<Noted<Self>, LotFault> {
        let mut notes = Notes::EMPTY;
        let text = without_label(raw.trim(), &mut notes);
        if !text.chars().any(char::is_alphanumeric) {
            return Err(LotFault::Missing);
        }
        let text = text.strip_suffix(".0").unwrap_or(text);
        if let Some(fault) = other_form(text) {
            return Err(fault);
        }
        let mut lot = String::with_capacity(text.len());
        for c in text.chars() {
            match plain(c) {
                Some('\0') => notes.add(Note::Spaces),
                Some(letter) if letter.is_ascii_lowercase() => {
                    notes.add(Note::Case);
                    lot.push(letter.to_ascii_uppercase());
                }
                Some(other) => lot.push(other),
                None => return Err(LotFault::Unreadable),
            }
        }
        let digits = lot.bytes().filter(u8::is_ascii_digit).count();
        if !(SHORTEST..=LONGEST).contains(&lot.len()) || digits < 2 {
            return Err(LotFault::Unreadable);
        }
        Ok(Noted::new(Self(lot), notes))
    }

    /// The lot number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The lot number with letters that look like digits as those digits and without hyphens:
    /// O and Q as 0, I and L as 1. Lots that are the same by this key only are a proposal.
    pub fn key(&self) -> String {
        let alike = |c: char| match c {
            'O' | 'Q' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        self.0.chars().filter(|c| *c != '-').map(alike).collect()
    }
}

/// The word before the number: "Lô", "Lô số", "Số lô:", "Lot".
fn without_label<'a>(text: &'a str, notes: &mut Notes) -> &'a str {
    let mut rest = text;
    while let Some((word, tail)) = rest.split_once([' ', ':', '\u{a0}', '.']) {
        if !matches!(
            fold(word).as_str(),
            "lo" | "so" | "lot" | "no" | "batch" | ""
        ) {
            break;
        }
        notes.add(Note::Word);
        rest = tail.trim_start_matches([' ', ':', '\u{a0}']);
    }
    rest
}

/// What else stands in the column when cells have slipped.
fn other_form(text: &str) -> Option<LotFault> {
    let exponent = text.contains("E+") || text.contains("e+");
    let dashed: Vec<&str> = text.split('-').collect();
    let iso =
        matches!(dashed.as_slice(), [year, month, ..] if is_digits(year, 4) && is_digits(month, 2));
    if exponent {
        Some(LotFault::Exponent)
    } else if iso || text.contains('/') {
        Some(LotFault::Date)
    } else {
        None
    }
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The character as a lot number holds it, `\0` for what is left out, `None` for what no lot has.
fn plain(c: char) -> Option<char> {
    match c {
        '0'..='9' | 'A'..='Z' | 'a'..='z' | '-' => Some(c),
        '\u{2010}'..='\u{2015}' => Some('-'),
        '\'' | '.' | '\u{200b}' | '\u{feff}' => Some('\0'),
        _ if c.is_whitespace() => Some('\0'),
        _ => None,
    }
}

impl fmt::Display for Lot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(raw: &str) -> (String, Vec<&'static str>) {
        let noted = Lot::parse(raw).expect(raw);
        (noted.value.0, noted.notes.iter().map(Note::code).collect())
    }

    fn key(raw: &str) -> String {
        Lot::parse(raw).expect(raw).value.key()
    }

    #[test]
    fn plain_lots_are_read_without_a_note() {
        for raw in [
            "FK0112",
            "202108B2187",
            "2021081955",
            "1A-1L21-03",
            "II-070521",
            "XD974",
        ] {
            assert_eq!(read(raw), (raw.to_owned(), vec![]));
        }
    }

    #[test]
    fn case_blanks_and_the_word_before_are_removed_and_noted() {
        assert_eq!(read("nj0342a"), ("NJ0342A".to_owned(), vec!["case"]));
        assert_eq!(read("NJ0 342A"), ("NJ0342A".to_owned(), vec!["spaces"]));
        assert_eq!(read("NJ0342A\u{a0}"), ("NJ0342A".to_owned(), vec![]));
        for raw in [
            "Lô NJ0342A",
            "Lô: NJ0342A",
            "LÔ SỐ NJ0342A",
            "Số lô: NJ0342A",
            "Lot NJ0342A",
        ] {
            assert_eq!(read(raw), ("NJ0342A".to_owned(), vec!["word"]), "{raw}");
        }
        assert_eq!(read("2021081955.0"), ("2021081955".to_owned(), vec![]));
    }

    #[test]
    fn look_alike_letters_and_digits_meet_in_the_key() {
        assert_eq!(key("FKO112"), key("FK0112"));
        assert_eq!(key("FG35I9"), key("FG3519"));
        assert_eq!(key("YBO00I7"), key("YB000I7"));
        assert_eq!(key("1A-1L21-O8"), key("1A1L2108"));
        assert_ne!(key("FK0112"), key("FH0112"));
    }

    #[test]
    fn what_slipped_into_the_column_is_no_lot() {
        for raw in ["25/08/2021", "2021-09-26 00:00:00", "2021-09-26"] {
            assert_eq!(Lot::parse(raw), Err(LotFault::Date), "{raw}");
        }
        assert_eq!(Lot::parse("2.02108E+09"), Err(LotFault::Exponent));
        for raw in [
            "Verocell",
            "AstraZeneca",
            "Thôn Tăng",
            "FK0112; FK0113",
            "12",
            "0",
            "x",
        ] {
            assert_eq!(Lot::parse(raw), Err(LotFault::Unreadable), "{raw}");
        }
        for raw in ["", " ", "-", "Lô "] {
            assert!(Lot::parse(raw).is_err(), "{raw:?}");
        }
    }

    #[test]
    fn no_two_lots_that_were_delivered_share_a_key() {
        let list = include_str!("../../../fixtures/dong-hung/lots.csv");
        let lots: std::collections::BTreeSet<&str> = list
            .lines()
            .skip(1)
            .filter_map(|line| line.split(',').nth(1))
            .collect();
        let keys: std::collections::BTreeSet<String> = lots.iter().map(|lot| key(lot)).collect();
        assert_eq!((lots.len(), keys.len()), (27, 27));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(raw in ".*") {
            let _ = Lot::parse(&raw);
        }

        #[test]
        fn a_lot_survives_being_shown_and_read_again(raw in "[A-Za-z0-9 -]{1,26}") {
            if let Ok(noted) = Lot::parse(&raw) {
                let again = Lot::parse(noted.value.as_str());
                prop_assert_eq!(again, Ok(Noted::clean(noted.value)));
            }
        }
    }
}
