//! Names as old fonts and wrong decoders leave them: VNI, TCVN3 (ABC), UTF-8 read as Windows-1252.

use super::letter::{TONES, is_vowel, plain, split};

/// VNI marks after a plain vowel (and after ơ and ư), in the order of [`TONES`].
const VNI_TONE: [char; 5] = ['ù', 'ø', 'û', 'õ', 'ï'];
/// VNI marks that carry a circumflex, without tone and with each.
const VNI_CIRCUMFLEX: [char; 6] = ['â', 'á', 'à', 'å', 'ã', 'ä'];
/// VNI marks that carry a breve, without tone and with each.
const VNI_BREVE: [char; 6] = ['ê', 'é', 'è', 'ú', 'ü', 'ë'];
/// VNI letters for í ì ỉ ĩ ị.
const VNI_I: [char; 5] = ['í', 'ì', 'æ', 'ó', 'ò'];

/// A text typed with VNI fonts, as any other font shows it.
pub(super) fn vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for letter in text.chars() {
        if letter.is_uppercase() {
            let mut small = String::new();
            letter
                .to_lowercase()
                .for_each(|low| push_vni(low, &mut small));
            out.push_str(&small.to_uppercase());
        } else {
            push_vni(letter, &mut out);
        }
    }
    out
}

fn tone_index(tone: Option<char>) -> Option<usize> {
    TONES.iter().position(|&mark| Some(mark) == tone)
}

fn push_vni(letter: char, out: &mut String) {
    let (base, tone) = split(letter);
    let tone = tone_index(tone);
    let with_none = tone.map_or(0, |at| at + 1);
    match (base, tone) {
        ('đ', _) => out.push('ñ'),
        ('i', Some(tone)) => out.push(VNI_I[tone]),
        ('y', Some(4)) => out.push('î'),
        ('â' | 'ê' | 'ô', _) => {
            out.push(plain(base));
            out.push(VNI_CIRCUMFLEX[with_none]);
        }
        ('ă', _) => out.extend(['a', VNI_BREVE[with_none]]),
        _ => {
            out.push(match base {
                'ơ' => 'ô',
                'ư' => 'ö',
                other => other,
            });
            out.extend(tone.map(|tone| VNI_TONE[tone]));
        }
    }
}

/// TCVN 5712:1993, third set: small letters with their codes, shown as Latin-1.
const TCVN3: [(&str, &str); 13] = [
    ("aáàảãạ", "a¸µ¶·¹"),
    ("ăắằẳẵặ", "¨¾»¼½Æ"),
    ("âấầẩẫậ", "©ÊÇÈÉË"),
    ("đ", "®"),
    ("eéèẻẽẹ", "eÐÌÎÏÑ"),
    ("êếềểễệ", "ªÕÒÓÔÖ"),
    ("iíìỉĩị", "iÝ×ØÜÞ"),
    ("oóòỏõọ", "oãßáâä"),
    ("ôốồổỗộ", "«èåæçé"),
    ("ơớờởỡợ", "¬íêëìî"),
    ("uúùủũụ", "uóïñòô"),
    ("ưứừửữự", "\u{ad}øõö÷ù"),
    ("yýỳỷỹỵ", "yýúûüþ"),
];
/// Capitals that the set has; capitals with a tone it leaves to another font.
const TCVN3_CAPITALS: [(char, char); 7] = [
    ('Ă', '¡'),
    ('Â', '¢'),
    ('Ê', '£'),
    ('Ô', '¤'),
    ('Ơ', '¥'),
    ('Ư', '¦'),
    ('Đ', '§'),
];

/// A text typed with TCVN3 fonts (`.VnTime`), as any other font shows it. Capitals that carry a
/// tone become small letters: the fonts have none.
pub(super) fn tcvn3(text: &str) -> String {
    text.chars().map(tcvn3_letter).collect()
}

fn tcvn3_letter(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    if let Some(&(_, code)) = TCVN3_CAPITALS.iter().find(|row| row.0 == letter) {
        return code;
    }
    let small = letter.to_lowercase().next().unwrap_or(letter);
    TCVN3
        .iter()
        .find_map(|(letters, codes)| {
            letters
                .chars()
                .zip(codes.chars())
                .find(|pair| pair.0 == small)
        })
        .map_or(letter, |(_, code)| code)
}

/// Windows-1252 for bytes 0x80 to 0x9F; unassigned bytes stay control characters.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// UTF-8 read as Windows-1252.
pub(super) fn utf8_as_latin1(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
            _ => char::from(byte),
        })
        .collect()
}

/// Whether every letter can be typed with the old fonts.
pub(super) fn has_legacy_form(text: &str) -> bool {
    text.chars().all(|letter| match split(letter) {
        ('đ' | 'Đ', None) => true,
        (base, None) if base.is_ascii() => true,
        (base, _) => is_vowel(base) && (base.is_ascii() || is_vietnamese(base)),
    })
}

fn is_vietnamese(base: char) -> bool {
    "ăâêôơưĂÂÊÔƠƯ".contains(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vni_shows_the_known_mojibake() {
        for (text, shown) in [
            ("Bưởi", "Böôûi"),
            ("Bùi", "Buøi"),
            ("Việt", "Vieät"),
            ("Dương", "Döông"),
            ("Nguyễn", "Nguyeãn"),
            ("Đặng", "Ñaëng"),
            ("Thị", "Thò"),
            ("Ánh", "AÙnh"),
        ] {
            assert_eq!(vni(text), shown);
        }
    }

    #[test]
    fn tcvn3_shows_the_known_mojibake() {
        for (text, shown) in [
            ("Nguyễn", "NguyÔn"),
            ("Trần", "TrÇn"),
            ("Đặng", "§Æng"),
            ("Văn", "V¨n"),
            ("Thị", "ThÞ"),
            ("Ánh", "¸nh"),
        ] {
            assert_eq!(tcvn3(text), shown);
        }
    }

    #[test]
    fn utf8_read_as_windows_1252_keeps_every_byte() {
        assert_eq!(utf8_as_latin1("Đ"), "Ä\u{90}");
        assert_eq!(utf8_as_latin1("ễ"), "á»…");
    }

    #[test]
    fn foreign_marks_have_no_legacy_form() {
        assert!(
            has_legacy_form("Nguyễn Thị Ấn")
                && !has_legacy_form("Êñuôl")
                && !has_legacy_form("Byă Ĭ")
        );
    }
}
