//! Identity numbers as people type them: personal number, old card, passport, or a fault.
//!
//! Here: the forms of the numbers and the repairs that lose nothing. Not here: whether the number
//! is the person's (the engine), nationality, or the register.

mod cleaned;
mod fault;
mod passport;
mod personal;
mod placeholder;

use std::fmt;

use crate::{Note, Noted, Notes};
use cleaned::Cleaned;

pub use fault::IdentityFault;
pub use passport::Passport;
pub use personal::{OldCardNumber, PersonalNumber};

/// An identity number of a known form. That it is well formed does not make it the person's.
///
/// ```
/// use khien_domain::{IdentityFault, IdentityNumber, Note};
///
/// let read = IdentityNumber::parse("034.095.287.247")?;
/// assert_eq!(read.value.to_string(), "034095287247");
/// assert!(read.notes.has(Note::Punctuation));
///
/// // A spreadsheet dropped the zero: a candidate, to be confirmed against sex and birth year.
/// let read = IdentityNumber::parse("34095287247")?;
/// assert!(read.notes.has(Note::LostZero));
///
/// assert_eq!(IdentityNumber::parse("3.4098E+10"), Err(IdentityFault::Exponent));
/// # Ok::<(), IdentityFault>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityNumber {
    /// The 12-digit personal number.
    Personal(PersonalNumber),
    /// The former 9-digit card. Numeric passports of foreigners are read as this, too.
    OldCard(OldCardNumber),
    /// A passport with at least one letter.
    Passport(Passport),
}

impl IdentityNumber {
    /// Reads a cell.
    ///
    /// Repairs that lose nothing are noted: blanks and marks, full-width digits, a formula around
    /// the number. A number that lost its leading zeros is returned restored with
    /// [`Note::LostZero`]: a candidate, which the caller confirms against sex and birth year.
    ///
    /// # Errors
    /// The [`IdentityFault`] that names what was typed instead.
    pub fn parse(raw: &str) -> Result<Noted<Self>, IdentityFault> {
        if let Some(number) = plain_personal(raw) {
            return number;
        }
        let text = raw.trim();
        if text.is_empty() {
            return Err(IdentityFault::Missing);
        }
        if is_exponent(text) {
            return Err(IdentityFault::Exponent);
        }
        let cleaned = Cleaned::of(raw);
        if placeholder::is_placeholder(&cleaned) {
            return Err(IdentityFault::Placeholder);
        }
        if cleaned.strange {
            return Err(IdentityFault::Letters);
        }
        let (value, note) = if cleaned.letters == 0 {
            from_digits(&cleaned)?
        } else {
            (from_letters(&cleaned)?, None)
        };
        // A filler can lose its zero, too: 12345678901 is the keyboard row.
        if note.is_some() && placeholder::is_placeholder_number(value.to_string().as_bytes()) {
            return Err(IdentityFault::Placeholder);
        }
        Ok(Noted::new(value, with_notes(cleaned.notes, value, note)))
    }

    /// What the number would be if letters O, I and L stood for 0 and 1, where that alone makes
    /// an old card or a personal number. A guess to be shown to a person, never a reading.
    pub fn candidate(raw: &str) -> Option<Noted<Self>> {
        let swapped: String = raw.chars().map(digit_for_letter).collect();
        let differs = swapped != raw;
        let read = Self::parse(&swapped).ok().filter(|_| differs)?;
        if matches!(read.value, Self::Passport(_)) || read.notes.has(Note::LostZero) {
            return None;
        }
        Some(Noted::new(
            read.value,
            read.notes.with(Note::LetterForDigit),
        ))
    }

    /// The personal number, if it is one.
    pub fn personal(self) -> Option<PersonalNumber> {
        match self {
            Self::Personal(number) => Some(number),
            Self::OldCard(_) | Self::Passport(_) => None,
        }
    }

    /// The old card number, if it is one.
    pub fn old_card(self) -> Option<OldCardNumber> {
        match self {
            Self::OldCard(number) => Some(number),
            Self::Personal(_) | Self::Passport(_) => None,
        }
    }
}

/// The usual case, twelve plain digits, without any cleaning.
fn plain_personal(raw: &str) -> Option<Result<Noted<IdentityNumber>, IdentityFault>> {
    if raw.len() != 12 || !raw.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if placeholder::is_placeholder_number(raw.as_bytes()) {
        return Some(Err(IdentityFault::Placeholder));
    }
    let digits = raw.parse().ok()?;
    Some(personal(digits).map(|value| Noted::new(value, with_notes(Notes::EMPTY, value, None))))
}

fn with_notes(notes: Notes, value: IdentityNumber, note: Option<Note>) -> Notes {
    let abroad = matches!(value, IdentityNumber::Personal(number) if number.is_country_of_birth());
    let country = abroad.then_some(Note::CountryOfBirth);
    notes.union(note.into_iter().chain(country).collect())
}

/// One digit, decimals, `E`, and an exponent of one or two digits: what a spreadsheet leaves of a
/// long number in a narrow column. A passport such as `1E234567` is longer after the letter.
fn is_exponent(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    whole.len() == 1
        && (1..=2).contains(&power.len())
        && all_digits(whole)
        && all_digits(decimals)
        && all_digits(power)
}

fn personal(digits: u64) -> Result<IdentityNumber, IdentityFault> {
    PersonalNumber::from_digits(digits)
        .map(IdentityNumber::Personal)
        .ok_or(IdentityFault::UnknownProvince)
}

fn old_card(digits: u64, otherwise: IdentityFault) -> Result<IdentityNumber, IdentityFault> {
    u32::try_from(digits)
        .ok()
        .and_then(OldCardNumber::from_digits)
        .map(IdentityNumber::OldCard)
        .ok_or(otherwise)
}

type WithNote = (IdentityNumber, Option<Note>);

fn from_digits(cleaned: &Cleaned) -> Result<WithNote, IdentityFault> {
    if cleaned.plus {
        return Err(IdentityFault::Phone);
    }
    let digits = cleaned.digits().ok_or(IdentityFault::TooLong)?;
    let starts_with_zero = cleaned.bytes().first() == Some(&b'0');
    match cleaned.count {
        0..=7 => Err(IdentityFault::TooShort),
        8 if starts_with_zero => Err(IdentityFault::EightDigits),
        8 => Ok((
            old_card(digits, IdentityFault::EightDigits)?,
            Some(Note::LostZero),
        )),
        9 => Ok((old_card(digits, IdentityFault::TooShort)?, None)),
        10 if starts_with_zero => Err(IdentityFault::Phone),
        10 => without_zeros(digits).ok_or_else(|| ten_digits(digits)),
        11 if starts_with_zero => Err(IdentityFault::ElevenDigits),
        11 => without_zeros(digits).ok_or_else(|| eleven_digits(digits)),
        12 => Ok((personal(digits)?, None)),
        15 => Err(IdentityFault::InsuranceNumber),
        _ => Err(IdentityFault::TooLong),
    }
}

/// The personal number that lost its leading zeros, if the padded digits can be one.
///
/// Only centuries up to 2099 are restored: a later one means that other digits are missing.
fn without_zeros(digits: u64) -> Option<WithNote> {
    let number = PersonalNumber::from_digits(digits)?;
    (number.birth_year() < 2100).then_some((IdentityNumber::Personal(number), Some(Note::LostZero)))
}

/// Social insurance numbers have ten digits and begin with the issuing province's code.
fn ten_digits(digits: u64) -> IdentityFault {
    let issuer = digits / 100_000_000;
    match PersonalNumber::from_digits(issuer * 1_000_000_000) {
        Some(_) => IdentityFault::InsuranceNumber,
        None => IdentityFault::TenDigits,
    }
}

/// `84912345678`: a mobile number with the country's prefix.
fn eleven_digits(digits: u64) -> IdentityFault {
    if digits / 1_000_000_000 == 84 {
        IdentityFault::Phone
    } else {
        IdentityFault::ElevenDigits
    }
}

fn from_letters(cleaned: &Cleaned) -> Result<IdentityNumber, IdentityFault> {
    if let Some(passport) = Passport::from_ascii(cleaned.bytes()) {
        return Ok(IdentityNumber::Passport(passport));
    }
    let health_card = cleaned.count == 15
        && cleaned.letters == 2
        && cleaned.bytes().iter().take(2).all(u8::is_ascii_uppercase);
    Err(if health_card {
        IdentityFault::InsuranceNumber
    } else {
        IdentityFault::Letters
    })
}

fn digit_for_letter(letter: char) -> char {
    match letter {
        'O' | 'o' => '0',
        'I' | 'i' | 'L' | 'l' | '|' => '1',
        other => other,
    }
}

impl fmt::Display for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Personal(number) => fmt::Display::fmt(number, f),
            Self::OldCard(number) => fmt::Display::fmt(number, f),
            Self::Passport(passport) => fmt::Display::fmt(passport, f),
        }
    }
}

impl fmt::Debug for IdentityNumber {
    /// Shows the form only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Personal(number) => fmt::Debug::fmt(number, f),
            Self::OldCard(number) => fmt::Debug::fmt(number, f),
            Self::Passport(passport) => fmt::Debug::fmt(passport, f),
        }
    }
}

#[cfg(test)]
mod tests;
