//! Telephone numbers of Vietnam, in the many ways in which lists hold them.
//!
//! Here: one form for each number, with what was repaired. Not here: whose number it is. One
//! number of a household or a workshop stands in many records, so a number never identifies
//! a person.

mod prefix;

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{Note, Notes};
use prefix::Prefixes;

/// The country code.
const COUNTRY: &str = "84";
/// Digits of an international number without its plus (ITU-T E.164).
const INTERNATIONAL: std::ops::RangeInclusive<usize> = 8..=15;

/// A telephone number: `0912345678` for one of Vietnam, `+…` for one of another country.
///
/// ```
/// use khien_domain::PhoneNumber;
///
/// let read = PhoneNumber::parse("+84 (0)169.123.4567")?;
/// assert_eq!(read.number.as_str(), "0391234567");
/// assert!(read.former_prefix);
/// assert_eq!(read.number.international(), "+84391234567");
/// # Ok::<(), khien_domain::PhoneFault>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhoneNumber(String);

/// A number with what was done to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneReading {
    /// The number.
    pub number: PhoneNumber,
    /// What was repaired. With [`Note::LostZero`] the number is a candidate.
    pub notes: Notes,
    /// It was written with a mobile prefix of four digits, as until 15 September 2018, and was
    /// converted (decision 798/QĐ-BTTTT).
    pub former_prefix: bool,
}

/// Why a text is no telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum PhoneFault {
    /// Nothing was typed.
    #[error("no telephone number was given")]
    Missing,
    /// Letters or signs that no number holds.
    #[error("the telephone number holds letters")]
    Letters,
    /// Too few digits.
    #[error("the telephone number has too few digits")]
    TooShort,
    /// Too many digits.
    #[error("the telephone number has too many digits")]
    TooLong,
    /// No operator or area has such numbers.
    #[error("the telephone number begins like none of Vietnam")]
    UnknownPrefix,
    /// Two numbers in one cell.
    #[error("several telephone numbers were given")]
    Several,
    /// Digits typed to fill the cell.
    #[error("the telephone number is a filler")]
    Placeholder,
    /// A spreadsheet's exponent form: the digits are lost.
    #[error("the telephone number was shortened to exponent form by a spreadsheet")]
    Exponent,
}

impl PhoneFault {
    /// The stable code, as it stands in files and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Letters => "letters",
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::UnknownPrefix => "unknown_prefix",
            Self::Several => "several",
            Self::Placeholder => "placeholder",
            Self::Exponent => "exponent",
        }
    }
}

impl PhoneNumber {
    /// Reads a cell: with or without country code, marks between the digits, the zero that a
    /// spreadsheet dropped, or a prefix of before 2018.
    ///
    /// # Errors
    /// [`PhoneFault`] that says what was typed instead.
    pub fn parse(raw: &str) -> Result<PhoneReading, PhoneFault> {
        let typed = Typed::of(raw)?;
        if is_filler(&typed.digits) {
            return Err(PhoneFault::Placeholder);
        }
        if let Some(abroad) = typed.abroad() {
            if !INTERNATIONAL.contains(&abroad.len()) {
                return Err(too(abroad.len() < *INTERNATIONAL.start()));
            }
            return Ok(typed.read(Self(format!("+{abroad}")), None, false));
        }
        let (digits, lost_zero) = national(&typed);
        let (number, former_prefix) = Self::from_national(&digits)?;
        Ok(typed.read(number, lost_zero, former_prefix))
    }

    /// A number of Vietnam from its digits with the leading zero, and whether its prefix was a
    /// former one.
    fn from_national(digits: &str) -> Result<(Self, bool), PhoneFault> {
        let prefixes = Prefixes::national();
        let is_landline = digits.starts_with("02");
        match digits.len() {
            10 if prefixes.is_mobile(digits) => Ok((Self(digits.to_owned()), false)),
            11 if is_landline => Ok((Self(digits.to_owned()), false)),
            11 => match prefixes.converted(digits) {
                Some(today) => Ok((Self(today), true)),
                None => Err(PhoneFault::UnknownPrefix),
            },
            10 if !is_landline => Err(PhoneFault::UnknownPrefix),
            length => Err(too(length < 11)),
        }
    }

    /// The number as it is dialled in Vietnam, without blanks.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number with plus and country code (E.164).
    pub fn international(&self) -> String {
        match self.0.strip_prefix('0') {
            Some(rest) => format!("+{COUNTRY}{rest}"),
            None => self.0.clone(),
        }
    }

    /// Whether it is a number of Vietnam.
    pub fn is_vietnamese(&self) -> bool {
        self.0.starts_with('0')
    }

    /// Whether messages can be sent to it: a mobile number of Vietnam.
    pub fn is_mobile(&self) -> bool {
        self.is_vietnamese() && !self.0.starts_with("02")
    }

    /// Enough to recognise one's own number by: the last three digits.
    ///
    /// ```
    /// use khien_domain::PhoneNumber;
    /// let read = PhoneNumber::parse("0912345678")?;
    /// assert_eq!(read.number.masked(), "•••••••678");
    /// # Ok::<(), khien_domain::PhoneFault>(())
    /// ```
    pub fn masked(&self) -> String {
        let hidden = self.0.len().saturating_sub(3);
        let shown = self.0.get(hidden..).unwrap_or_default();
        format!("{}{shown}", "•".repeat(hidden))
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for PhoneNumber {
    /// Shows only what sort of number it is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.is_vietnamese(), self.is_mobile()) {
            (_, true) => "PhoneNumber(mobile)",
            (true, _) => "PhoneNumber(landline)",
            _ => "PhoneNumber(abroad)",
        })
    }
}

fn too(short: bool) -> PhoneFault {
    if short {
        PhoneFault::TooShort
    } else {
        PhoneFault::TooLong
    }
}

/// The digits with their leading zero, whatever of country code and zero was written.
fn national(typed: &Typed) -> (String, Option<Note>) {
    let digits = typed.digits.as_str();
    let after_code = digits
        .strip_prefix(COUNTRY)
        .filter(|rest| typed.plus || rest.starts_with('0') || (9..=10).contains(&rest.len()));
    match after_code {
        Some(rest) => (format!("0{}", rest.strip_prefix('0').unwrap_or(rest)), None),
        None if digits.starts_with('0') => (digits.to_owned(), None),
        None => (format!("0{digits}"), Some(Note::LostZero)),
    }
}

/// One digit repeated, or the keyboard row.
fn is_filler(digits: &str) -> bool {
    let first = digits.chars().next();
    let same = digits.chars().all(|digit| Some(digit) == first);
    same || matches!(digits, "123456789" | "0123456789" | "1234567890")
}

/// What was typed, as digits.
struct Typed {
    digits: String,
    /// Written with a plus, or with the two zeros that stand for it.
    plus: bool,
    notes: Notes,
}

impl Typed {
    fn of(raw: &str) -> Result<Self, PhoneFault> {
        let mut typed = Self {
            digits: String::with_capacity(12),
            plus: false,
            notes: Notes::EMPTY,
        };
        let text = typed.unwrapped(raw);
        if !text.chars().any(char::is_alphanumeric) {
            return Err(PhoneFault::Missing);
        }
        if is_exponent(text) {
            return Err(PhoneFault::Exponent);
        }
        if names_several(text) {
            return Err(PhoneFault::Several);
        }
        for c in text.chars() {
            typed.take(c)?;
        }
        if let Some(rest) = typed.digits.strip_prefix("00")
            && !rest.starts_with('0')
        {
            typed.digits = rest.to_owned();
            typed.plus = true;
        }
        Ok(typed)
    }

    /// Without the formula or apostrophe that keeps a zero, and without the decimals of a number.
    fn unwrapped<'a>(&mut self, raw: &'a str) -> &'a str {
        let text = raw.trim();
        let inner = text.trim_start_matches('=').trim_matches(['"', '\'', ' ']);
        if text.starts_with('=') {
            self.notes.add(Note::FormulaQuoted);
        } else if inner.len() != raw.len() {
            self.notes.add(Note::Punctuation);
        }
        inner.strip_suffix(".0").unwrap_or(inner)
    }

    fn take(&mut self, c: char) -> Result<(), PhoneFault> {
        match c {
            '0'..='9' => self.digits.push(c),
            '\u{ff10}'..='\u{ff19}' => {
                self.notes.add(Note::FullWidthDigits);
                let digit = u32::from(c) - 0xff10;
                self.digits.extend(char::from_digit(digit, 10));
            }
            '+' if self.digits.is_empty() => self.plus = true,
            '.' | ',' | '-' | '\u{2013}' | '(' | ')' | '_' | '\'' => {
                self.notes.add(Note::Punctuation);
            }
            c if c.is_whitespace() => self.notes.add(Note::Punctuation),
            _ => return Err(PhoneFault::Letters),
        }
        Ok(())
    }

    /// The digits with country code, where that is not Vietnam's.
    fn abroad(&self) -> Option<&str> {
        (self.plus && !self.digits.starts_with(COUNTRY) && !self.digits.starts_with('0'))
            .then_some(&self.digits)
    }

    fn read(&self, number: PhoneNumber, note: Option<Note>, former_prefix: bool) -> PhoneReading {
        PhoneReading {
            number,
            notes: self.notes.union(note.into_iter().collect()),
            former_prefix,
        }
    }
}

/// `9.12E+08`: what a spreadsheet leaves of a number in a narrow column.
fn is_exponent(text: &str) -> bool {
    text.split_once(['E', 'e']).is_some_and(|(before, after)| {
        let number = |part: &str| {
            let mut characters = part.chars();
            characters.all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-'))
        };
        !before.is_empty() && !after.is_empty() && number(before) && number(after)
    })
}

/// Two or more parts of nine digits and more, between signs that separate.
fn names_several(text: &str) -> bool {
    let parts = text.split(['/', ';', '&', ',', '|', '\n']);
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).count();
    parts.filter(|part| digits(part) >= 9).count() > 1
}

#[cfg(test)]
mod tests;
