//! Which encoding a text file is in, found from its first bytes.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};

/// What the first bytes of a text say about its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    /// Nothing but ASCII so far: ask again when other bytes come.
    Ascii,
    /// This encoding; so many bytes of byte order mark go first.
    Known(&'static Encoding, usize),
    /// No encoding that this program knows.
    Unknown,
}

/// Looks at the head of a file (or at any later stretch, `at_start` false).
pub(super) fn guess(bytes: &[u8], at_start: bool) -> Guess {
    if at_start && let Some(marked) = by_mark(bytes) {
        return marked;
    }
    if at_start && let Some(encoding) = unmarked_utf16(bytes) {
        return Guess::Known(encoding, 0);
    }
    if bytes.is_ascii() {
        return Guess::Ascii;
    }
    match () {
        () if utf8_or_damage(bytes) => Guess::Known(UTF_8, 0),
        () if looks_like_windows_1258(bytes) => Guess::Known(WINDOWS_1258, 0),
        () if looks_like_font_text(bytes) => Guess::Known(WINDOWS_1252, 0),
        () => Guess::Unknown,
    }
}

fn by_mark(bytes: &[u8]) -> Option<Guess> {
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Some(Guess::Unknown); // UTF-32: nobody exports it
    }
    let (encoding, length) = Encoding::for_bom(bytes)?;
    Some(Guess::Known(encoding, length))
}

/// UTF-16 without a mark: every other byte of the delimiters, digits and Latin letters is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.len() / 2;
    if pairs < 8 {
        return None;
    }
    let zeros = |offset: usize| {
        let odd = bytes.iter().skip(offset).step_by(2);
        odd.filter(|byte| **byte == 0).count()
    };
    let (first, second) = (zeros(0), zeros(1));
    let many = |count: usize| count * 3 > pairs;
    let few = |count: usize| count * 20 < pairs;
    match () {
        () if many(second) && few(first) => Some(UTF_16LE),
        () if many(first) && few(second) => Some(UTF_16BE),
        () => None,
    }
}

/// Whether this is UTF-8, a few damaged letters allowed.
fn utf8_or_damage(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    // The stretch may end inside a letter.
    let cut = bytes.len().min(3);
    let tail_cut = bytes[bytes.len() - cut..].iter().any(|byte| *byte >= 0xC0);
    if tail_cut && bad > 0 {
        bad -= 1;
    }
    bad == 0 || good > bad * 10
}

/// Windows-1258 writes most Vietnamese vowels as a letter and a combining tone mark.
fn looks_like_windows_1258(bytes: &[u8]) -> bool {
    let (text, _) = WINDOWS_1258.decode_without_bom_handling(bytes);
    let (mut good, mut bad) = (0_usize, 0_usize);
    let mut before = ' ';
    for letter in text.chars() {
        match letter {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => {
                if "aăâeêioôơuưy".contains(before.to_lowercase().next().unwrap_or(' ')) {
                    good += 2;
                } else {
                    bad += 2;
                }
            }
            letter if letter.is_ascii() => {}
            letter if letter.is_alphabetic() && letter != 'ª' && letter != 'º' && letter != 'µ' =>
            {
                good += 1;
            }
            _ => bad += 1,
        }
        before = letter;
    }
    good > bad * 4
}

/// Text typed with VNI or TCVN3 fonts: single accented bytes inside Latin words.
fn looks_like_font_text(bytes: &[u8]) -> bool {
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let (mut inside, mut outside) = (0_usize, 0_usize);
    for (at, byte) in bytes.iter().enumerate() {
        if byte.is_ascii() {
            continue;
        }
        if letter(at + 1) || (at > 0 && letter(at - 1)) {
            inside += 1;
        } else {
            outside += 1;
        }
    }
    inside > outside * 4 && (inside + outside) * 2 < bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "STT;Họ và tên;Ngày sinh\n1;Nguyễn Thị Hoà;12/09/1940\n2;Đỗ Văn Thưởng;1943\n";

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let bytes = |unit: u16| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf8_is_known_with_and_without_a_mark() {
        assert_eq!(guess(TEXT.as_bytes(), true), Guess::Known(UTF_8, 0));
        let marked = format!("\u{feff}{TEXT}");
        assert_eq!(guess(marked.as_bytes(), true), Guess::Known(UTF_8, 3));
    }

    #[test]
    fn utf16_is_known_with_and_without_a_mark() {
        assert_eq!(guess(&utf16(TEXT, true), true), Guess::Known(UTF_16LE, 0));
        assert_eq!(guess(&utf16(TEXT, false), true), Guess::Known(UTF_16BE, 0));
        let marked = utf16(&format!("\u{feff}{TEXT}"), true);
        assert_eq!(guess(&marked, true), Guess::Known(UTF_16LE, 2));
    }

    #[test]
    fn windows_1258_is_known_by_its_tone_marks() {
        let text = "Nguyê\u{303}n Thi\u{323} Hô\u{300}ng;Đô\u{303} Văn Thươ\u{309}ng";
        let (bytes, _, lossy) = WINDOWS_1258.encode(text);
        assert!(!lossy);
        assert_eq!(guess(&bytes, true), Guess::Known(WINDOWS_1258, 0));
    }

    #[test]
    fn text_of_old_fonts_is_carried_as_latin_letters() {
        let bytes = b"1,L\xaa Thanh T\xa9m,034183724270\n2,Nguy\xd4n V\xa8n An";
        assert_eq!(guess(bytes, true), Guess::Known(WINDOWS_1252, 0));
    }

    #[test]
    fn other_scripts_and_noise_are_unknown() {
        let gbk = [0xC4, 0xE3, 0xBA, 0xC3, b',', 0xCA, 0xC0, 0xBD, 0xE7, b'\n'].repeat(20);
        assert_eq!(guess(&gbk, true), Guess::Unknown);
        assert_eq!(
            guess(&[0xFF, 0xFE, 0, 0, 65, 0, 0, 0], true),
            Guess::Unknown
        );
    }

    #[test]
    fn ascii_waits_for_more() {
        assert_eq!(guess(b"record_id,id_number\n", true), Guess::Ascii);
    }
}
