//! Codes of vaccination facilities.
//!
//! Here: the form of the code and a key by which names are compared. Not here: the list of
//! facilities, which comes with the data (sheet PL4).

use std::fmt;

use thiserror::Error;

use crate::identity_number::PersonalNumber;
use crate::text::fold;
use crate::{Note, Noted, Notes};

/// Code of a health facility (mã cơ sở khám chữa bệnh): five digits, the first two its province.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FacilityCode(u32);

/// Why a text holds no facility code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum FacilityFault {
    /// Nothing was typed.
    #[error("no facility was given")]
    Missing,
    /// A name stands where the code belongs.
    #[error("the facility is named without its code")]
    NameOnly,
    /// Not five digits.
    #[error("the code of the facility has not five digits")]
    Malformed,
    /// The first two digits name no province.
    #[error("the first two digits of the facility's code name no province")]
    UnknownProvince,
}

impl FacilityFault {
    /// The stable code, as it stands in files and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NameOnly => "name_only",
            Self::Malformed => "malformed",
            Self::UnknownProvince => "unknown_province",
        }
    }
}

impl FacilityCode {
    /// Reads a cell: `34116`, `34116 - Trạm Y tế xã Mê Linh`, or a number that lost its zero.
    ///
    /// ```
    /// use khien_domain::{FacilityCode, Note};
    /// let read = FacilityCode::parse("01015-Bệnh viện Quân Y 354")?;
    /// assert_eq!(read.value.province_code(), 1);
    /// assert!(FacilityCode::parse("1015")?.notes.has(Note::LostZero));
    /// # Ok::<(), khien_domain::FacilityFault>(())
    /// ```
    ///
    /// # Errors
    /// [`FacilityFault`] where there is no code of that form.
    pub fn parse(raw: &str) -> Result<Noted<Self>, FacilityFault> {
        let text = raw.trim().trim_start_matches(['\'', '"', '=']);
        if !text.chars().any(char::is_alphanumeric) {
            return Err(FacilityFault::Missing);
        }
        let end = text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len());
        let (digits, rest) = text.split_at(end);
        if digits.is_empty() {
            return Err(FacilityFault::NameOnly);
        }
        if rest.starts_with(char::is_alphabetic) || !(4..=5).contains(&digits.len()) {
            return Err(FacilityFault::Malformed);
        }
        let code = Self::from_digits(digits.parse().map_err(|_| FacilityFault::Malformed)?)?;
        let lost_zero = (digits.len() == 4).then_some(Note::LostZero);
        let word = rest.chars().any(char::is_alphabetic).then_some(Note::Word);
        let notes: Notes = lost_zero.into_iter().chain(word).collect();
        Ok(Noted::new(code, notes))
    }

    fn from_digits(digits: u32) -> Result<Self, FacilityFault> {
        let code = Self(digits);
        // Facility codes and personal numbers use the same province codes.
        match PersonalNumber::from_digits(u64::from(code.province_code()) * 1_000_000_000) {
            Some(_) => Ok(code),
            None => Err(FacilityFault::UnknownProvince),
        }
    }

    /// The code as an integer; a leading zero is implied.
    pub fn get(self) -> u32 {
        self.0
    }

    /// The province, by its code of 2022.
    pub fn province_code(self) -> u8 {
        u8::try_from(self.0 / 1_000).unwrap_or(u8::MAX)
    }
}

impl fmt::Display for FacilityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:05}", self.0)
    }
}

/// A facility's name without code, case, diacritics and marks, its usual abbreviations written
/// out: for looking it up in a list by name.
///
/// ```
/// use khien_domain::facility_key;
/// assert_eq!(facility_key("34116 - TYT xã Mê Linh"), facility_key("Trạm Y Tế Xã Mê Linh"));
/// ```
pub fn facility_key(name: &str) -> String {
    let folded = fold(name);
    let without_code = folded.trim_start_matches(|c: char| !c.is_alphabetic());
    let mut key = String::with_capacity(without_code.len());
    for word in without_code
        .split(|c: char| !c.is_alphanumeric())
        .filter(|it| !it.is_empty())
    {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(written_out(word));
    }
    key
}

fn written_out(word: &str) -> &str {
    match word {
        "tyt" => "tram y te",
        "ttyt" => "trung tam y te",
        "bv" => "benh vien",
        "bvdk" => "benh vien da khoa",
        "pkdk" => "phong kham da khoa",
        "tt" => "thi tran",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(raw: &str) -> Result<(String, Vec<&'static str>), FacilityFault> {
        FacilityCode::parse(raw).map(|it| {
            (
                it.value.to_string(),
                it.notes.iter().map(Note::code).collect(),
            )
        })
    }

    #[test]
    fn codes_are_read_alone_and_before_the_name() {
        assert_eq!(read("34116"), Ok(("34116".to_owned(), vec![])));
        assert_eq!(read(" 34116.0"), Ok(("34116".to_owned(), vec![])));
        assert_eq!(
            read("34116 - Trạm Y tế xã Mê Linh"),
            Ok(("34116".to_owned(), vec!["word"]))
        );
    }

    #[test]
    fn a_code_that_lost_its_zero_is_restored_with_a_note() {
        assert_eq!(read("1015"), Ok(("01015".to_owned(), vec!["lost_zero"])));
        assert_eq!(
            read("3411"),
            Err(FacilityFault::UnknownProvince),
            "03 is no province"
        );
    }

    #[test]
    fn names_and_other_numbers_have_their_own_faults() {
        assert_eq!(read("Trạm Y tế xã Mê Linh"), Err(FacilityFault::NameOnly));
        assert_eq!(read("TYT"), Err(FacilityFault::NameOnly));
        assert_eq!(read("341"), Err(FacilityFault::Malformed));
        assert_eq!(read("341166"), Err(FacilityFault::Malformed));
        assert_eq!(read("34116A"), Err(FacilityFault::Malformed));
        assert_eq!(read("03116"), Err(FacilityFault::UnknownProvince));
        assert_eq!(read("99116"), Err(FacilityFault::UnknownProvince));
        assert_eq!(read(" - "), Err(FacilityFault::Missing));
    }

    #[test]
    fn names_are_compared_without_code_and_abbreviations() {
        assert_eq!(
            facility_key("BVĐK Đông Hưng"),
            "benh vien da khoa dong hung"
        );
        assert_eq!(
            facility_key("34101 - Bệnh viện đa khoa Đông Hưng"),
            facility_key("BVĐK Đông Hưng")
        );
        assert_eq!(facility_key("123"), "");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(raw in ".*") {
            let _ = FacilityCode::parse(&raw);
            let _ = facility_key(&raw);
        }

        #[test]
        fn a_code_survives_being_shown_and_read_again(raw in "[0-9]{4,5}") {
            if let Ok(noted) = FacilityCode::parse(&raw) {
                let again = FacilityCode::parse(&noted.value.to_string());
                prop_assert_eq!(again, Ok(Noted::clean(noted.value)));
            }
        }
    }
}
