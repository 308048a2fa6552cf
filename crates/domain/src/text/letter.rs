//! The letters of the Vietnamese alphabet: base, shape and tone of each precomposed code point.
//!
//! A letter is its place in the alphabet of 33 (a–z and ă â đ ê ô ơ ư) plus one of six tones.
//! Tables are built when compiling, so that reading one letter is one look-up. Not here: what
//! makes a syllable (see `syllable`), letters of other languages (see `fold`).

/// Number of tones: ngang, huyền, hỏi, ngã, sắc, nặng, in dictionary order.
pub(crate) const TONES: usize = 6;

/// Tone of a letter that carries no tone mark.
pub(crate) const LEVEL: u8 = 0;
/// Tone sắc (acute).
pub(crate) const ACUTE: u8 = 4;
/// Tone nặng (dot below).
pub(crate) const DOT: u8 = 5;

/// Alphabet index of ă; 0 to 25 are a to z.
pub(crate) const A_BREVE: u8 = 26;
/// Alphabet index of â.
pub(crate) const A_HAT: u8 = 27;
/// Alphabet index of đ.
pub(crate) const D_STROKE: u8 = 28;
/// Alphabet index of ê.
pub(crate) const E_HAT: u8 = 29;
/// Alphabet index of ô.
pub(crate) const O_HAT: u8 = 30;
/// Alphabet index of ơ.
pub(crate) const O_HORN: u8 = 31;
/// Alphabet index of ư.
pub(crate) const U_HORN: u8 = 32;
/// Size of the alphabet with the foreign letters f j w z.
pub(crate) const ALPHABET: usize = 33;

/// The vowels: alphabet index, lower case in the six tones, upper case in the six tones.
const VOWELS: [(u8, [char; TONES], [char; TONES]); 12] = [
    (
        0,
        ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
        ['A', 'À', 'Ả', 'Ã', 'Á', 'Ạ'],
    ),
    (
        A_BREVE,
        ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
        ['Ă', 'Ằ', 'Ẳ', 'Ẵ', 'Ắ', 'Ặ'],
    ),
    (
        A_HAT,
        ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
        ['Â', 'Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ậ'],
    ),
    (
        4,
        ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
        ['E', 'È', 'Ẻ', 'Ẽ', 'É', 'Ẹ'],
    ),
    (
        E_HAT,
        ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
        ['Ê', 'Ề', 'Ể', 'Ễ', 'Ế', 'Ệ'],
    ),
    (
        8,
        ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
        ['I', 'Ì', 'Ỉ', 'Ĩ', 'Í', 'Ị'],
    ),
    (
        14,
        ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
        ['O', 'Ò', 'Ỏ', 'Õ', 'Ó', 'Ọ'],
    ),
    (
        O_HAT,
        ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
        ['Ô', 'Ồ', 'Ổ', 'Ỗ', 'Ố', 'Ộ'],
    ),
    (
        O_HORN,
        ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
        ['Ơ', 'Ờ', 'Ở', 'Ỡ', 'Ớ', 'Ợ'],
    ),
    (
        20,
        ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
        ['U', 'Ù', 'Ủ', 'Ũ', 'Ú', 'Ụ'],
    ),
    (
        U_HORN,
        ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
        ['Ư', 'Ừ', 'Ử', 'Ữ', 'Ứ', 'Ự'],
    ),
    (
        24,
        ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
        ['Y', 'Ỳ', 'Ỷ', 'Ỹ', 'Ý', 'Ỵ'],
    ),
];

/// The plain letter under each alphabet index.
pub(crate) const ASCII: &[u8; ALPHABET] = b"abcdefghijklmnopqrstuvwxyzaadeoou";

/// First code point after the table of the lower Latin blocks; ư is U+01B0.
const LOW_END: usize = 0x1B1;
/// First and last code point of the Vietnamese part of Latin Extended Additional.
const HIGH_START: usize = 0x1EA0;
const HIGH_END: usize = 0x1EFA;

/// One letter: packed alphabet index, tone and case. Zero is "no letter of this alphabet".
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letter(u16);

impl Letter {
    const NONE: Letter = Letter(0);
    const UPPER: u16 = 1 << 9;

    const fn packed(base: u8, tone: usize, upper: bool) -> u16 {
        #[expect(clippy::cast_possible_truncation, reason = "a tone is below six")]
        let tone = tone as u16;
        (base as u16 + 1) | (tone << 6) | if upper { Self::UPPER } else { 0 }
    }

    /// The letter of a precomposed code point, if it is one of the alphabet.
    #[inline]
    pub(crate) fn of(c: char) -> Option<Letter> {
        let code = c as usize;
        let letter = if code < LOW_END {
            LOW[code]
        } else if (HIGH_START..HIGH_END).contains(&code) {
            HIGH[code - HIGH_START]
        } else {
            Letter::NONE
        };
        (letter.0 != 0).then_some(letter)
    }

    /// The letter with this alphabet index, tone and case.
    pub(crate) fn new(base: u8, tone: u8, upper: bool) -> Letter {
        Letter(Self::packed(base, tone as usize, upper))
    }

    /// Place in the alphabet of 33, whatever the tone and case.
    pub(crate) fn base(self) -> u8 {
        (self.0 & 0x3F) as u8 - 1
    }

    /// Tone, 0 to 5.
    pub(crate) fn tone(self) -> u8 {
        ((self.0 >> 6) & 7) as u8
    }

    /// Whether it is a capital.
    pub(crate) fn is_upper(self) -> bool {
        self.0 & Self::UPPER != 0
    }

    /// The precomposed code point.
    pub(crate) fn to_char(self) -> char {
        let table = if self.is_upper() {
            &UPPER_CHARS
        } else {
            &LOWER_CHARS
        };
        table[self.base() as usize][self.tone() as usize]
    }
}

/// The lower-case code point of an alphabet index in a tone.
pub(crate) fn lower(base: u8, tone: u8) -> char {
    LOWER_CHARS[base as usize][tone as usize]
}

/// The plain ASCII letter under an alphabet index.
pub(crate) fn ascii(base: u8) -> u8 {
    ASCII[base as usize]
}

/// Whether the alphabet index is a vowel (y included).
pub(crate) fn is_vowel(base: u8) -> bool {
    const VOWEL_SET: u64 = {
        let mut set = 0;
        let mut row = 0;
        while row < VOWELS.len() {
            set |= 1u64 << VOWELS[row].0;
            row += 1;
        }
        set
    };
    VOWEL_SET >> base & 1 == 1
}

/// Whether the alphabet index is a letter with shape: ă â đ ê ô ơ ư.
pub(crate) fn is_shaped(base: u8) -> bool {
    base >= A_BREVE
}

const fn put(
    low: &mut [Letter; LOW_END],
    high: &mut [Letter; HIGH_END - HIGH_START],
    c: char,
    letter: u16,
) {
    let code = c as usize;
    if code < LOW_END {
        low[code] = Letter(letter);
    } else {
        high[code - HIGH_START] = Letter(letter);
    }
}

const TABLES: ([Letter; LOW_END], [Letter; HIGH_END - HIGH_START]) = {
    let mut low = [Letter::NONE; LOW_END];
    let mut high = [Letter::NONE; HIGH_END - HIGH_START];
    let mut plain = 0u8;
    while plain < 26 {
        low[(b'a' + plain) as usize] = Letter(Letter::packed(plain, 0, false));
        low[(b'A' + plain) as usize] = Letter(Letter::packed(plain, 0, true));
        plain += 1;
    }
    let mut row = 0;
    while row < VOWELS.len() {
        let (base, lower, upper) = VOWELS[row];
        let mut tone = 0;
        while tone < TONES {
            put(
                &mut low,
                &mut high,
                lower[tone],
                Letter::packed(base, tone, false),
            );
            put(
                &mut low,
                &mut high,
                upper[tone],
                Letter::packed(base, tone, true),
            );
            tone += 1;
        }
        row += 1;
    }
    put(&mut low, &mut high, 'đ', Letter::packed(D_STROKE, 0, false));
    put(&mut low, &mut high, 'Đ', Letter::packed(D_STROKE, 0, true));
    (low, high)
};
static LOW: [Letter; LOW_END] = TABLES.0;
static HIGH: [Letter; HIGH_END - HIGH_START] = TABLES.1;

const CHARS: [[[char; TONES]; ALPHABET]; 2] = {
    let mut chars = [[['?'; TONES]; ALPHABET]; 2];
    let mut plain = 0u8;
    while plain < 26 {
        chars[0][plain as usize] = [(b'a' + plain) as char; TONES];
        chars[1][plain as usize] = [(b'A' + plain) as char; TONES];
        plain += 1;
    }
    chars[0][D_STROKE as usize] = ['đ'; TONES];
    chars[1][D_STROKE as usize] = ['Đ'; TONES];
    let mut row = 0;
    while row < VOWELS.len() {
        let (base, lower, upper) = VOWELS[row];
        chars[0][base as usize] = lower;
        chars[1][base as usize] = upper;
        row += 1;
    }
    chars
};
static LOWER_CHARS: [[char; TONES]; ALPHABET] = CHARS[0];
static UPPER_CHARS: [[char; TONES]; ALPHABET] = CHARS[1];

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn every_letter_goes_there_and_back() {
        let mut letters = 0;
        for c in '\0'..'\u{2000}' {
            if let Some(letter) = Letter::of(c) {
                assert_eq!(letter.to_char(), c);
                assert_eq!(letter.is_upper(), c.is_uppercase());
                letters += 1;
            }
        }
        assert_eq!(
            letters,
            2 * (26 + 12 * 5 + 7),
            "26 plain, five tones of 12, seven shaped"
        );
    }

    #[test]
    fn the_plain_letter_is_what_decomposition_leaves() {
        for c in '\0'..'\u{2000}' {
            if let Some(letter) = Letter::of(c).filter(|l| l.base() != D_STROKE) {
                let first = c.nfd().next().unwrap().to_ascii_lowercase();
                assert_eq!(ascii(letter.base()) as char, first);
            }
        }
    }
}
