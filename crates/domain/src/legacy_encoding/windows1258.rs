//! Windows-1258 bytes that were read as another code page: letters with a combining tone mark.

use crate::text::compose::compose;

/// The text of Windows-1258 bytes, if there is a mark or letter of that page in them.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let mut vietnamese = false;
    let text: String = bytes
        .iter()
        .map(|byte| {
            let c = character(*byte)?;
            vietnamese |= matches!(
                byte,
                0xCC | 0xD2 | 0xD5 | 0xDD | 0xDE | 0xE3 | 0xEC | 0xF2 | 0xF5 | 0xFD | 0xC3
            );
            Some(c)
        })
        .collect::<Option<_>>()?;
    vietnamese.then(|| compose(&text))
}

fn character(byte: u8) -> Option<char> {
    Some(match byte {
        0xCC => '\u{300}',
        0xD2 => '\u{309}',
        0xDE => '\u{303}',
        0xEC => '\u{301}',
        0xF2 => '\u{323}',
        0xC3 => 'Ă',
        0xE3 => 'ă',
        0xD0 => 'Đ',
        0xF0 => 'đ',
        0xD5 => 'Ơ',
        0xF5 => 'ơ',
        0xDD => 'Ư',
        0xFD => 'ư',
        // ASCII, and what the page shares with Latin-1 of the letters that Vietnamese needs.
        0..0x80
        | 0xC0..=0xC2
        | 0xC8..=0xCA
        | 0xCD
        | 0xD3
        | 0xD4
        | 0xD9
        | 0xDA
        | 0xE0..=0xE2
        | 0xE8..=0xEA
        | 0xED
        | 0xF3
        | 0xF4
        | 0xF9
        | 0xFA => char::from(byte),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn letters_and_tone_marks_are_put_together() {
        let bytes = b"Nguy\xEA\xDEn Th\x69\xF2 \xD0\xE3\xF2ng Ph\xFD\xF5\xF2ng";
        assert_eq!(decode(bytes).as_deref(), Some("Nguyễn Thị Đặng Phượng"));
    }

    #[test]
    fn western_letters_are_not_windows_1258() {
        assert_eq!(decode(b"M\xFCller"), None);
        assert_eq!(decode(b"Andr\xE9"), None);
    }
}
