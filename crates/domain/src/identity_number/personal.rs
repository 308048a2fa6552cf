//! The 12-digit personal number and the old 9-digit card number.

use std::fmt;
use std::sync::LazyLock;

use crate::Sex;

/// Province codes of Annex 1 to circular 07/2016/TT-BCA.
const PLACES: &str = include_str!("../../../../data/personal-number-places.csv");

static IS_PROVINCE: LazyLock<[bool; 100]> = LazyLock::new(|| {
    let mut known = [false; 100];
    for line in PLACES.lines().skip(1) {
        let code = line
            .split(',')
            .next()
            .and_then(|code| code.parse::<usize>().ok());
        if let Some(place) = code.and_then(|code| known.get_mut(code)) {
            *place = true;
        }
    }
    known
});

/// Codes from here on name the country where the birth was registered, not a province.
const FIRST_COUNTRY: u16 = 100;

/// The 12-digit personal number (số định danh cá nhân, on the card: số CCCD).
///
/// Three digits for the province or country of birth registration, one for century and sex, two
/// for the year of birth, six at random (decree 137/2015/NĐ-CP art. 13, circular 07/2016/TT-BCA
/// art. 7). There is no check digit, so a well-formed number can still be wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonalNumber(u64);

impl PersonalNumber {
    /// The number, if its first three digits name a province or a country (100 and above).
    pub fn from_digits(digits: u64) -> Option<Self> {
        if digits > 999_999_999_999 {
            return None;
        }
        let number = Self(digits);
        let place = number.province_code();
        let known = place >= FIRST_COUNTRY
            || IS_PROVINCE
                .get(usize::from(place))
                .copied()
                .unwrap_or(false);
        known.then_some(number)
    }

    /// The number as an integer; leading zeros are implied.
    pub fn get(self) -> u64 {
        self.0
    }

    /// First three digits: province of birth registration, or country from 100 on.
    pub fn province_code(self) -> u16 {
        u16::try_from(self.0 / 1_000_000_000).unwrap_or(u16::MAX)
    }

    /// Whether the birth was registered abroad.
    pub fn is_country_of_birth(self) -> bool {
        self.province_code() >= FIRST_COUNTRY
    }

    /// The century-and-sex digit: 0 and 1 for 1900–1999, 2 and 3 for 2000–2099, and so on.
    fn century_digit(self) -> u8 {
        u8::try_from(self.0 / 100_000_000 % 10).unwrap_or(0)
    }

    /// Sex at registration: an even century digit is male.
    pub fn sex(self) -> Sex {
        if self.century_digit().is_multiple_of(2) {
            Sex::Male
        } else {
            Sex::Female
        }
    }

    /// Year of birth, 1900 to 2399.
    pub fn birth_year(self) -> i16 {
        let two_digits = i16::try_from(self.0 / 1_000_000 % 100).unwrap_or(0);
        1900 + i16::from(self.century_digit() / 2) * 100 + two_digits
    }

    /// The six random digits.
    pub fn serial(self) -> u32 {
        u32::try_from(self.0 % 1_000_000).unwrap_or(0)
    }

    /// Whether sex and birth year, where they are known, are those of the number.
    pub fn agrees_with(self, sex: Option<Sex>, birth_year: Option<i16>) -> bool {
        sex.is_none_or(|sex| sex == self.sex())
            && birth_year.is_none_or(|year| year == self.birth_year())
    }
}

impl fmt::Display for PersonalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}

impl fmt::Debug for PersonalNumber {
    /// Shows only the place of registration, never the number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonalNumber({:03}…)", self.province_code())
    }
}

/// The former 9-digit card number (số CMND). A renewed person has a new 12-digit number; both
/// are the same person's. Its first digits named the issuing province, but no list was published
/// that could be relied on, so none is checked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OldCardNumber(u32);

impl OldCardNumber {
    /// The number, if it has at most nine digits.
    pub fn from_digits(digits: u32) -> Option<Self> {
        (digits <= 999_999_999).then_some(Self(digits))
    }

    /// The number as an integer; leading zeros are implied.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for OldCardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:09}", self.0)
    }
}

impl fmt::Debug for OldCardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OldCardNumber(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(digits: u64) -> PersonalNumber {
        PersonalNumber::from_digits(digits).expect("a valid test number")
    }

    #[test]
    fn the_list_of_places_has_the_63_provinces() {
        assert_eq!(IS_PROVINCE.iter().filter(|known| **known).count(), 63);
        assert!(IS_PROVINCE[1] && IS_PROVINCE[96] && !IS_PROVINCE[3] && !IS_PROVINCE[0]);
    }

    #[test]
    fn the_example_of_the_law_is_a_man_of_dong_thap_born_1984() {
        let example = number(87_084_000_999);
        assert_eq!(example.province_code(), 87);
        assert_eq!(example.sex(), Sex::Male);
        assert_eq!(example.birth_year(), 1984);
        assert_eq!(example.serial(), 999);
        assert_eq!(example.to_string(), "087084000999");
    }

    #[test]
    fn the_century_digit_tells_sex_and_century() {
        assert_eq!(number(34_305_000_001).birth_year(), 2005);
        assert_eq!(number(34_305_000_001).sex(), Sex::Female);
        assert_eq!(number(34_205_000_001).sex(), Sex::Male);
        assert_eq!(number(34_905_000_001).birth_year(), 2305);
    }

    #[test]
    fn unknown_provinces_are_refused_and_countries_accepted() {
        assert_eq!(PersonalNumber::from_digits(3_084_000_999), None);
        assert_eq!(PersonalNumber::from_digits(97_084_000_999), None);
        assert!(number(137_084_000_999).is_country_of_birth());
        assert_eq!(PersonalNumber::from_digits(1_000_000_000_000), None);
    }

    #[test]
    fn an_unknown_sex_or_year_contradicts_nothing() {
        let example = number(87_084_000_999);
        assert!(example.agrees_with(None, None));
        assert!(example.agrees_with(Some(Sex::Male), Some(1984)));
        assert!(!example.agrees_with(Some(Sex::Female), Some(1984)));
        assert!(!example.agrees_with(None, Some(1985)));
    }

    #[test]
    fn debug_shows_no_number() {
        assert_eq!(
            format!("{:?}", number(87_084_000_999)),
            "PersonalNumber(087…)"
        );
        let card = OldCardNumber::from_digits(12_345_678).expect("nine digits");
        assert!(!format!("{card:?}").contains('1'));
        assert_eq!(card.to_string(), "012345678");
    }
}
