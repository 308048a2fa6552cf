//! TCVN3 (ABC) fonts such as `.VnTime`: one byte a letter, TCVN 5712:1993 table 3.
//!
//! Capitals with marks have no bytes: the capital fonts (`.VnTimeH`) show the small letters'
//! bytes as capitals. A program that changed the case of such text changed its letters; the
//! options of each word are then weighed against one another.

use super::forced_case::Forced;
use super::options::{self, Rank};

/// Bytes 0xA0 to 0xFF; `.` stands for a byte without a letter.
const LETTERS: &str = ".ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ.";

/// The text that the bytes show in a TCVN3 font, if every byte has a meaning there.
pub(super) fn decode(bytes: &[u8], forced: Forced, rank: Rank<'_>) -> Option<String> {
    let table: Vec<char> = LETTERS.chars().collect();
    let mut out = String::with_capacity(bytes.len() * 2);
    for (index, word) in bytes.split(|byte| *byte == b' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        let letters = word
            .iter()
            .map(|byte| choices(*byte, &table, forced))
            .collect::<Option<Vec<_>>>()?;
        let read = options::best(&letters, rank);
        // The font has no capital with a tone mark: at the start of a word it was meant.
        let mut rest = read.chars();
        match rest.next() {
            Some(first) if forced == Forced::No && !first.is_ascii() => {
                out.extend(first.to_uppercase());
            }
            first => out.extend(first),
        }
        out.push_str(rest.as_str());
    }
    Some(out)
}

/// What a byte can have stood for, the likeliest first.
fn choices(byte: u8, table: &[char], forced: Forced) -> Option<Vec<char>> {
    let letter = |byte: u8| {
        let at = usize::from(byte.checked_sub(0xA0)?);
        table.get(at).copied().filter(|letter| *letter != '.')
    };
    let cased = match (forced, byte) {
        (_, 0xD7 | 0xF7) | (Forced::No, _) => None,
        (Forced::Lower, 0xE0..=0xFE) => letter(byte - 0x20),
        (Forced::Upper, 0xC0..=0xDE) => letter(byte + 0x20),
        _ => None,
    };
    match byte {
        // The byte of ư is a soft hyphen, which many programs write as a hyphen.
        b'-' => Some(vec!['-', 'ư']),
        0..0x80 => Some(vec![char::from(byte)]),
        _ => {
            let choices: Vec<char> = letter(byte).into_iter().chain(cased).collect();
            (!choices.is_empty()).then_some(choices)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::syllable::{Fit, Word};

    fn read(text: &str) -> Option<String> {
        let bytes: Vec<u8> = text
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        decode(&bytes, Forced::of(text), &|word| {
            u8::from(Word::of(word).fit() != Fit::No)
        })
    }

    #[test]
    fn the_table_has_a_place_for_every_byte() {
        assert_eq!(LETTERS.chars().count(), 0x60);
    }

    #[test]
    fn one_byte_letters_are_read() {
        let cases = [
            ("Lª Thanh T©m", "Lê Thanh Tâm"),
            ("Vò Thu §µo", "Vũ Thu Đào"),
            ("Ng« ThÞ L\u{ad}ît", "Ngô Thị Lượt"),
            ("nguyÔn thÞ ph\u{ad}¬ng", "nguyễn thị phương"),
        ];
        for (typed, name) in cases {
            assert_eq!(read(typed).as_deref(), Some(name));
        }
    }

    #[test]
    fn a_hyphen_may_have_been_the_letter_u_with_horn() {
        assert_eq!(read("Ph¹m H-ng").as_deref(), Some("Phạm Hưng"));
    }

    #[test]
    fn bytes_without_a_letter_are_not_tcvn3() {
        assert_eq!(read("Zoà"), None);
    }
}
