//! Raw text of a number cell reduced to capitals and digits, with what was removed.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{Note, Notes};

/// No form of number and no filler is longer than this.
const ROOM: usize = 32;

/// The capitals and digits of a cell. Fixed room, so that reading allocates nothing.
#[derive(Clone, Copy)]
pub(super) struct Cleaned {
    bytes: [u8; ROOM],
    len: usize,
    /// Characters that are left, also where they did not fit the room.
    pub(super) count: usize,
    /// Letters among them.
    pub(super) letters: usize,
    /// Letters with marks, other scripts or signs that no number holds were met.
    pub(super) strange: bool,
    /// The text began with a plus sign, as telephone numbers do.
    pub(super) plus: bool,
    /// What was removed or made plain.
    pub(super) notes: Notes,
}

impl Cleaned {
    /// Reads a cell.
    pub(super) fn of(raw: &str) -> Self {
        let mut cleaned = Self {
            bytes: [0; ROOM],
            len: 0,
            count: 0,
            letters: 0,
            strange: false,
            plus: false,
            notes: Notes::EMPTY,
        };
        let inner = cleaned.unwrap_formula(raw);
        cleaned.plus = inner.starts_with('+');
        for character in cleaned.cut_decimals(inner).chars() {
            cleaned.take(character);
        }
        cleaned
    }

    /// What is left, in ASCII capitals and digits. Texts too long for the room are cut.
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// The digits as a number, where nothing but digits is left and they fit.
    pub(super) fn digits(&self) -> Option<u64> {
        if self.letters > 0 || self.strange || self.count > 18 || self.count == 0 {
            return None;
        }
        Some(
            self.bytes()
                .iter()
                .fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')),
        )
    }

    /// `="034…"` is how people keep leading zeros in CSV files opened by spreadsheets.
    fn unwrap_formula<'a>(&mut self, raw: &'a str) -> &'a str {
        let text = raw.trim();
        if text.len() != raw.len() {
            self.notes.add(Note::Punctuation);
        }
        let Some(formula) = text.strip_prefix('=') else {
            return text;
        };
        self.notes.add(Note::FormulaQuoted);
        formula.trim_matches(['"', '\'', ' '])
    }

    /// A number that went through a floating-point column ends in `.0`; the zero is no digit.
    fn cut_decimals<'a>(&mut self, text: &'a str) -> &'a str {
        let Some((whole, decimals)) = text.split_once(['.', ',']) else {
            return text;
        };
        let is_whole = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
        if is_whole && matches!(decimals, "0" | "00") {
            self.notes.add(Note::Punctuation);
            return whole;
        }
        text
    }

    fn take(&mut self, character: char) {
        match character {
            '0'..='9' | 'A'..='Z' | 'a'..='z' => self.push(character),
            _ if is_separator(character) => self.notes.add(Note::Punctuation),
            'Đ' | 'đ' | 'Ð' => {
                self.strange = true;
                self.push('D');
            }
            _ if character.is_ascii() => self.strange = true,
            _ => self.take_decomposed(character),
        }
    }

    /// Full-width forms become plain; letters lose their marks, which makes them strange.
    fn take_decomposed(&mut self, character: char) {
        for part in std::iter::once(character).nfkd() {
            if part.is_ascii_digit() {
                self.notes.add(Note::FullWidthDigits);
                self.push(part);
            } else if part.is_ascii_alphabetic() {
                self.push(part);
            } else if part.is_ascii() && is_separator(part) {
                self.notes.add(Note::Punctuation);
            } else {
                self.strange = true;
                if !is_combining_mark(part) {
                    self.count += 1;
                }
            }
        }
    }

    fn push(&mut self, character: char) {
        self.count += 1;
        self.letters += usize::from(character.is_ascii_alphabetic());
        let byte = u8::try_from(character).unwrap_or(b'?').to_ascii_uppercase();
        if let Some(place) = self.bytes.get_mut(self.len) {
            *place = byte;
            self.len += 1;
        }
    }
}

/// Blanks and marks that people put into numbers and that carry no digit.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '.' | ','
                | '-'
                | '_'
                | '/'
                | '\\'
                | '\''
                | '"'
                | '`'
                | '+'
                | '*'
                | ':'
                | ';'
                | '('
                | ')'
                | '='
                | '\u{2010}'..='\u{2015}'
                | '\u{2018}'..='\u{201d}'
                | '\u{2212}'
                | '\u{00b4}'
                | '\u{00b7}'
                | '\u{00ad}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2060}'
                | '\u{feff}'
        )
}
