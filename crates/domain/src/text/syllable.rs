//! What makes a written Vietnamese syllable: onset, rime and tone, and where the tone mark goes.

use super::letter::{
    self, A_BREVE, A_HAT, ACUTE, D_STROKE, DOT, E_HAT, LEVEL, Letter, O_HAT, O_HORN, U_HORN,
};

const E: u8 = b'e' - b'a';
const G: u8 = b'g' - b'a';
const H: u8 = b'h' - b'a';
const I: u8 = b'i' - b'a';
const N: u8 = b'n' - b'a';
const O: u8 = b'o' - b'a';
const Q: u8 = b'q' - b'a';
const U: u8 = b'u' - b'a';
const Y: u8 = b'y' - b'a';

/// The longest syllable is "nghiêng", seven letters.
const MAX_LETTERS: usize = 7;

/// How well a word fits Vietnamese spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Onset, rime and tone go together.
    Syllable,
    /// The word has no diacritic, and with some it would be a syllable (Nguyen, Duc).
    Plain,
    /// No Vietnamese syllable.
    No,
}

/// A word being read letter by letter, judged when it ends. Costs no allocation.
#[derive(Clone, Copy)]
pub(crate) struct Word {
    letters: [u8; MAX_LETTERS],
    len: usize,
    tone: u8,
    tone_at: usize,
    /// Too long, two tone marks, or a character that is no letter of the alphabet.
    broken: bool,
    marked: bool,
}

impl Word {
    /// A word without letters.
    pub(crate) const EMPTY: Word = Word {
        letters: [0; MAX_LETTERS],
        len: 0,
        tone: LEVEL,
        tone_at: 0,
        broken: false,
        marked: false,
    };

    /// The word in this text, letters only.
    pub(crate) fn of(text: &str) -> Word {
        let mut word = Word::EMPTY;
        for c in text.chars() {
            match Letter::of(c) {
                Some(letter) => word.push(letter),
                None => word.break_off(),
            }
        }
        word
    }

    /// Adds a letter.
    pub(crate) fn push(&mut self, letter: Letter) {
        let (base, tone) = (letter.base(), letter.tone());
        if self.len == MAX_LETTERS {
            self.broken = true;
            return;
        }
        self.letters[self.len] = base;
        if tone != LEVEL {
            self.broken |= self.tone != LEVEL;
            self.tone = tone;
            self.tone_at = self.len;
        }
        self.marked |= tone != LEVEL || letter::is_shaped(base);
        self.len += 1;
    }

    /// Notes that something other than a letter of the alphabet is in the word.
    pub(crate) fn break_off(&mut self) {
        self.broken = true;
        self.marked = true;
    }

    /// How well the word fits Vietnamese spelling.
    pub(crate) fn fit(&self) -> Fit {
        if self.broken || self.len == 0 {
            return Fit::No;
        }
        let split = self.rime_start();
        let (onset, rime) = self.letters[..self.len].split_at(split);
        if !is_onset(onset, rime) || onset == [Q, U] && repeats_glide(rime) {
            return Fit::No;
        }
        match find(&RIMES, key(rime)) {
            Some(stop) if stop && !matches!(self.tone, LEVEL | ACUTE | DOT) => Fit::No,
            Some(stop) if !stop || self.tone != LEVEL => Fit::Syllable,
            Some(_) if self.marked => Fit::Syllable,
            Some(_) => Fit::Plain,
            None if !self.marked && find(&PLAIN_RIMES, key(rime)).is_some() => Fit::Plain,
            None => Fit::No,
        }
    }

    /// Index of the letter that carries the tone mark in the usual older placement (hòa, thúy),
    /// if there is a tone mark and it stands elsewhere. Only to be asked of a fitting word.
    pub(crate) fn misplaced_tone(&self) -> Option<usize> {
        if self.tone == LEVEL {
            return None;
        }
        let at = self.tone_letter();
        (at != self.tone_at).then_some(at)
    }

    /// Whether the tone mark has two usual places: in open oa, oe and uy.
    pub(crate) fn has_two_placements(&self) -> bool {
        let rime = &self.letters[self.rime_start()..self.len];
        matches!(rime, [O, 0 | E] | [U, Y])
    }

    /// Appends the word in lower case with the tone mark on the given letter.
    pub(crate) fn write_with_tone_at(&self, at: usize, out: &mut String) {
        for (index, base) in self.letters[..self.len].iter().enumerate() {
            let tone = if index == at { self.tone } else { LEVEL };
            out.push(letter::lower(*base, tone));
        }
    }

    /// Where the rime starts. The u of "qu" and the i of "gi" before a vowel belong to the onset.
    fn rime_start(&self) -> usize {
        let letters = &self.letters[..self.len];
        let first = letters
            .iter()
            .position(|base| letter::is_vowel(*base))
            .unwrap_or(self.len);
        let next = letters
            .get(first + 1)
            .filter(|base| letter::is_vowel(**base));
        let glide = match (letters.first(), letters.get(first), next) {
            (Some(&Q), Some(&U), Some(_)) => first == 1,
            // "giế" is g and iế: gi-iế is written with one i.
            (Some(&G), Some(&I), Some(&next)) => first == 1 && next != E_HAT,
            _ => false,
        };
        first + usize::from(glide)
    }

    /// The letter that carries the tone mark: the last shaped vowel; else the vowel before a
    /// final consonant; else the middle one of three or the first one of two.
    fn tone_letter(&self) -> usize {
        let start = self.rime_start();
        let rime = &self.letters[start..self.len];
        let vowels = rime
            .iter()
            .take_while(|base| letter::is_vowel(**base))
            .count();
        let shaped = rime[..vowels]
            .iter()
            .rposition(|base| letter::is_shaped(*base));
        let at = match (shaped, vowels) {
            (Some(at), _) => at,
            (None, 0 | 1) => 0,
            (None, 2) => usize::from(rime.len() > vowels),
            (None, _) => 1,
        };
        start + at
    }
}

/// Letters as one number, six bits each.
const fn key(letters: &[u8]) -> u32 {
    let mut key = 0;
    let mut index = 0;
    while index < letters.len() && index < 5 {
        key = key << 6 | (letters[index] as u32 + 1);
        index += 1;
    }
    // Longer than any rime: no key of the table is that large.
    if letters.len() > 4 { u32::MAX } else { key }
}

/// Whether the letters are an onset that may stand before the rime.
fn is_onset(onset: &[u8], rime: &[u8]) -> bool {
    let front = matches!(rime.first(), Some(&(E | I | Y | E_HAT)));
    match *onset {
        [] | [D_STROKE] => true,
        [c] if c < 26 => match c + b'a' {
            b'c' => !front,
            // "g" before i alone: gì, gìn.
            b'g' => !front || rime[0] == I,
            b'b' | b'd' | b'h' | b'k' | b'l' | b'm' | b'n' | b'p' | b'r' | b's' | b't' | b'v'
            | b'x' => true,
            _ => false,
        },
        [N, G] => !front,
        [G, H] | [N, G, H] => front,
        [a, b] if a < 26 && b < 26 => matches!(
            &[a + b'a', b + b'a'],
            b"ch" | b"gi" | b"kh" | b"nh" | b"ph" | b"qu" | b"th" | b"tr"
        ),
        _ => false,
    }
}

/// Whether the rime begins with the glide that "qu" already holds (quoa, quư).
fn repeats_glide(rime: &[u8]) -> bool {
    match rime {
        [U | U_HORN, ..] => true,
        [O, second, ..] => letter::is_vowel(*second),
        _ => false,
    }
}

/// Rimes that end in c, ch, p or t take only sắc and nặng.
const STOPPED: &str = "ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich ip it iêc iêp iêt oc ooc op ot \
    oac oach oap oat oăc oăt oet ôc ôp ôt ơp ơt uc up ut uât uêch uôc uôt uych uyt uyp uyêt ưc ưt \
    ươc ươp ươt yt ych yp yêt uêt";
/// The other rimes. "yên" and its like stand after "qu" or alone.
const OPEN: &str = "a ai am an ang anh ao au ay ăm ăn ăng âm ân âng âu ây e em en eng eo ê êm ên ênh êu \
    i ia im in inh iu iêm iên iêng iêu o oi om on ong oong oa oai oam oan oang oanh oao oay oăm oăn \
    oăng oe oen oem oeo ô ôi ôm ôn ông ơ ơi ơm ơn u ua ui um un ung uân uâng uây uê uên uênh uêu uơ \
    uôi uôm uôn uông uy uya uyn uynh uyu uyên ư ưa ưi ưng ưu ươi ươm ươn ương ươu y yêm yên yêng \
    yêu ynh yn";

/// A third of the slots of a rime table are used.
const SLOTS: usize = 512;

/// Rime keys in open addressing, each with whether it ends in a stop; key 0 is an empty slot.
type Table = [(u32, bool); SLOTS];
static RIMES: Table = table(false);
static PLAIN_RIMES: Table = table(true);

fn find(table: &Table, key: u32) -> Option<bool> {
    let (found, stop) = table[slot(table, key)];
    (found != 0).then_some(stop)
}

/// The slot that holds the key, or the empty one where it would be.
const fn slot(table: &Table, key: u32) -> usize {
    let mut at = (key.wrapping_mul(0x9E37_79B1) >> 23) as usize;
    while table[at].0 != 0 && table[at].0 != key {
        at = (at + 1) % SLOTS;
    }
    at
}

/// The alphabet index of the letter at `index` of a rime list, and how many bytes it takes.
const fn rime_letter(bytes: &[u8], index: usize) -> (u8, usize) {
    match bytes[index] {
        c if c.is_ascii_lowercase() => (c - b'a', 1),
        0xC3 => match bytes[index + 1] {
            0xA2 => (A_HAT, 2),
            0xAA => (E_HAT, 2),
            _ => (O_HAT, 2),
        },
        0xC4 => (A_BREVE, 2),
        _ => match bytes[index + 1] {
            0xA1 => (O_HORN, 2),
            _ => (U_HORN, 2),
        },
    }
}

const fn table(plain: bool) -> Table {
    let mut table = [(0, false); SLOTS];
    fill(&mut table, STOPPED, true, plain);
    fill(&mut table, OPEN, false, plain);
    table
}

const fn fill(table: &mut Table, list: &str, stop: bool, plain: bool) {
    let bytes = list.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        if bytes[index] == b' ' {
            index += 1;
            continue;
        }
        let mut key = 0;
        while index < bytes.len() && bytes[index] != b' ' {
            let (base, width) = rime_letter(bytes, index);
            let base = if plain {
                PLAIN_BASE[base as usize]
            } else {
                base
            };
            key = key << 6 | (base as u32 + 1);
            index += width;
        }
        table[slot(table, key)] = (key, stop);
    }
}

/// The alphabet index of the plain letter under each letter.
const PLAIN_BASE: [u8; letter::ALPHABET] = {
    let mut plain = [0; letter::ALPHABET];
    let mut base = 0;
    while base < letter::ALPHABET {
        plain[base] = letter::ASCII[base] - b'a';
        base += 1;
    }
    plain
};

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(text: &str) -> Fit {
        Word::of(text).fit()
    }

    #[test]
    fn syllables_of_common_names_fit() {
        for word in "Nguyễn Trần Lê Huỳnh Quỳnh Quý Giàng Gia Nghĩa Nghiêng Khuya Uyên Yến Oanh \
            Thuở Tuyết Phước Đặng Khoa Hoài Sỹ Út Ánh Ngoãn Quốc Quang Giếng Gì Gìn Xuyến Khuynh Ưu"
            .split_whitespace()
        {
            assert_eq!(fit(word), Fit::Syllable, "{word}");
        }
    }

    #[test]
    fn words_without_diacritics_fit_plainly() {
        for word in ["Nguyen", "Duc", "Phuoc", "Truong", "Tuyet", "Nghia"] {
            assert!(matches!(fit(word), Fit::Plain | Fit::Syllable), "{word}");
        }
    }

    #[test]
    fn other_words_do_not_fit() {
        for word in "Vaên Traàn Vuõ Nguyeãn Lefèvre Müller Núñez Håkan Thìc Cim Ngi Jean Nguyễnn \
            ThÞ Dựờng Martin Wei Zoe Ghan Tấl Quoác Vùo Nguyeenx"
            .split_whitespace()
        {
            assert_eq!(fit(word), Fit::No, "{word}");
        }
    }

    #[test]
    fn the_tone_mark_has_one_place() {
        let cases = [
            ("hoà", "hòa"),
            ("thuý", "thúy"),
            ("khoẻ", "khỏe"),
            ("hòan", "hoàn"),
            ("tuýêt", "tuyết"),
            ("qúy", "quý"),
            ("gìa", "già"),
            ("mùa", "mùa"),
            ("quà", "quà"),
            ("giữa", "giữa"),
            ("ngoài", "ngoài"),
            ("khuỷu", "khuỷu"),
            ("trừơng", "trường"),
            ("huỳnh", "huỳnh"),
        ];
        for (typed, usual) in cases {
            let word = Word::of(typed);
            assert_eq!(word.fit(), Fit::Syllable, "{typed}");
            let mut out = String::new();
            word.write_with_tone_at(word.misplaced_tone().unwrap_or(word.tone_at), &mut out);
            assert_eq!(out, usual);
        }
    }
}
