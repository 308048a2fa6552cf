//! One pass over a name: its canonical form and what was noticed on the way.
//!
//! A clean NFC name costs one table look-up a letter and no allocation. What the pass cannot
//! settle alone (combining marks, damaged encodings) it reports; `super::repair` deals with it.

use crate::note::{Note, Notes};
use crate::text::letter::{self, D_STROKE, Letter};
use crate::text::syllable::{Fit, Word};
use crate::text::{is_blank, is_invisible};
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, is_nfc_quick};

/// What one pass over a name saw.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan {
    /// Repairs made in the canonical form.
    pub(super) notes: Notes,
    /// Number of words.
    pub(super) words: usize,
    /// Words that are Vietnamese syllables, with or without diacritics.
    pub(super) fitting: usize,
    /// Whether anything but ASCII was in the text.
    pub(super) foreign_bytes: bool,
    /// A word or mark that a proper name does not hold: worth trying the legacy encodings.
    pub(super) suspect: bool,
    /// Combining marks or compatibility letters: the text has to be composed first.
    pub(super) uncomposed: bool,
    /// Whether any letter was seen.
    pub(super) has_letter: bool,
    /// Letter case of the whole.
    pub(super) case: Case,
}

/// Letter case of a whole name. The small đ in a word of capitals counts as a capital: several
/// programs' upper case leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// As names are written, or mixed in a way that is left alone.
    Mixed,
    /// Capitals only.
    Upper,
    /// Small letters only.
    Lower,
}

/// Appends the canonical form of `text` to `out`. `composed` says that combining marks which are
/// left belong to foreign letters.
pub(super) fn scan(text: &str, composed: bool, out: &mut String) -> Scan {
    let mut pass = Pass::new(out, composed);
    for c in text.chars() {
        match Letter::of(c) {
            Some(letter) => pass.letter(letter, c),
            None if c == ' ' => pass.space(),
            None => pass.other(c),
        }
    }
    pass.finish()
}

struct Pass<'a> {
    out: &'a mut String,
    composed: bool,
    scan: Scan,
    start: usize,
    word: Word,
    word_start: usize,
    word_has_letter: bool,
    word_capitals: usize,
    word_letters: usize,
    capital_first: bool,
    spaces: usize,
    capitals: usize,
    smalls: usize,
    odd_case: bool,
}

impl<'a> Pass<'a> {
    fn new(out: &'a mut String, composed: bool) -> Self {
        let start = out.len();
        Pass {
            out,
            composed,
            scan: Scan {
                notes: Notes::EMPTY,
                words: 0,
                fitting: 0,
                foreign_bytes: false,
                suspect: false,
                uncomposed: false,
                has_letter: false,
                case: Case::Mixed,
            },
            start,
            word: Word::EMPTY,
            word_start: start,
            word_has_letter: false,
            word_capitals: 0,
            word_letters: 0,
            capital_first: false,
            // As if a space stood before the text: a leading one is then one too many.
            spaces: 1,
            capitals: 0,
            smalls: 0,
            odd_case: false,
        }
    }

    fn note(&mut self, note: Note) {
        self.scan.notes.add(note);
    }

    fn letter(&mut self, letter: Letter, c: char) {
        self.spaces = 0;
        self.count_case(letter.is_upper(), letter.base() == D_STROKE);
        self.word.push(letter);
        if c.is_ascii() {
            self.out.push(c.to_ascii_lowercase());
        } else {
            self.scan.foreign_bytes = true;
            self.out.push(letter::lower(letter.base(), letter.tone()));
        }
    }

    fn count_case(&mut self, upper: bool, d_stroke: bool) {
        self.word_has_letter = true;
        if upper {
            self.capital_first |= self.word_letters == 0;
            self.word_capitals += 1;
        } else if !d_stroke {
            self.smalls += 1;
        }
        self.word_letters += 1;
    }

    fn space(&mut self) {
        if self.spaces > 0 {
            self.note(Note::Spaces);
        }
        self.spaces += 1;
        self.end_word();
    }

    /// Anything that is neither a letter of the alphabet nor a plain space.
    fn other(&mut self, c: char) {
        self.scan.foreign_bytes |= !c.is_ascii();
        match c {
            'Ð' | 'ð' | 'Ɖ' | 'ɖ' => {
                self.note(Note::DStroke);
                let upper = c.is_uppercase();
                self.letter(Letter::new(D_STROKE, 0, upper), c);
            }
            '\'' => self.apostrophe(),
            '’' | '‘' | '‛' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʹ' | '′' | '＇' | '\u{2bd}' => {
                self.note(Note::Apostrophe);
                self.apostrophe();
            }
            '-' | '‐' | '‑' | '‒' | '–' | '—' | '−' | '\u{ad}' => self.hyphen(c),
            _ if is_blank(c) => {
                self.note(Note::Spaces);
                self.spaces += 1;
                self.end_word();
            }
            _ if is_invisible(c) => {
                self.note(Note::Spaces);
                self.scan.suspect |= c.is_control();
            }
            _ => self.foreign(c),
        }
    }

    fn apostrophe(&mut self) {
        self.end_word();
        // Joins what stands on both sides, whatever spaces are between; never first.
        if self.out.ends_with(' ') {
            self.out.pop();
        }
        if self.out.len() > self.start && !self.out.ends_with('\'') {
            self.out.push('\'');
        }
        self.word_start = self.out.len();
        self.spaces = 0;
    }

    fn hyphen(&mut self, c: char) {
        if c == '\u{ad}' {
            self.scan.suspect = true;
            self.note(Note::Spaces);
            return;
        }
        if c != '-' {
            self.note(Note::Apostrophe);
        }
        self.spaces = 0;
        self.end_word();
        self.spaces = 0;
    }

    fn foreign(&mut self, c: char) {
        if is_combining_mark(c) || is_nfc_quick(std::iter::once(c)) != IsNormalized::Yes {
            self.scan.uncomposed |= !self.composed;
            self.out.push(c);
            self.word.break_off();
        } else if c.is_alphabetic() {
            self.spaces = 0;
            self.count_case(c.is_uppercase(), false);
            self.word.break_off();
            self.out.extend(c.to_lowercase());
        } else if c.is_ascii_digit() {
            self.spaces = 0;
            self.word.break_off();
            self.out.push(c);
        } else {
            self.note(Note::Marks);
            self.scan.suspect |= !c.is_ascii();
            self.end_word();
        }
    }

    fn end_word(&mut self) {
        if self.out.len() == self.word_start {
            return;
        }
        if self.word_has_letter {
            self.judge_word();
            self.out.push(' ');
        } else {
            self.out.truncate(self.word_start);
            self.note(Note::Marks);
        }
        self.word_start = self.out.len();
        self.word = Word::EMPTY;
        self.word_has_letter = false;
        (self.word_capitals, self.word_letters, self.capital_first) = (0, 0, false);
    }

    fn judge_word(&mut self) {
        self.scan.words += 1;
        self.scan.has_letter = true;
        self.capitals += self.word_capitals;
        let fits = self.word.fit() != Fit::No;
        if fits {
            self.scan.fitting += 1;
            if let Some(at) = self.word.misplaced_tone() {
                self.out.truncate(self.word_start);
                self.word.write_with_tone_at(at, self.out);
                self.note(Note::TonePlacement);
            }
        }
        let usual = self.capital_first && self.word_capitals == 1;
        self.odd_case |= fits && !usual;
    }

    fn finish(mut self) -> Scan {
        if self.spaces > 0 && self.out.len() > self.start {
            self.note(Note::Spaces);
        }
        self.end_word();
        while self.out.len() > self.start && self.out.ends_with([' ', '\'']) {
            self.out.pop();
        }
        let mut scan = self.scan;
        scan.case = match (self.capitals, self.smalls) {
            (2.., 0) if self.capitals > scan.words => Case::Upper,
            (0, 1..) => Case::Lower,
            _ => Case::Mixed,
        };
        if self.odd_case || scan.case != Case::Mixed {
            scan.notes.add(Note::Case);
        }
        let unfit = scan.fitting < scan.words || self.odd_case && scan.case == Case::Mixed;
        scan.suspect |= unfit && scan.foreign_bytes;
        scan
    }
}
