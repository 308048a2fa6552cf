//! The QR code on the chip identity card (thẻ căn cước công dân gắn chip).
//!
//! The code is plain text without a signature:
//! `number|old number|name|birth date|sex|address|issue date`, dates as `ddmmyyyy`, the old number
//! often empty. It saves typing; it proves nothing, since anybody can print one.

use std::fmt;

use jiff::civil::Date;
use thiserror::Error;

use crate::codes::codes;
use crate::{
    BirthDate, IdentityFault, IdentityNumber, Noted, OldCardNumber, PersonName, PersonalNumber,
    Sex, SexCoding,
};

codes! {
    /// A field of the card's text.
    CardField {
        /// Số CCCD.
        Number = "number",
        /// Số CMND cũ.
        OldNumber = "old_number",
        /// Họ và tên.
        Name = "name",
        /// Ngày sinh.
        BirthDate = "birth_date",
        /// Giới tính.
        Sex = "sex",
        /// Nơi thường trú.
        Address = "address",
        /// Ngày cấp.
        Issued = "issued",
    }
}

/// Why a text is not that of a chip card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum CardFault {
    /// Nothing was scanned.
    #[error("nothing was scanned")]
    Missing,
    /// Some other text or code.
    #[error("the code is not that of a chip card")]
    NotACard,
    /// The first field is no personal number.
    #[error("the code does not begin with a personal number")]
    Number(Option<IdentityFault>),
}

impl CardFault {
    /// The stable code, as it stands in files and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotACard => "not_a_card",
            Self::Number(_) => "number",
        }
    }
}

/// What a chip card says. Older codes and some scanners leave fields off at the end; newer cards
/// add fields, which are not read.
///
/// ```
/// use khien_domain::ChipCard;
///
/// let scanned = "034087001234||Nguyễn Văn An|12051987|Nam|Mê Linh, Đông Hưng, Thái Bình|01052021\r\n";
/// let card = ChipCard::parse(scanned)?;
/// assert_eq!(card.number.to_string(), "034087001234");
/// assert_eq!(card.birth_date.map(|it| it.to_string()).as_deref(), Some("1987-05-12"));
/// assert!(card.unreadable.is_empty());
/// # Ok::<(), khien_domain::CardFault>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ChipCard {
    /// The personal number, without which a text is no card.
    pub number: PersonalNumber,
    /// The old card number, where the holder had one.
    pub old_number: Option<OldCardNumber>,
    /// The name, with what was repaired in it.
    pub name: Option<Noted<PersonName>>,
    /// The date of birth.
    pub birth_date: Option<BirthDate>,
    /// The sex.
    pub sex: Option<Sex>,
    /// The address of permanent residence, as it stands.
    pub address: Option<String>,
    /// The day of issue.
    pub issued: Option<Date>,
    /// Fields that hold something that cannot be read.
    pub unreadable: Vec<CardField>,
}

impl ChipCard {
    /// Whether a text in a search box looks like a card rather than a name or a number.
    pub fn looks_like(text: &str) -> bool {
        text.contains('|')
    }

    /// Reads the text of the code.
    ///
    /// # Errors
    /// [`CardFault`] where it is no card. A field that cannot be read is no error: it is missing
    /// from the card and named in `unreadable`.
    pub fn parse(raw: &str) -> Result<Self, CardFault> {
        let text = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
        if text.is_empty() {
            return Err(CardFault::Missing);
        }
        if !Self::looks_like(text) {
            return Err(CardFault::NotACard);
        }
        let mut fields = text.split('|').map(str::trim);
        let number = number(fields.next().unwrap_or_default())?;
        let mut rest = Rest {
            fields,
            unreadable: Vec::new(),
        };
        Ok(Self {
            number,
            old_number: rest.next(CardField::OldNumber, old_number),
            name: rest.next(CardField::Name, |it| PersonName::parse(it).ok()),
            birth_date: rest.next(CardField::BirthDate, birth_date),
            sex: rest.next(CardField::Sex, sex),
            address: rest.next(CardField::Address, |it| Some(it.to_owned())),
            issued: rest.next(CardField::Issued, day),
            unreadable: rest.unreadable,
        })
    }

    /// Whether sex and year of birth are those that the number itself tells. Where they are not,
    /// the code was misread or made up.
    pub fn agrees_with_number(&self) -> bool {
        let year = self.birth_date.map(|it| it.year());
        self.number.agrees_with(self.sex, year)
    }
}

impl fmt::Debug for ChipCard {
    /// Shows which fields were read, never what they hold.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChipCard")
            .field("name", &self.name.is_some())
            .field("birth_date", &self.birth_date.is_some())
            .field("unreadable", &self.unreadable)
            .finish_non_exhaustive()
    }
}

/// The fields after the number.
struct Rest<I> {
    fields: I,
    unreadable: Vec<CardField>,
}

impl<'a, I: Iterator<Item = &'a str>> Rest<I> {
    fn next<T>(&mut self, field: CardField, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.fields.next().filter(|it| !it.is_empty())?;
        let value = read(text);
        if value.is_none() {
            self.unreadable.push(field);
        }
        value
    }
}

/// Exactly twelve digits: a card never lost a zero.
fn number(text: &str) -> Result<PersonalNumber, CardFault> {
    let plain = text.len() == 12 && text.bytes().all(|it| it.is_ascii_digit());
    match IdentityNumber::parse(text) {
        Ok(read) if plain => read.value.personal().ok_or(CardFault::Number(None)),
        Ok(_) => Err(CardFault::Number(None)),
        Err(fault) => Err(CardFault::Number(Some(fault))),
    }
}

fn old_number(text: &str) -> Option<OldCardNumber> {
    let plain = text.len() == 9 && text.bytes().all(|it| it.is_ascii_digit());
    plain.then(|| OldCardNumber::from_digits(text.parse().ok()?))?
}

fn sex(text: &str) -> Option<Sex> {
    Sex::parse(text, SexCoding::Words).ok().map(|it| it.value)
}

/// `ddmmyyyy`.
fn day(text: &str) -> Option<Date> {
    let [day, month, year] = parts(text)?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn parts(text: &str) -> Option<[i16; 3]> {
    let plain = text.len() == 8 && text.bytes().all(|it| it.is_ascii_digit());
    let part = |range| text.get(range).and_then(|it: &str| it.parse::<i16>().ok());
    plain.then(|| Some([part(0..2)?, part(2..4)?, part(4..8)?]))?
}

/// `ddmmyyyy`; holders of old papers know only month or year, and have zeros or nothing before it.
fn birth_date(text: &str) -> Option<BirthDate> {
    let read = match text.len() {
        4 => BirthDate::Year(text.parse().ok()?),
        _ => match parts(text)? {
            [0, 0, year] => BirthDate::Year(year),
            [0, month, year] => {
                let month = i8::try_from(month).ok()?;
                Date::new(year, month, 1).ok()?;
                BirthDate::Month { year, month }
            }
            _ => BirthDate::Day(day(text)?),
        },
    };
    (1880..=2100).contains(&read.year()).then_some(read)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::codes::tests::assert_codes;

    const FULL: &str =
        "034087001234|151234567|Nguyễn Văn An|12051987|Nam|Thôn Đông, Mê Linh, Đông Hưng|01052021";

    fn read(text: &str) -> ChipCard {
        ChipCard::parse(text).expect(text)
    }

    #[test]
    fn every_field_of_a_card_is_read() {
        assert_codes!(CardField);
        let card = read(FULL);
        assert_eq!(
            card.old_number.map(|it| it.to_string()).as_deref(),
            Some("151234567")
        );
        assert_eq!(
            card.name.as_ref().map(|it| it.value.as_str()),
            Some("Nguyễn Văn An")
        );
        assert_eq!(card.birth_date, Some(BirthDate::Day(date(1987, 5, 12))));
        assert_eq!(card.sex, Some(Sex::Male));
        assert_eq!(
            card.address.as_deref(),
            Some("Thôn Đông, Mê Linh, Đông Hưng")
        );
        assert_eq!(card.issued, Some(date(2021, 5, 1)));
        assert!(card.unreadable.is_empty() && card.agrees_with_number());
    }

    #[test]
    fn what_scanners_add_does_not_matter() {
        for text in [
            format!("\u{feff}{FULL}\r\n"),
            format!(" {FULL}\0"),
            format!("{FULL}|Nguyễn Văn Cha|"),
        ] {
            assert_eq!(read(&text), read(FULL), "{text:?}");
        }
    }

    #[test]
    fn missing_trailing_fields_are_no_fault() {
        for (end, _) in FULL.match_indices('|') {
            let card = read(&FULL[..=end]);
            assert_eq!(card.number, read(FULL).number);
            assert!(card.unreadable.is_empty());
        }
        assert_eq!(read("034087001234||||||").old_number, None);
    }

    #[test]
    fn a_field_that_cannot_be_read_is_named_and_the_others_stay() {
        let card = read("034087001234|12|Nguyễn Văn An|31021987|X|Mê Linh|1/5/21");
        assert_eq!(
            card.unreadable,
            [
                CardField::OldNumber,
                CardField::BirthDate,
                CardField::Sex,
                CardField::Issued
            ]
        );
        assert!(card.name.is_some() && card.address.is_some());
    }

    #[test]
    fn a_year_or_month_alone_is_kept_as_such() {
        let birth = |text: &str| read(&format!("034155001234||Trần Thị Bé|{text}|Nữ")).birth_date;
        assert_eq!(birth("1955"), Some(BirthDate::Year(1955)));
        assert_eq!(birth("00001955"), Some(BirthDate::Year(1955)));
        assert_eq!(
            birth("00031955"),
            Some(BirthDate::Month {
                year: 1955,
                month: 3
            })
        );
        assert_eq!(birth("00131955"), None);
        assert_eq!(birth("01010001"), None);
    }

    #[test]
    fn other_texts_are_no_cards() {
        assert_eq!(ChipCard::parse(" \r\n"), Err(CardFault::Missing));
        assert_eq!(ChipCard::parse("034087001234"), Err(CardFault::NotACard));
        assert_eq!(ChipCard::parse("HC1:6BF"), Err(CardFault::NotACard));
        let fault = |text: &str| ChipCard::parse(text).map_err(CardFault::code);
        for text in [
            "|",
            "34087001234|",
            "151234567|",
            "003087001234|",
            "Nguyễn Văn An|034087001234",
        ] {
            assert_eq!(fault(text), Err("number"), "{text}");
        }
    }

    #[test]
    fn a_card_that_contradicts_its_number_is_noticed() {
        assert!(!read("034087001234||Nguyễn Thị An|12051987|Nữ").agrees_with_number());
        assert!(!read("034087001234||Nguyễn Văn An|12051988|Nam").agrees_with_number());
        assert!(read("034087001234|").agrees_with_number());
    }

    #[test]
    fn debug_shows_nothing_of_the_person() {
        let shown = format!("{:?}", read(FULL));
        assert!(!shown.contains("Nguyễn") && !shown.contains("1987") && !shown.contains("0870"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in ".*", tail in "(\\|[^|]{0,12}){0,9}") {
            let _ = ChipCard::parse(&text);
            let _ = ChipCard::parse(&format!("034087001234{tail}"));
        }
    }
}
