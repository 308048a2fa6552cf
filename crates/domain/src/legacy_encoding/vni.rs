//! VNI fonts (`VNI-Times`): a letter, then a second character that carries its marks.
//!
//! Table of the VNI encoding for Windows as its maker published it and as glibc and unikey carry
//! it. i with marks, ỵ, đ, ơ and ư are single characters.

use crate::text::letter::{A_BREVE, A_HAT, D_STROKE, E_HAT, Letter, O_HAT, O_HORN, U_HORN};

const A: u8 = 0;
const E: u8 = 4;
const I: u8 = 8;
const O: u8 = 14;
const U: u8 = 20;
const Y: u8 = 24;

/// The text that the bytes show in a VNI font, if every byte has a meaning there.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let mut out = String::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        let Some((base, tone, upper)) = letter(byte) else {
            if byte.is_ascii() {
                out.push(char::from(byte));
                continue;
            }
            return None;
        };
        let marked = rest.peek().and_then(|next| mark(base, *next));
        let (base, tone) = match marked {
            Some(marked) => {
                rest.next();
                marked
            }
            None => (base, tone),
        };
        out.push(Letter::new(base, tone, upper).to_char());
    }
    Some(out)
}

/// A byte that is a letter by itself.
fn letter(byte: u8) -> Option<(u8, u8, bool)> {
    if byte.is_ascii_alphabetic() {
        let base = byte.to_ascii_lowercase() - b'a';
        return Some((base, 0, byte.is_ascii_uppercase()));
    }
    let upper = (0xC0..0xE0).contains(&byte);
    let (base, tone) = match byte | 0x20 {
        0xEC => (I, 1),
        0xE6 => (I, 2),
        0xF3 => (I, 3),
        0xED => (I, 4),
        0xF2 => (I, 5),
        0xEE => (Y, 5),
        0xF4 => (O_HORN, 0),
        0xF6 => (U_HORN, 0),
        // Eth is no part of VNI; typists who had a Unicode font for Đ used it.
        0xF1 | 0xF0 => (D_STROKE, 0),
        _ => return None,
    };
    (byte >= 0xC0).then_some((base, tone, upper))
}

/// What a letter becomes by the mark after it.
fn mark(base: u8, mark: u8) -> Option<(u8, u8)> {
    if mark < 0xC0 {
        return None;
    }
    let mark = mark | 0x20;
    let tone = match mark {
        0xF8 => 1,
        0xFB => 2,
        0xF5 => 3,
        0xF9 => 4,
        0xEF => 5,
        _ => return shape(base, mark),
    };
    matches!(base, A | E | O | U | Y | O_HORN | U_HORN).then_some((base, tone))
}

/// Marks that give the letter another shape, with the tone in them.
fn shape(base: u8, mark: u8) -> Option<(u8, u8)> {
    let hat = match base {
        A => A_HAT,
        E => E_HAT,
        O => O_HAT,
        _ => return None,
    };
    let hatted = |tone| Some((hat, tone));
    let breve = |tone| (base == A).then_some((A_BREVE, tone));
    match mark {
        0xE2 => hatted(0),
        0xE0 => hatted(1),
        0xE5 => hatted(2),
        0xE3 => hatted(3),
        0xE1 => hatted(4),
        0xE4 => hatted(5),
        0xEA => breve(0),
        0xE8 => breve(1),
        0xFA => breve(2),
        0xFC => breve(3),
        0xE9 => breve(4),
        0xEB => breve(5),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn latin1(text: &str) -> Vec<u8> {
        text.chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect()
    }

    #[test]
    fn two_character_letters_are_read() {
        let cases = [
            ("Nguyeãn Thò Phöông", "Nguyễn Thị Phương"),
            ("Vuõ Ñöùc Tuaán", "Vũ Đức Tuấn"),
            ("NGUYEÃN VAÊN ÑÖÙC", "NGUYỄN VĂN ĐỨC"),
            ("Leâ Thò Hóm", "Lê Thị Hĩm"),
            ("Hoaøng Thuyø Döông", "Hoàng Thuỳ Dương"),
            ("Traàn Quyù Ngôøi", "Trần Quý Ngời"),
            ("Ñaëng Baèng Vaúng Thaéng Daün", "Đặng Bằng Vẳng Thắng Dẵn"),
        ];
        for (typed, name) in cases {
            assert_eq!(decode(&latin1(typed)).as_deref(), Some(name));
        }
    }

    #[test]
    fn a_mark_without_its_letter_is_not_vni() {
        for text in ["Håkan", "Núñez", "Müller", "Lefèvre", "François"] {
            assert_eq!(decode(&latin1(text)), None, "{text}");
        }
    }
}
