//! Names from the tables of `data/names`, and encoders that damage them as old fonts and wrong
//! code pages do. Written apart from the decoders, from the names of the letters.

use unicode_normalization::UnicodeNormalization;

/// The first column of a table.
pub(crate) fn column(table: &'static str) -> Vec<&'static str> {
    table
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .collect()
}

/// Surnames of the table.
pub(crate) fn surnames() -> Vec<&'static str> {
    column(include_str!("../../../../data/names/surnames.csv"))
}

/// Middle names of both sexes.
pub(crate) fn middles() -> Vec<&'static str> {
    let mut all = column(include_str!("../../../../data/names/middle_female.csv"));
    all.extend(column(include_str!(
        "../../../../data/names/middle_male.csv"
    )));
    all
}

/// Given names of both sexes.
pub(crate) fn givens() -> Vec<&'static str> {
    let mut all = column(include_str!("../../../../data/names/given_female.csv"));
    all.extend(column(include_str!(
        "../../../../data/names/given_male.csv"
    )));
    all
}

/// The text as a VNI font holds it.
pub(crate) fn vni(name: &str) -> String {
    name.chars().map(vni_letter).collect()
}

fn vni_letter(c: char) -> String {
    let upper = c.is_uppercase();
    let parts: Vec<char> = c.to_lowercase().nfd().collect();
    let shape = parts
        .iter()
        .find(|mark| "\u{302}\u{306}\u{31b}".contains(**mark))
        .copied();
    let tone = parts
        .iter()
        .position(|mark| "\u{300}\u{309}\u{303}\u{301}\u{323}".contains(*mark));
    let tone = tone.map(|at| parts[at]);
    let tones = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];
    let pick = |marks: &str, tone: Option<char>| {
        let at = tone.map_or(0, |tone| 1 + tones.iter().position(|t| *t == tone).unwrap());
        marks.chars().nth(at).unwrap()
    };
    let text = match (parts[0], shape) {
        ('đ', _) => "ñ".to_owned(),
        ('i', _) => pick("iìæóíò", tone).to_string(),
        ('y', _) if tone == Some('\u{323}') => "î".to_owned(),
        (base @ ('a' | 'e' | 'o'), Some('\u{302}')) => format!("{base}{}", pick("âàåãáä", tone)),
        ('a', Some('\u{306}')) => format!("a{}", pick("êèúüéë", tone)),
        (base, horn) => {
            let base = match (base, horn) {
                ('o', Some(_)) => 'ô',
                ('u', Some(_)) => 'ö',
                _ => base,
            };
            match tone {
                None => base.to_string(),
                Some(_) => format!("{base}{}", pick("-øûõùï", tone)),
            }
        }
    };
    if upper { text.to_uppercase() } else { text }
}

/// The text as a TCVN3 font holds it: capitals with marks become small letters.
pub(crate) fn tcvn3(name: &str) -> String {
    const BYTES: [(u32, &str); 3] = [
        (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
        (
            0xB5,
            "àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ",
        ),
        (0x20, ""),
    ];
    let find = |c: char| {
        BYTES.iter().find_map(|(start, letters)| {
            let at = letters.chars().position(|other| other == c && c != ' ')?;
            char::from_u32(start + u32::try_from(at).unwrap())
        })
    };
    name.chars()
        .flat_map(|c| {
            let small = c.to_lowercase().next().unwrap();
            if c.is_ascii() {
                c
            } else {
                find(c).or_else(|| find(small)).unwrap()
            }
            .to_string()
            .chars()
            .collect::<Vec<_>>()
        })
        .collect()
}

/// The bytes of UTF-8, each read as the character of Windows-1252, or of Latin-1 where that page
/// has none.
pub(crate) fn utf8_as_windows1252(name: &str) -> String {
    const LOW: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    name.bytes()
        .map(|byte| match byte {
            0x80..0xA0 => LOW.chars().nth(usize::from(byte) - 0x80).unwrap(),
            _ => char::from(byte),
        })
        .collect()
}

/// The bytes of Windows-1258 (shaped letters whole, tone marks apart), read as Windows-1252.
pub(crate) fn windows1258_as_1252(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        let parts: Vec<char> = std::iter::once(c).nfd().collect();
        let tone = parts
            .iter()
            .copied()
            .find(|mark| "\u{300}\u{309}\u{303}\u{301}\u{323}".contains(*mark));
        let base: String = parts
            .iter()
            .copied()
            .filter(|part| Some(*part) != tone)
            .nfc()
            .collect();
        for c in base.chars().chain(tone) {
            out.push(match c {
                'Ă' => 'Ã',
                'ă' => 'ã',
                'Đ' => 'Ð',
                'đ' => 'ð',
                'Ơ' => 'Õ',
                'ơ' => 'õ',
                'Ư' => 'Ý',
                'ư' => 'ý',
                '\u{300}' => 'Ì',
                '\u{309}' => 'Ò',
                '\u{303}' => 'Þ',
                '\u{301}' => 'ì',
                '\u{323}' => 'ò',
                c => c,
            });
        }
    }
    out
}
