//! Passport numbers, which every state forms in its own way.

use std::fmt;

/// Most characters of a passport number (ICAO Doc 9303: nine positions).
const LONGEST: usize = 9;
/// Fewest characters taken for a passport number.
const SHORTEST: usize = 6;
/// A passport number has at least so many digits; fewer are words ("THON 12").
const FEWEST_DIGITS: usize = 3;

/// A passport number: 6 to 9 Latin capitals and digits, at least one of them a letter.
///
/// Vietnam's own are one letter and seven digits. Purely numeric passports of other states
/// cannot be told from an old 9-digit card by the number alone, so they are not read here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passport {
    bytes: [u8; LONGEST],
    len: u8,
}

impl Passport {
    /// The passport number, if these are 6 to 9 ASCII capitals and digits with at least one
    /// letter and three digits.
    pub fn from_ascii(text: &[u8]) -> Option<Self> {
        let letters = text.iter().filter(|byte| byte.is_ascii_uppercase()).count();
        let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
        let shaped = (SHORTEST..=LONGEST).contains(&text.len())
            && letters + digits == text.len()
            && letters > 0
            && digits >= FEWEST_DIGITS;
        if !shaped {
            return None;
        }
        let mut bytes = [0; LONGEST];
        bytes.get_mut(..text.len())?.copy_from_slice(text);
        let len = u8::try_from(text.len()).ok()?;
        Some(Self { bytes, len })
    }

    /// The number in capitals, without spaces.
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.len)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// Whether it has the form of a Vietnamese passport: one letter and seven digits.
    pub fn is_vietnamese_form(&self) -> bool {
        let text = self.as_str().as_bytes();
        text.len() == 8
            && text.first().is_some_and(u8::is_ascii_uppercase)
            && text.iter().skip(1).all(u8::is_ascii_digit)
    }
}

impl fmt::Display for Passport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Passport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passport(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_several_states_are_read() {
        for text in ["C1234567", "TR8825627", "M49588272", "C01X00T47", "AB1234"] {
            let passport = Passport::from_ascii(text.as_bytes()).expect(text);
            assert_eq!(passport.as_str(), text);
        }
    }

    #[test]
    fn words_and_bare_numbers_are_no_passports() {
        for text in [
            "THON12",
            "KHONGCO",
            "379882425",
            "A1234",
            "AB12345678",
            "c1234567",
        ] {
            assert_eq!(Passport::from_ascii(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn the_vietnamese_form_is_one_letter_and_seven_digits() {
        let form =
            |text: &str| Passport::from_ascii(text.as_bytes()).map(|it| it.is_vietnamese_form());
        assert_eq!(form("C1234567"), Some(true));
        assert_eq!(form("TR882562"), Some(false));
        assert_eq!(form("E12345678"), Some(false));
    }
}
