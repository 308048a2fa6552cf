//! Single-byte code pages: which byte a character had been before it was read as that page.

use crate::text::is_blank;
use unicode_normalization::UnicodeNormalization;

/// A Windows code page that text may wrongly have been read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// Western Europe, and Latin-1 with its control characters.
    Windows1252,
    /// Central Europe.
    Windows1250,
    /// Vietnam.
    Windows1258,
}

/// Bytes 0x80 to 0x9F of Windows-1252; `.` stands for a byte without a character.
const LOW_1252: &str = "€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ";
/// The same of Windows-1258.
const LOW_1258: &str = "€.‚ƒ„…†‡ˆ‰.‹Œ....‘’“”•–—˜™.›œ..Ÿ";
/// Bytes 0x80 to 0xFF of Windows-1250.
const HIGH_1250: &str = "€.‚.„…†‡.‰Š‹ŚŤŽŹ.‘’“”•–—.™š›śťžź\
    \u{a0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{ad}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";

/// What Windows-1258 has in the place of Latin-1 letters.
const DIFFERENT_1258: [(u8, char); 15] = [
    (0xC3, 'Ă'),
    (0xCC, '\u{300}'),
    (0xD0, 'Đ'),
    (0xD2, '\u{309}'),
    (0xD5, 'Ơ'),
    (0xDD, 'Ư'),
    (0xDE, '\u{303}'),
    (0xE3, 'ă'),
    (0xEC, '\u{301}'),
    (0xF0, 'đ'),
    (0xF2, '\u{323}'),
    (0xF5, 'ơ'),
    (0xFD, 'ư'),
    (0xFE, '₫'),
    (0xFF, 'ÿ'),
];

impl Page {
    /// The byte that this page reads as the character. Control characters are their own bytes:
    /// that is how Latin-1 reads them.
    pub(super) fn byte(self, c: char) -> Option<u8> {
        if let Ok(byte @ 0..0xA0) = u8::try_from(u32::from(c)) {
            return Some(byte);
        }
        match self {
            Page::Windows1252 => latin1(c).or_else(|| position(LOW_1252, c)),
            Page::Windows1250 => position(HIGH_1250, c),
            Page::Windows1258 => {
                let different = DIFFERENT_1258.iter().find(|(_, other)| *other == c);
                let replaced = |byte: &u8| DIFFERENT_1258.iter().any(|(other, _)| other == byte);
                different
                    .map(|(byte, _)| *byte)
                    .or_else(|| latin1(c).filter(|byte| !replaced(byte)))
                    .or_else(|| position(LOW_1258, c))
            }
        }
    }

    /// The bytes of the whole text, if the page has all of its characters. Letters that were
    /// composed since are taken apart where that is needed; every blank is a plain space.
    pub(super) fn bytes(self, text: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(text.len());
        for c in text.chars() {
            if is_blank(c) {
                bytes.push(b' ');
            } else if let Some(byte) = self.byte(c) {
                bytes.push(byte);
            } else {
                for part in std::iter::once(c).nfd() {
                    bytes.push(self.byte(part)?);
                }
            }
        }
        Some(bytes)
    }
}

fn latin1(c: char) -> Option<u8> {
    match c {
        // Upper case of the micro sign, and what normalisation makes of it.
        'Μ' | 'μ' => Some(0xB5),
        _ => u8::try_from(u32::from(c)).ok(),
    }
}

fn position(table: &str, c: char) -> Option<u8> {
    let at = table.chars().position(|other| other == c && other != '.')?;
    u8::try_from(0x80 + at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_the_bytes_of_its_standard() {
        let cases = [
            (Page::Windows1252, '…', 0x85),
            (Page::Windows1252, 'ÿ', 0xFF),
            (Page::Windows1252, '\u{90}', 0x90),
            (Page::Windows1250, 'ş', 0xBA),
            (Page::Windows1250, 'ť', 0x9D),
            (Page::Windows1250, 'Ł', 0xA3),
            (Page::Windows1250, '˙', 0xFF),
            (Page::Windows1258, 'ơ', 0xF5),
            (Page::Windows1258, '\u{323}', 0xF2),
            (Page::Windows1258, 'Ñ', 0xD1),
        ];
        for (page, c, byte) in cases {
            assert_eq!(page.byte(c), Some(byte), "{page:?} {c}");
        }
        assert_eq!(Page::Windows1258.byte('ã'), None);
        assert_eq!(Page::Windows1252.byte('ễ'), None);
    }

    #[test]
    fn letters_composed_since_are_taken_apart() {
        assert_eq!(Page::Windows1258.bytes("ạ"), Some(vec![b'a', 0xF2]));
    }
}
