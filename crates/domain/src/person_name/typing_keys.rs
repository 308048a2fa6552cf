//! What a word would say if the keys of Telex or VNI typing in it had been understood.

use crate::text::letter::{
    A_BREVE, A_HAT, D_STROKE, E_HAT, LEVEL, Letter, O_HAT, O_HORN, U_HORN, is_vowel,
};
use crate::text::syllable::{Fit, Word};

const A: u8 = 0;
const D: u8 = b'd' - b'a';
const E: u8 = b'e' - b'a';
const O: u8 = b'o' - b'a';
const U: u8 = b'u' - b'a';

/// The syllable that the keys of a lower-case word make: Telex ("nguyeenx") or VNI ("tra6n2").
/// `None` if no key is in it or the outcome is no syllable.
pub(super) fn decode(word: &str) -> Option<String> {
    let mut keys = Keys::default();
    let digits = word.bytes().any(|byte| byte.is_ascii_digit());
    for byte in word.bytes() {
        match byte {
            b'0'..=b'9' => keys.vni(byte)?,
            b'a'..=b'z' if digits => keys.letters.push(byte - b'a'),
            b'a'..=b'z' => keys.telex(byte),
            _ => return None,
        }
    }
    keys.used.then(|| keys.syllable()).flatten()
}

/// Letters as the keyboard driver would hold them.
#[derive(Default)]
struct Keys {
    letters: Vec<u8>,
    tone: u8,
    used: bool,
}

impl Keys {
    fn telex(&mut self, byte: u8) {
        let base = byte - b'a';
        let tone = b"frxsj".iter().position(|key| *key == byte);
        let done = match (byte, tone) {
            (_, Some(tone)) => self.set_tone(tone),
            (b'w', _) => self.horn() || self.shape(A, A_BREVE),
            (b'a', _) => self.shape(A, A_HAT),
            (b'e', _) => self.shape(E, E_HAT),
            (b'o', _) => self.shape(O, O_HAT),
            (b'd', _) => self.letters.first() == Some(&D) && self.shape(D, D_STROKE),
            _ => false,
        };
        if done {
            self.used = true;
        } else {
            self.letters.push(if byte == b'w' { U_HORN } else { base });
            self.used |= byte == b'w';
        }
    }

    fn vni(&mut self, digit: u8) -> Option<()> {
        let done = match digit {
            b'1' => self.set_tone(3),
            b'2' => self.set_tone(0),
            b'3' => self.set_tone(1),
            b'4' => self.set_tone(2),
            b'5' => self.set_tone(4),
            b'6' => [(A, A_HAT), (E, E_HAT), (O, O_HAT)]
                .iter()
                .any(|(from, to)| self.shape(*from, *to)),
            b'7' => self.horn(),
            b'8' => self.shape(A, A_BREVE),
            b'9' => self.shape(D, D_STROKE),
            _ => false,
        };
        self.used |= done;
        done.then_some(())
    }

    /// Tone by its place after ngang, in dictionary order; only after a vowel.
    fn set_tone(&mut self, place: usize) -> bool {
        let after_vowel = self.letters.iter().any(|base| is_vowel(*base));
        if after_vowel && self.tone == LEVEL {
            self.tone = u8::try_from(place + 1).unwrap_or(LEVEL);
            return true;
        }
        false
    }

    /// Gives the last such letter its shape.
    fn shape(&mut self, from: u8, to: u8) -> bool {
        let found = self.letters.iter().rposition(|base| *base == from);
        if let Some(at) = found {
            self.letters[at] = to;
        }
        found.is_some()
    }

    /// ơ, ư, or both in "uo".
    fn horn(&mut self) -> bool {
        let pair = self.letters.windows(2).position(|pair| pair == [U, O]);
        match pair {
            Some(at) if self.letters.first() != Some(&(b'q' - b'a')) => {
                self.letters[at] = U_HORN;
                self.letters[at + 1] = O_HORN;
                true
            }
            _ => self.shape(O, O_HORN) || self.shape(U, U_HORN),
        }
    }

    fn syllable(&self) -> Option<String> {
        let toned = self.letters.iter().position(|base| is_vowel(*base))?;
        let mut word = Word::EMPTY;
        for (at, base) in self.letters.iter().enumerate() {
            let tone = if at == toned { self.tone } else { LEVEL };
            word.push(Letter::new(*base, tone, false));
        }
        let mut out = String::new();
        word.write_with_tone_at(word.misplaced_tone().unwrap_or(toned), &mut out);
        (word.fit() == Fit::Syllable).then_some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn telex_keys_are_understood() {
        let cases = [
            ("nguyeenx", "nguyễn"),
            ("nguyenxe", "nguyễn"),
            ("vawn", "văn"),
            ("ddaof", "đào"),
            ("dduwcs", "đức"),
            ("truwowng", "trương"),
            ("truowngf", "trường"),
            ("hoaf", "hòa"),
            ("thuys", "thúy"),
            ("phamj", "phạm"),
            ("vux", "vũ"),
            ("huwux", "hữu"),
            ("tuwf", "từ"),
            ("quyf", "quỳ"),
        ];
        for (keys, word) in cases {
            assert_eq!(decode(keys).as_deref(), Some(word), "{keys}");
        }
    }

    #[test]
    fn vni_keys_are_understood() {
        let cases = [
            ("tra6n2", "trần"),
            ("nguye6n4", "nguyễn"),
            ("d9u7c1", "đức"),
            ("va8n", "văn"),
            ("u7ng5", "ựng"),
        ];
        for (keys, word) in cases {
            assert_eq!(decode(keys).as_deref(), Some(word), "{keys}");
        }
    }

    #[test]
    fn words_without_keys_are_left() {
        for word in ["an", "minh", "nguyễn", "müller", "jean", "8", "a0", ""] {
            assert_eq!(decode(word), None, "{word}");
        }
    }
}
