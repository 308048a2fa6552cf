//! Small things about the XML of spreadsheets.

use std::io;

use quick_xml::events::{BytesRef, BytesStart};

use super::guard::LimitPassed;
use crate::error::{ExchangeError, Place};

/// The value of an attribute, entities resolved.
pub(crate) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    let found = attributes
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)?;
    let raw = found.value;
    Some(match quick_xml::escape::unescape(&raw) {
        Ok(text) => text.into_owned(),
        Err(_) => raw.into_owned(),
    })
}

/// The zero-based column of a reference such as `AB12`.
pub(crate) fn column_of(reference: &str) -> Option<u32> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let mut column = 0_u32;
    for letter in letters {
        let value = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    // XFD is the last column that Excel knows.
    column.checked_sub(1).filter(|column| *column < 16_384)
}

/// The row of a reference such as `AB12`, from 1.
pub(crate) fn row_of(reference: &str) -> Option<u32> {
    let digits = reference.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    digits.parse().ok()
}

/// The letters of a zero-based column.
pub(crate) fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(b'A' + u8::try_from(digit).unwrap_or(0));
        rest = (rest - 1) / 26;
    }
    letters
        .iter()
        .rev()
        .map(|letter| char::from(*letter))
        .collect()
}

/// Appends what an entity such as `&amp;` or `&#225;` stands for.
pub(crate) fn push_entity(entity: &BytesRef<'_>, out: &mut String) {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        out.push(letter);
    } else if let Some(text) = quick_xml::escape::resolve_predefined_entity(entity) {
        out.push_str(text);
    }
}

/// Undoes Excel's own escape `_x000D_` for letters that XML cannot hold.
pub(crate) fn unescape_excel(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest
            .get(2..6)
            .filter(|_| rest.as_bytes().get(6) == Some(&b'_'));
        let letter = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        if let Some(letter) = letter.and_then(char::from_u32) {
            out.push(letter);
            rest = &rest[7..];
        } else {
            out.push_str("_x");
            rest = &rest[2..];
        }
    }
    out.push_str(rest);
    out
}

/// An error of the XML reader as an error of the file.
pub(crate) fn xml_error(error: &quick_xml::Error, place: Place) -> ExchangeError {
    if let quick_xml::Error::Io(error) = error {
        return io_error(error, place);
    }
    let text = error.to_string();
    let what = text.lines().next().unwrap_or_default().to_owned();
    ExchangeError::Damaged { place, what }
}

/// An error of the inflating reader as an error of the file.
pub(crate) fn io_error(error: &io::Error, place: Place) -> ExchangeError {
    let passed = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<LimitPassed>());
    match passed {
        Some(LimitPassed { limit }) => ExchangeError::TooLarge {
            place,
            limit: *limit,
        },
        None => ExchangeError::Damaged {
            place,
            what: error.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_go_from_letters_to_numbers_and_back() {
        for column in [0, 1, 25, 26, 27, 51, 52, 701, 702, 16_383] {
            assert_eq!(
                column_of(&format!("{}7", column_letters(column))),
                Some(column)
            );
        }
        assert_eq!(column_letters(25), "Z");
        assert_eq!(column_letters(26), "AA");
        assert_eq!(column_of("12"), None);
        assert_eq!(column_of("ZZZZZZZZZZ1"), None);
    }

    #[test]
    fn excels_own_escape_is_undone_and_look_alikes_stay() {
        assert_eq!(unescape_excel("a_x000D_b".to_owned()), "a\rb");
        assert_eq!(unescape_excel("_xyz_ _x00".to_owned()), "_xyz_ _x00");
        assert_eq!(unescape_excel("lô_xấu".to_owned()), "lô_xấu");
    }
}
